"""Who must do what by when and why: one work-list 我的待办 for everyone.

Whose work: a room opens a duty when somebody has to act and closes it when that is done; `dandang due` reminds and
escalates once a day. A duty is held by a role over an organisation, by one account, or by one person, and there is
never more than one open duty for the same kind, subject and holder. Deadlines that reach a year without a published
calendar are kept provisional and counted again by the daily run.

`kinds` holds the registry of duty kinds, filled by every room in its `apps.py`.
"""
