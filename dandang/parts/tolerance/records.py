"""What forms hand to actions, and what pages and other rooms read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: checked by the action before anything is stored."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MatterInput:
    """What an applicant writes about a happening that has no number yet."""

    title: str
    summary: str
    happened_from: date
    happened_to: date | None = None


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
