"""The facts of the papers up to the hearing, and the pieces all papers share. What is not known is left to the pen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ui import formats
from dandang.ledger.casework.models import Part, Side
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person

from ..models import OTHER_SIDE, DistinctionFinding, Element, Hearing, HearingPoint
from .dossier import Dossier

Facts = dict[str, Any]
_APPLICANTS = {"PERSON": "本人", "UNIT": "单位", "PARTY_ORGANISATION": "党组织"}


def blank_application(organ: Organisation | None, person: Person | None = None) -> Facts:
    """This function will return an application form to be written on by hand; with a person, their name is printed."""
    facts: Facts = {"blank": True, "organ": organ.name if organ else ""}
    if person is not None:
        facts |= {"name": person.name, "post": person.post_text, "unit": person.home.name}
    return facts


# Pieces several papers share -------------------------------------------------------------------------------------


def head(dossier: Dossier) -> Facts:
    """This function will say whose case it is and about which happening, as every paper begins."""
    case = dossier.case
    return {
        "organ": case.organ.name,
        "case_number": case.number,
        "matter_number": case.matter.number,
        "matter_title": case.title,
        "name": case.person.name,
        "post": case.person_post or case.person.post_text,
        "unit": case.person.home.name,
    }


def cited_evidence(rows: Iterable[Any]) -> str:
    """This function will name pieces of evidence as running text does: 证1、证4."""
    return "、".join(one.label for one in rows)


def elements(dossier: Dossier) -> list[Facts]:
    """This function will return what was found on each element, in the order of the six."""
    found = {one.element: one for one in dossier.elements}
    return [
        {
            "name": str(one.get_element_display()),
            "facts": one.facts,
            "evidence": cited_evidence(one.evidence.all()),
            "side": str(Side(one.side).label),
            "reasons": one.reasons,
            "clause": one.clause,
        }
        for one in (found[element] for element in Element.values if element in found)
    ]


def distinctions(dossier: Dossier) -> list[Facts]:
    """This function will return the three distinctions with the side each falls on, in words."""
    return [
        {
            "pair": f"{one.get_pair_display()}，还是{OTHER_SIDE[one.pair]}",
            "side": _side_of(one),
            "reason": one.reasons,
            "evidence": cited_evidence(one.evidence.all()),
        }
        for one in dossier.distinctions
    ]


def _side_of(one: DistinctionFinding) -> str:
    if one.where == DistinctionFinding.Where.MILDER:
        return str(one.get_pair_display())
    return str(OTHER_SIDE[one.pair]) if one.where == DistinctionFinding.Where.GRAVER else str(one.get_where_display())


def list_items(dossier: Dossier) -> list[Facts]:
    """This function will return the items of the lists that were held against the facts."""
    words = {True: _("符合"), False: _("不符合"), None: _("尚不明确")}
    return [
        {
            "list_name": _("清单"),
            "text": one.label,
            "result": str(words[one.applies]),
            "reason": one.reasons,
            "clause": one.clause,
        }
        for one in dossier.list_items
    ]


def points(hearing: Hearing, *, with_words: bool = True) -> list[Facts]:
    """This function will return the points of one hearing; a notice has neither what was said nor the answers."""
    return [_point(point, with_words) for point in hearing.points.all()]


def _point(point: HearingPoint, with_words: bool) -> Facts:
    facts: Facts = {
        "number": point.number,
        "point": point.point,
        "evidence": cited_evidence(point.evidence.all()),
    }
    if with_words:
        facts |= {
            "statement": point.statement,
            "answer_side": str(point.get_answer_side_display()) if point.answer_side else "",
            "answer": point.answer,
        }
    return facts


def members(dossier: Dossier, part: str) -> list[Facts]:
    """This function will return those who have a part in the case."""
    return [
        {"name": one.person.name, "unit_post": one.person.post_text, "role": str(Part(part).label)}
        for one in dossier.at_work(part)
    ]


def contact(dossier: Dossier) -> str:
    """This function will say whom to ask."""
    handler = dossier.handler
    return f"{handler.person.name}（{dossier.case.organ.name}）" if handler else dossier.case.organ.name


def clause_text(citation: dict[str, Any] | None) -> str:
    """This function will return the words of a citation of the pinned procedure."""
    return str((citation or {}).get("text", ""))


def rights_before_decision(dossier: Dossier) -> list[Facts]:
    """This function will return what the person may do while the case runs."""
    party = clause_text((dossier.case.procedure.get("party_opinion") or {}).get("citation"))
    return [
        {"text": _("认为有关人员应当回避的，可以申请回避，写明理由")},
        {"text": _("可以随时补充材料、说明情况，可以请一位同事陪同")},
        {"text": _("对您不利的每一点，认定以前都要先听您的意见，并逐点答复"), "clause": party},
    ]


def _hearing(dossier: Dossier, part: int) -> Hearing:
    return next(one for one in dossier.hearings if one.pk == part)


# Papers before the decision --------------------------------------------------------------------------------------


def _application(dossier: Dossier, _part: int) -> Facts:
    case = dossier.case
    happened = [formats.day_long(case.matter.happened_from)]
    if case.matter.happened_to:
        happened.append(formats.day_long(case.matter.happened_to))
    return {
        "organ": case.organ.name,
        "applicant_kind": _APPLICANTS.get(case.opening, ""),
        "applicant": case.applicant_name,
        "applicant_post": (case.person_post or case.person.post_text) if case.opening == "PERSON" else "",
        "name": case.person.name,
        "post": case.person_post or case.person.post_text,
        "unit": case.person.home.name,
        "matter_number": case.matter.number,
        "matter_title": case.title,
        "happened": "至".join(happened),
        "filed_in_advance": case.filing.number if case.filing else "",
        "what_happened": case.account_given,
        "measures_taken": case.measures_taken,
        "signed_on": case.applied_on,
    }


def _acceptance(dossier: Dossier, _part: int) -> Facts:
    case = dossier.case
    is_accepted = case.state != "REFUSED"
    steps = [
        {"text": _("指派两名以上核实人员；与本案有利害关系的人回避")},
        {"text": _("核实完成后，对本人不利的点书面告知并听取意见")},
        {"text": _("集体研究认定，结果书面送达")},
    ]
    return {
        "head": head(dossier),
        "accepted": is_accepted,
        "addressee": case.applicant_name or case.person.name,
        "received_on": case.applied_on,
        "reasons": _("申请事项属于本机关管理权限，材料齐全，予以受理。") if is_accepted else case.refusal_reason,
        "clause": _opening_clause(dossier) if is_accepted else case.refusal_clause,
        "next_steps": steps if is_accepted else [],
        "rights": rights_before_decision(dossier)
        if is_accepted
        else [{"text": _("不同意的，可以补充材料后再次申请，也可以向上级机关反映")}],
        "contact": contact(dossier),
        "issued_on": case.accepted_on or case.ended_on or timezone.localtime(case.opened_at).date(),
    }


def _opening_clause(dossier: Dossier) -> str:
    openers = dossier.case.procedure.get("openers") or []
    fitting = next((one for one in openers if one.get("who") == dossier.case.opening), openers[0] if openers else {})
    return clause_text(fitting.get("citation"))


def _report(dossier: Dossier, _part: int) -> Facts:
    case, opinion = dossier.case, dossier.party_opinion
    assert case.investigated_on is not None
    return {
        "head": head(dossier),
        "team": members(dossier, Part.INVESTIGATOR) or [{"name": _("核实人员待指派")}],
        "outside": [
            {"name": one.name, "role": str(one.get_capacity_display()), "note": one.opinion} for one in dossier.outside
        ],
        "opened_on": case.accepted_on,
        "closed_on": case.investigated_on,
        "facts": case.report_summary,
        "elements": elements(dossier),
        "distinctions": distinctions(dossier),
        "lists": list_items(dossier),
        "evidence": evidence_index(dossier),
        "party_view": {"organ": opinion.organisation_name, "text": opinion.opinion, "given_on": opinion.answered_on}
        if opinion is not None and opinion.answered_on
        else None,
        "suggestion": suggestion_words(dossier) or _("提交集体研究认定。"),
        "reported_on": case.investigated_on,
    }


def suggestion_words(dossier: Dossier) -> str:
    """This function will return the team's suggestion in words; a code without words stays as it is."""
    decision = dossier.decision
    code = dossier.case.suggestion
    if decision is not None and decision.outcome == code:
        return decision.outcome_label
    return _OUTCOME_WORDS.get(code, code)


_OUTCOME_WORDS = {
    "EXEMPT": "免予追究责任",
    "MITIGATED": "减轻处理",
    "LIGHTER": "从轻处理",
    "NOT_TOLERATED": "不予容错，予以说明",
}


def evidence_index(dossier: Dossier) -> list[Facts]:
    """This function will return the index of evidence with who filed each piece and its digest."""
    return [
        {
            "number": one.label,
            "name": one.title,
            "source": one.provided_by,
            "added": f"{one.adder_name} {timezone.localtime(one.added_at):%Y-%m-%d}",
            "check_code": one.sha256[:16],
            "pages": one.pages or "",
        }
        for one in dossier.evidence
    ]


def _hearing_notice(dossier: Dossier, part: int) -> Facts:
    hearing = _hearing(dossier, part)
    return {
        "head": head(dossier),
        "addressee": dossier.case.person.name,
        "points": points(hearing, with_words=False),
        "how": _("可以在线说明、当面说明或者书面说明；当面说明可以请一位同事陪同。"),
        "when": formats.day_long(hearing.held_on) if hearing.held_on else "",
        "place": hearing.place,
        "answer_due": hearing.reply_by,
        "rights": rights_before_decision(dossier),
        "contact": contact(dossier),
        "issued_on": hearing.notice_on,
    }


def _hearing_record(dossier: Dossier, part: int) -> Facts:
    hearing = _hearing(dossier, part)
    return {
        "head": head(dossier),
        "when": formats.day_long(hearing.held_on) if hearing.held_on else "",
        "place": hearing.place,
        "rights_told": rights_before_decision(dossier),
        "points": [point | {"answer_side": "", "answer": ""} for point in points(hearing)],
        "is_waived": hearing.waived_on is not None,
        "waiver": _("本人于 %s 书面放弃。") % formats.day_long(hearing.waived_on) if hearing.waived_on else "",
    }


def day_or_none(value: date | None) -> str:
    """This function will return a day as papers print it, empty for none."""
    return formats.day_long(value) if value else ""


MAKERS: dict[str, Callable[[Dossier, int], Facts]] = {
    "tolerance_application": _application,
    "tolerance_acceptance": _acceptance,
    "investigation_report": _report,
    "hearing_notice": _hearing_notice,
    "hearing_record": _hearing_record,
}
