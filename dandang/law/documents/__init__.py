"""How an official paper looks: given facts, a PDF/A or a Word file in the layout the rules ask for.

Whose work: every room that hands a paper to a person. The room knows no case and reads no other room's rows; a paper's
facts come in as plain data and are never pasted into markup. Layouts: GB/T 9704-2012 and the forms' own grids
(reference/forms_and_layout.md); templates are the files in `templates/papers/`.

Files beyond the house table: `schema/` (which facts each paper takes), `faults.py` (what is wrong with them, in words),
`typesetting.py` and `press.py` (the port to typst), `word.py` (the port to docxtpl), `faces.py` (which fonts),
`photos.py` and `qr.py` (pictures as data).
"""
