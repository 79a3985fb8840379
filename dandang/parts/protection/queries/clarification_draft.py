"""What the form of a proposal needs: whose name, which points may be put right, which rules and clauses hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dandang.foundation.ground.refusal import NotHere
from dandang.registry.access.records import Actor
from dandang.registry.people.models import Person

from ..models import Allegation, Circle, Clarification, PublicHarm, Report
from . import clarifications, harms, reach, tabs
from .clauses import CitedClause, clauses_in_force

CLARIFIABLE_HARM = ("CHECKED", "PUBLISHED", "CLOSED")


@dataclass(frozen=True, slots=True)
class Drafting:
    """The form's surroundings. `points` is empty for public harm, whose facts stand in `told` and `found`."""

    person: Person
    about: str
    back: str
    points: tuple[Allegation, ...]
    may_not: tuple[tuple[Allegation, str], ...]
    law: clarifications.ClarificationLaw
    clauses: tuple[CitedClause, ...]
    known_to: int | None = None
    told: str = ""
    found: str = ""
    row: Clarification | None = None


def for_report(actor: Actor, report_id: int, person_id: int, *, on: date) -> Drafting:
    """This function will prepare a first or a further proposal for one person of a report. Raises NotHere."""
    report = reach.report_to_see(actor, report_id)
    if not reach.may_handle(actor, report):
        raise NotHere()
    who = next((one for one in clarifications.candidates(actor, report) if one.person.pk == person_id), None)
    if who is None or not who.may:
        raise NotHere()
    return _drafting(report, who.person, tabs.address("report", report.pk), on, points=who.may, may_not=who.may_not)


def for_harm(actor: Actor, harm_id: int, *, on: date) -> Drafting:
    """This function will prepare a proposal after untrue public talk about a person. Raises NotHere."""
    row = harms.harm_to_see(actor, harm_id)
    if row.person is None or row.state not in CLARIFIABLE_HARM or not harms.may_handle(actor, row):
        raise NotHere()
    back = tabs.address("harm", row.pk)
    return _drafting(row, row.person, back, on, known_to=row.known_to, told=row.told, found=row.facts)


def for_change(actor: Actor, clarification_id: int, *, on: date) -> Drafting:
    """This function will prepare the change of a proposal the person has not agreed to. Raises NotHere."""
    row = clarifications.clarification_to_see(actor, clarification_id)
    if row.state != "ASSESSED" or not clarifications.may_handle(actor, row):
        raise NotHere()
    back = tabs.address("clarification", row.pk)
    if row.report is None:
        assert row.harm is not None
        return _drafting(row.harm, row.person, back, on, told=row.harm.told, found=row.harm.facts, row=row)
    points = [one for one in row.report.allegations.filter(person_id=row.person_id) if _may_stay(one, row)]
    return _drafting(row.report, row.person, back, on, points=tuple(points), row=row)


def _may_stay(one: Allegation, row: Clarification) -> bool:
    taken = Clarification.objects.filter(clarified__allegation=one).exclude(pk=row.pk).order_by("-pk").first()
    return not clarifications.why_not(one, taken)


def _drafting(
    of: Report | PublicHarm, person: Person, back: str, on: date, *, points: tuple[Allegation, ...] = (),
    may_not: tuple[tuple[Allegation, str], ...] = (), known_to: int | None = None, told: str = "", found: str = "",
    row: Clarification | None = None,
) -> Drafting:  # fmt: skip
    law, cited = clarifications.law_of(of.region, on), clauses_in_force(of.region, on)
    circle = known_to if known_to in Circle.values else None
    about = row.number if row is not None else of.number
    return Drafting(person, about, back, points, may_not, law, cited, circle, told, found, row)
