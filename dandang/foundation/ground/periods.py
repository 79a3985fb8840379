"""Half-open periods of days: the end day is outside, and none means open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """From `starts_on` up to but without `ends_on`. Raises ValueError when it would end before it starts."""

    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on < self.starts_on:
            raise ValueError("a period cannot end before it starts")

    def contains(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def overlaps(self, other: Period) -> bool:
        starts_before_other_ends = other.ends_on is None or self.starts_on < other.ends_on
        ends_after_other_starts = self.ends_on is None or other.starts_on < self.ends_on
        return starts_before_other_ends and ends_after_other_starts

    def days_within(self, other: Period) -> int:
        """How many days of this period fall inside `other`, which must have an end."""
        if other.ends_on is None:
            raise ValueError("the other period must have an end")
        start = max(self.starts_on, other.starts_on)
        end = other.ends_on if self.ends_on is None else min(self.ends_on, other.ends_on)
        return max(0, (end - start).days)
