"""Papers of a case for its officers, the person concerned and the unit that applied."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from dandang.foundation.ground.refs import ref
from dandang.ledger.papers import queries as papers
from dandang.ledger.papers.records import PaperRecord, ServiceRecord
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.people.models import Person

from ..models import Case
from . import reach, reviewing
from .dossier import Dossier, load
from .papers import blank_application
from .papers_offered import (
    OfferedPaper,
    Printable,
    offered,
    offered_to_applicant,
    offered_to_person,
    printable,
)


@dataclass(frozen=True, slots=True)
class CasePapers:
    """The papers that can be printed of the case as it stands, and those on the register with how far each is."""

    case: Case
    papers: tuple[OfferedPaper, ...]
    register: tuple[PaperRecord, ...]
    draftable: tuple[OfferedPaper, ...]


def case_papers(actor: Actor, case_id: int) -> CasePapers:
    """This function will list the papers of a case the actor may open. Raises NotHere."""
    dossier = load(reach.case_to_see(actor, case_id))
    case = dossier.case
    on_register = tuple(papers.papers_of(ref("tolerance.case", case.pk)))
    return CasePapers(case, offered(dossier), on_register, draftable(actor, dossier))


def to_draft(actor: Actor, dossier: Dossier) -> tuple[OfferedPaper, ...]:
    """This function will list the papers an organ signs that the actor may draft and that are not on the register."""
    able = draftable(actor, dossier)
    if not able:
        return ()
    found = papers.papers_of(ref("tolerance.case", dossier.case.pk))
    there = Counter(one.kind for one in found if one.state != "DROPPED")
    missing = []
    for one in able:  # of a kind with several parts the first drafts were of the first parts
        if there[one.kind]:
            there[one.kind] -= 1
        else:
            missing.append(one)
    return tuple(missing)


def draftable(actor: Actor, dossier: Dossier) -> tuple[OfferedPaper, ...]:
    """This function will list the papers an organ signs that the actor drafts: the case's office, or a review's own."""
    is_office = reach.may_handle(actor, dossier.case)
    runs = {one.pk for one in dossier.reviews if reviewing.may_run(actor, one)}
    official = (one for one in offered(dossier) if one.is_official)
    return tuple(one for one in official if (one.part in runs if one.kind == "review_decision" else is_office))


def served_papers(case: Case) -> tuple[tuple[PaperRecord, ServiceRecord], ...]:
    """This function will return what of a case was served on the person concerned, with the receipt."""
    found = papers.papers_of(ref("tolerance.case", case.pk))
    return tuple((one, service) for one in found for service in one.services if service.person_id == case.person_id)


def case_paper(actor: Actor, case_id: int, kind: str, part: int) -> Printable:
    """This function will return one paper of a case the actor may open. Raises NotHere."""
    dossier = load(reach.case_to_see(actor, case_id))
    return printable(dossier, offered(dossier), kind, part)


def own_paper(actor: Actor, case_id: int, kind: str, part: int) -> Printable:
    """This function will return one of the papers addressed to the actor. Raises NotHere."""
    dossier = load(reach.own_case(actor, case_id))
    return printable(dossier, offered_to_person(dossier), kind, part)


def applied_paper(actor: Actor, case_id: int, kind: str, part: int) -> Printable:
    """This function will return one of the papers addressed to the actor's unit. Raises NotHere."""
    dossier = load(reach.applied_case(actor, case_id))
    return printable(dossier, offered_to_applicant(dossier), kind, part)


def blank(actor: Actor) -> dict[str, Any]:
    """This function will return the facts of an empty application; a cadre's own name is printed on it."""
    access.require(actor, "tolerance.view")
    person = Person.objects.select_related("home").filter(pk=actor.person_id or 0).first()
    return blank_application(None, person if not actor.roles else None)
