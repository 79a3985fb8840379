"""A case on one page, for the booklet of the meeting that studies it (PL-19)."""

from __future__ import annotations

from dandang.foundation.ground import refs
from dandang.foundation.ui import formats
from dandang.ledger.casework.models import Side
from dandang.ledger.casework.records import CaseSummary, ElementRow

from ..models import Case
from . import outcomes, papers
from .dossier import Dossier, load


def summary(subject: str) -> CaseSummary:
    """This function will tell a meeting about the case with this reference. The meeting has asked for the right."""
    case = Case.objects.select_related("person__home", "matter", "organ").get(pk=int(refs.parse(subject).key))
    dossier = load(case)
    opinion = dossier.party_opinion
    return CaseSummary(
        number=case.number,
        title=case.title,
        facts=_facts(dossier),
        elements=tuple(
            ElementRow(str(one.get_element_display()), str(Side(one.side).label), one.facts, one.reasons)
            for one in dossier.elements
        ),
        advice=_advice(case),
        proposal=papers.suggestion_words(dossier),
        person_name=case.person.name,
        person_post=case.person_post or case.person.post_text,
        party_view=f"{opinion.organisation_name}：{opinion.opinion}" if opinion and opinion.opinion else "",
    )


def _facts(dossier: Dossier) -> tuple[str, ...]:
    case = dossier.case
    told = [f"行为日 {formats.day_long(case.acted_on)}，适用当日有效规定", case.report_summary or case.account_given]
    told += [
        f"本人对第 {point.number} 点：{point.statement}（{point.get_answer_side_display()}：{point.answer}）"
        for point in dossier.points
        if point.statement
    ]
    return tuple(filter(None, told))


def _advice(case: Case) -> str:
    advice = outcomes.advice_of(case, on=case.acted_on)
    return advice.why if advice is not None else ""
