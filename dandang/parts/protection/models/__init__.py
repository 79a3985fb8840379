"""Rows of the room, one file per aggregate."""

from .accusations import Accusation, AccusationAssignment, AccusationHearing, AccusationPoint, DishonestyReferral
from .clarifications import Circle, Clarification, Clarified, Restoration
from .reports import Allegation, Answer, Assignment, PublicHarm, Question, Report

__all__ = [
    "Accusation",
    "AccusationAssignment",
    "AccusationHearing",
    "AccusationPoint",
    "Allegation",
    "Answer",
    "Assignment",
    "Circle",
    "Clarification",
    "Clarified",
    "DishonestyReferral",
    "PublicHarm",
    "Question",
    "Report",
    "Restoration",
]
