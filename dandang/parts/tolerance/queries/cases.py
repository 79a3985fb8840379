"""Which cases does the actor find in lists? Four queries for a page of them, however long the list is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ground.refs import ref
from dandang.foundation.ui.pages import Page, cut
from dandang.ledger.casework.models import Part
from dandang.ledger.duties import queries as duties
from dandang.ledger.duties.records import DutyRecord
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import in_branches

from ..models import Assignment, Case, Review
from ..states import DECIDED, UNDECIDED
from . import reach

# What people ask of a list: an answer in words, not fourteen states.
STANDING = {
    "open": UNDECIDED,
    "decided": ("DECIDED", "SERVED", "CORRECTING"),
    "correcting": ("CORRECTING",),
    "over": ("REFUSED", "WITHDRAWN", "CLOSED", "REFERRED", "ENDED"),
}
LOOKS = {
    "APPLIED": "wait",
    "REFUSED": "shut",
    "WITHDRAWN": "shut",
    "ACCEPTED": "open",
    "INVESTIGATING": "open",
    "INVESTIGATED": "open",
    "HEARING": "wait",
    "READY": "wait",
    "DECIDED": "done",
    "SERVED": "done",
    "CORRECTING": "open",
    "CLOSED": "shut",
    "REFERRED": "against",
    "ENDED": "shut",
}


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the list is narrowed to; empty for everything."""

    words: str = ""
    standing: str = ""
    state: str = ""
    opening: str = ""
    unit_path: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list. `next_title` and `chip` are the most urgent thing to be done, empty when nothing is."""

    id: int
    number: str
    title: str
    person_name: str
    unit_name: str
    opening: str
    applicant: str
    applied_on: date
    state: str
    state_label: str
    look: str
    outcome: str
    next_title: str
    chip: DeadlineChip | None
    my_part: str


def case_page(actor: Actor, wanted: CaseFilter, *, on: date, number: int = 1) -> Page[CaseRow]:
    """This function will list the cases whose files the actor may open, newest first; never a case about the actor."""
    access.require(actor, "tolerance.view")
    return _page(actor, _narrowed(reach.visible_cases(actor), wanted), on, number)


def applied_page(actor: Actor, wanted: CaseFilter, *, on: date, number: int = 1) -> Page[CaseRow]:
    """This function will list the cases the actor's unit applied for; never a case about the actor."""
    access.require(actor, "tolerance.apply_for")
    found = Case.objects.exclude(person_id=actor.person_id or 0)
    within = access.in_scopes(actor, "tolerance.apply_for", "applicant_organisation__path")
    return _page(actor, _narrowed(found.filter(within), wanted), on, number)


def units_of(actor: Actor) -> list[tuple[str, str]]:
    """This function will list the units that the people of the actor's cases belong to: place in the tree, name."""
    rows = reach.visible_cases(actor).order_by("person__home_path")
    return list(rows.values_list("person__home_path", "person__home__name").distinct())


def years_of(actor: Actor) -> list[int]:
    """This function will list the years in which the actor's cases were applied for, newest first."""
    return [day.year for day in reach.visible_cases(actor).order_by().dates("applied_on", "year", "DESC")]


def _narrowed(found: QuerySet[Case], wanted: CaseFilter) -> QuerySet[Case]:
    if wanted.words:
        words = wanted.words.strip()
        found = found.filter(Q(title__contains=words) | Q(number__contains=words) | Q(person__name__contains=words))
    if wanted.standing:
        found = found.filter(state__in=STANDING.get(wanted.standing, ()))
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.opening:
        found = found.filter(opening=wanted.opening)
    if wanted.unit_path:
        found = found.filter(in_branches("person__home_path", [wanted.unit_path]))
    if wanted.year:
        found = found.filter(applied_on__year=wanted.year)
    return found


def _page(actor: Actor, found: QuerySet[Case], on: date, number: int) -> Page[CaseRow]:
    page = cut(found.select_related("person__home", "decision").order_by("-applied_on", "-id"), number=number)
    cases: list[Case] = list(page.rows)
    about = duties.open_about([ref("tolerance.case", case.pk) for case in cases], on) if cases else {}
    mine = _parts(actor, cases)
    changed = _changes(cases)
    rows = [
        _row(case, about.get(ref("tolerance.case", case.pk), []), mine.get(case.pk, ""), changed.get(case.pk, ""))
        for case in cases
    ]
    return Page(rows, page.number, page.size, page.total, page.is_capped)


def _parts(actor: Actor, cases: list[Case]) -> dict[int, str]:
    if actor.person_id is None or not cases:
        return {}
    rows = Assignment.objects.filter(person_id=actor.person_id, recused_at=None, case__in=cases)
    return {case_id: str(Part(part).label) for case_id, part in rows.values_list("case_id", "part")}


def _changes(cases: list[Case]) -> dict[int, str]:
    """What the last review of each case put in the place of its decision: a list shows nothing that no longer holds."""
    if not cases:
        return {}
    rows = Review.objects.filter(case__in=cases, state="DECIDED", result__in=["MENDED", "OVERTURNED"]).order_by("id")
    return {
        case_id: _("复查已撤销") if result == Review.Result.OVERTURNED else _("%s（复查变更）") % label
        for case_id, result, label in rows.values_list("case_id", "result", "outcome_label")
    }


def _row(case: Case, about: list[DutyRecord], my_part: str, changed: str) -> CaseRow:
    duty = about[0] if about else None
    decision = getattr(case, "decision", None)
    return CaseRow(
        id=case.pk,
        number=case.number,
        title=case.title,
        person_name=case.person.name,
        unit_name=case.person.home.name,
        opening=str(case.get_opening_display()),
        applicant=case.applicant_name,
        applied_on=case.applied_on,
        state=case.state,
        state_label=str(case.get_state_display()),
        look=LOOKS[case.state],
        outcome=(changed or decision.outcome_label) if decision is not None and case.state in DECIDED else "",
        next_title=duty.title.removesuffix(f"（{case.number}）") if duty else "",
        chip=duty.chip if duty and duty.due_on else None,
        my_part=my_part,
    )
