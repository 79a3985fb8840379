"""Assessment (考核评价): plan, who is assessed, ballots, measures, scoring, grades, publicity, sealing, notice, papers.

Whose work: the organisation department runs a cycle, each unit its own people, a committee decides, the person
acknowledges. Packs obeyed: civil-servant-law, civil-servant-appraisal, leader-appraisal-2019, anhui-2018, yunnan-2018.
`scoring/` inside is a pure package that also runs on files. Rooms in the usual files, split by noun into packages:
`models/`, `queries/`, `actions/`, `views/`; `schema.py` holds the plan as people write it.
"""
