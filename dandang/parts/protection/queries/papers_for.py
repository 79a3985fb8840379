"""Papers of a report, a clarification, a false accusation: who may draft which, and what is on the register?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.papers import queries as papers
from dandang.ledger.papers.records import PaperRecord
from dandang.registry.access.records import Actor

from ..models import Accusation, Report
from . import accusations, reach, tabs
from .papers_offered import OfferedPaper, Printable, Row, offered, printable


@dataclass(frozen=True, slots=True)
class PapersPage:
    """The papers the file holds the facts for, which of them may be drafted now, and those on the register."""

    row: Row
    offers: tuple[tuple[OfferedPaper, bool], ...]
    register: tuple[PaperRecord, ...]
    may_draft: bool
    tabs: tuple[tuple[str, str, bool], ...] = ()


def report_papers(actor: Actor, report_id: int) -> PapersPage:
    """This function will list the papers of a report for its office and leaders. Raises NotHere for anybody else."""
    report = of_report(actor, report_id)
    return replace(_page(actor, report), tabs=tuple(tabs.report_tabs(actor, report, "report_papers")))


def clarification_papers(actor: Actor, clarification_id: int) -> PapersPage:
    """This function will list the papers of a clarification of the actor's offices. Raises NotHere."""
    return _page(actor, reach.clarification_to_see(actor, clarification_id))


def accusation_papers(actor: Actor, accusation_id: int) -> PapersPage:
    """This function will list the papers of a false accusation for its office and leaders. Raises NotHere."""
    return _page(actor, of_accusation(actor, accusation_id))


def accusation_paper(actor: Actor, accusation_id: int, kind: str) -> Printable:
    """This function will return one paper of a false accusation, as it would be drafted. Raises NotHere."""
    return printable(of_accusation(actor, accusation_id), kind, 0)


def report_paper(actor: Actor, report_id: int, kind: str, part: int) -> Printable:
    """This function will return one paper of a report, as it would be drafted. Raises NotHere."""
    return printable(of_report(actor, report_id), kind, part)


def clarification_paper(actor: Actor, clarification_id: int, kind: str) -> Printable:
    """This function will return one paper of a clarification, as it would be drafted. Raises NotHere."""
    return printable(reach.clarification_to_see(actor, clarification_id), kind, 0)


def may_draft(actor: Actor, row: Row) -> bool:
    """This function will say whether the actor drafts the row's papers: its office, nobody who verifies or is named."""
    if isinstance(row, Report):
        return reach.may_handle(actor, row)
    if isinstance(row, Accusation):
        return accusations.may_handle(actor, row)
    is_office = reach.may_handle_for(actor, row) and row.person_id != actor.person_id
    return is_office and (row.report is None or reach.may_handle(actor, row.report))


def subject_of(row: Row) -> str:
    """This function will return how the register names the row."""
    nouns = {Report: "report", Accusation: "accusation"}
    return ref(f"protection.{nouns.get(type(row), 'clarification')}", row.pk)


def standing(row: Row, paper: OfferedPaper | Printable) -> PaperRecord | None:
    """This function will return the draft or issued paper of this kind and title that is on the register already."""
    title = title_of(row, paper)
    there = (one for one in papers.papers_of(subject_of(row)) if one.state != "DROPPED")
    return next((one for one in there if one.kind == paper.kind and one.title == title), None)


def title_of(row: Row, paper: OfferedPaper | Printable) -> str:
    """This function will return the title on the register: the number names the file, nobody's name does."""
    return f"{paper.title}（{row.number}）"


def of_report(actor: Actor, report_id: int) -> Report:
    """This function will return a report whose papers the actor may see: not one who only verifies. Raises NotHere."""
    report = reach.report_to_see(actor, report_id)
    if not (reach.may_handle(actor, report) or reach.may_lead(actor, report)):
        raise NotHere()
    return report


def of_accusation(actor: Actor, accusation_id: int) -> Accusation:
    """This function will return a case whose papers the actor may see: not one who only verifies. Raises NotHere."""
    row = accusations.accusation_to_see(actor, accusation_id)
    if not (accusations.may_handle(actor, row) or accusations.may_lead(actor, row)):
        raise NotHere()
    return row


def _page(actor: Actor, row: Row) -> PapersPage:
    able = may_draft(actor, row)
    offers = tuple((paper, able and standing(row, paper) is None) for paper in offered(row))
    return PapersPage(row, offers, tuple(papers.papers_of(subject_of(row))), able)
