"""What a duty looks like to pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dandang.foundation.calendars.records import DeadlineChip


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """One duty ready to be shown: `url` leads to its subject and is empty when that has no page."""

    id: int
    kind: str
    title: str
    why: str
    clause: str
    clause_url: str
    subject: str
    url: str
    button: str
    due_on: date | None
    chip: DeadlineChip | None
    opened_at: datetime
    holder: str
    is_escalated: bool


@dataclass(frozen=True, slots=True)
class DutyGroups:
    """The work-list in its three groups, each by nearness of the deadline; at the weekend `this_week` is the next."""

    late: list[DutyRecord]
    this_week: list[DutyRecord]
    later: list[DutyRecord]
    is_next_week: bool = False

    @property
    def total(self) -> int:
        return len(self.late) + len(self.this_week) + len(self.later)


@dataclass(frozen=True, slots=True)
class DutyCounts:
    """How many duties are open and how many of them are overdue."""

    open: int
    late: int


@dataclass(frozen=True, slots=True)
class DoneRecord:
    """A duty the reader closed."""

    title: str
    url: str
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class DueRun:
    """What one daily run did."""

    on: date
    recounted: int
    reminded: int
    escalated: int


@dataclass(frozen=True, slots=True)
class Work:
    """Everything the first page shows: `open` counts also what the groups had no room for.

    `to_hurry` are overdue duties of others that were reported to the reader.
    """

    groups: DutyGroups
    open: int
    is_reported: bool
    to_hurry: list[DutyRecord]
    recently_done: list[DoneRecord]
