"""What cases have in common: who has which part in one, hearing, meetings with votes, decision with reasons, review.

Its users are the parts, which subclass `models` (the one room whose models are a door) and ask `rules` through
`queries`. Meetings are rows of its own: one meeting studies cases of several parts. Basis: SPEC LD-03, PL-19.
`shown` turns rows into the words of the pages and `papers` into the facts of booklet, vote sheets and minutes, so that
templates hold no logic.
"""
