"""Who may see and work on a case of false accusation, who must stand aside, and what is in force of what was found?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dandang.foundation.ground import refs
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Part
from dandang.ledger.casework.records import Candidate, Conflict, TeamLine
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from dandang.registry.people.models import Person

from ..models import Accusation, AccusationAssignment, Allegation, Report
from . import reach

VOTED = ("AGREE", "AGAINST", "DEFER")
SUSPECT = ("UNTRUE", "PARTLY")
WITHOUT_MARK = frozenset({"MISTAKEN", "NOT_PROVED", "OVERTURNED"})
REPORT_OVER = ("CONCLUDED", "ANSWERED")


# Who -------------------------------------------------------------------------------------------------------------


def part_of(actor: Actor, row: Accusation) -> str:
    """This function will return the part the actor has in the case today, empty for none or a recused one."""
    found = AccusationAssignment.objects.filter(case=row, person_id=actor.person_id or 0, recused_at=None).first()
    return found.part if found is not None else ""


def may_lead(actor: Actor, row: Accusation) -> bool:
    """This function will say whether the actor may assign people, end the case and sign a referral."""
    return reach.may_lead(actor, row.report) and _is_free(actor, row)


def may_handle(actor: Actor, row: Accusation) -> bool:
    """This function will say whether the actor does the office's work: hearing, agenda, keying what was decided."""
    return reach.may_handle(actor, row.report) and _is_free(actor, row)


def may_investigate(actor: Actor, row: Accusation) -> bool:
    """This function will say whether the actor is one of those who verify the case."""
    return part_of(actor, row) == Part.INVESTIGATOR


def may_review(actor: Actor, row: Accusation) -> bool:
    """This function will say whether the actor is one of those who look at the proved case again."""
    return part_of(actor, row) == Part.REVIEWER


def accusation_to_see(actor: Actor, accusation_id: int) -> Accusation:
    """This function will return a case the actor may open. Raises NotHere for any other, as if it did not exist."""
    access.require(actor, "protection.view")
    rows = reach.visible_accusations(actor).select_related("report__organ", "organ", "reporter_person", "item")
    found = rows.filter(pk=accusation_id).first()
    if found is None:
        raise NotHere()
    return found


def suspects(report: Report) -> QuerySet[Allegation]:
    """This function will return the allegations that two people found untrue, in whole or part.

    They are what a case may be opened on, by people and for further facts; a finding itself opens nothing (S7).
    """
    return reach.live_allegations(report).filter(finding__in=SUSPECT).exclude(confirmed_by="")


def accusation_on(actor: Actor, report: Report) -> Accusation | None:
    """This function will return the case of a report, for those who may see it; None otherwise and when none is."""
    return reach.visible_accusations(actor).filter(report=report).first()


def may_open(actor: Actor, report: Report) -> bool:
    """This function will say whether the actor could open a case on the report, if facts point to fabrication."""
    is_over = report.state in REPORT_OVER and not report.is_reference_only
    return is_over and reach.may_lead(actor, report) and not _has_case(report) and suspects(report).exists()


# Standing aside --------------------------------------------------------------------------------------------------


def parties(report: Report) -> list[int]:
    """This function will return the people the report names, also in allegations merged or withdrawn."""
    rows = Allegation.objects.filter(report=report, person__isnull=False)
    return [pk for pk in rows.order_by("pk").values_list("person_id", flat=True) if pk]


def worked_on_report(report: Report) -> dict[int, str]:
    """This function will return who received, verified or confirmed the report, by person, with what they did."""
    signed = _signed_for(_signatures(report))
    return signed | {one.person_id: f"原反映的{one.get_part_display()}" for one in report.assignments.order_by("pk")}


def conflicts_in(
    row: Accusation, person_ids: Iterable[int], *, on: date, with_parts: bool = True
) -> dict[int, tuple[Conflict, ...]]:
    """This function will return every reason to stand aside in the case, by person; who has none is left out.

    With `with_parts`, a part in this case or any work on the report counts too: who looked into the report once does
    not judge its author (S6).
    """
    earlier: dict[int, str] = {}
    if with_parts:
        earlier = worked_on_report(row.report)
        earlier |= _signed_for(((row.opened_by, "启动这件核查"), (row.decided_by, "登记原认定")))
        earlier |= {one.person_id: str(one.get_part_display()) for one in row.assignments.order_by("pk")}
    return casework.conflicts_of(
        candidate_ids=person_ids, party_ids=parties(row.report), involved={}, earlier=earlier, on=on
    )


def conflicts_before(report: Report, person_ids: Iterable[int], *, on: date) -> dict[int, tuple[Conflict, ...]]:
    """This function will return why people must not open a case: kin, unit or office of whom the report names."""
    return casework.conflicts_of(candidate_ids=person_ids, party_ids=parties(report), involved={}, earlier={}, on=on)


def investigators(row: Accusation) -> list[int]:
    """This function will return the people who verify the case today."""
    return _with_part(row, Part.INVESTIGATOR)


def reviewers(row: Accusation) -> list[int]:
    """This function will return the people who look at a proved case again."""
    return _with_part(row, Part.REVIEWER)


def team_of(row: Accusation, *, on: date) -> tuple[TeamLine, ...]:
    """This function will list everybody with a part in the case, with conflicts that came up after the assignment."""
    rows = row.assignments.select_related("person__home").order_by("pk")
    return casework.team_lines(rows, lambda ids: conflicts_in(row, ids, on=on, with_parts=False))


def candidates(row: Accusation, words: str = "", *, on: date) -> tuple[Candidate, ...]:
    """This function will list serving people who could verify the case, each with every reason to stand aside."""
    return casework.candidates(row.organ, words, lambda ids: conflicts_in(row, ids, on=on))


# What is in force ------------------------------------------------------------------------------------------------


def is_in_force(row: Accusation, *, on: date) -> bool:
    """This function will say whether the consequence of a proved case still runs on a day."""
    return (
        row.state == "PROVED"
        and row.consequence_ends_on is not None
        and row.decided_on is not None
        and row.decided_on <= on < row.consequence_ends_on
    )


def _is_free(actor: Actor, row: Accusation) -> bool:
    if actor.is_system:
        return True
    mine = AccusationAssignment.objects.filter(case=row, person_id=actor.person_id or 0).first()
    return mine is None or (mine.part == Part.HANDLER and mine.recused_at is None)


def _has_case(report: Report) -> bool:
    return Accusation.objects.filter(report=report).exists()


def _signatures(report: Report) -> list[tuple[str, str]]:
    """Who signed what on the report, as the record names accounts."""
    rows = report.allegations.order_by("number").values_list("found_by", "confirmed_by")
    signed = [(report.concluded_by, "原反映的审定"), (report.registered_by, "原反映的登记")]
    for found_by, confirmed_by in rows:
        signed += [(found_by, "原反映的查证"), (confirmed_by, "原反映的审定")]
    return signed


def _signed_for(signed: Iterable[tuple[str, str]]) -> dict[int, str]:
    """The people behind signatures of accounts, each with what was signed first."""
    found: dict[int, str] = {}
    for who, label in signed:
        person_id = _person_behind(who) if who.startswith("accounts.account:") else None
        if person_id:
            found.setdefault(person_id, label)
    return found


def _with_part(row: Accusation, part: Part) -> list[int]:
    rows = row.assignments.filter(part=part, recused_at=None)
    return list(rows.order_by("pk").values_list("person_id", flat=True))


def _person_behind(account_ref: str) -> int | None:
    who = Account.objects.filter(pk=int(refs.parse(account_ref).key)).values_list("person_ref", flat=True).first()
    return int(refs.parse(who).key) if who else None


def person_numbered(number: str) -> int | None:
    """This function will return the person with a number of the roster, None for an empty one. Refuses an unknown."""
    if not number.strip():
        return None
    found = Person.objects.filter(number=number.strip()).values_list("pk", flat=True).first()
    if found is None:
        raise BadInput(_("名册里没有这个编号。请核对；不在名册里的空着。"), field="reporter_number")
    return found
