"""Grades by people: proposals with reasons, sent up as one list per unit."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.moves import next_state
from dandang.foundation.ground.refs import ref
from dandang.registry.access.records import Actor

from .. import rules
from ..errors import MissingReason, NotYet, TooMany, WrongState
from ..models import CycleUnit, Participant
from ..queries import grades as queries
from ..queries import law
from ..states import UNIT_MOVES, CycleState
from .cycles import locked_participant, locked_unit
from .unit_duties import close_step, open_step


@transaction.atomic
def propose_grade(*, actor: Actor, participant_id: int, grade: str, reason: str, at: datetime) -> Participant:
    """This function will note the grade a person proposes for somebody.

    Refuses a grade that is not on the scale, 优秀 for somebody barred from it, and a departure from the machine's
    advice (or the choice in a tie) without a reason. Basis: 公务员法 37, 38; 公务员考核规定 29.
    """
    one = locked_participant(actor, participant_id, "appraisal.grade")
    _grading(one.unit)
    if one.participation != "GRADED":
        raise WrongState(f"{one.name}这一年不确定等次（{one.get_participation_display()}），不用提等次建议。")
    scale = law.grades(one.cycle)
    if grade not in scale:
        raise MissingReason(f"等次只能是{'、'.join(scale)}中的一个。", field="grade")
    if grade == scale[0] and not one.may_be_excellent:
        raise TooMany(f"{one.name}这一年不能定为{scale[0]}：{one.excellent_bar_why}。", field="grade")
    advice = queries.advice(one)
    if rules.departs(grade, advice, scale[0]) and not reason.strip():
        raise MissingReason(
            "和机器建议不同，或者是从同分里选人，请写明理由。理由会随建议一起送考核委员会。", field="reason"
        )
    one.proposed_grade, one.proposed_reason, one.proposed_by = grade, reason.strip(), actor.name
    if reason.strip():
        one.asks_people = ""
    one.save(update_fields=["proposed_grade", "proposed_reason", "proposed_by", "asks_people"])
    audit.record(
        actor=actor, verb="appraisal.grade.proposed", target=ref("appraisal.participant", one.pk), reason=reason,
        facts={"grade": grade, "advice": advice}, at=at,
    )  # fmt: skip
    return one


@transaction.atomic
def propose_the_rest(*, actor: Actor, unit_id: int, grade: str, at: datetime) -> int:
    """This function will propose one grade other than 优秀 for everybody in a unit who has none yet; returns how many.

    Refuses 优秀: that is proposed one by one. People with an open question and machine candidates are left alone.
    """
    unit = locked_unit(actor, unit_id, "appraisal.grade")
    _grading(unit)
    scale = law.grades(unit.cycle)
    if grade not in scale[1:]:
        raise MissingReason(f"{scale[0]}要一个一个提。其余的人请选别的等次。", field="grade")
    waiting = unit.participants.filter(participation="GRADED", proposed_grade="", asks_people="")
    chosen = waiting.filter(results__run=unit.cycle.current_run, results__grade_state="below")
    ids = list(chosen.values_list("pk", flat=True))
    Participant.objects.filter(pk__in=ids).update(proposed_grade=grade, proposed_by=actor.name)
    audit.record(
        actor=actor, verb="appraisal.grade.proposed", target=ref("appraisal.unit", unit.pk),
        facts={"grade": grade, "people": len(ids)}, at=at,
    )  # fmt: skip
    return len(ids)


@transaction.atomic
def send_up(*, actor: Actor, unit_id: int, at: datetime) -> CycleUnit:
    """This function will send a unit's proposals on. Refuses while a grade, a reason or an answer is missing, or the
    share of 优秀 is exceeded, naming each. Basis: 公务员法 37; 公务员考核规定, share of 优秀.
    """
    unit = locked_unit(actor, unit_id, "appraisal.grade")
    _grading(unit)
    faults = queries.faults(unit)
    if faults:
        raise NotYet("；".join(fault.sentence for fault in faults[:8]) + "。")
    move_unit(unit, "propose")
    unit.proposed_at, unit.proposed_by = at, actor.name
    unit.save()
    target = ref("appraisal.unit", unit.pk)
    audit.record(actor=actor, verb="appraisal.unit.proposed", target=target, facts=queries.counts(unit), at=at)
    close_step(actor, unit, "appraisal.grade", at)
    if queries.counts(unit).get(law.excellent(unit.cycle), 0):
        open_step(actor, unit, "appraisal.publicity", "拟定优秀的人员要先公示", at)
    else:
        open_step(actor, unit, "appraisal.seal", "没有拟定优秀的人员，可以直接研究确定", at)
    return unit


@transaction.atomic
def withdraw(*, actor: Actor, unit_id: int, reason: str, at: datetime) -> CycleUnit:
    """This function will take a unit's proposals back for another look, also out of 公示. Refuses without a reason."""
    unit = locked_unit(actor, unit_id, "appraisal.grade")
    if not reason.strip():
        raise MissingReason("请写明为什么退回。", field="reason")
    move_unit(unit, "withdraw")
    unit.publicity_starts_on = unit.publicity_ends_on = unit.proposed_at = None
    unit.proposed_by = ""
    unit.save()
    target = ref("appraisal.unit", unit.pk)
    audit.record(actor=actor, verb="appraisal.unit.withdrawn", target=target, reason=reason, at=at)
    for kind in ("appraisal.publicity", "appraisal.seal"):
        close_step(actor, unit, kind, at)
    open_step(actor, unit, "appraisal.grade", f"等次建议被退回：{reason.strip()}", at)
    return unit


@transaction.atomic
def write_comment(*, actor: Actor, participant_id: int, comment: str, at: datetime) -> Participant:
    """This function will keep the head's comment for the registration form. Refuses an empty or sealed one."""
    one = locked_participant(actor, participant_id, "appraisal.grade")
    if one.unit.state == "SEALED":
        raise WrongState("等次已经确定，评语不能再改。")
    if not comment.strip():
        raise MissingReason("请写评语。", field="comment")
    one.leader_comment = comment.strip()
    one.save(update_fields=["leader_comment"])
    audit.record(actor=actor, verb="appraisal.comment.written", target=ref("appraisal.participant", one.pk), at=at)
    return one


def _grading(unit: CycleUnit) -> None:
    if unit.cycle.state != CycleState.SCORED:
        raise WrongState(f"这次考核现在是“{unit.cycle.get_state_display()}”，计分完成后才能提等次建议。")
    if unit.state != "OPEN":
        raise WrongState("这个单位的等次建议已经上报。要改，请先退回。")


def move_unit(unit: CycleUnit, verb: str) -> None:
    """Move the unit's state on, in memory. Refuses a move the table does not have."""
    following = next_state(UNIT_MOVES, unit.state, verb)
    if following is None:
        raise WrongState(f"{unit.organisation_name}现在是“{unit.get_state_display()}”，不能办理这一步。")
    unit.state = following
