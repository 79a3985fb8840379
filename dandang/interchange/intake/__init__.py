"""Files in and out of the registry: an organisation officer uploads, sees what would change, and writes it as a whole.

Obeys SPEC PL-09, PL-10, RG-03; formats are the neighbouring packages. Besides the usual files: `storing` keeps the
uploaded bytes under the data folder, `reading` turns them into drafts, `matching` compares drafts with the register,
`marking` gives the user's own workbook back, `drafting` turns files of the register into drafts for export.
"""
