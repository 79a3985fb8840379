"""Rows of the room, one file per aggregate."""

from .accusations import (
    About,
    Accusation,
    AccusationAssignment,
    AccusationHearing,
    AccusationPoint,
    AccusationReview,
    DishonestyReferral,
    Level,
    Told,
)
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
    "About",
    "Accusation",
    "AccusationAssignment",
    "AccusationHearing",
    "AccusationPoint",
    "AccusationReview",
    "Allegation",
    "Answer",
    "Assignment",
    "Circle",
    "Clarification",
    "Clarified",
    "DishonestyReferral",
    "EarlierFinding",
    "Level",
    "PublicHarm",
    "Question",
    "Redaction",
    "Report",
    "ReportFile",
    "Restoration",
    "System",
    "Told",
]
