"""What forms hand to actions, and what pages and other rooms read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: checked by the action before anything is stored."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MatterInput:
    """What an applicant writes about a happening that has no number yet; `role` is the person's part in it."""

    title: str
    summary: str
    happened_from: date
    happened_to: date | None = None
    kind: str = "DAILY"
    role: str = "JOINED"


@dataclass(frozen=True, slots=True)
class PointInput:
    """One point against the person as the hearing notice will say it."""

    point: str
    element: str = ""
    evidence_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureInput:
    """One correction measure as decided."""

    text: str
    owner_name: str
    due_on: date
    owner_person_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShieldInput:
    """What the shield of an exempting decision covers: codes of indicators (ALL for every one)."""

    indicators: tuple[str, ...] = ("ALL",)
    note: str = field(default="")


@dataclass(frozen=True, slots=True)
class FoundElement:
    """One element as found, as far as the rules ask: for whom it speaks and how many pieces of evidence it names."""

    side: str
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class InquiryFacts:
    """How far an inquiry has come. `elements` and `distinctions` are those found so far, by code."""

    elements: Mapping[str, FoundElement]
    distinctions: frozenset[str] = frozenset()
    wants_party_opinion: bool = False
    asked_party_organisation: bool = False
    needs_outside: bool = False
    outside: int = 0


@dataclass(frozen=True, slots=True)
class HeardPoint:
    """One point of a hearing: whether the person said anything to it, and whether it was answered."""

    number: int
    has_words: bool
    is_answered: bool


@dataclass(frozen=True, slots=True)
class HearingFacts:
    """How far a hearing has come. `is_on_record` when it was held in person with a record."""

    points: tuple[HeardPoint, ...]
    reply_by: date | None = None
    is_waived: bool = False
    is_on_record: bool = False
