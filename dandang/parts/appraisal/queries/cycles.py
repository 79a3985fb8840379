"""Which cycles, units and people an actor may see, and how far they have come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import Page, cut
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import next_path

from ..models import Ballot, Cycle, CycleUnit, Participant, Participation, Plan, PlanTemplate, Roll
from ..schema import PlanBody, read_plan
from ..states import CycleState, UnitState

VIEW = "appraisal.view"
UNITS_PAGE = 60
UNIT_CHOICES = 200


@dataclass(frozen=True, slots=True)
class CycleRow:
    """One cycle in the list: how many units are done, how many people take part."""

    cycle: Cycle
    units: int
    sealed: int
    people: int
    graded: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit on the cycle's board."""

    unit: CycleUnit
    people: int
    graded: int
    asks: int
    expected: int
    cast: int

    @property
    def others(self) -> int:
        """People who get no grade."""
        return self.people - self.graded


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the cycle for the line of steps: label, date text, and done, now or later."""

    label: str
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the cycle's page shows."""

    cycle: Cycle
    steps: Sequence[Step]
    units: Sequence[UnitRow]
    page: Page[CycleUnit]
    unit_count: int
    units_sealed: int
    people: int
    graded: int
    asks: int
    without_plan: int
    not_cast: int
    plans: int
    is_owner: bool

    @property
    def number(self) -> int:
        """The step that is now, counted from 1."""
        return next((i for i, step in enumerate(self.steps, 1) if step.state == "now"), len(self.steps))

    @property
    def missing(self) -> list[str]:
        """What must be there before ballots may open, in words."""
        wanted = []
        if not self.plans:
            wanted.append(_("还没有方案"))
        if not self.graded:
            wanted.append(_("还没有参加考核人员名单"))
        if self.without_plan:
            wanted.append(_("%(n)s 人没有适用的方案") % {"n": self.without_plan})
        return wanted


def cycles_for(actor: Actor) -> QuerySet[Cycle]:
    """The cycles in which the actor has at least one unit to see."""
    seen = CycleUnit.objects.filter(cycle=OuterRef("pk")).filter(_in_branch(actor, VIEW))
    owned = access.in_scopes(actor, VIEW, "owner_path")
    return Cycle.objects.filter(Exists(seen) | owned).select_related("owner")


def cycle_rows(actor: Actor) -> list[CycleRow]:
    """The list page: one query for the cycles, two for their counts."""
    cycles = list(cycles_for(actor)[:60])
    ids = [cycle.pk for cycle in cycles]
    units = {
        row["cycle"]: row
        for row in CycleUnit.objects.filter(cycle__in=ids)
        .filter(_in_branch(actor, VIEW))
        .order_by()
        .values("cycle")
        .annotate(n=Count("pk"), sealed=Count("pk", filter=Q(state=UnitState.SEALED)))
    }
    people = {
        row["cycle"]: row
        for row in Participant.objects.filter(cycle__in=ids)
        .filter(_in_branch(actor, VIEW, "unit__"))
        .order_by()
        .values("cycle")
        .annotate(n=Count("pk"), graded=Count("pk", filter=Q(participation="GRADED")))
    }
    none = {"n": 0, "sealed": 0, "graded": 0}
    return [
        CycleRow(
            cycle,
            units.get(cycle.pk, none)["n"],
            units.get(cycle.pk, none)["sealed"],
            people.get(cycle.pk, none)["n"],
            people.get(cycle.pk, none)["graded"],
        )
        for cycle in cycles
    ]


def get_cycle(actor: Actor, cycle_id: int) -> Cycle:
    """Return a cycle the actor may see. Raises NotHere otherwise."""
    cycle = cycles_for(actor).filter(pk=cycle_id).first()
    if cycle is None:
        raise NotHere()
    return cycle


def get_unit(actor: Actor, unit_id: int, verb: str = VIEW) -> CycleUnit:
    """Return a unit whose people the actor's branch manages. Raises NotHere otherwise."""
    unit = CycleUnit.objects.filter(_in_branch(actor, verb)).select_related("cycle").filter(pk=unit_id).first()
    if unit is None:
        raise NotHere()
    return unit


def get_participant(actor: Actor, participant_id: int, verb: str = VIEW) -> Participant:
    """Return a participant of such a unit. Raises NotHere otherwise."""
    found = (
        Participant.objects.filter(_in_branch(actor, verb, "unit__"))
        .select_related("unit", "cycle", "plan", "person")
        .filter(pk=participant_id)
        .first()
    )
    if found is None:
        raise NotHere()
    return found


def may_prepare(actor: Actor, cycle: Cycle) -> bool:
    """Whether the actor prepares this cycle: plans, lists, figures."""
    return access.may(actor, "appraisal.prepare", path=cycle.owner_path)


def units_of(actor: Actor, cycle: Cycle) -> QuerySet[CycleUnit]:
    """The units of a cycle that the actor may see, in the order of the tree."""
    return cycle.units.filter(_in_branch(actor, VIEW)).order_by("path")


def participants_of(actor: Actor, cycle: Cycle) -> QuerySet[Participant]:
    """The people of a cycle that the actor may see, by unit and roster order."""
    return (
        cycle.participants.filter(_in_branch(actor, VIEW, "unit__"))
        .select_related("unit", "plan")
        .order_by("unit__path", "order_key", "pk")
    )


def board(actor: Actor, cycle_id: int, *, number: int = 1) -> Board:
    """The cycle's page: totals over what the actor sees, one page of its units; the same queries at any size."""
    cycle = get_cycle(actor, cycle_id)
    seen = units_of(actor, cycle).annotate(
        due=_of_unit(Roll.objects.all(), Sum("expected")), cast=_of_unit(Ballot.objects.all(), Count("pk"))
    )
    page = cut(seen, number=number, size=UNITS_PAGE)
    ids = [unit.pk for unit in page.rows]
    people = {row["unit"]: row for row in _people_counts(Participant.objects.filter(unit__in=ids), "unit")}
    none = {"n": 0, "graded": 0, "asks": 0, "planless": 0}
    rows = [
        UnitRow(
            unit,
            people.get(unit.pk, none)["n"],
            people.get(unit.pk, none)["graded"],
            people.get(unit.pk, none)["asks"],
            unit.due or 0,
            unit.cast or 0,
        )
        for unit in page.rows
    ]
    whole = next(iter(_people_counts(participants_of(actor, cycle).order_by(), "cycle")), none)
    units = seen.order_by().aggregate(
        n=Count("pk"), sealed=Count("pk", filter=Q(state=UnitState.SEALED)), slips=Sum("due"), returned=Sum("cast")
    )
    return Board(
        cycle=cycle,
        steps=_steps(cycle),
        units=rows,
        page=page,
        unit_count=units["n"],
        units_sealed=units["sealed"],
        people=whole["n"],
        graded=whole["graded"],
        asks=whole["asks"],
        without_plan=whole["planless"],
        not_cast=max(0, (units["slips"] or 0) - (units["returned"] or 0)),
        plans=cycle.plans.count(),
        is_owner=access.may(actor, "appraisal.prepare", path=cycle.owner_path),
    )


def _people_counts(rows: QuerySet[Participant], by: str) -> Any:
    """People, graded, with an open question, and graded without a plan, per unit or cycle."""
    return (
        rows.order_by()
        .values(by)
        .annotate(
            n=Count("pk"),
            graded=Count("pk", filter=Q(participation="GRADED")),
            asks=Count("pk", filter=~Q(asks_people="")),
            planless=Count("pk", filter=Q(participation="GRADED", plan=None)),
        )
    )


def _of_unit(rows: Any, total: Any) -> Subquery:
    """A total over the rows of each unit of the outer query; None where it has none."""
    return Subquery(rows.filter(unit=OuterRef("pk")).order_by().values("unit").annotate(n=total).values("n"))


_ORDER = [state.value for state in CycleState]


def _steps(cycle: Cycle) -> list[Step]:
    labels = [_("定方案和名单"), _("民主测评"), _("计分"), _("评定等次、公示"), _("确定、书面通知")]
    now = _ORDER.index(cycle.state)
    dates = [_day(cycle.created_at), _day(cycle.ballots_close_at), "", "", _day(cycle.sealed_at)]
    states = ["done" if i < now else "now" if i == now else "later" for i in range(5)]
    if cycle.state == CycleState.SEALED:
        states = ["done"] * 5
    return [Step(*row) for row in zip(labels, dates, states, strict=True)]


def _day(at: datetime | None) -> str:
    return f"{at.month}月{at.day}日" if at else ""


# People ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ParticipantFilter:
    """What the list of people was narrowed by: words in the name, a unit, a way of taking part, open questions."""

    words: str = ""
    unit: str = ""
    participation: str = ""
    asks: bool = False

    @classmethod
    def read(cls, given: Mapping[str, str]) -> ParticipantFilter:
        unit = given.get("unit", "")
        participation = given.get("participation", "")
        return cls(
            given.get("q", "").strip()[:40],
            unit if unit.isdigit() else "",
            participation if participation in Participation.values else "",
            given.get("asks") == "1",
        )


def filtered_participants(actor: Actor, cycle: Cycle, chosen: ParticipantFilter) -> QuerySet[Participant]:
    """The people of a cycle that fit the filter, in roster order."""
    found = participants_of(actor, cycle)
    if chosen.words:
        found = found.filter(Q(name__contains=chosen.words) | Q(person_number=chosen.words))
    if chosen.unit:
        found = found.filter(unit_id=int(chosen.unit))
    if chosen.participation:
        found = found.filter(participation=chosen.participation)
    return found.exclude(asks_people="") if chosen.asks else found


def unit_choices(actor: Actor, cycle: Cycle, also: str = "") -> list[tuple[int, str]]:
    """The units to choose from in a filter, at most 200 of them, with the chosen one (its key as text)."""
    seen = units_of(actor, cycle).values_list("pk", "organisation_name")
    found = list(seen[:UNIT_CHOICES])
    if also.isascii() and also.isdigit() and int(also) not in {pk for pk, _ in found}:
        found += seen.filter(pk=int(also[:18]))
    return found


def participation_tally(actor: Actor, cycle: Cycle) -> list[tuple[str, str, int]]:
    """How many take part in which way: code, words, people; ways nobody has are left out."""
    counts = dict(
        participants_of(actor, cycle)
        .order_by()
        .values("participation")
        .annotate(n=Count("pk"))
        .values_list("participation", "n")
    )
    return [(code, str(label), counts[code]) for code, label in Participation.choices if code in counts]


# Plans -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans side by side: one row per indicator and rater group, `None` where a plan does not have it."""

    plans: Sequence[tuple[Plan, int]]
    indicators: Sequence[tuple[str, Sequence[int | None], bool]]
    groups: Sequence[tuple[str, Sequence[int | None], bool]]
    components: Sequence[tuple[str, Sequence[int | None], bool]]


def comparison(actor: Actor, cycle: Cycle) -> Comparison:
    """Show how the classes of post differ: same paper, different weights."""
    plans = list(cycle.plans.all())
    counts: dict[Any, int] = dict(
        participants_of(actor, cycle)
        .order_by()
        .filter(participation="GRADED")
        .values("plan")
        .annotate(n=Count("pk"))
        .values_list("plan", "n")
    )
    bodies = [read_plan(plan.body) for plan in plans]
    return Comparison(
        plans=[(plan, counts.get(plan.pk, 0)) for plan in plans],
        indicators=_rows(bodies, lambda body: [(i.id, i.weight) for i in body.indicators]),
        groups=_rows(bodies, lambda body: [(g.id, g.weight) for g in body.rater_groups]),
        components=_rows(bodies, lambda body: [(c.id, c.share) for c in body.components]),
    )


def _rows(bodies: list[PlanBody], entries: Any) -> list[tuple[str, list[int | None], bool]]:
    names: dict[str, None] = {}
    tables = [dict(entries(body)) for body in bodies]
    for table in tables:
        names |= dict.fromkeys(table)
    rows = [(name, [table.get(name) for table in tables]) for name in names]
    return [(name, values, len(set(values)) > 1) for name, values in rows]


def get_plan(actor: Actor, plan_id: int) -> Plan:
    plan = Plan.objects.select_related("cycle").filter(pk=plan_id).first()
    if plan is None or not cycles_for(actor).filter(pk=plan.cycle_id).exists():
        raise NotHere()
    return plan


def templates_for(actor: Actor, staff_class: str = "") -> QuerySet[PlanTemplate]:
    """The templates of the actor's branches and of the bodies above them, which pass theirs down."""
    mine = Q(pk__in=[])
    for path in access.scopes(actor, VIEW):
        above = [path[:end] for end in range(4, len(path) + 1, 4)]
        mine |= Q(owner__path__in=above) | Q(owner__path__gte=path, owner__path__lt=next_path(path))
    found = PlanTemplate.objects.filter(mine, is_retired=False).select_related("owner").order_by("staff_class", "id")
    return found.filter(staff_class=staff_class) if staff_class else found


def get_template(actor: Actor, template_id: int) -> PlanTemplate:
    template = templates_for(actor).filter(pk=template_id).first()
    if template is None:
        raise NotHere()
    return template


# Branches --------------------------------------------------------------------------------------------------------


def _in_branch(actor: Actor, verb: str, prefix: str = "") -> Q:
    """Units whose own place and whose managing body both stand in one of the actor's branches (干部管理权限)."""
    found = Q(pk__in=[])
    for path in access.scopes(actor, verb):
        end = next_path(path)
        found |= Q(
            **{
                f"{prefix}path__gte": path,
                f"{prefix}path__lt": end,
                f"{prefix}manager_path__gte": path,
                f"{prefix}manager_path__lt": end,
            }
        )
    return found


def own_body(actor: Actor) -> Any:
    """The body on whose behalf the actor opens cycles: the outermost branch of his preparing role."""
    return organisations.by_path(access.scopes(actor, "appraisal.prepare")[0])
