"""What does a decided tolerance case teach, and which taught cases resemble the one at hand? Told to the casebook."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dandang.foundation.ground import refs
from dandang.foundation.ground.refs import ref
from dandang.ledger.casebook import queries as casebook
from dandang.ledger.casebook.kinds import CaseSource
from dandang.ledger.casebook.records import (
    DISTINCTION,
    ELEMENT,
    LIST_ITEM,
    CaseMaterial,
    CitedClause,
    Similar,
    SourceChoice,
    ToHide,
    Trait,
)
from dandang.ledger.casework.models import Side
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.people.models import FamilyMember

from ..models import Case, Decision, Element, Pair, Review
from . import law, reach
from .dossier import Dossier, load
from .findings import Findings

KIND = "tolerance.case"
KINDS = {
    "TOLERATED": gettext_lazy("容错免责"),
    "REDUCED": gettext_lazy("容错减责"),
    "NOT_TOLERATED": gettext_lazy("不予容错"),
}
_KIND_OF = {"EXEMPT": "TOLERATED", "MITIGATED": "REDUCED", "LIGHTER": "REDUCED"}
OUTCOMES = {
    "EXEMPT": gettext_lazy("免责"),
    "MITIGATED": gettext_lazy("减轻"),
    "LIGHTER": gettext_lazy("从轻"),
    "NOT_TOLERATED": gettext_lazy("不予容错"),
}
SETTLED = ("SERVED", "CORRECTING", "CLOSED", "REFERRED")
LATEST = 200
BESIDE = 3  # taught cases beside the one at hand; the casebook has the rest


def source() -> CaseSource:
    """This function will return how tolerance offers its cases to the casebook."""
    return CaseSource(
        label=gettext_lazy("容错案件"),
        load=material,
        choices=choices,
        standing=standing,
        may_see=may_see,
        hidden=reach.hidden_subjects,
        barred=reach.barred_cases,
        kinds=KINDS,
        outcomes=OUTCOMES,
        elements=dict(Element.choices),
        distinctions=dict(Pair.choices),
    )


def choices(actor: Actor, used: QuerySet[Any, Any]) -> list[SourceChoice]:
    """This function will list the settled cases of the actor's office that may be taught, the latest decided first."""
    within = access.in_scopes(actor, "casebook.draft", "organ_path")
    subject = Concat(Value(f"{KIND}:"), Cast("pk", output_field=CharField()))
    settled = reach.visible_cases(actor).filter(within, state__in=SETTLED).annotate(subject=subject)
    rows = settled.exclude(subject__in=used).select_related("decision").defer("procedure")
    cases = {ref(KIND, one.pk): one for one in rows.order_by("-decision__decided_on", "-pk")[:LATEST]}
    hindered = standing(list(cases))
    return [
        SourceChoice(subject, one.number, one.title, one.decision.outcome_label, one.decision.decided_on)
        for subject, one in cases.items()
        if subject not in hindered
    ]


def standing(subjects: Collection[str]) -> Mapping[str, str]:
    """This function will say for each case why it cannot be taught: not served, looked at again, or overturned."""
    ids = [int(refs.parse(one).key) for one in subjects]
    cases = {one.pk: one for one in Case.objects.filter(pk__in=ids).order_by("pk")}
    decided = {one.case_id: one for one in Decision.objects.filter(case__in=cases).order_by("pk")}
    running = Review.objects.filter(case__in=cases, state__in=["REQUESTED", "ACCEPTED"]).order_by("pk")
    again = set(running.values_list("case_id", flat=True))
    said = {ref(KIND, pk): _why_not(cases.get(pk), decided.get(pk), pk in again) for pk in ids}
    return {subject: why for subject, why in said.items() if why}


def _why_not(case: Case | None, decision: Decision | None, is_looked_at_again: bool) -> str:
    if case is None or decision is None:
        return _("还没有作出决定")
    if decision.overturned_at is not None:
        return _("决定已经在复查中撤销")
    if is_looked_at_again:
        return _("正在复查")
    if case.state not in SETTLED or decision.served_on is None:
        return _("决定还没有送达")
    return ""


def may_see(actor: Actor, subject: str) -> bool:
    """This function will say whether the actor may open the case's file; the person concerned may not."""
    return reach.visible_cases(actor).filter(pk=int(refs.parse(subject).key)).exists()


def material(subject: str) -> CaseMaterial:
    """This function will tell one case as it stands on file; the casebook has asked whether the reader may know it."""
    rows = Case.objects.select_related("person__home", "matter__organisation", "organ", "applicant_organisation")
    dossier = load(rows.get(pk=int(refs.parse(subject).key)))
    case, decision = dossier.case, dossier.decision
    assert decision is not None  # `standing` lets nothing else through
    outcome, label = _outcome(dossier, decision)
    return CaseMaterial(
        subject=subject,
        number=case.number,
        title=case.title,
        kind=_KIND_OF.get(outcome, "NOT_TOLERATED"),
        outcome=outcome,
        outcome_label=label,
        organ_id=case.organ_id,
        region=case.region,
        year=case.acted_on.year,
        background=_lines([*_summary(case), case.account_given]),
        course=_lines([one.facts for one in dossier.elements] or [case.report_summary]),
        judgement=_judgement(dossier, decision),
        lesson=_lines([decision.correction, *(one.text for one in dossier.measures)]),
        traits=tuple(_traits(dossier)),
        clauses=_clauses(dossier, decision),
        hide=_to_hide(dossier),
    )


def _summary(case: Case) -> list[str]:
    """What happened, unless the applicant's account begins with the same words."""
    return [] if case.matter.summary and case.matter.summary in case.account_given else [case.matter.summary]


def _outcome(dossier: Dossier, decision: Decision) -> tuple[str, str]:
    """The outcome as it holds today: a review may have put a milder one in its place."""
    mended = [one for one in dossier.reviews if one.state == "DECIDED" and one.result == Review.Result.MENDED]
    return (mended[-1].outcome, mended[-1].outcome_label) if mended else (decision.outcome, decision.outcome_label)


def _judgement(dossier: Dossier, decision: Decision) -> str:
    reasons = {one.element: one for one in dossier.reasons}
    elements = [f"{one.get_element_display()}（{Side(one.side).label}）：{one.reason}" for one in reasons.values()] or [
        f"{one.get_element_display()}（{Side(one.side).label}）：{one.reasons}" for one in dossier.elements
    ]
    pairs = [f"{one.get_pair_display()}：{one.get_where_display()}。{one.reasons}" for one in dossier.distinctions]
    reviewed = [one.reasons for one in dossier.reviews if one.state == "DECIDED" and one.reasons]
    return _lines([*elements, *pairs, decision.reasons, *reviewed])


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _traits(dossier: Dossier) -> Iterable[Trait]:
    """The sides of the decision, where it gave its own; else those of the inquiry."""
    decided = {one.element: one.side for one in dossier.reasons}
    for one in dossier.elements:
        side = decided.get(one.element, one.side)
        yield Trait(ELEMENT, one.element, str(Element(one.element).label), side, str(Side(side).label))
    for pair in dossier.distinctions:
        yield Trait(DISTINCTION, pair.pair, str(Pair(pair.pair).label), pair.where, str(pair.get_where_display()))
    for item in dossier.list_items:
        if item.applies:
            yield Trait(LIST_ITEM, item.item, item.label)


def _clauses(dossier: Dossier, decision: Decision) -> tuple[CitedClause, ...]:
    case = dossier.case
    chips = law.citations(case, on=decision.decided_on)
    texts = [decision.clause, *(one.clause for one in dossier.reasons), *(one.clause for one in dossier.elements)]
    return tuple(
        CitedClause(text, chips[text].url, chips[text].reliability) if text in chips else CitedClause(text)
        for text in dict.fromkeys(texts)
        if text
    )


def _to_hide(dossier: Dossier) -> ToHide:
    case = dossier.case
    votes = [vote.name for item in dossier.items for vote in item.votes]
    family = FamilyMember.objects.filter(person_id=case.person_id).order_by("pk").values_list("name", flat=True)
    names = [
        case.person.name,
        *family,
        *(one.person.name for one in dossier.assignments),
        *(one.name for one in dossier.outside),
        *(one.author_name for one in dossier.statements),
        *(one.owner_name for one in dossier.measures),
        *votes,
    ]
    units = [case.person.home, case.matter.organisation, case.organ, case.applicant_organisation]
    there = [unit for unit in units if unit is not None]
    return ToHide(
        names=tuple(dict.fromkeys(name for name in names if _is_name(name))),
        units=tuple(dict.fromkeys(word for unit in there for word in (unit.name, unit.short_name) if word)),
        unit_ids=tuple(sorted({unit.pk for unit in (case.person.home, case.matter.organisation) if unit is not None})),
    )


def _is_name(text: str) -> bool:
    """Whether this is a person's name: measures are owned by units as well, and 村民代表两人 took part from outside."""
    ends = ("人", "代表", "府", "办", "局", "镇", "村", "会")
    return "·" in text or (2 <= len(text) <= 4 and not text.endswith(ends))


# Beside the case at hand -----------------------------------------------------------------------------------------


def similar_to(actor: Actor, case: Case, found: Findings) -> tuple[Similar, ...]:
    """This function will return the taught cases that resemble this one, with the reasons."""
    return casebook.similar(
        actor,
        elements={one.element: one.side for one in found.elements if one.side},
        distinctions={one.pair: one.where for one in found.distinctions if one.where},
        list_items=[one.item for one in found.lists if one.applies],
        source=ref(KIND, case.pk),
        limit=BESIDE,
    )
