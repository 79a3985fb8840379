"""Sending a report where it belongs; making words safe before they leave the circle; telling the letters office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.guard import blanks, markings
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation

from .. import errors
from ..models import Redaction, Report
from ..queries import clocks, offices, reach
from ..queries import forwarding as queries
from ..states import REPORT_MOVES
from . import intake, moving

_UP, _DOWN = "检举控告规则 第15条", "检举控告规则 第16条"


@transaction.atomic
def forward(*, actor: Actor, report_id: int, to: str, reason: str, at: datetime) -> None:
    """This function will hand a report to another organ of the two systems, above, below or beside.

    It leaves this office's circle: the next one accepts it within the pack's days. Refuses the unit of the accused and
    an organ where the accused leads (RV08), and one whose own people the words name.
    """
    report = moving.locked(actor, report_id, reach.may_handle, at)
    moving.require_state(report, "RECEIVED", "ACCEPTED")
    today = timezone.localdate(at)
    target = next((one for one in queries.targets(report, on=today) if one.key == to), None)
    if target is None:
        raise BadInput(_("请从列出的机关里选。"), field="to")
    if target.barred:
        raise _barred(target.barred)
    why = blanks.written(reason, _("为什么归那里受理"), "reason")
    _refuse_findings(report)
    words = f"{report.about}\n{report.text}"
    place = offices.reception(target.system, organisations.get(target.organ_id), words, on=today)
    _refuse_barred(report, place.organ, today)
    intake.take_in(actor, report, at)
    intake.end_duties(actor, report, at)
    sender = report.organ
    moving.move(report, REPORT_MOVES, "forward")
    report.forward_clause = _UP if target.way == "UP" else _DOWN
    report.forwarded_to, report.forwarded_on = place.organ.name, today
    report.sender, report.forwarded_from = sender, sender.name
    report.system, report.organ, report.organ_path = target.system, place.organ, place.organ.path
    report.region, report.state_reason = place.organ.region, why
    report.accepted_on = report.acceptance_told_on = None
    said, due = moving.clock(clocks.ACCEPT_FORWARDED, region=report.region, counted_from=today)
    report.accept_by = due.on if due is not None else None
    moving.saved(
        actor, report, "protection.report.forwarded", at, reason=why, clause=report.forward_clause, way=target.way
    )
    intake.set_aside(actor, report, place.recused, at)
    _take_along(actor, report, place, at)
    moving.next_duty(
        actor, report, "protection.accept", "决定是否受理", "别的机关转来一件反映", at,
        clause=said.citation, clause_url=said.clause_url, due=due,
    )  # fmt: skip


@transaction.atomic
def send_outside(*, actor: Actor, report_id: int, unit: str, reason: str, clause: str, at: datetime) -> None:
    """This function will note that a report was sent to an organ outside the two systems: the released summary only.

    Refuses without a summary made by one and checked by another (RV12), and the unit of the accused (RV08). The outcome
    comes back here.
    """
    report = moving.locked(actor, report_id, reach.may_handle, at)
    moving.require_state(report, "RECEIVED", "ACCEPTED")
    name = blanks.written(unit, _("转送哪个机关"), "unit")
    why = blanks.written(reason, _("为什么归那里受理"), "reason")
    cited = blanks.written(clause, _("依据"), "clause")
    today = timezone.localdate(at)
    for organ in organisations.by_name(name):
        _refuse_barred(report, organ, today)
    if queries.released(report) is None:
        raise errors.NotYet(
            _("转到办理范围以外，只能转隐去反映人身份的摘要。请先由一个人写出、另一个人核对。"),
            missing=("redaction",), clause=queries.SECRECY,
        )  # fmt: skip
    _refuse_findings(report)
    intake.take_in(actor, report, at)
    intake.end_duties(actor, report, at)
    moving.move(report, REPORT_MOVES, "forward")
    report.forwarded_to, report.forwarded_on, report.forward_clause = name[:120], today, cited[:200]
    report.state_reason = why
    moving.saved(actor, report, "protection.report.forwarded", at, reason=why, clause=cited, way="OUTSIDE")


@transaction.atomic
def write_redaction(*, actor: Actor, report_id: int, text: str, at: datetime) -> int:
    """This function will keep a summary of a report without what gives its reporter away; another person checks it."""
    report = moving.locked(actor, report_id, reach.may_handle, at)
    words = blanks.written(text, _("摘要"), "text")
    markings.refuse_classified(words, _("摘要"), field="text")
    if report.text and report.text in words:
        raise BadInput(_("这是整篇原文。请用自己的话写，去掉只有反映人才知道的细节。"), field="text")
    row = Redaction.objects.create(
        report=report, text=words, made_on=timezone.localdate(at), made_by=audit.actor_ref(actor)
    )
    moving.saved(actor, report, "protection.redaction.made", at)
    why = "另一个人核对：看不出是谁反映的，才可以给外面看"
    moving.next_duty(actor, report, "protection.check_redaction", "核对隐去身份的摘要", why, at)
    return row.pk


@transaction.atomic
def check_redaction(*, actor: Actor, report_id: int, redaction_id: int, at: datetime) -> None:
    """This function will release a summary for the eyes of others. Refuses whoever wrote it: two natural persons."""
    report = moving.locked(actor, report_id, _handles_or_leads, at)
    row = report.redactions.select_for_update().filter(pk=redaction_id).first()
    if row is None or row.checked_by:
        raise errors.WrongState(_("没有要核对的摘要。"))
    if row.made_by == audit.actor_ref(actor):
        raise errors.Conflicted(_("摘要是您写的，要由另一个人核对：看不看得出是谁反映的。"))
    row.checked_on, row.checked_by = timezone.localdate(at), audit.actor_ref(actor)
    row.save()
    moving.saved(actor, report, "protection.redaction.checked", at, clause=queries.SECRECY)
    moving.done_duty(actor, report, "protection.check_redaction", at)


@transaction.atomic
def feed_back(*, actor: Actor, report_ids: Sequence[int], at: datetime) -> int:
    """This function will note that the letters office was told how reports it sent ended, and say how many.

    Number and outcome go back, never who reported. Basis: 检举控告规则 第18条 (每季度).
    """
    today = timezone.localdate(at)
    due = {one.pk for one in queries.feedback_due(actor, on=today)}
    chosen = [pk for pk in dict.fromkeys(report_ids) if pk in due]
    if not chosen:
        raise BadInput(_("请选要反馈的反映。"), field="report_ids")
    for pk in chosen:
        report = moving.locked(actor, pk, reach.may_handle, at)
        said, _due = moving.clock(clocks.FEEDBACK, region=report.region, counted_from=report.concluded_on or today)
        report.fed_back_on = today
        moving.saved(actor, report, "protection.report.fed_back", at, clause=said.citation)
        moving.done_duty(actor, report, "protection.feedback", at)
    return len(chosen)


@transaction.atomic
def open_feedback(*, actor: Actor, on: date, at: datetime) -> int:
    """This function will open the duty to report back for what letters offices sent, due by the pack's months."""
    rows = Report.objects.select_related("organ").filter(state__in=["CONCLUDED", "ANSWERED"], fed_back_on=None)
    opened = 0
    for report in rows.exclude(forwarded_from="").exclude(concluded_on=None).order_by("number"):
        said, due = moving.clock(clocks.FEEDBACK, region=report.region, counted_from=report.concluded_on or on)
        why = "信访部门转来的，办结情况每季度反馈"
        moving.next_duty(
            actor, report, "protection.feedback", "向信访部门反馈办结情况", why, at,
            clause=said.citation, clause_url=said.clause_url, due=due,
        )  # fmt: skip
        opened += 1
    return opened


def _take_along(actor: Actor, report: Report, place: offices.Reception, at: datetime) -> None:
    """What was joined to the report goes with it: its reporters are answered by whoever handles the matter."""
    for one in report.joined.order_by("pk"):
        one.system, one.organ, one.organ_path, one.region = (
            report.system,
            report.organ,
            report.organ_path,
            report.region,
        )
        moving.saved(actor, one, "protection.report.forwarded", at, clause=report.forward_clause, joined=report.number)
        intake.set_aside(actor, one, place.recused, at)


def _handles_or_leads(actor: Actor, report: Report) -> bool:
    return reach.may_handle(actor, report) or reach.may_lead(actor, report)


def _refuse_findings(report: Report) -> None:
    if report.allegations.exclude(finding="").exists():
        raise errors.WrongState(_("已经有认定的反映不能再转送，请在这里办完。"))


def _refuse_barred(report: Report, organ: Organisation, on: date) -> None:
    why = queries.barred(organ, queries.accused_of(report), on=on)
    if why:
        raise _barred(why)


def _barred(why: str) -> errors.Conflicted:
    return errors.Conflicted(
        _("不能转到这里：%s。请转给别的机关，或者报送上级。") % why, clause=queries.SECRECY, field="to"
    )
