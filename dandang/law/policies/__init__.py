"""Packs, editions and values: law as dated, cited data. Read by every room that needs a number, a deadline or a list.

Obeys no pack; it is where packs live. Beside the standard files, all without Django so that packs can be checked
without a database: `schema.py`, `schema_rules.py` and `shape.py`, the shape of a pack file; `packfiles.py`, which reads
the folder `packs/`; `expressions.py`, the three-valued logic of conditions; `rule_tables.py` and `rule_faults.py`, rule
tables and procedures and what is wrong with them; `evaluation.py`, the evaluator. And `shelf.py`, the copy in memory;
`rule_queries.py`, the half of the door `queries` about rules;
`draft_bodies.py`, `draft_checks.py` and `expression_rows.py`, the body of a region's own draft, its faults, and its
conditions as rows, with `draft_queries.py`, `draft_forms.py` and `draft_views.py`; `text_queries.py` and
`text_views.py`, full texts;
`comparison.py` and `checking.py` (pure), `comparison_queries.py`, `comparison_forms.py`, `comparison_sheet.py`,
`comparison_views.py`, `check_queries.py` and `check_views.py`, two sides beside each other and what wants checking;
`retirement.py`, which answers the people room below (registered at start-up, never imported).
"""
