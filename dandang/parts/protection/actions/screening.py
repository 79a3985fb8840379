"""Screening an allegation (可查性) and its handling: proposed by the office, approved by a leader.

Basis: 检举控告规则 第17条 (谈话函询, 初步核实, 暂存待查, 予以了结); 云南 第11点; SPEC PR-02.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.guard import blanks
from dandang.registry.access.records import Actor

from .. import allegation_rules as rules
from .. import errors
from ..models import Allegation, Report
from ..queries import clauses, handling, reach
from . import alleged, moving


@transaction.atomic
def screen_allegation(*, actor: Actor, allegation_id: int, is_checkable: bool, reason: str, at: datetime) -> None:
    """This function will say whether an allegation is concrete and can be checked, with the reason.

    Screened again it replaces the answer while no handling was proposed. Refuses too short a reason.
    """
    report, allegation = alleged.locked(actor, allegation_id, reach.may_handle, at)
    if allegation.handling:
        raise errors.WrongState(_("这一项已经提出处置意见。要重新筛查的，先由负责人退回。"))
    allegation.is_checkable = is_checkable
    allegation.screening_reason = alleged.reasoned(report, reason, "reason")
    alleged.saved(actor, report, allegation, "screened", at, reason=allegation.screening_reason, checkable=is_checkable)
    if not reach.live_allegations(report).filter(is_checkable=None).exists():
        moving.done_duty(actor, report, "protection.screen", at)
    moving.next_duty(
        actor, report, "protection.handle", "提出处置意见", "逐项提出谈话函询、初步核实、暂存待查或者予以了结",
        at, clause="检举控告规则 第17条",
    )  # fmt: skip


@transaction.atomic
def propose_handling(
    *, actor: Actor, allegation_id: int, kind: str, reason: str, clause: str, look_again_on: date | None = None,
    at: datetime,
) -> None:  # fmt: skip
    """This function will propose how an allegation is handled, with reason and clause; a leader approves it.

    Refuses a kind the screening does not allow, a clause not in force, what is kept without a coming day to look
    again, and 函询 before a written explanation where the pack wants that first (山东). What was kept, or settled on
    an explanation since, is proposed again.
    """
    report, allegation = alleged.locked(actor, allegation_id, reach.may_handle, at)
    _refuse_unready(allegation, kind)
    today = timezone.localdate(at)
    if kind == rules.LETTER:
        _refuse_unasked(report, allegation, today)
    words = alleged.reasoned(report, reason, "reason")
    cited = clauses.require_clause(report.region, today, clause)
    allegation.handling, allegation.handling_reason, allegation.handling_clause = kind, words, cited.text
    allegation.look_again_on = _day_to_look(look_again_on, today) if kind == rules.KEPT else None
    allegation.handling_by = audit.actor_ref(actor)
    allegation.handling_approved_on, allegation.handling_approved_by = None, ""
    alleged.saved(actor, report, allegation, "handling_proposed", at, reason=words, clause=cited.text, kind=kind)
    _hand_on(actor, report, at)


@transaction.atomic
def approve_handling(*, actor: Actor, allegation_id: int, at: datetime) -> None:
    """This function will approve the handling that was proposed. Refuses the proposer: two natural persons."""
    report, allegation = alleged.locked(actor, allegation_id, reach.may_lead, at)
    _require_proposed(allegation)
    if allegation.handling_by == audit.actor_ref(actor):
        raise errors.Conflicted(_("处置意见是您提出的，要由另一位负责人审批。"))
    allegation.handling_approved_on = timezone.localdate(at)
    allegation.handling_approved_by = audit.actor_ref(actor)
    alleged.saved(actor, report, allegation, "handling_approved", at, kind=allegation.handling)
    _hand_on(actor, report, at)
    _after_approval(actor, report, allegation, at)


@transaction.atomic
def return_handling(*, actor: Actor, allegation_id: int, reason: str, at: datetime) -> None:
    """This function will send a proposed handling back with the reason; the office screens and proposes anew."""
    report, allegation = alleged.locked(actor, allegation_id, reach.may_lead, at)
    _require_proposed(allegation)
    words = blanks.written(reason, _("退回的理由"), "reason")
    allegation.handling, allegation.handling_reason, allegation.handling_clause = "", "", ""
    allegation.handling_by, allegation.look_again_on = "", None
    alleged.saved(actor, report, allegation, "handling_returned", at, reason=words)
    _hand_on(actor, report, at)
    moving.next_duty(actor, report, "protection.handle", "重新提出处置意见", f"退回：{words}", at)


# Parts of the acts -----------------------------------------------------------------------------------------------


def _refuse_unready(allegation: Allegation, kind: str) -> None:
    if allegation.is_checkable is None:
        raise errors.NotYet(_("先筛查这一项有没有可查性，再提出处置意见。"))
    if allegation.finding:
        raise errors.WrongState(_("这一项已经有认定，不再处置。"))
    if allegation.handling_approved_by and kind not in _changes(allegation):
        raise errors.WrongState(
            _("处置已经批准，正在办理。采信说明以后可以改为予以了结，函询后要核实的可以改为初步核实。")
        )
    open_kinds = rules.handlings_open(is_checkable=allegation.is_checkable, is_accepted=allegation.explanation_accepted)
    if kind not in open_kinds:
        if kind == rules.SETTLED:
            raise BadInput(_("有可查性的，查清以前不能了结；采信了本人说明的除外。"), field="kind")
        raise BadInput(_("没有可查性的，只能暂存待查或者予以了结。"), field="kind")


def _changes(allegation: Allegation) -> tuple[str, ...]:
    """To what an approved handling may still be changed: kept things anew, a letter to an inquiry, both to an end."""
    if allegation.handling in (rules.KEPT, rules.SETTLED):
        return tuple(one for one in Allegation.Handling.values if one != allegation.handling or one == rules.KEPT)
    settled = (rules.SETTLED,) if allegation.explanation_accepted else ()
    return (*settled, rules.PRELIMINARY) if allegation.handling == rules.LETTER else settled


def _refuse_unasked(report: Report, allegation: Allegation, today: date) -> None:
    """Where the pack wants a written explanation first, 函询 waits for it, or for its day to pass."""
    first = handling.written_first(report, on=today)
    if not first.value:
        return
    is_given = allegation.explanation_given_on is not None
    is_over = allegation.explanation_due_on is not None and allegation.explanation_due_on < today
    if not (is_given or is_over):
        words = _(
            "本地慎用函询：要了解情况的，先请干部本人作书面说明。请先发书面说明的请求，说明收到以后仍有必要的再函询。"
        )
        raise errors.NotYet(words, field="kind", clause=first.citation)


def _day_to_look(look_again_on: date | None, today: date) -> date:
    if look_again_on is None:
        raise BadInput(_("暂存待查要写明哪一天再看，不能一直放着。"), field="look_again_on")
    if look_again_on <= today:
        raise BadInput(_("再看的日期要在今天以后。"), field="look_again_on")
    return look_again_on


def _require_proposed(allegation: Allegation) -> None:
    if not allegation.handling or allegation.handling_approved_by:
        raise errors.WrongState(_("这一项没有等待审批的处置意见。"))


def _hand_on(actor: Actor, report: Report, at: datetime) -> None:
    """Close and open the duties of proposing and approving by what the allegations still wait for."""
    live = reach.live_allegations(report)
    if not live.filter(handling="", finding="").exists():
        moving.done_duty(actor, report, "protection.handle", at)
    if live.exclude(handling="").filter(handling_approved_by="", finding="").exists():
        moving.next_duty(
            actor, report, "protection.approve_handling", "审批处置意见", "提出的人和批准的人不能是同一个人", at,
            clause="检举控告规则 第17条", is_leaders=True,
        )  # fmt: skip
    else:
        moving.done_duty(actor, report, "protection.approve_handling", at)


def _after_approval(actor: Actor, report: Report, allegation: Allegation, at: datetime) -> None:
    if allegation.handling == rules.PRELIMINARY and not handling.investigators(report):
        why = "处置已批准初步核实，请指派核实人员，一个人不单独核实"
        moving.next_duty(actor, report, "protection.team", "指派核实人员", why, at, is_leaders=True)
    if allegation.handling == rules.PRELIMINARY:
        for person_id in handling.investigators(report):
            moving.next_duty(actor, report, "protection.verify", "核实", "逐项查明并提出认定", at, person_id=person_id)
    _look_again(actor, report, at)


def _look_again(actor: Actor, report: Report, at: datetime) -> None:
    """One duty for the earliest of what is kept; it ends when nothing is kept any more."""
    kept = reach.live_allegations(report).filter(handling=rules.KEPT).exclude(handling_approved_by="")
    first = kept.order_by("look_again_on").values_list("look_again_on", flat=True).first()
    if first is None:
        moving.done_duty(actor, report, "protection.look_again", at)
        return
    moving.next_duty(
        actor, report, "protection.look_again", "再看暂存待查的反映", "到期重新提出处置意见", at,
        clause="检举控告规则 第17条", due=handling.due_of(first),
    )  # fmt: skip
