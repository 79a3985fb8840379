"""Which value wants comparing with its official text most? Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dandang.law.policies import rules
from dandang.law.policies.records import Value

# C is told at second hand, B was seen in part, A was compared with the whole text.
_GRADE_ORDER = "CBA"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the work-list is narrowed to; empty for everything. `days` is the least number of days since a check.

    `is_here` asks for those that speak for the own region.
    """

    grade: str = ""
    subject: str = ""
    document: str = ""
    days: int = 0
    is_different: bool = False
    is_here: bool = False


def is_in_force(value: Value, on: date) -> bool:
    """Whether a value still decides something on a day; old editions are looked up, not checked again."""
    return rules.is_in_force_on(value, on)


def last_looked_at(value: Value, checked_here: date | None) -> date:
    """Return the later of the day the pack gives and that of the last check made in this installation."""
    days = [day for day in (value.checked_on, checked_here) if day is not None]
    return max(days, default=date.min)


def need(value: Value, last: date, is_different: bool, *, is_here: bool) -> tuple[int, int, int, date, str, str]:
    """Return what the list is sorted by: differences, what speaks for the own region, C before B, the oldest check."""
    return (
        0 if is_different else 1,
        0 if is_here else 1,
        _GRADE_ORDER.index(value.reliability),
        last,
        value.document,
        value.key,
    )
