"""What does a reporter get to read: the answer point by point, or the result alone; and until when is it owed?

A reporter is answered on what was reported. Who verified it, who said what, and names of third people stay out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import DeadlineChip
from dandang.law.policies import queries as policies
from dandang.law.policies.records import Value
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.records import Due
from dandang.ledger.matters import queries as matters

from .. import errors
from ..models import Allegation, Answer, Report
from . import reach

REPLY = "protection.result_reply_working_days"
_OVER = ("CONCLUDED", "ANSWERED")


@dataclass(frozen=True, slots=True)
class Result:
    """What the receipt shows once a report is concluded: the finding of each point, then the answer if one was given.

    `lines` are sentences; `answer` is None for an anonymous report, which closes without one.
    """

    concluded_on: date
    lines: tuple[str, ...]
    answer: Answer | None
    may_object: bool


def is_owed(report: Report) -> bool:
    """This function will say whether the reporter is owed an answer by this office: signed, and handled here."""
    return report.is_signed and not report.is_reference_only


def due_of(report: Report) -> Due | None:
    """This function will return the last day of the answer to a concluded report; None where 未规定."""
    said = policies.value(REPLY, region=report.region, on=report.concluded_on or report.received_on)
    if said.value is None or report.concluded_on is None:
        return None
    return casework.deadline_for(amount=int(said.value), unit=said.unit, counted_from=report.concluded_on)


def last_answer(report: Report) -> Answer | None:
    """This function will return the answer to the last conclusion; None before, and after it was opened again."""
    rows = report.answers.order_by("pk")
    if report.concluded_on is not None:
        rows = rows.filter(answered_on__gte=report.concluded_on)
    return rows.last() if report.state == "ANSWERED" else None


def result_for_reporter(report: Report) -> Result | None:
    """This function will return what the receipt page shows of a concluded report, without names; None before.

    The words of the allegations are not shown to an anonymous reporter: the page is open to whoever holds the receipt.
    """
    if report.state not in _OVER or report.concluded_on is None:
        return None
    answer = last_answer(report) if is_owed(report) else None
    counted = Counter(one.get_finding_display() for one in reach.live_allegations(report).order_by("number"))
    lines = tuple(_("%(finding)s：%(count)d 项") % {"finding": label, "count": n} for label, n in counted.items())
    shown = answer if answer is not None and answer.way == Answer.Way.RECEIPT else None
    return Result(report.concluded_on, lines, shown, may_object=answer is not None)


def suggested_line(allegation: Allegation) -> str:
    """This function will draft the answer to one allegation, for a person to go over."""
    words = {
        "TRUE": _("经核实，反映的问题属实，将按规定处理。"),
        "PARTLY": _("经核实，反映的问题部分属实。其中不实的部分：%s") % allegation.untrue_part,
        "UNTRUE": _("经核实，反映的问题不属实。感谢您的监督，如实反映受法律保护。"),
        "UNDETERMINED": _("经核实，现有材料还不能认定。有新的证据，请补充，我们接着核实。"),
    }
    return words.get(allegation.finding, "")


def third_names(report: Report) -> tuple[str, ...]:
    """This function will return names that have no place in an answer: who verified, and who else took part.

    The people the report names are known to the reporter and may stand there.
    """
    named = {one.person_id for one in report.allegations.all() if one.person_id}
    names = {one.person.name for one in report.assignments.select_related("person")}
    ids = [one.matter_id for one in report.allegations.all() if one.matter_id]
    for record in matters.matter_records(ids).values():
        names |= {one.name for one in record.involved if one.person_id not in named}
    return tuple(sorted(names))


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """What stands beside the form: the clock with its clause, earlier answers, names that must not be written."""

    rule: Value
    chip: DeadlineChip | None
    earlier: tuple[Answer, ...]
    names: tuple[str, ...]


def answer_page(report: Report, *, on: date) -> AnswerPage:
    """This function will return what the page of the answer shows beside its form.

    Refuses a report that is not waiting for its answer.
    """
    if report.state != "CONCLUDED" or not is_owed(report):
        raise errors.WrongState(_("这件反映现在不用答复：实名的，逐项查清并办结以后答复；匿名的凭收条看结果。"))
    due = due_of(report)
    chip = calendars.deadline_chip(due.on, on, is_provisional=due.is_provisional) if due is not None else None
    rule = policies.value(REPLY, region=report.region, on=report.concluded_on or report.received_on)
    return AnswerPage(rule, chip, tuple(report.answers.order_by("pk")), third_names(report))
