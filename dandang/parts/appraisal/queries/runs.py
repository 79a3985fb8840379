"""What goes into a scoring and what came out: inputs still missing, runs, results in the actor's branch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Count, F, IntegerField, Max, Min, Q, QuerySet, Value, When
from django.db.models.expressions import CombinedExpression

from dandang.foundation.ground.refusal import NotHere
from dandang.law.policies import queries as policies
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import rules
from ..models import ComponentScore, Cycle, Measure, Participant, Result, Run
from ..schema import read_plan
from ..states import CycleState
from . import ballots, cycles, law

OWN = "年度"


@dataclass(frozen=True, slots=True)
class InputRow:
    """One thing that is imported: what it is, for how many people it is wanted, and for how many it is there."""

    what: str
    wanted: int
    present: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.present)


@dataclass(frozen=True, slots=True)
class ScoringPage:
    """Everything the scoring page shows."""

    cycle: Cycle
    graded: int
    groups: Sequence[tuple[str, int]]
    measures: Sequence[InputRow]
    components: Sequence[InputRow]
    units_sent_up: int
    running: Run | None
    runs: Sequence[Run]
    may_score: bool
    why_not: str

    @property
    def missing(self) -> int:
        return sum(row.missing for row in (*self.measures, *self.components))

    @property
    def ballots(self) -> int:
        return sum(count for _, count in self.groups)


def scoring_page(actor: Actor, cycle_id: int) -> ScoringPage:
    """The page before and after scoring: a fixed number of queries."""
    cycle = cycles.get_cycle(actor, cycle_id)
    runs = list(cycle.runs.all()[:20])
    running = next((run for run in runs if run.state in {"QUEUED", "RUNNING"}), None)
    sent_up = cycle.units.exclude(state="OPEN").count()
    may_score = access.may(actor, "appraisal.score", path=cycle.owner_path)
    measures, components, graded = inputs(cycle)
    units = list(cycles.units_of(actor, cycle).values_list("pk", flat=True))
    groups: dict[str, int] = {}
    for own in ballots.cast_counts(units).values():
        for group, count in own.items():
            groups[group] = groups.get(group, 0) + count
    return ScoringPage(
        cycle, graded, sorted(groups.items()), measures, components, sent_up, running, runs, may_score,
        _why_not(cycle, sent_up, graded),
    )  # fmt: skip


def _why_not(cycle: Cycle, sent_up: int, graded: int) -> str:
    """Why scoring cannot start now, in words; empty when it can."""
    if cycle.state == CycleState.SEALED:
        return "这次考核已经全部确定，不再计分。"
    if cycle.state not in {CycleState.CLOSED, CycleState.SCORED}:
        return "测评截止以后才能计分。"
    if sent_up:
        return f"已经有 {sent_up} 个单位上报了等次建议，不能重新计分。要重新计分，先退回这些单位的建议。"
    return "" if graded else "没有要确定等次的人，不用计分。"


def inputs(cycle: Cycle) -> tuple[list[InputRow], list[InputRow], int]:
    """For how many graded people each measure and each part of the year is wanted and there; three queries."""
    graded = Q(participant__cycle=cycle, participant__participation="GRADED")
    people: dict[Any, int] = dict(
        Participant.objects.filter(cycle=cycle, participation="GRADED")
        .order_by()
        .values("plan")
        .annotate(n=Count("pk"))
        .values_list("plan", "n")
    )
    figures = Measure.objects.filter(graded).order_by().annotate(is_score=Value(False, BooleanField()))
    scores = ComponentScore.objects.filter(graded).order_by().annotate(is_score=Value(True, BooleanField()))
    counted = (
        figures.values("is_score", "indicator")
        .annotate(n=Count("pk"))
        .values_list("is_score", "indicator", "n")
        .union(
            scores.values("is_score", "component").annotate(n=Count("pk")).values_list("is_score", "component", "n"),
            all=True,
        )
    )
    there = {(bool(is_score), name): count for is_score, name, count in counted}
    wanted_measures: dict[str, int] = {}
    wanted_scores: dict[str, int] = {}
    for plan in cycle.plans.all():
        if plan.pk not in people:
            continue
        body = read_plan(plan.body)
        for indicator in body.indicators:
            if indicator.kind == "measure":
                wanted_measures[indicator.id] = wanted_measures.get(indicator.id, 0) + people[plan.pk]
        for part in body.components:
            if part.id != OWN:
                wanted_scores[part.id] = wanted_scores.get(part.id, 0) + people[plan.pk]
    return (
        _rows(wanted_measures, {name: n for (is_score, name), n in there.items() if not is_score}),
        _rows(wanted_scores, {name: n for (is_score, name), n in there.items() if is_score}),
        sum(people.values()),
    )


def _rows(wanted: Mapping[str, int], there: Mapping[str, int]) -> list[InputRow]:
    return [InputRow(name, count, there.get(name, 0)) for name, count in wanted.items()]


def run(actor: Actor, cycle_id: int, run_id: int) -> Run:
    """One scoring of a cycle the actor may see. Raises NotHere otherwise."""
    cycle = cycles.get_cycle(actor, cycle_id)
    found = cycle.runs.filter(pk=run_id).first()
    if found is None:
        raise NotHere()
    return found


# Results ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ResultChoice:
    """What of the results is shown: part of a name or number, one unit, not ranked or near the edge, and the order."""

    words: str = ""
    unit: int | None = None
    state: str = ""
    order: str = ""


def results(actor: Actor, cycle: Cycle, choice: ResultChoice) -> QuerySet[Result]:
    """The results of the run that counts, of the people the actor may see; without their lines."""
    found = _visible(actor, cycle)
    if choice.unit is not None:
        found = found.filter(unit_id=choice.unit)
    if choice.words:
        found = found.filter(
            Q(participant__name__contains=choice.words)
            | Q(participant__person_number=choice.words.upper())
            | Q(participant__unit__organisation_name__contains=choice.words)
        )
    if choice.state == "NOT_RANKED":
        found = found.exclude(state="ok")
    elif choice.state == "NEAR_EDGE":
        found = found.filter(is_near_edge=True)
    found = found.select_related("participant__unit").defer("lines", "peer")
    if choice.order == "unit":
        return found.order_by("participant__unit__path", F("rank_in_unit").asc(nulls_last=True), "pk")
    unranked = Case(When(state="ok", then=0), default=1)
    return found.order_by(unranked, F("total_e2").desc(nulls_last=True), "pk")


def _visible(actor: Actor, cycle: Cycle) -> QuerySet[Result]:
    units = cycles.units_of(actor, cycle).order_by().values("pk")
    return Result.objects.filter(run_id=cycle.current_run_id or 0, unit_id__in=units)


@dataclass(frozen=True, slots=True)
class Spread:
    """Everybody shown in counts: who could not be ranked or is near an edge, and where the totals of the ranked lie."""

    people: int
    ranked: int
    incomplete: int
    manual: int
    near_edge: int
    lowest_e2: int | None
    highest_e2: int | None


def spread(actor: Actor, cycle: Cycle, unit: int | None) -> Spread:
    """Counts over everybody the actor may see (in one unit, when named); one query."""
    found = _visible(actor, cycle)
    if unit is not None:
        found = found.filter(unit_id=unit)
    row = found.aggregate(
        people=Count("pk"),
        ranked=Count("pk", filter=Q(state="ok")),
        incomplete=Count("pk", filter=Q(state="incomplete")),
        manual=Count("pk", filter=Q(state="manual")),
        near_edge=Count("pk", filter=Q(is_near_edge=True)),
        lowest_e2=Min("total_e2", filter=Q(state="ok")),
        highest_e2=Max("total_e2", filter=Q(state="ok")),
    )
    return Spread(**row)


def bars(actor: Actor, cycle: Cycle, unit: int | None, width_e2: int) -> dict[int, int]:
    """How many totals of ranked people fall into each bar of `width_e2`, counted by the database; one query."""
    found = _visible(actor, cycle).filter(state="ok")
    if unit is not None:
        found = found.filter(unit_id=unit)
    number = CombinedExpression(F("total_e2"), "/", Value(width_e2), output_field=IntegerField())
    rows = found.order_by().annotate(bar=number).values("bar").annotate(n=Count("pk"))
    return {int(row["bar"]): row["n"] for row in rows}


def reasons(cycle: Cycle, rows: Sequence[Result]) -> dict[int, str]:
    """Why people on a page could not be ranked, by participant; one query, none when all could."""
    open_rows = [one.participant_id for one in rows if one.state != "ok"]
    if not open_rows:
        return {}
    found = Result.objects.filter(run_id=cycle.current_run_id or 0, participant__in=open_rows)
    return {
        one.participant_id: rules.why_not_ranked(
            one.state, one.coverage_bp, one.lines, one.participant.plan.body if one.participant.plan else {}
        )
        for one in found.select_related("participant__plan")
    }


def export_limit(cycle: Cycle) -> policies.Value:
    """How many people one may take out without a second person."""
    return law.value("product.export_people_without_second_person", cycle)
