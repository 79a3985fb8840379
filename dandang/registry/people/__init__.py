"""Cadres and everything the 任免审批表 holds, over time.

Whose work: the organisation department and the personnel officers of the units; a cadre reads the own file (/me/).
Obeys no pack itself: what needs law (retirement month, effects in force, papers) is handed in from above through
`kinds` (panels, checks, outputs). Warnings (`rules`) show evidence and repair nothing. Besides the standard files it
has `rows` (which fields and sections a file has and how they are read and compared) and `marks` (how a place in a
sorted list is written into an address).
"""
