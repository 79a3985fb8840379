"""Scoring by the method ``transparent/1``: plan in, tables in, lines out.

A pure package of the room ``appraisal``: no Django in it, so that it runs on files (the command ``dandang score``), in
plain Python (``reference``) and on DuckDB, with results equal byte for byte. Whose work it is: the organisation
officer's who answers for an assessment; every number it makes can be recomputed by hand from its line.

Basis: the plan adopted before the cycle; it holds every weight, rule and quota. Nothing of the law is written here.
"""

from .faults import Fault, Refused
from .plan import Plan, read_plan
from .results import Line, PersonResult, RunResult, UnitQuota
from .run import run, run_files
from .tables import Tables

__all__ = [
    "Fault",
    "Line",
    "PersonResult",
    "Plan",
    "Refused",
    "RunResult",
    "Tables",
    "UnitQuota",
    "read_plan",
    "run",
    "run_files",
]
