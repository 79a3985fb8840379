"""What comes out of a run? Lines that explain every number, one result a person, the quota of every unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TextIO

from . import points

State = Literal["ok", "incomplete", "manual"]
GradeState = Literal["candidate", "boundary_tie", "below", "incomplete", "manual"]

LINE_COLUMNS: Final = (
    "person",
    "line",
    "indicator",
    "group",
    "n",
    "dropped",
    "numerator",
    "denominator",
    "value",
    "unit",
    "note",
)
RESULT_COLUMNS: Final = (
    "person",
    "unit",
    "pool",
    "state",
    "total",
    "coverage_pct",
    "rank_in_unit",
    "rank_in_pool",
    "grade_state",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One published line: ``value`` is ``numerator / denominator`` rounded half up, in ``unit``.

    ``unit`` is e4 (ten-thousandths of a point), e2, bp, rank or places. ``dropped`` counts marks left out at each end.
    """

    person: str
    line: str
    indicator: str = ""
    group: str = ""
    n: int | None = None
    dropped: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    value: int | None = None
    unit: str = "e4"
    note: str = ""

    @property
    def value_e4(self) -> int | None:
        """The value in e4 where the line is a score, else nothing."""
        return self.value if self.unit == "e4" else None

    def cells(self) -> tuple[str | int | None, ...]:
        """The line as a row of ``lines.csv``."""
        return tuple(getattr(self, column) for column in LINE_COLUMNS)


@dataclass(frozen=True, slots=True)
class PersonResult:
    """The result of one person. Totals are empty when nothing at all could be scored."""

    person: str
    unit: str
    pool: str
    state: State
    total_e4: int | None
    total_e2: int | None
    cover_bp: int
    rank_in_unit: int | None
    rank_in_pool: int | None
    grade_state: GradeState

    def cells(self) -> tuple[str | int | None, ...]:
        """The result as a row of ``results.csv``."""
        return (
            self.person,
            self.unit,
            self.pool,
            self.state,
            points.decimal_text(self.total_e2, 2),
            points.decimal_text(self.cover_bp, 2),
            self.rank_in_unit,
            self.rank_in_pool,
            self.grade_state,
        )


@dataclass(frozen=True, slots=True)
class UnitQuota:
    """The places of one unit in one pool, with the denominator they come from."""

    pool: str
    unit: str
    people: int
    rate_bp: int
    places: int
    has_remainder_place: bool


@dataclass(frozen=True)
class RunResult:
    """Everything a run found; ``lines`` is empty when they were streamed to ``on_lines`` instead."""

    results: list[PersonResult]
    quotas: list[UnitQuota]
    lines: list[Line] = field(default_factory=list)
    plan_hash: str = ""
    input_hash: str = ""
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a run read and wrote."""

    people: int
    ratings: int
    lines: int
    input_hash: str


def write_csv(stream: TextIO, columns: Sequence[str], rows: Iterable[Iterable[str | int | None]]) -> None:
    """Write rows as CSV, under a heading if columns are named; bytes are the same whichever engine made the rows."""
    if columns:
        stream.write(",".join(columns) + "\n")
    for row in rows:
        stream.write(",".join(_quoted(cell) for cell in row) + "\n")


def _quoted(cell: str | int | None) -> str:
    """One CSV cell, quoted by the rule DuckDB follows."""
    text = "" if cell is None else str(cell)
    if any(sign in text for sign in ',"#'):
        return '"' + text.replace('"', '""') + '"'
    return text
