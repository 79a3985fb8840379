"""The page of one report for those who work on it: words, files, steps, what is next, clocks, who, history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import kinds as audit_kinds
from dandang.foundation.audit import queries as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ui import formats
from dandang.foundation.ui.records import Fact, Happening, Step
from dandang.ledger.casework.models import Part
from dandang.registry.access.records import Actor

from ..models import Assignment, Question, Redaction, Report, ReportFile
from . import clarifications, clocks, duplicates, reach, tabs
from .report_nexts import Next, next_of
from .reports import LOOKS

_STEP_OF = {
    "RECEIVED": 2, "FORWARDED": 2, "ACCEPTED": 3, "CONCLUDED": 4, "ANSWERED": 5, "DUPLICATE": 2, "WITHDRAWN": 2,
}  # fmt: skip
_HISTORY = 40


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with the report today."""

    may_handle: bool
    may_lead: bool
    may_investigate: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything the page of a report shows. `recused` says who was set aside and why, in sentences."""

    report: Report
    rights: Rights
    look: str
    steps: list[Step]
    step_number: int
    next: Next | None
    clocks: list[clocks.Clock]
    facts: list[Fact]
    files: tuple[ReportFile, ...]
    questions: tuple[Question, ...]
    redactions: tuple[Redaction, ...]
    recused: tuple[str, ...]
    joined: tuple[Report, ...]
    alike: tuple[duplicates.Alike, ...]
    to_clarify: tuple[clarifications.Candidate, ...]
    history: list[Happening]
    acts: tuple[tuple[str, str], ...]


def report_page(actor: Actor, report_id: int, *, on: date) -> ReportPage:
    """This function will return the page of a report the actor may open. Raises NotHere for any other."""
    report = reach.report_to_see(actor, report_id)
    rights = Rights(
        reach.may_handle(actor, report), reach.may_lead(actor, report), reach.may_investigate(actor, report)
    )
    team = list(report.assignments.select_related("person").order_by("pk"))
    steps, number = steps_of(report)
    return ReportPage(
        report=report,
        rights=rights,
        look=LOOKS[report.state],
        steps=steps,
        step_number=number,
        next=next_of(report, rights.may_handle, rights.may_lead, on=on),
        clocks=clocks.clocks_of(report, on=on),
        facts=[*_facts(report), *_who(team)],
        files=tuple(report.files.all()),
        questions=tuple(report.questions.all()),
        redactions=tuple(report.redactions.all()),
        recused=tuple(f"{one.person.name}：{one.recusal_reason}" for one in team if one.recused_at is not None),
        joined=tuple(reach.visible_reports(actor).filter(joined_to=report).order_by("id")),
        alike=duplicates.alike(actor, report) if rights.may_handle or rights.may_lead else (),
        to_clarify=clarifications.of_report(actor, report) if rights.may_handle or rights.may_lead else (),
        history=history_of(report),
        acts=acts_of(report, rights),
    )


def acts_of(report: Report, rights: Rights) -> tuple[tuple[str, str], ...]:
    """This function will list what else the reader may do with the report now: label and address."""
    is_open = report.state in {"RECEIVED", "ACCEPTED"}
    offered = (
        ("forward", _("转送其他机关"), rights.may_handle and is_open),
        ("take_up", _("反映人撤回后继续办理"), rights.may_lead and report.state == "WITHDRAWN"),
        ("reopen", _("有新证据，重新核实"), rights.may_lead and report.state in {"CONCLUDED", "ANSWERED"}),
    )
    found = [(str(label), url) for route, label, is_so in offered if is_so and (url := tabs.address(route, report.pk))]
    if report.state != "RECEIVED" and report.is_signed and report.handle and (rights.may_lead or rights.may_handle):
        found.append((_("申请查阅封存的身份"), reverse("vault:request_new", args=[report.handle])))
    return tuple(found)


def steps_of(report: Report) -> tuple[list[Step], int]:
    """This function will return the four steps with their days, and the number of the one that is now."""
    now = _STEP_OF[report.state]
    ended_on = clocks.answered_on(report) or (report.concluded_on if report.state == "ANSWERED" else None)
    days = (report.received_on, report.accepted_on, report.concluded_on, ended_on)
    labels = (_("收到"), _("受理"), _("逐项查清"), _("答复") if report.is_signed else _("办结"))
    steps = [
        Step(label, formats.day(day, report.received_on) if day else "", _stand(number, now, day))
        for number, (label, day) in enumerate(zip(labels, days, strict=True), start=1)
    ]
    return steps, min(now, len(labels))


def history_of(report: Report) -> list[Happening]:
    """This function will tell from the record what happened to the report, by day, the newest first."""
    entries = audit.lines(audit.about(ref("protection.report", report.pk))[:_HISTORY])
    return [
        Happening(timezone.localdate(line.at).isoformat(), line.sentence, _by(line.actor, line.reason))
        for line in entries
        if line.verb != audit_kinds.READ
    ]


def _stand(number: int, now: int, day: date | None) -> str:
    return "now" if number == now else "done" if day and number < now else ""


def _by(actor: str, reason: str) -> str:
    return "，".join(filter(None, (actor, reason)))


def _facts(report: Report) -> list[Fact]:
    facts = [
        Fact(_("怎样收到的"), f"{report.get_way_display()}　{report.received_on.isoformat()}"),
        Fact(_("实名还是匿名"), _("实名，姓名封存在身份库") if report.is_signed else _("匿名")),
        Fact(_("承办机关"), f"{report.organ.name}（{report.get_system_display()}）"),
    ]
    if report.outside_number:
        facts.append(Fact(_("对方的编号"), report.outside_number))
    if report.forwarded_from:
        facts.append(Fact(_("从哪里转来"), report.forwarded_from))
    if report.forwarded_to:
        facts.append(Fact(_("转送"), f"{report.forwarded_to}　{report.forwarded_on}　{report.forward_clause}"))
    if report.state_reason:
        facts.append(Fact(_("理由"), report.state_reason))
    if report.fed_back_on:
        facts.append(Fact(_("向信访部门反馈"), report.fed_back_on.isoformat()))
    return facts


def _who(team: list[Assignment]) -> list[Fact]:
    at_work = [one for one in team if one.recused_at is None]
    facts = []
    for part in (Part.HANDLER, Part.INVESTIGATOR):
        if names := "、".join(one.person.name for one in at_work if one.part == part):
            facts.append(Fact(str(part.label), names))
    return facts
