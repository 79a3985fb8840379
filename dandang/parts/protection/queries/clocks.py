"""What periods run on a report, until when, by which clause? 未规定 is said, never a zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ui.records import Clause
from dandang.law.policies import queries as policies
from dandang.law.policies.records import Value
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.records import Due

from ..models import Report
from . import answers

ACCEPT = "protection.acceptance_reply_working_days"
ACCEPT_FORWARDED = "protection.lower_acceptance_working_days"
SEND_UP = "protection.forward_working_days"
ANSWER = answers.REPLY
FEEDBACK = "protection.feedback_months"


@dataclass(frozen=True, slots=True)
class Clock:
    """One period: what it is for, its last day (None where 未规定) and where it stands."""

    label: str
    says: str
    due_on: date | None
    chip: DeadlineChip | None = None
    clause: Clause | None = None
    done_on: date | None = None


def due(key: str, *, region: str, counted_from: date) -> tuple[Value, Due | None]:
    """This function will return what the packs say of a period and its last day; None where it is 未规定."""
    said = policies.value(key, region=region, on=counted_from)
    amount = int(said.value) if said.value is not None else None
    return said, casework.deadline_for(amount=amount, unit=said.unit, counted_from=counted_from)


def clocks_of(report: Report, *, on: date) -> list[Clock]:
    """This function will list the periods that run, or ran, on a report today."""
    if report.state == "WITHDRAWN":
        return []
    if report.state == "DUPLICATE":
        return _answer_clocks(report, on)
    found = []
    if report.forwarded_on and report.sender_id:
        found.append(
            _clock(_("收到转送后受理或者转办"), ACCEPT_FORWARDED, report, report.forwarded_on, report.accepted_on, on)
        )
    else:
        found.append(_clock(_("告诉反映人是否受理"), ACCEPT, report, report.received_on, report.accepted_on, on))
    if report.state == "RECEIVED":
        found.append(_clock(_("属于上级受理的，报送上级"), SEND_UP, report, report.received_on, None, on))
    return found + _answer_clocks(report, on)


def answered_on(report: Report) -> date | None:
    """This function will return the day the reporter was answered; None before, and after it was opened again."""
    answer = answers.last_answer(report)
    return answer.answered_on if answer is not None else None


def is_answer_late(concluded_on: date, *, region: str, on: date) -> bool:
    """This function will say whether the answer to a signed reporter is overdue on a day; never where 未规定."""
    _said, until = due(ANSWER, region=region, counted_from=concluded_on)
    return until is not None and until.on < on


def _answer_clocks(report: Report, on: date) -> list[Clock]:
    counted_from = answers.handled(report).concluded_on
    if not answers.is_owed(report) or counted_from is None:
        return []
    return [_clock(_("向实名反映人反馈结果"), ANSWER, report, counted_from, answered_on(report), on)]


def _clock(label: str, key: str, report: Report, counted_from: date, done_on: date | None, on: date) -> Clock:
    said, until = due(key, region=report.region, counted_from=counted_from)
    clause = Clause(said.citation, said.clause_url, said.reliability) if said.citation and said.clause_url else None
    if until is None:
        return Clock(label, _("未规定期限"), None, clause=clause, done_on=done_on)
    chip = calendars.deadline_chip(until.on, on, is_provisional=until.is_provisional) if done_on is None else None
    return Clock(label, _("从 %s 的次日起算") % counted_from.isoformat(), until.on, chip, clause, done_on)
