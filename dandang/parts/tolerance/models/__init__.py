"""Rows of the room, one file per aggregate."""

from .cases import (
    Assignment,
    Case,
    Filing,
    Opening,
    OutsideParticipant,
    PartyOpinion,
    RecusalRequest,
    Statement,
)
from .decisions import Decision, DecisionReason, Measure, Referral, Review, Visit, WrittenEffect
from .findings import (
    OTHER_SIDE,
    DistinctionFinding,
    Element,
    ElementFinding,
    Hearing,
    HearingPoint,
    ListFinding,
    Pair,
)
from .prevention import EarlySign, InheritedProblem, Trial

__all__ = [
    "OTHER_SIDE",
    "Assignment",
    "Case",
    "Decision",
    "DecisionReason",
    "DistinctionFinding",
    "EarlySign",
    "Element",
    "ElementFinding",
    "Filing",
    "Hearing",
    "HearingPoint",
    "InheritedProblem",
    "ListFinding",
    "Measure",
    "Opening",
    "OutsideParticipant",
    "Pair",
    "PartyOpinion",
    "RecusalRequest",
    "Referral",
    "Review",
    "Statement",
    "Trial",
    "Visit",
    "WrittenEffect",
]
