"""Packs, editions and values: law as dated, cited data. Read by every room that needs a number, a deadline or a list.

Obeys no pack; it is where packs live. Beside the standard files: `schema.py`, the shape of a pack file, and
`packfiles.py`, which reads the folder `packs/`; both know no Django, so that a pack can be checked without a database;
`retirement.py`, which answers the people room below (registered at start-up, never imported).
"""
