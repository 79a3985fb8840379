"""What was done on the strength of a finding is looked at again when it is opened again or turns out otherwise.

Called by the acts that reopen and conclude a report; it decides nothing, people do.
"""

from __future__ import annotations

from datetime import datetime

from dandang.foundation.ground.refs import ref
from dandang.ledger.casebook import actions as casebook
from dandang.registry.access.records import Actor

from ..models import Accusation, Clarification, Report
from ..queries import accusation_reviews, clarifications
from . import moving

STANDS = "protection.clarification_stands"


def after_reopening(actor: Actor, report: Report, at: datetime) -> None:
    """Hide what the casebook teaches of the report's clarifications while what they say is verified again."""
    for row in Clarification.objects.filter(report=report).order_by("pk"):
        subject = ref("protection.clarification", row.pk)
        casebook.doubt_source(actor=actor, subject=subject, reason="反映的问题正在重新核实，结论可能改变", at=at)


def after_conclusion(actor: Actor, report: Report, at: datetime) -> None:
    """Ask the leaders to look again at a proved false accusation and at clarifications whose ground is gone."""
    case = Accusation.objects.select_related("report").filter(report=report, state="PROVED").first()
    if case is not None and accusation_reviews.has_lost_ground(case) and accusation_reviews.current(case) is None:
        why = "原来认定不实的问题，重新核实以后不再是不实，诬告的认定要由别的人复查"
        moving.next_duty(
            actor, case, "protection.accusation_review_order", "复查诬告认定", why, at, is_leaders=True
        )  # fmt: skip
    rows = Clarification.objects.filter(report=report).exclude(state="WITHDRAWN").select_related("report", "organ")
    for row in rows.order_by("pk"):
        if why := clarifications.shaken(row):
            moving.next_duty(actor, row, STANDS, "看澄清还算不算数", why, at, is_leaders=True)
