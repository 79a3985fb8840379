"""公示, the committee's decision and the notices: what stands, who must recuse, what still keeps it from going on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import Deadline, DeadlineChip
from dandang.foundation.ground.refusal import NotHere
from dandang.law.policies import queries as policies
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.people import queries as people

from .. import rules
from ..errors import MissingReason, NotYet, WrongState
from ..models import CycleUnit, Participant, ResultNotice, SealingMeeting, SealingVote
from ..records import VoteCount, VoteInput
from . import cycles, grades, law

DAYS_KEY = "appraisal.publicity_working_days"
_NEEDS_REASON = {"RECUSED", "AGAINST", "DEFER"}
_NO_VOTE = {"RECUSED", "ABSENT"}


def may_work(actor: Actor, unit: CycleUnit, verb: str) -> bool:
    """Whether the actor's branch holds both the unit and the body that manages its people (干部管理权限)."""
    return access.may(actor, verb, path=unit.path) and access.may(actor, verb, path=unit.manager_path)


# 公示 -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PublicityBoard:
    """The page of a unit's 公示: whom it names, how long it lasts, and how many working days are left."""

    unit: CycleUnit
    people: Sequence[Participant]
    days: policies.Value
    deadline: Deadline | None
    chip: DeadlineChip | None
    is_over: bool

    @property
    def may_start(self) -> bool:
        return self.unit.state == "PROPOSED" and bool(self.people) and self.days.value is not None


def publicity_board(actor: Actor, unit_id: int, *, starts_on: date, today: date) -> PublicityBoard:
    """The page of one unit; before the start, the last day is worked out for a start on `starts_on`."""
    unit = cycles.get_unit(actor, unit_id)
    days = law.value(DAYS_KEY, unit.cycle)
    begins = unit.publicity_starts_on or starts_on
    deadline = None
    if days.value is not None:
        deadline = calendars.add_working_days(begins - timedelta(days=1), int(str(days.value)))
    return _board(unit, publicised_people(unit), days, deadline, today)


def publicity_of(space: grades.Workspace, today: date) -> PublicityBoard:
    """The same for a page that already holds the unit's people; no last day is worked out ahead."""
    people_ = [row.participant for row in space.rows if row.participant.proposed_grade == space.scale[0]]
    return _board(space.unit, people_, law.value(DAYS_KEY, space.unit.cycle), None, today)


def _board(
    unit: CycleUnit, found: Sequence[Participant], days: policies.Value, deadline: Deadline | None, today: date
) -> PublicityBoard:
    ends_on = unit.publicity_ends_on
    is_over = ends_on is not None and today > ends_on
    is_running = ends_on is not None and unit.state == "PUBLICISED" and not is_over
    return PublicityBoard(
        unit=unit,
        people=found,
        days=days,
        deadline=deadline,
        chip=calendars.deadline_chip(ends_on, today) if is_running and ends_on else None,
        is_over=is_over,
    )


def publicised_people(unit: CycleUnit) -> list[Participant]:
    """Whoever is proposed for 优秀, in the order of the roster."""
    found = unit.participants.filter(participation="GRADED", proposed_grade=law.excellent(unit.cycle))
    return list(found.order_by("order_key", "pk"))


# The decision ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is likely to vote: name, post, and why they must recuse (empty: they vote)."""

    name: str
    post: str
    recuse: str = ""


@dataclass(frozen=True, slots=True)
class SealedUnit:
    """The decision as it was taken: the meeting, every vote, and the count in words."""

    meeting: SealingMeeting
    votes: Sequence[SealingVote]
    count: VoteCount

    @property
    def dissent(self) -> Sequence[SealingVote]:
        """Votes that did not agree, with their reasons."""
        return [vote for vote in self.votes if vote.value in {"AGAINST", "DEFER"}]


def sealed(unit: CycleUnit) -> SealedUnit | None:
    """The decision on a unit, or None before it."""
    meeting = SealingMeeting.objects.filter(unit=unit).first()
    if meeting is None:
        return None
    votes = list(meeting.votes.order_by("pk"))
    return SealedUnit(meeting, votes, rules.vote_count(vote.value for vote in votes))


def grade_counts(rows: Sequence[grades.GradeRow], scale: Sequence[str]) -> list[tuple[str, int]]:
    """How many people are proposed for each grade, best first."""
    proposed = [row.participant.proposed_grade for row in rows]
    return [(grade, proposed.count(grade)) for grade in scale]


def likely_members(space: grades.Workspace, on: date) -> list[Member]:
    """The unit's leading team as it stands; for leaders the members come from above and are typed in."""
    team = _team(space.unit, on)
    if not team:
        return []
    listed = [*(row.participant for row in space.rows), *space.others]
    assessed = {one.person_id: one.name for one in listed}
    barred = _recusals(assessed, {person.name: person.pk for person in team})
    return [Member(person.name, person.post_text[:120], barred.get(person.name, "")) for person in team]


def votes_with_persons(unit: CycleUnit, votes: Sequence[VoteInput], on: date) -> list[VoteInput]:
    """Name the file behind each typed member where the unit's team has exactly one of that name."""
    team = _team(unit, on)
    names = [person.name for person in team]
    known = {person.name: person.pk for person in team if names.count(person.name) == 1}
    return [VoteInput(vote.name, vote.value, vote.post, vote.reason, known.get(vote.name)) for vote in votes]


def carried_vote(unit: CycleUnit, *, held_on: date, votes: Sequence[VoteInput], at: datetime) -> VoteCount:
    """Count a vote that fixes the unit's grades. Refuses (NotYet, MissingReason) whatever keeps it from counting."""
    if unit.state == "SEALED":
        raise WrongState("这个单位的等次已经确定，不能再表决。要更正的，按复核、申诉的规定办理。")
    _refuse_early(unit, held_on, at)
    faults = grades.faults(unit)
    if faults:
        raise NotYet("；".join(fault.sentence for fault in faults[:8]) + "。请先退回建议，改好再研究。")
    _refuse_votes(unit, votes)
    count = rules.vote_count(vote.value for vote in votes)
    if not count.is_carried:
        raise NotYet(f"{count.sentence}。请退回建议，或者另行开会研究。", field="votes")
    return count


def _team(unit: CycleUnit, on: date) -> list[people.Person]:
    if unit.cycle.staff_class != "CIVIL":
        return []
    return list(people.serving_on(unit.path, on).filter(is_team_member=True, home_id=unit.organisation_id))


def _recusals(assessed: Mapping[int, str], members: Mapping[str, int | None]) -> dict[str, str]:
    """Why members may not vote on this list: they are on it, or their near kin is. Basis: 公务员法 76."""
    kin = people.kin_of_many([pk for pk in members.values() if pk is not None])
    found = {}
    for name, person_id in members.items():
        relatives = [assessed[pk] for pk in sorted(kin.get(person_id or 0, set())) if pk in assessed]
        if person_id in assessed or (person_id is None and name in assessed.values()):
            found[name] = "本人在这份名单里"
        elif relatives:
            found[name] = f"是名单里{'、'.join(relatives)}的近亲属"
    return found


def _refuse_early(unit: CycleUnit, held_on: date, at: datetime) -> None:
    if held_on > timezone.localdate(at):
        raise MissingReason("会议日期在今天以后。会开过以后再登记。", field="held_on")
    if unit.state == "OPEN":
        raise NotYet("这个单位还没有上报等次建议，不能研究确定。")
    if unit.state == "PUBLICISED" and unit.publicity_ends_on is not None and held_on <= unit.publicity_ends_on:
        raise NotYet(
            f"公示到 {unit.publicity_ends_on.isoformat()} 为止，期满以后才能研究确定。",
            clause=law.value(DAYS_KEY, unit.cycle).citation,
            field="held_on",
        )
    if unit.state == "PROPOSED" and grades.counts(unit).get(law.excellent(unit.cycle), 0):
        raise NotYet("有拟定优秀的人，要先公示满法定工作日，再研究确定。")


def _refuse_votes(unit: CycleUnit, votes: Sequence[VoteInput]) -> None:
    if not votes:
        raise MissingReason("请登记到会成员和每人的表决意见。", field="votes")
    names = [vote.name for vote in votes]
    double = sorted({name for name in names if names.count(name) > 1})
    if double:
        raise MissingReason(f"{'、'.join(double)}写了两次，一人一票。同名的请在姓名后加职务。", field="votes")
    for vote in votes:
        if vote.value in _NEEDS_REASON and not vote.reason.strip():
            raise MissingReason(f"{vote.name}的意见是回避、不同意或者缓议，请写明理由。", field="votes")
    assessed = dict(unit.participants.order_by("pk").values_list("person_id", "name"))
    barred = _recusals(assessed, {vote.name: vote.person_id for vote in votes})
    for vote in votes:
        if vote.name in barred and vote.value not in _NO_VOTE:
            raise NotYet(
                f"{vote.name}{barred[vote.name]}，要回避，不能表决。请改为“回避”并写明理由；只是同名的，请在姓名后加职务。",
                field="votes",
            )


# Notices ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NoticeBoard:
    """Who has the result in writing, who signed and how, and who said what."""

    unit: CycleUnit
    rows: Sequence[tuple[Participant, ResultNotice | None]]

    @property
    def waiting(self) -> int:
        """People with a grade and no notice."""
        return sum(notice is None for _, notice in self.rows)

    @property
    def unsigned(self) -> int:
        return sum(notice is not None and notice.acknowledged_on is None for _, notice in self.rows)

    @property
    def disagreeing(self) -> int:
        return sum(notice is not None and notice.agrees is False for _, notice in self.rows)


def notice_board(actor: Actor, unit_id: int) -> NoticeBoard:
    """The notices of one unit in the order of the roster."""
    unit = cycles.get_unit(actor, unit_id)
    found = unit.participants.filter(participation="GRADED").select_related("notice").order_by("order_key", "pk")
    return NoticeBoard(unit, [(one, getattr(one, "notice", None)) for one in found])


def notice_of(one: Participant) -> ResultNotice:
    """The notice served on somebody. Raises NotHere before it is."""
    found = ResultNotice.objects.filter(participant=one).first()
    if found is None:
        raise NotHere()
    return found
