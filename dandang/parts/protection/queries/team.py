"""Who works on a report, who could, and who must stand aside and why? Drawn from the registry at every question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dandang.foundation.ground.refusal import NotHere
from dandang.law.policies.records import Value
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.records import Conflict
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import next_path
from dandang.registry.people.models import Person

from ..models import Report
from . import handling, reach

_FEW = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be assigned; with reasons to stand aside he can not."""

    id: int
    name: str
    unit: str
    post: str
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One natural person's part in the report; `conflicts` are those that arose since."""

    person_id: int
    name: str
    unit: str
    part_label: str
    is_recused: bool
    recusal_reason: str
    is_own: bool
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class TeamPage:
    """The people of a report for one reader. `lacks` is the rule that is not met while too few verify."""

    report: Report
    lines: tuple[TeamLine, ...]
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
        lines=_lines(actor, report, on),
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

    Without words the staff of the organ; with words anybody of its region by number or the beginning of the name. At
    most forty, those without a conflict first. `but` is the leader who assigns: he confirms, so he is no candidate.
    """
    region = organisations.region_above(report.organ).path
    found = Person.objects.filter(state=Person.State.SERVING, home_path__gte=region, home_path__lt=next_path(region))
    if words:
        found = found.filter(Q(number=words) | Q(name__startswith=words))
    else:
        found = found.filter(home_path__gte=report.organ_path, home_path__lt=next_path(report.organ_path))
    rows = list(
        found.exclude(pk=but or 0).select_related("home").defer("photo", "exchange_source").in_roster_order()[:_FEW]
    )
    reasons = reach.conflicts([one.pk for one in rows], report, on=on)
    lines = [Candidate(one.pk, one.name, one.home.name, one.post_text, reasons.get(one.pk, ())) for one in rows]
    return tuple(sorted(lines, key=lambda line: bool(line.conflicts)))


def _lines(actor: Actor, report: Report, on: date) -> tuple[TeamLine, ...]:
    rows = list(report.assignments.select_related("person__home").order_by("pk"))
    parties = [pk for pk in reach.live_allegations(report).values_list("person_id", flat=True) if pk]
    found = casework.conflicts_of(
        candidate_ids=[one.person_id for one in rows], party_ids=parties, involved={}, earlier={}, on=on
    )
    return tuple(
        TeamLine(
            person_id=one.person_id,
            name=one.person.name,
            unit=one.person.home.name,
            part_label=str(one.get_part_display()),
            is_recused=one.recused_at is not None,
            recusal_reason=one.recusal_reason,
            is_own=one.person_id == actor.person_id,
            conflicts=() if one.recused_at is not None else found.get(one.person_id, ()),
        )
        for one in rows
    )
