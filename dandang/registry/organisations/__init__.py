"""Organs and units, their tree over time.

Whose work: the organisation department (机构与编制). Obeys no pack. Names and parents are dated rows; `path` on a unit
is today's copy. Rooms above that copy paths (people) register in `kinds` how they follow a move.
"""
