"""The answer to a signed reporter, an objection and what is said to it, and opening a report again on new evidence.

Basis: 检举控告规则 (实名的，办结之日起十五个工作日内反馈并作记录；有异议的记录说明，有新证据的核查); SPEC PR-03.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.guard import blanks, markings
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Answer, Report
from ..queries import answers as queries
from ..queries import reach
from ..states import REPORT_MOVES
from . import aftermath, alleged, findings, moving

CLAUSE = "检举控告规则 第47条"


@transaction.atomic
def answer_reporter(
    *,
    actor: Actor,
    report_id: int,
    lines: Mapping[int, str],
    way: str,
    answered_on: date,
    note: str = "",
    at: datetime,
) -> int:
    """This function will answer a signed reporter on every allegation and return the answer's id.

    `lines` holds the words on each allegation by its id; who signed a joined report is answered on the earlier one's.
    By voice, `note` says who spoke and what was said. Refuses an anonymous report, an allegation left out, names of
    third people, a day before the conclusion or of the future.
    """
    report = moving.locked(actor, report_id, reach.may_handle, at)
    if not queries.is_owed(report):
        raise errors.WrongState(_("匿名反映和只登记结果的不单独答复，凭收条能看到结果。"))
    matter = queries.handled(report)
    if matter.pk == report.pk:
        moving.move(report, REPORT_MOVES, "answer")
    elif not queries.is_waited_for(report):
        raise moving.wrong_state(report)
    reach.refuse_conflicted(actor, matter, on=timezone.localdate(at))
    text = _text(matter, lines)
    if way not in Answer.Way.values:
        raise BadInput(_("请选怎样答复。"), field="way")
    said = note.strip()
    if way != Answer.Way.RECEIPT and not said:
        raise errors.MissingReason(_("当面或者电话答复的，要记下谁答复的、怎样说的、反映人怎么说。"), field="note")
    moving.refuse_future(answered_on, at, "answered_on")
    if matter.concluded_on is not None and answered_on < matter.concluded_on:
        raise BadInput(_("答复的日期早于办结的日期，请核对。"), field="answered_on")
    rule, due = moving.clock(queries.REPLY, region=report.region, counted_from=matter.concluded_on or answered_on)
    row = Answer.objects.create(
        report=report, text=text, due_on=due.on if due else None, clause=rule.citation, answered_on=answered_on,
        way=way, note=said, answered_by=audit.actor_ref(actor),
    )  # fmt: skip
    moving.saved(
        actor, report, "protection.report.answered", at, clause=rule.citation, way=way,
        late=bool(due and answered_on > due.on),
    )  # fmt: skip
    moving.done_duty(actor, report, "protection.answer", at)
    return row.pk


@transaction.atomic
def record_objection(*, actor: Actor, report_id: int, text: str, objected_on: date, at: datetime) -> None:
    """This function will keep an objection a reporter made by voice, word for word, and make answering it a duty.

    With a receipt the reporter objects in person (`actions.reporter`). Refuses before an answer, a second objection to
    the same answer, empty words, a day of the future. It changes nothing about the reporter.
    """
    report = moving.locked(actor, report_id, reach.may_handle, at)
    row = _answered(report)
    words = blanks.written(text, _("异议"), "text")
    markings.refuse_classified(words, _("异议"), field="text")
    moving.refuse_future(objected_on, at, "objected_on")
    if objected_on < row.answered_on:
        raise BadInput(_("异议的日期早于答复的日期，请核对。"), field="objected_on")
    if row.objection:
        raise errors.WrongState(_("这次答复的异议已经记录。有新证据的，由负责人决定重新核实。"))
    row.objection, row.objected_on = words, objected_on
    row.save()
    moving.saved(actor, report, "protection.report.objected", at)
    why = "如实记录，作出说明；有新证据的，由负责人决定重新核实"
    moving.next_duty(actor, report, "protection.reporter_objected", "说明反映人的异议", why, at)


@transaction.atomic
def answer_objection(*, actor: Actor, report_id: int, text: str, at: datetime) -> None:
    """This function will keep what is said to an objection; the reporter reads it with the receipt.

    Refuses where nobody objected, a second word on one objection, and names of third people. New evidence is not
    answered but looked at: `reopen`. Basis: 检举控告规则 (有异议的如实记录并说明).
    """
    report = moving.locked(actor, report_id, reach.may_handle, at)
    row = Answer.objects.select_for_update().get(pk=queries.objection_to_answer(report).pk)
    words = blanks.written(text, _("对异议的说明"), "text")
    markings.refuse_classified(words, _("对异议的说明"), field="text")
    _refuse_names(report, words, "text")
    row.objection_answer = words
    row.save()
    moving.saved(actor, report, "protection.report.objection_answered", at)
    moving.done_duty(actor, report, "protection.reporter_objected", at)


@transaction.atomic
def reopen(*, actor: Actor, report_id: int, allegation_ids: Sequence[int], reason: str, at: datetime) -> None:
    """This function will open a concluded report again for new evidence on some of its allegations.

    A leader does, with the reason; what was found is kept as it stood. Refuses without any allegation, and too short a
    reason. Basis: 检举控告规则 (新证据应核查).
    """
    report = moving.locked(actor, report_id, reach.may_lead, at)
    words = alleged.reasoned(report, reason, "reason")
    wanted = set(reach.live_allegations(report).filter(pk__in=list(allegation_ids)).values_list("pk", flat=True))
    if not wanted or len(wanted) != len(set(allegation_ids)):
        raise BadInput(_("请选对哪几项重新核实。"), field="allegation_ids")
    moving.move(report, REPORT_MOVES, "reopen")
    report.concluded_on, report.concluded_by = None, ""
    moving.saved(actor, report, "protection.report.reopened", at, reason=words, allegations=len(wanted))
    for kind in (
        "protection.answer", "protection.reporter_objected", "protection.assess_clarification",
        "protection.consider_tolerance",
    ):  # fmt: skip
        moving.done_duty(actor, report, kind, at)
    for one in report.joined.filter(state="DUPLICATE").select_related("organ").order_by("pk"):
        moving.done_duty(actor, one, "protection.answer", at)
        moving.done_duty(actor, one, "protection.reporter_objected", at)
    findings.end_findings(actor, report, sorted(wanted), words, at)
    aftermath.after_reopening(actor, report, at)


# Parts of the acts -----------------------------------------------------------------------------------------------


def _text(report: Report, lines: Mapping[int, str]) -> str:
    found = []
    for place, one in enumerate(reach.live_allegations(report).order_by("number"), start=1):
        words = lines.get(one.pk, "").strip()
        if not words:
            raise errors.MissingReason(
                _("第 %d 项还没有写怎样答复。反映的每一项都要答复。") % one.number, field=f"line_{one.pk}"
            )
        _refuse_names(report, words, f"line_{one.pk}")
        found.append(f"{place}. {words}")
    return "\n".join(found)


def _refuse_names(report: Report, words: str, field: str) -> None:
    for name in queries.third_names(report):
        if name in words:
            said = _("答复里写了“%s”。核实的人和其他人的名字不告诉反映人，请删去。")
            raise BadInput(said % name, field=field, clause=CLAUSE)


def _answered(report: Report) -> Answer:
    row = queries.last_answer(report)
    if row is None:
        raise errors.NotYet(_("还没有答复过反映人。先答复，再登记异议。"))
    return Answer.objects.select_for_update().get(pk=row.pk)
