"""The grade workspace: the machine's order beside what people propose, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from dandang.law.policies import queries as policies
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import rules
from ..models import ComponentScore, CycleUnit, Participant, Result
from ..records import GradeFault
from . import cycles, law, quota

SHOWN_BELOW = 3  # people without a place who stand in the table unasked; the others are one click away
OWN = "年度"


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One graded person: the published total, rank and advice, and the proposal."""

    participant: Participant
    result: Result | None
    is_departing: bool

    @property
    def state(self) -> str:
        """The machine's advice: candidate, boundary_tie, below, or a person nobody could rank; empty before scoring."""
        return self.result.grade_state if self.result is not None else ""

    @property
    def post(self) -> str:
        """The post without the unit's name before it, which stands on the page already."""
        return own_post(self.participant, self.participant.unit.organisation_name)

    @property
    def is_tie(self) -> bool:
        return self.state == "boundary_tie"

    @property
    def is_ranked(self) -> bool:
        return self.result is not None and self.result.rank_in_unit is not None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the table with the parts of its year, in the order of the columns, and whether the line of places
    runs above it."""

    row: GradeRow
    parts: Sequence[int | None]
    rank: str
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything the grade page of one unit shows."""

    unit: CycleUnit
    rows: Sequence[GradeRow]
    others: Sequence[Participant]
    places: quota.UnitPlaces | None
    pool: Sequence[tuple[CycleUnit, quota.UnitPlaces]]
    pool_sum: quota.PoolSum
    body: quota.BodyCheck
    share: policies.Value
    scale: Sequence[str]
    faults: Sequence[GradeFault]
    candidates: int
    tied: int
    edge_e2: int | None
    shielded: int
    may_grade: bool

    @property
    def unlisted(self) -> int:
        """Units of a very large pool that are in its sum and not in the table."""
        return self.pool_sum.units - len(self.pool)

    @property
    def number_of_places(self) -> int:
        return self.places.places if self.places else 0

    @property
    def proposed_excellent(self) -> int:
        return sum(row.participant.proposed_grade == self.scale[0] for row in self.rows) if self.scale else 0

    @property
    def free_for_ties(self) -> int:
        """Places the tied people stand at: what candidates leave over."""
        return max(0, self.number_of_places - self.candidates) if self.tied else 0

    @property
    def free(self) -> int:
        """Places that nobody is suggested for: cells that may stay empty."""
        return max(0, self.number_of_places - self.candidates - self.free_for_ties)

    @property
    def ties(self) -> Sequence[GradeRow]:
        return [row for row in self.rows if row.is_tie]

    @property
    def near_edge(self) -> int:
        """People whose band crosses the edge, beside those in a tie."""
        return sum(row.result is not None and row.result.is_near_edge and not row.is_tie for row in self.rows)

    @property
    def not_ranked(self) -> int:
        return sum(row.result is not None and not row.is_ranked for row in self.rows)

    @property
    def waiting(self) -> Sequence[GradeRow]:
        """People below the edge without a proposal: whom one act may give one grade."""
        return [row for row in self.rows if row.state == "below" and not row.participant.proposed_grade]


@dataclass(frozen=True, slots=True)
class GradeTable:
    """The rows on the page: columns of the year's parts, the people shown, and how many are not."""

    columns: Sequence[str]
    rows: Sequence[ShownRow]
    hidden: int


def workspace(actor: Actor, unit_id: int) -> Workspace:
    """The page of one unit, for whoever may see it: a fixed number of queries."""
    unit = cycles.get_unit(actor, unit_id)
    people = list(unit.participants.select_related("plan", "unit").order_by("order_key", "pk"))
    results = results_of(unit)
    scale = law.grades(unit.cycle)
    rows = [
        GradeRow(one, results.get(one.pk), _is_departing(one, results.get(one.pk), scale))
        for one in people
        if one.participation == "GRADED"
    ]
    rows.sort(key=_standing)
    all_places = quota.places(unit.cycle)
    own_places = all_places.get(unit.pk)
    return Workspace(
        unit=unit,
        rows=rows,
        others=[one for one in people if one.participation != "GRADED"],
        places=own_places,
        pool=quota.pool_of(unit, all_places),
        pool_sum=quota.pool_sum(own_places.pool if own_places else "", all_places),
        body=quota.body_check(unit.cycle, all_places),
        share=quota.unit_share(unit),
        scale=scale,
        faults=_faults(unit, [row.participant for row in rows], results, scale, own_places),
        candidates=sum(row.state == "candidate" for row in rows),
        tied=sum(row.is_tie for row in rows),
        edge_e2=_edge(rows, own_places),
        shielded=sum(row.result is not None and row.result.has_shield for row in rows),
        may_grade=may_grade(actor, unit),
    )


def own_post(one: Participant, unit_name: str) -> str:
    """A post without the name of the unit it begins with."""
    return one.post_text.removeprefix(unit_name).strip() or one.post_text


def may_grade(actor: Actor, unit: CycleUnit, verb: str = "appraisal.grade") -> bool:
    """Whether the actor's branch holds the unit and the body that manages its people."""
    return access.may(actor, verb, path=unit.path) and access.may(actor, verb, path=unit.manager_path)


def table(space: Workspace, *, is_whole: bool = False) -> GradeTable:
    """The rows to show: everybody with a place, a tie, an open question or a proposal of 优秀, the next few below the
    edge, and with `is_whole` all others. Two queries."""
    shown, hidden, below = [], 0, 0
    for row in space.rows:
        is_plain = row.state == "below" and not row.is_departing
        below += is_plain
        if is_plain and below > SHOWN_BELOW and not is_whole:
            hidden += 1
        else:
            shown.append(row)
    columns, parts = _year_parts(space.unit, shown)
    tied_ranks = _tied_ranks(space.rows)
    last = max((place for place, row in enumerate(shown) if row.state in {"candidate", "boundary_tie"}), default=-1)
    return GradeTable(
        columns,
        [
            ShownRow(row, parts[row.participant.pk], _rank_words(row, tied_ranks), place == last + 1 and last >= 0)
            for place, row in enumerate(shown)
        ],
        hidden,
    )


def _tied_ranks(rows: Sequence[GradeRow]) -> set[int]:
    ranks = [row.result.rank_in_unit for row in rows if row.result and row.result.rank_in_unit]
    return {rank for rank in ranks if ranks.count(rank) > 1}


def _rank_words(row: GradeRow, tied: set[int]) -> str:
    if row.result is None or row.result.rank_in_unit is None:
        return ""
    return f"并列 {row.result.rank_in_unit}" if row.result.rank_in_unit in tied else str(row.result.rank_in_unit)


def _year_parts(unit: CycleUnit, rows: Sequence[GradeRow]) -> tuple[list[str], dict[int, list[int | None]]]:
    """Heads and scores (e4) of the parts of the year; the part scored here comes from its line L6."""
    shares: dict[str, set[int]] = {}
    for row in rows:
        for part in row.participant.plan.body["components"] if row.participant.plan else []:
            shares.setdefault(part["id"], set()).add(part["share"])
    names = sorted(shares, key=lambda name: (name == OWN, name != "平时", name))
    ids = [row.participant.pk for row in rows]
    scores: dict[int, dict[str, int]] = {}
    imported = ComponentScore.objects.filter(participant__in=ids).values_list("participant_id", "component", "score_e4")
    for participant_id, component, score in imported:
        scores.setdefault(participant_id, {})[component] = score
    lines = Result.objects.filter(run_id=unit.cycle.current_run_id or 0, participant__in=ids)
    for participant_id, own in lines.values_list("participant_id", "lines"):
        value = component_score(own)
        if value is not None:
            scores.setdefault(participant_id, {})[OWN] = value
    heads = [f"{name} {next(iter(shares[name]))}%" if len(shares[name]) == 1 else name for name in names]
    return heads, {pk: [scores.get(pk, {}).get(name) for name in names] for pk in ids}


def component_score(lines: Sequence[Mapping[str, Any]]) -> int | None:
    """The score of the part computed here (e4), from stored lines."""
    return next((line["value"] for line in lines if line["line"] == "L6" and line.get("note") == "component"), None)


def results_of(unit: CycleUnit) -> dict[int, Result]:
    """The unit's results of the run that counts, without their lines."""
    run_id = unit.cycle.current_run_id
    if run_id is None:
        return {}
    found = Result.objects.filter(run_id=run_id, unit_id=unit.pk).defer("lines")
    return {one.participant_id: one for one in found}


def advice(one: Participant) -> str:
    """The machine's grade_state for a person in the run that counts; empty before scoring."""
    found = Result.objects.filter(run_id=one.cycle.current_run_id or 0, participant=one).values_list(
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
        people,
        places=places.places if places else 0,
        excellent=scale[0] if scale else "",
        advice={pk: result.grade_state for pk, result in results.items()},
        quota_clause=quota.unit_share(unit).citation,
    )


def counts(unit: CycleUnit) -> dict[str, int]:
    """How many people have which proposed grade."""
    rows = unit.participants.filter(participation="GRADED").order_by().values("proposed_grade").annotate(n=Count("pk"))
    return {row["proposed_grade"]: row["n"] for row in rows}


def _standing(row: GradeRow) -> tuple[bool, int, str]:
    """Ranked people by their totals, then the others in roster order."""
    total = row.result.total_e2 if row.result is not None and row.is_ranked else None
    return total is None, -(total or 0), row.participant.order_key


def _is_departing(one: Participant, result: Result | None, scale: Sequence[str]) -> bool:
    if not one.proposed_grade or not scale:
        return False
    return rules.departs(one.proposed_grade, result.grade_state if result else "", scale[0])


def _edge(rows: Sequence[GradeRow], places: quota.UnitPlaces | None) -> int | None:
    """The published total of the last place: where the dashed line stands. None when places stay empty."""
    totals = [row.result.total_e2 for row in rows if row.result and row.result.rank_in_unit is not None]
    count = places.places if places else 0
    ranked = [total for total in totals if total is not None]
    return ranked[count - 1] if 0 < count < len(ranked) else None


# One person ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person on the page where a grade is proposed: what is known side by side with those who tie."""

    participant: Participant
    result: Result | None
    parts: Sequence[int | None]
    items: Mapping[str, int]
    before: Sequence[tuple[int, str]]

    @property
    def state(self) -> str:
        return self.result.grade_state if self.result is not None else ""

    def item(self, name: str) -> int | None:
        return self.items.get(name)


@dataclass(frozen=True, slots=True)
class GradePage:
    """A person to propose a grade for, and everybody tied with them (the person alone when nobody is)."""

    one: Participant
    people: Sequence[Candidate]
    columns: Sequence[str]
    indicators: Sequence[str]
    scale: Sequence[str]
    places: int
    candidates: int

    @property
    def own(self) -> Candidate:
        return next(one for one in self.people if one.participant.pk == self.one.pk)

    @property
    def is_tie(self) -> bool:
        return self.own.state == "boundary_tie"

    @property
    def left(self) -> int:
        """Places the candidates leave over for those in the tie."""
        return max(0, self.places - self.candidates)

    @property
    def comparison(self) -> list[tuple[str, list[int | None], str]]:
        """Rows of the comparison: name, each person's figure, and its unit (e2 or e4)."""
        rows: list[tuple[str, list[int | None], str]] = [
            ("总分", [one.result.total_e2 if one.result else None for one in self.people], "e2")
        ]
        for place, column in enumerate(self.columns):
            rows.append((column, [one.parts[place] for one in self.people], "e4"))
        for name in self.indicators:
            rows.append((name, [one.item(name) for one in self.people], "e4"))
        return rows


def grade_page(actor: Actor, participant_id: int) -> GradePage:
    """What one needs to propose somebody's grade. Raises NotHere outside the actor's branch."""
    one = cycles.get_participant(actor, participant_id, "appraisal.grade")
    unit = one.unit
    unit.cycle = one.cycle
    results = results_of(unit)
    own = results.get(one.pk)
    ids = {one.pk}
    if own is not None and own.grade_state == "boundary_tie":
        ids |= {pk for pk, result in results.items() if result.grade_state == "boundary_tie"}
    people = list(Participant.objects.filter(pk__in=ids).select_related("plan").order_by("order_key", "pk"))
    rows = [GradeRow(person, results.get(person.pk), False) for person in people]
    columns, parts = _year_parts(unit, rows)
    lines = dict(
        Result.objects.filter(run_id=one.cycle.current_run_id or 0, participant__in=ids).values_list(
            "participant_id", "lines"
        )
    )
    before = grades_before(one.cycle.year, [person.person_id for person in people])
    places = quota.places(one.cycle).get(unit.pk)
    found = [
        Candidate(
            row.participant,
            row.result,
            parts[row.participant.pk],
            counted_items(lines.get(row.participant.pk, [])),
            before.get(row.participant.person_id, []),
        )
        for row in rows
    ]
    names: dict[str, None] = {}
    for candidate in found:
        names |= dict.fromkeys(candidate.items)
    return GradePage(
        one=one,
        people=found,
        columns=columns,
        indicators=list(names),
        scale=law.grades(one.cycle),
        places=places.places if places else 0,
        candidates=sum(result.grade_state == "candidate" for result in results.values()),
    )


def counted_items(lines: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The counted score of every indicator (e4), from stored lines; see besides.items_of."""
    found: dict[str, int] = {}
    for line in lines:
        is_score = line["line"] in {"L3", "L4"} or (line["line"] == "L5" and line.get("note") == "raised")
        if is_score and "value" in line:
            found[line["indicator"]] = line["value"]
    return found


def grades_before(year: int, person_ids: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """The sealed grades of earlier years by person, newest first; three at most."""
    rows = (
        Participant.objects.filter(person__in=person_ids, cycle__year__lt=year)
        .exclude(grade="")
        .order_by("person", "-cycle__year", "pk")
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for person_id, its_year, grade in rows.values_list("person_id", "cycle__year", "grade"):
        known = found.setdefault(person_id, [])
        if len(known) < 3:
            known.append((its_year, grade))
    return found


def floor_text(space: Workspace) -> str:
    """The lowest total of a candidate as the plans of the unit say it; the range where they differ."""
    floors = {row.participant.plan.body["rules"]["floor"] for row in space.rows if row.participant.plan}
    return "、".join(sorted(floors)) or "0.00"
