"""Rows of the room, one file per aggregate."""

from .accusations import Accusation, AccusationAssignment, AccusationHearing, AccusationPoint, DishonestyReferral
from .clarifications import Clarification, Clarified, Restoration
from .harms import Circle, PublicHarm
from .reports import (
    Allegation,
    Answer,
    Assignment,
    EarlierFinding,
    Question,
    Redaction,
    Report,
    ReportFile,
    System,
)

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
    "EarlierFinding",
    "PublicHarm",
    "Question",
    "Redaction",
    "Report",
    "ReportFile",
    "Restoration",
    "System",
]
