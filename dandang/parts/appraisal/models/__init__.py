"""The room's rows, one file per aggregate."""

from .ballots import Ballot, Roll, Ticket
from .cycles import Cycle, CycleUnit, Participant, Participation, Plan, PlanTemplate
from .decisions import ResultNotice, SealingMeeting, SealingVote
from .runs import ComponentScore, DataUpload, Measure, Result, Run

__all__ = [
    "Ballot",
    "ComponentScore",
    "Cycle",
    "CycleUnit",
    "DataUpload",
    "Measure",
    "Participant",
    "Participation",
    "Plan",
    "PlanTemplate",
    "Result",
    "ResultNotice",
    "Roll",
    "Run",
    "SealingMeeting",
    "SealingVote",
    "Ticket",
]
