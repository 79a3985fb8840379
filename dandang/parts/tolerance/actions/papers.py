"""Putting a paper of a case on the register of papers, where it is checked, signed, numbered, sealed and served."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dandang.ledger.papers import actions as papers
from dandang.ledger.papers import queries as register
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Case, Decision, Review
from ..queries import papers_for, papers_offered, reach
from ..queries.dossier import Dossier, load
from . import moving

# Papers of which a case may have several; of the others it has one.
_SEVERAL = frozenset({"hearing_notice", "review_decision"})


@transaction.atomic
def draft_case_paper(*, actor: Actor, case_id: int, kind: str, part: int = 0, at: datetime) -> int:
    """This function will draft one of the case's papers from what is on file and return the paper's id.

    The office of the case drafts; the decision of a review is drafted by the office that ran it, for its own organ.
    Refuses (404) a paper the file does not hold the facts for and one that no organ signs, and a second one of a kind
    of which a case has one. What the draft says stays as it is: a case that goes on needs another draft.
    """
    case = moving.locked(actor, case_id, reach.may_see_file)
    dossier = load(case)
    official = papers_for.draftable(actor, dossier)
    paper = papers_offered.printable(dossier, official, kind, part)
    _refuse_second(case, kind)
    paper_id = papers.draft_paper(
        actor=actor, kind=kind, subject=moving.subject_of(case), organ_id=_organ_of(dossier, kind, part),
        title=f"{paper.title}（{case.number}）", data=paper.facts, person_id=case.person_id, at=at,
    )  # fmt: skip
    if kind == "tolerance_decision":
        Decision.objects.filter(case=case).update(paper_id=paper_id)
    if kind == "review_decision":
        Review.objects.filter(case=case, pk=part).update(paper_id=paper_id)
    moving.saved(actor, case, "tolerance.case.paper_drafted", at, kind=kind, paper=paper_id)
    return paper_id


def _organ_of(dossier: Dossier, kind: str, part: int) -> int:
    """Who signs: the case's organ, and the decision of a review the organ that ran it."""
    organs = {one.pk: one.organ_id for one in dossier.reviews if kind == "review_decision"}
    return organs.get(part, dossier.case.organ_id)


def _refuse_second(case: Case, kind: str) -> None:
    """One decision, one acceptance: a second paper of the kind would leave open which of the two holds."""
    there = [one for one in register.papers_of(moving.subject_of(case)) if one.kind == kind and one.state != "DROPPED"]
    if kind in _SEVERAL:
        there = [one for one in there if not one.is_signed]
    if there:
        words = _("这份文书已经拟稿（%(title)s，%(state)s）。要改的，请在文书登记簿里退回修改或者废止，再重新拟。")
        raise errors.WrongState(words % {"title": there[-1].title, "state": there[-1].state_label})
