"""One-sheet rosters (花名册, 干部名册) of any heading: find the head, propose what each column means, read and write.

Headings seen in practice: `reference/forms_and_layout.md` §2. The proposal is shown to a person, who decides.
"""
