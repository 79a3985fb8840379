"""Code tables of the field, and the order of names.

Whose work: nobody's by hand; the tables are data files with their sources named in `tables/README.md`. Obeys no pack.
Besides the standard files it has `names` (strokes, surname readings, pinyin: pure), `tables/` and `strokes/` (data).
"""
