"""Opening a year's assessment and moving it through its states."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.moves import next_state
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.ledger.duties import actions as duties
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations

from ..errors import NotYet, WrongState
from ..models import Ballot, Cycle, CycleUnit, Participant
from ..queries import ballots as ballot_queries
from ..states import CYCLE_MOVES, CycleState
from .unit_duties import close_step, open_step


@transaction.atomic
def create_cycle(
    *, actor: Actor, year: int, staff_class: str, owner_id: int, title: str = "", region: str, at: datetime
) -> Cycle:
    """This function will open the assessment of one year for one class of staff under `owner_id`.

    Refuses a second cycle of the same year and class, and a year that has not begun.
    Basis: 公务员法 36 (定期考核), 党政领导干部考核工作条例 2.
    """
    owner = organisations.get(owner_id)
    access.require(actor, "appraisal.prepare", path=owner.path)
    if year > at.year:
        raise BadInput(f"{year} 年还没有开始，不能开展年度考核。请选 {at.year} 年或更早的年份。", field="year")
    if Cycle.objects.filter(owner=owner, year=year, staff_class=staff_class).exists():
        raise Refusal(f"{owner.name} {year} 年这一类人员的年度考核已经建立，请在原来的考核里办理。", field="year")
    label = {"CIVIL": "公务员", "LEADER": "县管领导干部"}[staff_class]
    cycle = Cycle.objects.create(
        year=year,
        staff_class=staff_class,
        title=title or f"{year} 年度{label}考核",
        owner=owner,
        owner_path=owner.path,
        region=region,
        starts_on=date(year, 1, 1),
        ends_on=date(year + 1, 1, 1),
        created_at=at,
    )
    audit.record(actor=actor, verb="appraisal.cycle.created", target=_ref(cycle), facts={"year": year}, at=at)
    duties.open_duty(
        actor=actor,
        kind="appraisal.prepare",
        title=f"准备{cycle.title}：确定方案和参加考核的人",
        why="方案要在测评开始前定好，开始后权重不能再改",
        subject=_ref(cycle),
        role="ORG_OFFICER",
        organisation_id=owner.pk,
        at=at,
    )
    return cycle


@transaction.atomic
def set_approved_share(*, actor: Actor, cycle_id: int, document: str, at: datetime) -> Cycle:
    """This function will note the approval that raises the share of 优秀, or take it back with an empty number.

    Refuses once the cycle is sealed. Basis: 公务员考核规定, share with approval.
    """
    cycle = locked(actor, cycle_id, "appraisal.prepare")
    if cycle.state == CycleState.SEALED:
        raise WrongState("这次考核已经确定，不能再改优秀比例。")
    cycle.approved_share_document = document.strip()
    cycle.save(update_fields=["approved_share_document"])
    audit.record(
        actor=actor, verb="appraisal.cycle.share_approved", target=_ref(cycle), facts={"document": document}, at=at
    )
    return cycle


@transaction.atomic
def open_ballots(*, actor: Actor, cycle_id: int, close_at: datetime, at: datetime) -> Cycle:
    """This function will freeze plans and lists and let ballots begin.

    Refuses while somebody has no plan, while a unit has nobody to assess, and a closing time that has passed.
    """
    cycle = locked(actor, cycle_id, "appraisal.prepare")
    move(cycle, "open_ballots")
    if close_at <= at:
        raise BadInput("截止时间已经过去，请填写今天以后的时间。", field="close_at")
    missing = cycle.participants.filter(participation="GRADED", plan=None)
    if missing.exists():
        names = "、".join(missing.values_list("name", flat=True)[:5])
        raise NotYet(f"还有 {missing.count()} 人没有适用的考核方案（{names}等）。请在“方案”里加上他们的岗位类别。")
    if not cycle.participants.filter(participation="GRADED").exists():
        raise NotYet("还没有参加考核的人。请先生成参加考核人员名单。")
    cycle.ballots_close_at = close_at
    cycle.save(update_fields=["state", "ballots_close_at"])
    audit.record(actor=actor, verb="appraisal.cycle.ballots_opened", target=_ref(cycle), at=at)
    duties.close_duty(actor=actor, kind="appraisal.prepare", subject=_ref(cycle), at=at)
    for unit in _graded_units(cycle):
        open_step(actor, unit, "appraisal.ballots", "测评截止后才能计分", at, due_on=timezone.localdate(close_at))
    return cycle


@transaction.atomic
def close_ballots(*, actor: Actor, cycle_id: int, reason: str = "", at: datetime) -> Cycle:
    """This function will end the ballots for good; unused tickets are dead. Closing early needs a reason."""
    cycle = locked(actor, cycle_id, "appraisal.prepare")
    move(cycle, "close_ballots")
    if cycle.ballots_close_at and at < cycle.ballots_close_at and not reason.strip():
        raise NotYet("还没有到通知的截止时间。提前截止请写明理由，并告诉还没有投票的人。", field="reason")
    cycle.save(update_fields=["state"])
    for unit in _graded_units(cycle):
        close_step(actor, unit, "appraisal.ballots", at)
    _shuffle_the_box(cycle)
    ballots, root = ballot_queries.box_root(cycle)
    audit.record(
        actor=actor,
        verb="appraisal.cycle.ballots_closed",
        target=_ref(cycle),
        reason=reason,
        facts={"ballots": ballots, "root": root},
        at=at,
    )
    return cycle


def _shuffle_the_box(cycle: Cycle) -> None:
    """Write every ballot anew in the order of its random key: the row order of a table would tell who came first."""
    rows = list(Ballot.objects.filter(unit__cycle=cycle).order_by("pk"))
    Ballot.objects.filter(unit__cycle=cycle).delete()
    Ballot.objects.bulk_create(rows, batch_size=400)


def _graded_units(cycle: Cycle) -> list[CycleUnit]:
    found = cycle.units.filter(participants__participation="GRADED").distinct().select_related("cycle")
    return list(found.order_by("path"))


def locked(actor: Actor, cycle_id: int, verb: str) -> Cycle:
    """Load a cycle for writing; 404 when it is outside the actor's branch."""
    cycle = Cycle.objects.select_for_update().filter(pk=cycle_id).first()
    if cycle is None or not access.may(actor, verb, path=cycle.owner_path):
        access.require(actor, verb)
        raise NotHere()
    return cycle


def locked_unit(actor: Actor, unit_id: int, verb: str) -> CycleUnit:
    """Load a unit for writing; 404 when unit or managing body is outside the actor's branch."""
    unit = CycleUnit.objects.select_for_update(of=("self",)).select_related("cycle").filter(pk=unit_id).first()
    if unit is None or not may_work(actor, unit, verb):
        access.require(actor, verb)
        raise NotHere()
    return unit


def locked_participant(actor: Actor, participant_id: int, verb: str) -> Participant:
    """Load a participant with unit and cycle for writing; 404 when outside the actor's branch."""
    found = (
        Participant.objects.select_for_update(of=("self",))
        .select_related("unit", "cycle", "plan")
        .filter(pk=participant_id)
        .first()
    )
    if found is None or not may_work(actor, found.unit, verb):
        access.require(actor, verb)
        raise NotHere()
    return found


def may_work(actor: Actor, unit: CycleUnit, verb: str) -> bool:
    """Whether the actor's branch holds both the unit and the body that manages its people (干部管理权限)."""
    return access.may(actor, verb, path=unit.path) and access.may(actor, verb, path=unit.manager_path)


def move(cycle: Cycle, verb: str) -> None:
    """Move the cycle's state on, in memory. Refuses a move the table does not have."""
    following = next_state(CYCLE_MOVES, cycle.state, verb)
    if following is None:
        raise WrongState(f"这次考核现在是“{cycle.get_state_display()}”，不能办理这一步。")
    cycle.state = following


def _ref(cycle: Cycle) -> str:
    return ref("appraisal.cycle", cycle.pk)
