"""Accounts and sign-in: one account per natural person, passwords, second factor, sessions.

Whose work: everyone signs in; what the system administrator does with accounts is done on the pages of `access`.
Obeys GB/T 22239-2019 §8.1.4 身份鉴别 (profile `dengbao3`) or OWASP ASVS 5.0 (profile `asvs`). Besides the standard
files it has `adapter` (what the sign-in library asks of us), `lockout` (its answer after too many failures),
`passwords` (what a good password is) and `middleware` (how long a session lasts and what must be done first).
"""
