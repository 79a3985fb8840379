"""The grade workspace: the machine's order beside what people propose, and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from dandang.law.policies import queries as policies
from dandang.registry.access.records import Actor

from .. import rules
from ..models import CycleUnit, Participant, Result
from ..records import GradeFault
from . import cycles, law, quota


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One graded person: the published total, rank and advice, and the proposal."""

    participant: Participant
    result: Result | None
    is_departing: bool

    @property
    def is_tie(self) -> bool:
        return self.result is not None and self.result.grade_state == "boundary_tie"


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything the grade page of one unit shows."""

    unit: CycleUnit
    rows: Sequence[GradeRow]
    others: Sequence[Participant]
    places: quota.UnitPlaces | None
    pool: Sequence[tuple[CycleUnit, quota.UnitPlaces]]
    share: policies.Value
    scale: Sequence[str]
    faults: Sequence[GradeFault]
    candidates: int
    tied: int
    edge_e2: int | None
    shielded: int

    @property
    def number_of_places(self) -> int:
        return self.places.places if self.places else 0

    @property
    def proposed_excellent(self) -> int:
        return sum(row.participant.proposed_grade == self.scale[0] for row in self.rows) if self.scale else 0

    @property
    def free(self) -> int:
        """Places that nobody is suggested for: cells that may stay empty."""
        return max(0, self.number_of_places - self.candidates - min(self.tied, self.number_of_places))


def workspace(actor: Actor, unit_id: int) -> Workspace:
    """The page of one unit, for whoever may see it: a fixed number of queries."""
    unit = cycles.get_unit(actor, unit_id)
    people = list(unit.participants.order_by("order_key", "pk"))
    results = results_of(unit)
    scale = law.grades(unit.cycle)
    rows = [
        GradeRow(one, results.get(one.pk), _is_departing(one, results.get(one.pk), scale))
        for one in people
        if one.participation == "GRADED"
    ]
    rows.sort(key=lambda row: (-(row.result.total_e2 or -1) if row.result else 1, row.participant.order_key))
    all_places = quota.places(unit.cycle)
    siblings = {u.pk: u for u in cycles.units_of(actor, unit.cycle) if u.pool == unit.pool}
    return Workspace(
        unit=unit,
        rows=rows,
        others=[one for one in people if one.participation != "GRADED"],
        places=all_places.get(unit.pk),
        pool=[(siblings[pk], row) for pk, row in all_places.items() if pk in siblings],
        share=quota.unit_share(unit),
        scale=scale,
        faults=_faults(unit, [row.participant for row in rows], results, scale, all_places.get(unit.pk)),
        candidates=sum(row.result is not None and row.result.grade_state == "candidate" for row in rows),
        tied=sum(row.is_tie for row in rows),
        edge_e2=_edge(rows, all_places.get(unit.pk)),
        shielded=sum(row.result is not None and row.result.has_shield for row in rows),
    )


def results_of(unit: CycleUnit) -> dict[int, Result]:
    """The unit's results of the run that counts, without their lines."""
    run_id = unit.cycle.current_run_id
    if run_id is None:
        return {}
    found = Result.objects.filter(run_id=run_id, unit_id=unit.pk).defer("lines")
    return {one.participant_id: one for one in found}


def advice(one: Participant) -> str:
    """The machine's grade_state for a person in the run that counts; empty before scoring."""
    found = Result.objects.filter(run_id=one.cycle.current_run_id, participant=one).values_list(
        "grade_state", flat=True
    )
    return found.first() or ""


def faults(unit: CycleUnit) -> list[GradeFault]:
    """What still keeps a unit's proposals from going on."""
    people = list(unit.participants.filter(participation="GRADED").order_by("order_key", "pk"))
    return _faults(unit, people, results_of(unit), law.grades(unit.cycle), quota.places(unit.cycle).get(unit.pk))


def _faults(
    unit: CycleUnit,
    people: Sequence[Participant],
    results: dict[int, Result],
    scale: Sequence[str],
    places: quota.UnitPlaces | None,
) -> list[GradeFault]:
    return rules.grade_faults(
        people,  # type: ignore[arg-type]
        places=places.places if places else 0,
        excellent=scale[0] if scale else "",
        advice={pk: result.grade_state for pk, result in results.items()},
        quota_clause=quota.unit_share(unit).citation,
    )


def counts(unit: CycleUnit) -> dict[str, int]:
    """How many people have which proposed grade."""
    rows = unit.participants.filter(participation="GRADED").order_by().values("proposed_grade").annotate(n=Count("pk"))
    return {row["proposed_grade"]: row["n"] for row in rows}


def _is_departing(one: Participant, result: Result | None, scale: Sequence[str]) -> bool:
    if not one.proposed_grade or not scale:
        return False
    return rules.departs(one.proposed_grade, result.grade_state if result else "", scale[0])


def _edge(rows: Sequence[GradeRow], places: quota.UnitPlaces | None) -> int | None:
    """The published total of the last place: where the dashed line stands. None when places stay empty."""
    totals = [row.result.total_e2 for row in rows if row.result and row.result.rank_in_unit is not None]
    count = places.places if places else 0
    ranked = [total for total in totals if total is not None]
    return ranked[count - 1] if 0 < count <= len(ranked) else None
