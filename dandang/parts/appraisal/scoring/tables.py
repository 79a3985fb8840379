"""What goes into a run? Tables of plain rows, read and checked in plain Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from . import points
from .faults import Fault, FaultList, Refused
from .plan import CLASS_COLUMNS, Plan
from .rows import OPTIONAL, REQUIRED, Row, RowCheck

AnyRow = Mapping[str, object] | Sequence[object]

NAMES: Final = ("people", "ratings", "measures", "tolerated", "components")
TITLES: Final[Mapping[str, str]] = {
    "people": "人员表",
    "ratings": "测评表",
    "measures": "量化数据表",
    "tolerated": "容错事项表",
    "components": "其他部分得分表",
}


@dataclass(frozen=True)
class Tables:
    """The input of a run in memory: each table any iterable of dicts, or of tuples in the order of the columns.

    ``people``: person, unit, pool[, region, sector, level, post]; ``ratings``: person, indicator, group, rater,
    score[, status, submitted_at]; ``measures``: person, indicator, value[, base_value, target]; ``tolerated``: person,
    indicator; ``components``: person, component, score. Scores are points (text, int, Decimal), not e4.
    """

    people: Iterable[AnyRow]
    ratings: Iterable[AnyRow] = ()
    measures: Iterable[AnyRow] = ()
    tolerated: Iterable[AnyRow] = ()
    components: Iterable[AnyRow] = ()

    def source(self, name: str) -> Source:
        """One table as numbered rows of text."""
        columns = (*REQUIRED[name], *OPTIONAL[name])
        rows: Iterable[AnyRow] = getattr(self, name)
        return Source(TITLES[name], lambda: enumerate((text_row(row, columns) for row in rows), start=1))


@dataclass(frozen=True)
class Source:
    """A table as it came: the name it is blamed by, and a way to go through its numbered rows of text."""

    file: str
    rows: Callable[[], Iterator[tuple[int, Row]]]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is assessed."""

    person: str
    unit: str
    pool: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """One mark of one rater, in e4; ``number`` is its row."""

    person: str
    indicator: str
    group: str
    rater: str
    score: int
    status: str
    submitted_at: str
    number: int


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured value in u6, with base and target where the function needs them."""

    value: int
    base: int | None
    target: int | None


@dataclass
class Checked:
    """Input that passed every check, ready for the lines."""

    people: list[Person] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    measures: dict[tuple[str, str], Measure] = field(default_factory=dict)
    tolerated: set[tuple[str, str]] = field(default_factory=set)
    components: dict[tuple[str, str], int] = field(default_factory=dict)


def text_row(row: AnyRow, columns: Sequence[str]) -> Row:
    """One row as text by column name; columns that are absent read as empty."""
    if isinstance(row, Mapping):
        return {column: points.cell_text(row.get(column)) for column in columns}
    texts = [points.cell_text(value) for value in row]
    return dict(zip(columns, texts + [""] * (len(columns) - len(texts)), strict=False))


def check(plan: Plan, sources: Mapping[str, Source]) -> Checked:
    """Read all tables, or refuse them with every fault found."""
    faults = FaultList()
    checked = Checked()
    known: set[str] = set()
    readers: dict[str, Callable[[int, Row, RowCheck], Fault | None]] = {
        "people": lambda number, row, rule: _take_person(checked, known, number, row, rule),
        "ratings": lambda number, row, rule: _take_rating(checked, number, row),
        "measures": lambda number, row, rule: _take_measure(checked, number, row, rule),
        "tolerated": lambda number, row, rule: checked.tolerated.add((row["person"], row["indicator"])),
        "components": lambda number, row, rule: _take_component(checked, number, row, rule),
    }
    for name in NAMES:
        rule = RowCheck(plan, name, sources[name].file, known.__contains__)
        for number, row in sources[name].rows():
            fault = rule.fault(number, row)
            faults.add(fault if fault else readers[name](number, row, rule))
            if faults.is_full:
                break
        if name == "people":
            faults.refuse_if_any()
            refuse_without_people(len(checked.people), rule.file)
    faults.refuse_if_any()
    refuse_without_ratings(plan, len(checked.ratings), sources["ratings"].file)
    checked.people.sort(key=lambda person: person.person)
    return checked


def refuse_without_people(people: int, file: str) -> None:
    """Refuse a run that has nobody to score."""
    if not people:
        raise Refused([Fault(file, None, "", "", "表里一个人也没有。", "请导入本次考核的人员。")])


def refuse_without_ratings(plan: Plan, ratings: int, file: str) -> None:
    """Refuse a run that is to count ballots when none was cast."""
    if plan.has_ratings and not ratings:
        raise Refused([Fault(file, None, "", "", "表里一张票也没有。", "请导入测评结果后再计分。")])


def _take_person(checked: Checked, known: set[str], number: int, row: Row, rule: RowCheck) -> Fault | None:
    if row["person"] in known:
        return rule.repeated(number, row)
    known.add(row["person"])
    classes = tuple(row.get(column, "") for column in CLASS_COLUMNS)
    checked.people.append(Person(row["person"], row["unit"], row["pool"], classes))
    return None


def _take_rating(checked: Checked, number: int, row: Row) -> None:
    score = points.scaled(row["score"], points.SCORE_PLACES)
    assert score is not None
    checked.ratings.append(
        Rating(
            row["person"],
            row["indicator"],
            row["group"],
            row["rater"],
            score,
            row.get("status", ""),
            row.get("submitted_at", ""),
            number,
        )
    )


def _take_measure(checked: Checked, number: int, row: Row, rule: RowCheck) -> Fault | None:
    key = (row["person"], row["indicator"])
    if key in checked.measures:
        return rule.repeated(number, row)
    value, base, target = (
        points.scaled(row.get(column, ""), points.MEASURE_PLACES) for column in ("value", "base_value", "target")
    )
    assert value is not None
    checked.measures[key] = Measure(value, base, target)
    return None


def _take_component(checked: Checked, number: int, row: Row, rule: RowCheck) -> Fault | None:
    key = (row["person"], row["component"])
    if key in checked.components:
        return rule.repeated(number, row)
    score = points.scaled(row["score"], points.SCORE_PLACES)
    assert score is not None
    checked.components[key] = score
    return None
