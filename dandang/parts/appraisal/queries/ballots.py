"""Who rates whom, what a ticket opens, and how many have cast. Marks are readable only after the close."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q

from dandang.foundation.ground.refusal import NotHere
from dandang.law.policies import queries as policies
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.people import queries as people

from ..errors import BallotRefused, WrongState
from ..models import Ballot, Cycle, CycleUnit, Participant, Roll, Ticket
from ..records import RollDraft, SheetPerson
from ..schema import PlanBody, RaterGroup, read_plan
from ..states import CycleState
from . import law

ALREADY_USED = "这张票已经投过。一张票只能投一次；不是您本人投的，请告诉发票的人。"
UNKNOWN = "没有这张票。请核对票上的 16 位票号，字母不分大小写。"
LOWEST, HIGHEST = 0, 1_000_000  # 0.0000 to 100.0000 points in 1e-4

_RULES = {
    "SUPERIORS": "上级领导，按花名册",
    "PEERS": "同级干部，按花名册",
    "SUBORDINATES": "本单位工作人员，按花名册",
    "OUTSIDE": "单位以外的服务对象或群众，由组织测评的人按人数发票",
}


def roll(actor: Actor, roll_id: int) -> Roll:
    """Return a roll of a unit in the actor's branch. Raises NotHere otherwise."""
    found = Roll.objects.select_related("unit__cycle").filter(pk=roll_id).first()
    if found is None or not (
        access.may(actor, "appraisal.ballots", path=found.unit.path)
        and access.may(actor, "appraisal.ballots", path=found.unit.manager_path)
    ):
        raise NotHere()
    return found


def roll_drafts(unit: CycleUnit) -> list[RollDraft]:
    """Draw the raters of every group of the unit's plans by rule, with who must recuse from whom and why."""
    assessed = list(
        Participant.objects.filter(unit=unit, participation="GRADED").select_related("plan", "person").order_by("pk")
    )
    groups: dict[str, RaterGroup] = {}
    for one in assessed:
        if one.plan is not None:
            for group in read_plan(one.plan.body).rater_groups:
                groups.setdefault(group.id, group)
    kin = people.kin_of_many([one.person_id for one in assessed])
    return [_draft(unit, group, assessed, kin) for group in groups.values()]


def _draft(unit: CycleUnit, group: RaterGroup, assessed: list[Participant], kin: Mapping[int, set[int]]) -> RollDraft:
    rule = _RULES[group.drawn]
    if group.drawn == "OUTSIDE":
        return RollDraft(group.id, group.promise, rule, 0)
    members = []
    for person in _raters(unit, group.drawn):
        recuse = [
            {"participant_id": one.pk, "why": "本人" if one.person_id == person.pk else "近亲属"}
            for one in assessed
            if one.person_id == person.pk or person.pk in kin.get(one.person_id, set())
        ]
        if len(recuse) < len(assessed):
            members.append(
                {"person_id": person.pk, "name": person.name, "post": person.post_text[:60], "recuse": recuse}
            )
    return RollDraft(group.id, group.promise, rule, len(members), tuple(members))


def _raters(unit: CycleUnit, drawn: str) -> list[people.Person]:
    """The people of a rater group on the last day of the assessed period, or today's roster while it runs."""
    staff = people.serving_on(unit.path, law.last_day(unit.cycle))
    is_leader_cycle = unit.cycle.staff_class == "LEADER"
    if drawn == "SUPERIORS":
        found = (
            people.managed_from_above(unit.cycle.owner_path) if is_leader_cycle else staff.filter(is_team_member=True)
        )
    elif drawn == "PEERS":
        found = staff.filter(is_team_member=is_leader_cycle)
    else:
        found = staff.filter(is_team_member=False)
    return list(found)


# One ticket ------------------------------------------------------------------------------------------------------


def ticket_for(code_digest: str) -> Ticket | None:
    """Return the ticket with this digest and everything its page needs, or None."""
    return Ticket.objects.select_related("roll__unit__cycle").filter(digest=code_digest).first()


def ticket_fault(ticket: Ticket | None) -> str:
    """Say why a ticket cannot be used, with the way out; empty when it can."""
    if ticket is None:
        return UNKNOWN
    if ticket.is_void:
        return "这张票已经作废，换发了新票。请向发票的人领新票。"
    if ticket.is_used:
        return ALREADY_USED
    if ticket.roll.unit.cycle.state != CycleState.BALLOTING:
        return "这次测评已经截止，不能再投票。有话要说的，可以向组织部门书面反映。"
    return ""


def sheet_people(ticket_roll: Roll, rater_id: int | None = None) -> list[SheetPerson]:
    """The people on a ballot in roster order, with their rating indicators; the named rater's recusals are marked."""
    return with_recusals(sheet_of(ticket_roll), ticket_roll, rater_id)


def sheet_of(ticket_roll: Roll) -> list[SheetPerson]:
    """The people on a group's ballot, the same for every rater of the group; each plan is read once."""
    rows = (
        Participant.objects.filter(unit_id=ticket_roll.unit_id, participation="GRADED")
        .exclude(plan=None)
        .order_by("order_key", "pk")
        .values_list("pk", "name", "post_text", "plan_id", "plan__body")
    )
    plans: dict[int, PlanBody] = {}
    found = []
    for pk, name, post, plan_id, body in rows:
        plan = plans.get(plan_id) or plans.setdefault(plan_id, read_plan(body))
        if ticket_roll.group in {group.id for group in plan.rater_groups}:
            indicators = tuple((i.id, i.points) for i in plan.indicators if i.kind == "rating")
            found.append(SheetPerson(pk, name, post, indicators))
    return found


def with_recusals(sheet: Sequence[SheetPerson], ticket_roll: Roll, rater_id: int | None) -> list[SheetPerson]:
    """Mark whom a named rater must not rate."""
    recused = _recusals(ticket_roll, rater_id)
    return [replace(one, is_recused=True) if one.participant_id in recused else one for one in sheet]


def _recusals(ticket_roll: Roll, rater_id: int | None) -> set[int]:
    for member in ticket_roll.members:
        if rater_id is not None and member["person_id"] == rater_id:
            return {entry["participant_id"] for entry in member["recuse"]}
    return set()


def checked_marks(
    people_on_sheet: Sequence[SheetPerson], marks: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[str, int]]:
    """Return the marks worth keeping. Raises BallotRefused for what must not be cast; blanks are left out."""
    allowed = {str(one.participant_id): one for one in people_on_sheet}
    sheet: dict[str, dict[str, int]] = {}
    for participant_id, scores in marks.items():
        person = allowed.get(str(participant_id))
        if person is None:
            raise BallotRefused("票上有一个不在这张名单里的人。请用发给您的这张票重新填写。")
        if not scores:
            continue
        if person.is_recused:
            raise BallotRefused(f"您和{person.name}有亲属关系，或者就是本人，要回避，不能给他打分。请把这一位留空。")
        names = {name for name, _ in person.indicators}
        for name, score in scores.items():
            if name not in names or not LOWEST <= score <= HIGHEST:
                raise BallotRefused(f"{person.name}的“{name}”填得不对。请填 0 到 100 之间的分数，最多四位小数。")
        sheet[str(participant_id)] = dict(scores)
    if not sheet:
        raise BallotRefused("这张票全部空着，没有可以计的分。至少给一个人打分，或者不投这张票。")
    return sheet


def scale(cycle: Cycle, on: date) -> list[tuple[str, int]]:
    """The tiles of the phone ballot: word and points (e4), from the pack."""
    found = policies.value("appraisal.ballot_scale", region=cycle.region, on=on).value
    return [(str(word), int(points) * 10_000) for word, points in found] if isinstance(found, list) else []


# After the close -------------------------------------------------------------------------------------------------


def ratings_of(cycle: Cycle) -> Iterator[tuple[int, str, str, str, int]]:
    """Yield (participant, indicator, group, rater key, score e4) of every valid ballot, in constant memory.

    Refuses before the close: sealed until then for everybody. Marks a named rater gave himself are dropped (L1).
    """
    if cycle.state in {CycleState.PREPARING, CycleState.BALLOTING}:
        raise WrongState("测评还没有截止，打分谁也不能看。")
    own = dict(Participant.objects.filter(cycle=cycle).values_list("pk", "person_id"))
    rows = Ballot.objects.filter(unit__cycle=cycle, is_valid=True).order_by("unit_id", "pk")
    for pk, group, rater_id, marks in rows.values_list("pk", "roll__group", "rater_id", "marks").iterator(2000):
        for participant_id, scores in marks.items():
            if rater_id is not None and own.get(int(participant_id)) == rater_id:
                continue
            for indicator, score in scores.items():
                yield int(participant_id), indicator, group, pk, score


def cast_counts(unit_ids: list[int]) -> dict[int, dict[str, int]]:
    """How many ballots were cast, by unit and group: counts only, so it may be asked at any time."""
    rows = (
        Ballot.objects.filter(unit_id__in=unit_ids, is_valid=True)
        .order_by()
        .values_list("unit_id", "roll__group")
        .annotate(n=Count("pk"))
    )
    found: dict[int, dict[str, int]] = {}
    for unit_id, group, count in rows:
        found.setdefault(unit_id, {})[group] = count
    return found


def box_root(cycle: Cycle) -> tuple[int, str]:
    """Count the cycle's ballots and digest them in the order of their random ids; written into the record at close."""
    whole = hashlib.sha256()
    count = 0
    rows: Any = Ballot.objects.filter(unit__cycle=cycle).order_by("pk").values_list("pk", "roll_id", "marks")
    for pk, roll_id, marks in rows.iterator(2000):
        text = repr((pk, roll_id, sorted((who, sorted(scores.items())) for who, scores in marks.items())))
        whole.update(hashlib.sha256(text.encode()).digest())
        count += 1
    return count, whole.hexdigest()


def turnout(cycle_units: list[int]) -> list[Mapping[str, Any]]:
    """Expected, issued and cast per roll, for the board; never a score."""
    rows: Any = (
        Roll.objects.filter(unit_id__in=cycle_units)
        .order_by("unit__path", "pk")
        .annotate(cast=Count("ballots", filter=Q(ballots__is_valid=True)))
        .values("unit_id", "unit__organisation_name", "group", "promise", "expected", "issued", "cast")
    )
    return list(rows)


# Pages -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RollRow:
    """One roll on the unit's page."""

    roll: Roll
    cast: int
    unused: int

    @property
    def share(self) -> str:
        return f"{self.cast * 100 // self.roll.expected}%" if self.roll.expected else ""


@dataclass(frozen=True, slots=True)
class Member:
    """One rater on a roll, with the names of those he must not rate."""

    name: str
    post: str
    recuse: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark on a page: its field, the indicator, what was chosen and how it reads."""

    field: str
    indicator: str
    points: str
    text: str
    words: str
    choices: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class TilePerson:
    """One person on the phone or in the keying table."""

    participant_id: int
    name: str
    post: str
    is_recused: bool
    marks: Sequence[Mark]

    @property
    def is_blank(self) -> bool:
        return not any(mark.text for mark in self.marks)


def roll_rows(unit: CycleUnit) -> list[RollRow]:
    """The unit's rolls with what was cast and what is still out; never a mark."""
    rows = unit.rolls.annotate(
        cast=Count("ballots", filter=Q(ballots__is_valid=True), distinct=True),
        unused=Count("tickets", filter=Q(tickets__is_used=False, tickets__is_void=False), distinct=True),
    ).order_by("pk")
    return [RollRow(row, row.cast, row.unused) for row in rows]


def outside_groups(unit: CycleUnit) -> list[str]:
    """The rater groups of the unit's plans that come from outside."""
    found: dict[str, None] = {}
    for plan in unit.cycle.plans.all():
        for group in read_plan(plan.body).rater_groups:
            if group.drawn == "OUTSIDE":
                found.setdefault(group.id)
    return list(found)


def assessed_count(unit: CycleUnit) -> int:
    return unit.participants.filter(participation="GRADED").count()


def names_of_assessed(of_roll: Roll) -> dict[int, str]:
    return dict(Participant.objects.filter(unit_id=of_roll.unit_id).values_list("pk", "name"))


def members(of_roll: Roll, names: Mapping[int, str]) -> list[Member]:
    return [
        Member(
            member["name"],
            member["post"],
            [(names.get(entry["participant_id"], ""), entry["why"]) for entry in member["recuse"]],
        )
        for member in of_roll.members
    ]


def tile_person(
    person: SheetPerson, marks: Mapping[str, Mapping[str, int]], tiles: Sequence[tuple[str, int]]
) -> TilePerson:
    """One person as the phone shows him: a tile per word of the scale, and 不了解，不评."""
    given = marks.get(str(person.participant_id), {})
    choices = [(points_text(score), word) for word, score in tiles]
    words = {score: word for word, score in tiles}
    rows = [
        Mark(
            field=f"m{person.participant_id}_{place}",
            indicator=indicator,
            points=points,
            text=points_text(given[indicator]) if indicator in given else "",
            words=words.get(given[indicator], points_text(given[indicator])) if indicator in given else "不评",
            choices=choices,
        )
        for place, (indicator, points) in enumerate(person.indicators)
    ]
    return TilePerson(person.participant_id, person.name, person.post, person.is_recused, rows)


def key_rows(people_on_sheet: Sequence[SheetPerson], typed: Mapping[str, str]) -> list[TilePerson]:
    """The keying table: what was typed stays, right or wrong."""
    rows = []
    for person in people_on_sheet:
        given = [
            Mark(name := f"m{person.participant_id}_{place}", indicator, points, typed.get(name, ""), "")
            for place, (indicator, points) in enumerate(person.indicators)
        ]
        rows.append(TilePerson(person.participant_id, person.name, person.post, person.is_recused, given))
    return rows


def carried(
    people_on_sheet: Sequence[SheetPerson],
    marks: Mapping[str, Mapping[str, int]],
    without: SheetPerson | None = None,
) -> list[tuple[str, str]]:
    """The hidden fields that carry marks from page to page: name and value."""
    pairs = []
    for person in people_on_sheet:
        if without is not None and person.participant_id == without.participant_id:
            continue
        given = marks.get(str(person.participant_id), {})
        for place, (indicator, _points) in enumerate(person.indicators):
            if indicator in given:
                pairs.append((f"m{person.participant_id}_{place}", points_text(given[indicator])))
    return pairs


def points_text(score_e4: int) -> str:
    """950000 -> '95', 885000 -> '88.5'."""
    whole, rest = divmod(score_e4, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class UnitTurnout:
    """One unit on the board."""

    unit_id: int
    name: str
    rolls: Sequence[Mapping[str, Any]]

    @property
    def expected(self) -> int:
        return sum(row["expected"] for row in self.rolls)

    @property
    def issued(self) -> int:
        return sum(row["issued"] for row in self.rolls)

    @property
    def cast(self) -> int:
        return sum(row["cast"] for row in self.rolls)

    @property
    def missing(self) -> int:
        return max(0, self.expected - self.cast)

    @property
    def percent(self) -> int:
        return self.cast * 100 // self.expected if self.expected else 0


@dataclass(frozen=True, slots=True)
class TurnoutBoard:
    """The board of a cycle: every unit, and those without a roll counted as left out."""

    units: Sequence[UnitTurnout]
    without_roll: Sequence[tuple[int, str]]

    @property
    def expected(self) -> int:
        return sum(unit.expected for unit in self.units)

    @property
    def cast(self) -> int:
        return sum(unit.cast for unit in self.units)

    @property
    def missing(self) -> int:
        return max(0, self.expected - self.cast)


def turnout_board(unit_ids: list[int]) -> TurnoutBoard:
    """How many have cast, unit by unit; two queries."""
    names = dict(
        CycleUnit.objects.filter(pk__in=unit_ids, participants__participation="GRADED")
        .order_by("path")
        .distinct()
        .values_list("pk", "organisation_name")
    )
    by_unit: dict[int, list[Mapping[str, Any]]] = {}
    for row in turnout(unit_ids):
        by_unit.setdefault(row["unit_id"], []).append(row)
    units = [UnitTurnout(pk, name, by_unit[pk]) for pk, name in names.items() if pk in by_unit]
    return TurnoutBoard(units, [(pk, name) for pk, name in names.items() if pk not in by_unit])
