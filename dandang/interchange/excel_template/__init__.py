"""The national Excel collection template: ten sheets, read and written.

Obeys `reference/formats.md` §3.1: row 1 title, row 2 headings, data from row 3, persons joined by name and number.
"""
