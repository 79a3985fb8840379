"""What does a reporter get to read: the answer point by point, or the result alone; and until when is it owed?

A reporter is answered on what was reported. Who verified it, who said what, and names of third people stay out.
"""

from __future__ import annotations

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

REPLY = "protection.result_reply_working_days"
_OVER = ("CONCLUDED", "ANSWERED")


def handled(report: Report) -> Report:
    """This function will return the report a matter is handled under: the earlier one of a joined report."""
    is_joined = report.state == "DUPLICATE" and report.joined_to is not None
    return report.joined_to if is_joined and report.joined_to else report


def is_owed(report: Report) -> bool:
    """This function will say whether the reporter is owed an answer by this office: signed, and handled here."""
    return report.is_signed and not report.is_reference_only


def is_waited_for(report: Report) -> bool:
    """This function will say whether a signed reporter waits for the answer now.

    Somebody whose report was joined to an earlier one is another person: answered too, once that one is concluded.
    """
    if not is_owed(report):
        return False
    if report.state == "DUPLICATE":
        return handled(report).state in _OVER and last_answer(report) is None
    return report.state == "CONCLUDED"


def joined_waiting(report: Report) -> list[Report]:
    """This function will list the signed reports joined to a concluded one whose reporters wait for an answer."""
    rows = report.joined.filter(state="DUPLICATE", is_signed=True).select_related("organ", "joined_to").order_by("pk")
    return [one for one in rows if is_waited_for(one)]


def due_of(report: Report) -> Due | None:
    """This function will return the last day of the answer to a concluded report; None where 未规定."""
    concluded_on = handled(report).concluded_on
    said = policies.value(REPLY, region=report.region, on=concluded_on or report.received_on)
    if said.value is None or concluded_on is None:
        return None
    return casework.deadline_for(amount=int(said.value), unit=said.unit, counted_from=concluded_on)


def last_answer(report: Report) -> Answer | None:
    """This function will return the answer to the last conclusion; None before, and after it was opened again."""
    one = handled(report)
    is_over = report.state == "ANSWERED" if one.pk == report.pk else one.state in _OVER
    if not is_over or one.concluded_on is None:
        return None
    return report.answers.filter(answered_on__gte=one.concluded_on).order_by("pk").last()


def objection_to_answer(report: Report) -> Answer:
    """This function will return the answer whose objection waits for a word. Refuses where none does."""
    row = last_answer(report)
    if row is None or not row.is_objected:
        raise errors.WrongState(_("没有等待说明的异议。"))
    return row


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
    allegations = list(handled(report).allegations.all())
    named = {one.person_id for one in allegations if one.person_id}
    names = {one.person.name for one in handled(report).assignments.select_related("person")}
    ids = [one.matter_id for one in allegations if one.matter_id]
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
    if not is_waited_for(report):
        raise errors.WrongState(_("这件反映现在不用答复：实名的，逐项查清并办结以后答复；匿名的凭收条看结果。"))
    due = due_of(report)
    chip = calendars.deadline_chip(due.on, on, is_provisional=due.is_provisional) if due is not None else None
    rule = policies.value(REPLY, region=report.region, on=handled(report).concluded_on or report.received_on)
    return AnswerPage(rule, chip, tuple(report.answers.order_by("pk")), third_names(report))
