"""The life of an official paper: drafted, checked, signed, numbered, sealed, served, filed; the register of numbers.

Whose work: the clerks and leaders of the organ that issues it, and the person who receives it. The words come from the
part whose decision it is, as the facts of a kind of `documents`; this room keeps them, every version of them, and the
file they were printed as. Three people have their hands on a paper; what is signed never changes. SPEC PL-18, PL-20.

Files beyond the house table: `models/` and `actions/` by noun, `shown.py` (rows for pages).
"""
