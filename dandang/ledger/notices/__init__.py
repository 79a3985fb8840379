"""Telling somebody something: a line in their list on the next page they open.

Whose work: every room tells through `actions.tell`; each person reads only their own. A notice is a row of the same
transaction as what it tells, so it is seen when, and only when, that has really happened. No e-mail, no message
leaves the machine. A notice never replaces a duty: what somebody must do stands in `duties`.
"""
