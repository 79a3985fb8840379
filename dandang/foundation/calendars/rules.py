"""Is a day worked, which day comes n working days later, how many lie between two days?

The day of the event does not count (民法典 第201条): one working day after Friday is Monday.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SOON = 5  # working days; from here down a deadline is drawn as near


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The plain week with its exceptions. `published` holds the years whose notice is known; others are provisional."""

    is_worked: Mapping[date, bool]
    published: frozenset[int]

    def is_working(self, day: date) -> bool:
        return self.is_worked.get(day, day.weekday() < 5)

    def add(self, start: date, count: int) -> date:
        """The last of `count` working days after `start`; `start` itself for none. Raises ValueError below zero."""
        if count < 0:
            raise ValueError("working days are counted forward")
        day = start
        while count:
            day += ONE_DAY
            count -= self.is_working(day)
        return day

    def between(self, first: date, last: date) -> int:
        """Working days after `first` up to and with `last`; negative when `last` is earlier."""
        if last < first:
            return -self.between(last, first)
        days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        return sum(self.is_working(day) for day in days)

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether the days from `first` to `last` touch a year without a published notice."""
        return any(year not in self.published for year in range(first.year, last.year + 1))


def years_reached(start: date, count: int) -> tuple[int, int]:
    """First and last year that counting `count` working days can touch: never more than two days per working day."""
    return start.year, (start + timedelta(days=2 * count + 31)).year
