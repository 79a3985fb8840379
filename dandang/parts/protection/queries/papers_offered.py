"""Which papers of a report, a clarification or a false accusation may be drafted as it stands, with which facts?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import NotHere
from dandang.registry.people.models import Person

from ..models import Accusation, Clarification, Report
from . import answers, papers_accusation, papers_facts, reach

Row = Report | Clarification | Accusation

_AGREED = ("APPROVED", "MADE", "VISITED")
_MAKERS = {
    "clarification_proposal": papers_facts.proposal,
    "clarification_letter": papers_facts.letter,
    "clarification_notice": papers_facts.notice,
}


@dataclass(frozen=True, slots=True)
class OfferedPaper:
    """One paper that can be drafted: `part` is the allegation's id where a report has one for each, else 0."""

    kind: str
    title: str
    part: int = 0


@dataclass(frozen=True, slots=True)
class Printable:
    """A paper with its facts. `person_id` is whom it concerns, who then has no hand in it; None for a reporter."""

    kind: str
    title: str
    facts: dict[str, Any]
    person_id: int | None


def offered(row: Row) -> tuple[OfferedPaper, ...]:
    """This function will list the papers the row holds the facts for now."""
    if isinstance(row, Accusation):
        kinds = papers_accusation.kinds_of(row)
        return tuple(OfferedPaper(kind, str(papers_accusation.TITLES[kind])) for kind in kinds)
    return _of_report(row) if isinstance(row, Report) else _of_clarification(row)


def printable(row: Row, kind: str, part: int) -> Printable:
    """This function will put together the facts of one of the papers offered. Raises NotHere for any other."""
    found = next((one for one in offered(row) if one.kind == kind and one.part == part), None)
    if found is None:
        raise NotHere()
    if isinstance(row, Accusation):
        return Printable(kind, found.title, papers_accusation.facts_of(row, kind), None)
    if isinstance(row, Clarification):
        return Printable(kind, found.title, _MAKERS[kind](row), row.person_id)
    if kind == "report_answer":
        return Printable(kind, found.title, papers_facts.answer(row), None)
    explained = reach.live_allegations(row).select_related("report__organ").get(pk=part)
    person = Person.objects.select_related("home").get(pk=explained.person_id or 0)
    return Printable(kind, found.title, papers_facts.feedback(explained, person), person.pk)


def _of_report(report: Report) -> tuple[OfferedPaper, ...]:
    """A signed reporter is answered once the report is concluded; an accepted explanation is fed back at any time."""
    papers = []
    if answers.is_owed(report) and answers.handled(report).state in ("CONCLUDED", "ANSWERED"):
        number = report.answers.count() + answers.is_waited_for(report)
        papers.append(OfferedPaper("report_answer", _("答复书") if number < 2 else _("答复书，第 %d 次") % number))
    accepted = reach.live_allegations(report).filter(explanation_accepted=True, person__isnull=False)
    papers += [
        OfferedPaper("explanation_feedback", _("情况说明采信反馈，第 %d 项") % one.number, one.pk)
        for one in accepted.order_by("number")
    ]
    return tuple(papers)


def _of_clarification(clarification: Clarification) -> tuple[OfferedPaper, ...]:
    """The person is asked first; the letter waits for the approval; a notice goes with a meeting or a publication."""
    if not papers_facts.untrue_points(clarification):
        return ()
    if clarification.state == "ASSESSED":
        return (OfferedPaper("clarification_proposal", _("拟澄清告知书")),)
    if clarification.state not in _AGREED:
        return ()
    papers = [OfferedPaper("clarification_letter", _("澄清函"))]
    if clarification.is_by_notice or clarification.is_at_meeting:
        papers.append(OfferedPaper("clarification_notice", _("澄清通报")))
    return tuple(papers)
