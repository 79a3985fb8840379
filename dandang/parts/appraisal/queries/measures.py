"""Figures from outside the ballots: what is there, for whom something is missing, and an upload as it was checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, CharField, Count, Q, QuerySet, Value, prefetch_related_objects
from django.db.models.functions import Cast

from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.guard.problems import Place, Problem
from dandang.registry.access.records import Actor

from .. import datasheets, scoring
from ..models import ComponentScore, Cycle, DataUpload, Measure, Participant
from ..schema import PlanBody, read_plan
from . import cycles

OWN = "年度"
PREPARE = "appraisal.prepare"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a person: what it is, the number in words, where it comes from; without a number it is missing."""

    what: str
    text: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A person and every figure their plan wants."""

    participant: Participant
    figures: Sequence[Figure]

    @property
    def missing(self) -> list[str]:
        return [figure.what for figure in self.figures if not figure.text]


def wanted(body: PlanBody) -> tuple[list[str], list[str]]:
    """The measures and the other parts of the year a plan takes from outside."""
    measures = [item.id for item in body.indicators if item.kind == "measure"]
    return measures, [part.id for part in body.components if part.id != OWN]


def cycle_with_plans(actor: Actor, cycle_id: int) -> Cycle:
    """A cycle the actor may see with its plans loaded. Raises NotHere otherwise."""
    cycle = cycles.get_cycle(actor, cycle_id)
    prefetch_related_objects([cycle], "plans")
    return cycle


def people(
    actor: Actor, cycle: Cycle, *, words: str = "", unit: int | None = None, only_missing: bool = False
) -> QuerySet[Participant]:
    """The graded people the actor may see whose plan wants figures, by unit and roster order."""
    found = cycles.participants_of(actor, cycle).filter(participation="GRADED", plan__isnull=False)
    if unit is not None:
        found = found.filter(unit=unit)
    if words:
        found = found.filter(
            Q(name__contains=words) | Q(person_number=words.upper()) | Q(unit__organisation_name__contains=words)
        )
    counts = {plan.pk: wanted(read_plan(plan.body)) for plan in cycle.plans.all()}
    found = found.filter(plan__in=[pk for pk, (measures, parts) in counts.items() if measures or parts])
    if not only_missing:
        return found
    found = found.annotate(measured=Count("measures", distinct=True), scored=Count("component_scores", distinct=True))
    lacking = Q(pk__in=[])
    for pk, (measures, parts) in counts.items():
        lacking |= Q(plan=pk) & (Q(measured__lt=len(measures)) | Q(scored__lt=len(parts)))
    return found.filter(lacking)


@dataclass(frozen=True, slots=True)
class Kept:
    """One stored figure: a measure, or with `is_score` the score of another part of the year in 1e-4 points."""

    participant_id: int
    name: str
    value: str
    base_value: str
    target: str
    source: str
    is_score: bool

    @property
    def score_e4(self) -> int:
        return int(self.value)


def figures_of(participant_ids: Sequence[int]) -> list[Kept]:
    """Every stored figure of these people, measures and scores together; one query."""
    none = Value("", CharField())
    measured = Measure.objects.filter(participant__in=participant_ids).order_by()
    scored = ComponentScore.objects.filter(participant__in=participant_ids).order_by()
    rows = measured.annotate(is_score=Value(False, BooleanField())).values_list(
        "participant_id", "indicator", "value", "base_value", "target", "source", "is_score"
    )
    more = scored.annotate(
        text=Cast("score_e4", CharField()), base=none, aim=none, is_score=Value(True, BooleanField())
    ).values_list("participant_id", "component", "text", "base", "aim", "source", "is_score")
    return [Kept(*row) for row in rows.union(more, all=True)]


def figure_rows(rows: Sequence[Participant]) -> list[FigureRow]:
    """The figures of the people on a page; one query."""
    kept = {(one.participant_id, one.name, bool(one.is_score)): one for one in figures_of([one.pk for one in rows])}
    return [FigureRow(one, _figures(one, kept)) for one in rows]


def _figures(one: Participant, kept: dict[tuple[int, str, bool], Kept]) -> list[Figure]:
    if one.plan is None:
        return []
    body = read_plan(one.plan.body)
    units = {item.id: item.unit for item in body.indicators}
    measures, parts = wanted(body)
    found = []
    for name in measures:
        row = kept.get((one.pk, name, False))
        found.append(Figure(name, _measure_text(row, units[name]), row.source) if row else Figure(name))
    for name in parts:
        row = kept.get((one.pk, name, True))
        found.append(Figure(name, f"{row.score_e4 / 10_000:g} 分", row.source) if row else Figure(name))
    return found


def _measure_text(row: Kept, unit: str) -> str:
    extra = [f"{word} {value}{unit}" for word, value in (("基数", row.base_value), ("目标", row.target)) if value]
    return f"{row.value}{unit}" + (f"（{'，'.join(extra)}）" if extra else "")


# The workbook ----------------------------------------------------------------------------------------------------


def known_people(cycle: Cycle, rows: QuerySet[Participant]) -> list[datasheets.Known]:
    """People as the workbook names them."""
    return [
        datasheets.Known(one.pk, one.person_number, one.name, one.unit.organisation_name, one.plan_id)
        for one in rows
        if one.plan_id is not None
    ]


def scoring_plans(cycle: Cycle) -> dict[int, scoring.Plan]:
    """The cycle's plans as scoring reads them; shares of 优秀 play no part here."""
    none = {"quota": {"default_rate_bp": 0}}
    return {plan.pk: scoring.read_plan({**read_plan(plan.body).scoring_plan(), **none}) for plan in cycle.plans.all()}


def expected(cycle: Cycle) -> datasheets.Expected:
    """Everybody a workbook of this cycle may name."""
    rows = Participant.objects.filter(cycle=cycle, participation="GRADED").select_related("unit")
    return datasheets.Expected({one.number: one for one in known_people(cycle, rows)}, scoring_plans(cycle))


def blank_workbook(actor: Actor, cycle: Cycle, unit: int | None) -> bytes:
    """The workbook to fill in for the people the actor may see (of one unit, when named). It holds no figure."""
    rows = people(actor, cycle, unit=unit)
    return datasheets.blank(known_people(cycle, rows), scoring_plans(cycle))


def upload(actor: Actor, upload_id: int) -> DataUpload:
    """An upload of a cycle the actor prepares, without its bytes. Raises NotHere otherwise."""
    found = DataUpload.objects.select_related("cycle").defer("content").filter(pk=upload_id).first()
    if found is None or not cycles.may_prepare(actor, found.cycle):
        raise NotHere()
    return found


def uploads(cycle: Cycle) -> list[DataUpload]:
    """The last uploads of a cycle, newest first."""
    return list(cycle.uploads.defer("content", "problems")[:10])


def problems(of: DataUpload) -> list[Problem]:
    """What the check of an upload found."""
    return [
        Problem(
            Place(row["file"], row["sheet"], row["row"], row["column"], row["letter"]),
            row["value"], row["reason"], row["mend"],
        )
        for row in of.problems
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preview:
    """One row of what an upload would write, beside what is there now."""

    unit: str
    name: str
    what: str
    before: str
    after: str
    source: str


def preview(of: DataUpload, size: int = 50) -> list[Preview]:
    """The first rows an upload would write; the workbook is read again."""
    reading = datasheets.read(bytes(of.content), expected(of.cycle), file=of.file_name)
    figures, scores = reading.figures[:size], reading.scores[: max(0, size - len(reading.figures))]
    ids = {row.participant_id for row in figures} | {row.participant_id for row in scores}
    named = {one.pk: one for one in Participant.objects.filter(pk__in=ids).select_related("unit")}
    there = {(row.participant_id, row.indicator): row.value for row in Measure.objects.filter(participant__in=ids)}
    marks = {
        (row.participant_id, row.component): f"{row.score_e4 / 10_000:g}"
        for row in ComponentScore.objects.filter(participant__in=ids)
    }
    shown = [(row.participant_id, row.indicator, there, row.value, row.source) for row in figures]
    shown += [(row.participant_id, row.component, marks, f"{row.score_e4 / 10_000:g}", row.source) for row in scores]
    return [
        Preview(named[pk].unit.organisation_name, named[pk].name, what, before.get((pk, what), ""), after, source)
        for pk, what, before, after, source in shown
    ]
