"""What a counted deadline looks like to other rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period counted in working days.

    `is_provisional`: the count reached a year whose State Council notice is not in the calendar, so only statutory
    days were left out. `counted_from` and `working_days` allow counting again later; `cause` says in words why.
    """

    on: date
    is_provisional: bool
    working_days: int
    cause: str = ""
    counted_from: date | None = None


@dataclass(frozen=True, slots=True)
class DeadlineChip:
    """A deadline ready to be drawn: `level` is plain, soon (5 working days or fewer) or late; no day for undated."""

    on: date | None
    is_provisional: bool
    words: str
    level: str
    cause: str = ""


@dataclass(frozen=True, slots=True)
class YearSummary:
    """One year of the calendar: how many days off it names, how many weekend days are worked, and on whose word."""

    year: int
    is_provisional: bool
    document: str
    source: str
    days_off: int
    moved_working_days: int


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that differs from the plain week: `kind` STATUTORY, LIEU or WORKING."""

    date: date
    kind: str
    label: str
    name: str
