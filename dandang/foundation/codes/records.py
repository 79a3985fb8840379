"""What the room hands to others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Code:
    """One row of a code table. The end day is outside; none means no known limit on that side."""

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    more: Mapping[str, str] = field(default_factory=dict)

    def is_valid_on(self, on: date) -> bool:
        """Whether the code was in force on a day, as far as its dates are known."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)
