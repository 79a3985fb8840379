"""Who works on a report, who could, and who must stand aside and why? Drawn from the registry at every question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import NotHere
from dandang.law.policies.records import Value
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.records import Candidate, Conflict, TeamLine
from dandang.registry.access import queries as access
from dandang.registry.access.kinds import IDENTITY_CUSTODIAN
from dandang.registry.access.records import Actor

from ..models import Report
from . import handling, reach


@dataclass(frozen=True, slots=True)
class TeamPage:
    """The people of a report for one reader. `lacks` is the rule that is not met while too few verify."""

    report: Report
    lines: tuple[TeamLine, ...]
    own_id: int | None
    may_assign: bool
    may_lead: bool
    least: Value
    lacks: Value | None


def team_page(actor: Actor, report_id: int, *, on: date) -> TeamPage:
    """This function will return who works on a report the actor may open. Raises NotHere."""
    report = reach.report_to_see(actor, report_id)
    may_lead = reach.may_lead(actor, report)
    return TeamPage(
        report=report,
        lines=casework.team_lines(
            report.assignments.select_related("person__home").order_by("pk"),
            lambda ids: reach.conflicts(ids, report, on=on, with_parts=False),
        ),
        own_id=actor.person_id,
        may_assign=may_lead and report.state == "ACCEPTED" and not report.is_reference_only,
        may_lead=may_lead,
        least=handling.least_investigators(report, on=on),
        lacks=handling.lacks_investigators(report, on=on),
    )


def report_to_lead(actor: Actor, report_id: int) -> Report:
    """This function will return a report whose team the actor assigns. Raises NotHere."""
    report = reach.report_to_see(actor, report_id)
    if not reach.may_lead(actor, report):
        raise NotHere()
    return report


def candidates(report: Report, words: str = "", *, but: int | None = None, on: date) -> tuple[Candidate, ...]:
    """This function will list serving people who could work on the report, each with every reason to stand aside.

    `but` is the leader who assigns: he confirms, so he is no candidate.
    """
    return casework.candidates(report.organ, words, lambda ids: conflicts(ids, report, on=on), but=but)


def conflicts(person_ids: list[int], report: Report, *, on: date) -> dict[int, tuple[Conflict, ...]]:
    """This function will return for each candidate why they may not be given a part in the report.

    Beside kin, unit and office: whoever keeps half a key to identities, or his body could not open this one any more.
    """
    found = dict(reach.conflicts(person_ids, report, on=on))
    why = _("是身份保管人，不参加核实")
    for person_id in sorted(access.people_holding(role=IDENTITY_CUSTODIAN, person_ids=person_ids, on=on)):
        found[person_id] = (*found.get(person_id, ()), Conflict(person_id, "CUSTODIAN", why))
    return found
