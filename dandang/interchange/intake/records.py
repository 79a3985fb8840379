"""What the room hands around: judged drafts, progress, pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dandang.foundation.guard.problems import Problem
from dandang.interchange.drafts import PersonDraft


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the register as the matching sees it."""

    id: int
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules may compare with: today, the code tables, and how long each column may be."""

    today: date
    nationalities: frozenset[str]
    lengths: Mapping[str, int]
    row_lengths: Mapping[str, Mapping[str, int]]


@dataclass(slots=True)
class Judged:
    """One draft after judgement: what is to be written, what is wrong, what should be looked at."""

    draft: PersonDraft
    person_id: int | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    sections: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    unit_name: str = ""
    promised_unit: str = ""
    version: int | None = None

    @property
    def kind(self) -> str:
        """CREATE, UPDATE or SAME."""
        if self.person_id is None:
            return "CREATE"
        return "UPDATE" if self.fields or self.sections else "SAME"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a check or a write has come. `stage` is CHECK or APPLY; `beat` the second of its last sign of life."""

    stage: str
    done: int
    total: int
    beat: float


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """The errors of one sheet in one line of the summary box: how many, in which columns, and the first of them."""

    sheet: str
    count: int
    columns: str
    first: int


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """One row of the mapping page."""

    letter: str
    heading: str
    meaning: str
    is_certain: bool
    samples: Sequence[str]


@dataclass(frozen=True, slots=True)
class ColumnsPage:
    """What the mapping page shows: the columns, and for a csv how its text was read."""

    columns: tuple[ColumnChoice, ...]
    head_row: int
    sheet: str
    encoding: str = ""
    is_certain: bool = True
    sample: tuple[str, ...] = ()
