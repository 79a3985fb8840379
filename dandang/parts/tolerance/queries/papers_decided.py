"""The facts of the papers that follow a decision: the decision, its receipt, correction, the review."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from dandang.foundation.ground import references
from dandang.ledger.casework.models import Part, Side

from ..models import Decision, Measure, Review
from . import outcomes, papers
from .dossier import Dossier
from .papers import Facts
from .stages import stage_of

_RESULTS = {"UPHELD": "维持", "MENDED": "变更", "OVERTURNED": "撤销"}


def _decided(dossier: Dossier) -> Decision:
    assert dossier.decision is not None
    return dossier.decision


def _decision(dossier: Dossier, _part: int) -> Facts:
    case, decision = dossier.case, _decided(dossier)
    deadline = stage_of(case, "REVIEW").get("deadline") or {}
    return {
        "head": papers.head(dossier),
        "procedure": _course(dossier),
        "facts": case.report_summary,
        "elements": _reasoned_elements(dossier),
        "distinctions": papers.distinctions(dossier),
        "lists": papers.list_items(dossier)[:40],
        "points": [point for hearing in dossier.hearings for point in papers.points(hearing)],
        "outcome": decision.outcome_label,
        "reasons": decision.reasons,
        "departure": decision.departure,
        "basis": [{"text": _("综合六个要件和三个区分，经集体研究认定"), "clause": decision.clause}],
        "follows": _follows(dossier),
        "not_affected": [{"text": _("申请复查不影响您的工作、考核和待遇，也不记入档案")}],
        "corrections": [_measure(one) for one in dossier.measures],
        "review_to": case.organ.name,
        "review_period": str(deadline.get("text") or "") if deadline.get("amount") is not None else "",
        "review_clause": papers.clause_text(deadline.get("citation") or stage_of(case, "REVIEW").get("citation")),
        "scope": decision.publication,
        "copies": "、".join(str(name) for name in decision.copies_to),
        "issued_on": decision.decided_on,
        "printed_by": case.organ.name,
        "printed_on": decision.decided_on,
    }


def _follows(dossier: Dossier) -> list[Facts]:
    """What the outcome brings about by the rule: in which judgements the matter does not count against the person."""
    decision = _decided(dossier)
    choice = outcomes.choice_of(dossier.case, decision.outcome, on=decision.decided_on)
    effects = choice.outcome.effects if choice is not None else ()
    return [
        {
            "text": outcomes.effect_sentence(one.kind, one.assessments, one.awards, one.selection),
            "clause": one.reading.text if one.reading else choice.clause,
        }
        for one in effects
        if choice is not None
    ]


def _reasoned_elements(dossier: Dossier) -> list[Facts]:
    """The six elements with the decision's own reason on each; facts and evidence are those of the inquiry."""
    found = {one["name"]: one for one in papers.elements(dossier)}
    rows = []
    for reason in dossier.reasons:
        name = str(reason.get_element_display())
        side = str(Side(reason.side).label)
        rows.append(found.get(name, {"name": name}) | {"side": side, "reasons": reason.reason, "clause": reason.clause})
    return rows or list(found.values())


def _course(dossier: Dossier) -> str:
    """How the case was handled, in one paragraph."""
    case, item, hearing = dossier.case, dossier.item, dossier.hearing
    told = [_("%(who)s于%(day)s提出申请") % {"who": case.applicant_name, "day": papers.day_or_none(case.applied_on)}]
    if case.opening in {"ORGAN", "ACCOUNTABILITY"}:
        told = [f"{papers.day_or_none(case.applied_on)}{case.get_opening_display()}"]
    if case.accepted_on:
        told.append(_("%s受理") % papers.day_or_none(case.accepted_on))
    if case.investigated_on:
        told.append(_("%s完成核实") % papers.day_or_none(case.investigated_on))
    if hearing is not None and hearing.held_on:
        told.append(_("%s听取本人意见") % papers.day_or_none(hearing.held_on))
    if hearing is not None and hearing.waived_on:
        told.append(_("本人于%s书面放弃陈述申辩") % papers.day_or_none(hearing.waived_on))
    if item is not None and item.held_on:
        told.append(_("%(body)s于%(day)s集体研究") % {"body": item.body_name, "day": papers.day_or_none(item.held_on)})
    return "，".join(told) + "。"


def _measure(one: Measure) -> Facts:
    return {"what": one.text, "owner": one.owner_name, "due_on": one.due_on}


def _receipt(dossier: Dossier, _part: int) -> Facts:
    case = dossier.case
    return {
        "organ": case.organ.name,
        "case_number": case.number,
        "paper_title": "容错认定决定书",
        "copies_count": "1",
        "recipient": case.person.name,
        "recipient_unit": f"{case.person.home.name} {case.person_post or case.person.post_text}",
        "served": papers.day_or_none(dossier.served_on),
        "servers": [one.person.name for one in dossier.at_work(Part.HANDLER)][:6],
    }


def _correction(dossier: Dossier, _part: int) -> Facts:
    decision = _decided(dossier)
    return {
        "head": papers.head(dossier),
        "addressee": dossier.case.person.name,
        "problem": decision.correction or decision.reasons,
        "measures": [_measure(one) for one in dossier.measures],
        "due_on": max(one.due_on for one in dossier.measures),
        "consequences": [
            {
                "text": _("到期没有完成的先提醒、可以延期；只有机关写明理由认定整改不力或者拒不整改，才移送问责"),
                "clause": papers.clause_text(stage_of(dossier.case, "CORRECTING").get("citation")),
            }
        ],
        "help_offered": _("整改中有困难的，可以向承办人提出，由机关协调帮助。"),
        "clause": papers.clause_text(stage_of(dossier.case, "CORRECTING").get("citation")),
        "contact": papers.contact(dossier),
        "issued_on": decision.decided_on,
    }


def _correction_acceptance(dossier: Dossier, _part: int) -> Facts:
    results = {"ACCEPTED": "通过", "NOT_ACCEPTED": "未通过"}
    accepted = [one.accepted_on for one in dossier.measures if one.accepted_on]
    return {
        "head": papers.head(dossier),
        "measures": [
            _measure(one) | {"done": one.report, "result": results.get(one.state, ""), "reason": one.acceptance_note}
            for one in dossier.measures
        ],
        "visited_on": max(accepted) if len(accepted) == len(dossier.measures) else None,
        "visitors": [
            {"name": name} for name in dict.fromkeys(one.accepted_by for one in dossier.measures if one.accepted_by)
        ][:10],
    }


def _review(dossier: Dossier, part: int) -> Facts:
    case, decision = dossier.case, _decided(dossier)
    review = next(one for one in dossier.reviews if one.pk == part)
    assert review.decided_on is not None
    return {
        "head": papers.head(dossier) | {"organ": review.organ.name},
        "applicant": case.person.name if review.kind == Review.Kind.REQUESTED else review.organ.name,
        "is_ordered": review.kind == Review.Kind.ORDERED,
        "original_organ": case.organ.name,
        "original_on": decision.decided_on,
        "original_outcome": decision.outcome_label,
        "applied_on": review.requested_on,
        "grounds": review.grounds,
        "procedure": _("复查人员没有参加过本案的核实和研究。听取了本人意见：%s") % review.person_said
        if review.person_said
        else _("复查人员没有参加过本案的核实和研究。"),
        "findings": review.answer or review.reasons,
        "outcome": _RESULTS[review.result],
        "new_outcome": review.outcome_label if review.result == "MENDED" else "",
        "reasons": review.reasons,
        "basis": [{"text": _("经集体研究"), "clause": review.clause or decision.clause}],
        "no_heavier_clause": review.clause if review.kind == Review.Kind.REQUESTED else "",
        "restored": [{"text": one} for one in _looked_again(review)],
        "reviewers": papers.members(dossier, Part.REVIEWER),
        "issued_on": review.decided_on,
        "printed_by": review.organ.name,
        "printed_on": review.decided_on,
    }


def _looked_again(review: Review) -> list[str]:
    """What leaned on the overturned decision and is looked at again, by name."""
    known = references.describe(review.looked_again)
    return [known[one].name for one in review.looked_again]


MAKERS: dict[str, Callable[[Dossier, int], Facts]] = {
    "tolerance_decision": _decision,
    "service_receipt": _receipt,
    "correction_notice": _correction,
    "correction_acceptance": _correction_acceptance,
    "review_decision": _review,
}
