"""Which papers can be printed of a case as it stands, which of them go to whom, and with which facts?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import NotHere

from . import papers, papers_decided
from .dossier import Dossier


@dataclass(frozen=True, slots=True)
class OfferedPaper:
    """One paper that can be printed: `part` numbers a round of hearing or a review, 0 where there is only one."""

    kind: str
    title: str
    part: int = 0

    @property
    def is_official(self) -> bool:
        """Whether an organ signs and serves it; the rest is filled in and signed by those it speaks of."""
        return self.kind not in {"tolerance_application", "hearing_record", "service_receipt", "correction_acceptance"}


_Offer = Callable[[Dossier], list[OfferedPaper]]


def offered(dossier: Dossier) -> tuple[OfferedPaper, ...]:
    """This function will list every paper the file holds the facts for, in the order of the procedure."""
    return tuple(paper for offer in _OFFERS for paper in offer(dossier))


def offered_to_person(dossier: Dossier) -> tuple[OfferedPaper, ...]:
    """This function will list the papers addressed to the person: never the report; the decision once it is served."""
    kinds = {"tolerance_acceptance", "hearing_notice", "hearing_record"}
    if dossier.case.opening == "PERSON":
        kinds.add("tolerance_application")
    if dossier.served_on is not None:
        kinds |= {"tolerance_decision", "correction_notice", "correction_acceptance", "review_decision"}
    return tuple(paper for paper in offered(dossier) if paper.kind in kinds)


def offered_to_applicant(dossier: Dossier) -> tuple[OfferedPaper, ...]:
    """This function will list the papers addressed to the unit that applied: application, answer, decision."""
    kinds = {"tolerance_application", "tolerance_acceptance"}
    if dossier.served_on is not None:
        kinds |= {"tolerance_decision", "correction_notice"}
    return tuple(paper for paper in offered(dossier) if paper.kind in kinds)


def _application(dossier: Dossier) -> list[OfferedPaper]:
    is_own_motion = dossier.case.opening in {"ORGAN", "ACCOUNTABILITY"}
    return [] if is_own_motion else [OfferedPaper("tolerance_application", _("容错认定申请表"))]


def _acceptance(dossier: Dossier) -> list[OfferedPaper]:
    if dossier.case.state == "REFUSED":
        return [OfferedPaper("tolerance_acceptance", _("不予受理通知书"))]
    return [OfferedPaper("tolerance_acceptance", _("受理通知书"))] if dossier.case.accepted_on else []


def _report(dossier: Dossier) -> list[OfferedPaper]:
    is_done = dossier.case.investigated_on is not None and bool(dossier.elements)
    return [OfferedPaper("investigation_report", _("核查报告"))] if is_done else []


def _hearings(dossier: Dossier) -> list[OfferedPaper]:
    papers = []
    for number, hearing in enumerate(dossier.hearings, start=1):
        round_words = _("（第 %d 次）") % number if len(dossier.hearings) > 1 else ""
        if hearing.points.all():
            papers.append(OfferedPaper("hearing_notice", _("听取意见函") + round_words, hearing.pk))
        papers.append(OfferedPaper("hearing_record", _("陈述申辩笔录") + round_words, hearing.pk))
    return papers


def _decision(dossier: Dossier) -> list[OfferedPaper]:
    if dossier.decision is None:
        return []
    papers = [
        OfferedPaper("tolerance_decision", _("认定决定书")),
        OfferedPaper("service_receipt", _("送达回证")),
    ]
    if dossier.measures:
        papers.append(OfferedPaper("correction_notice", _("纠错整改通知书")))
        papers.append(OfferedPaper("correction_acceptance", _("整改验收单")))
    return papers


def _reviews(dossier: Dossier) -> list[OfferedPaper]:
    return [
        OfferedPaper("review_decision", _("复核决定书"), review.pk)
        for review in dossier.reviews
        if review.state == "DECIDED"
    ]


_OFFERS: tuple[_Offer, ...] = (_application, _acceptance, _report, _hearings, _decision, _reviews)


@dataclass(frozen=True, slots=True)
class Printable:
    """A paper with its facts, ready for the press; `title` names the file."""

    kind: str
    title: str
    facts: dict[str, Any]


def printable(dossier: Dossier, papers_shown: tuple[OfferedPaper, ...], kind: str, part: int) -> Printable:
    """This function will put the facts of one of the papers shown together. Raises NotHere for one that is not."""
    found = next((one for one in papers_shown if one.kind == kind and one.part == part), None)
    if found is None:
        raise NotHere()
    make = _MAKERS[kind]
    return Printable(kind, found.title, make(dossier, part))


_MAKERS = {**papers.MAKERS, **papers_decided.MAKERS}
