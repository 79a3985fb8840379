"""Honest mistakes, fairly judged: advance filing, tolerance cases from application to review, correction, early signs.

The work of the organ that leads tolerance in its region (discipline body, organisation department or another), the
units and party organisations that stand by their people, and the people concerned. It obeys the packs' rule tables
and procedures of subject `tolerance`: central 2018 四, 云南 9–12, 安徽 10–12 and regional rules. A machine advises,
people decide; what they decide reaches other parts only as effects. Basis: SPEC TL-01 to TL-13.
"""
