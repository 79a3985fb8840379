"""What has been found in a case, element by element, with the advice of the rules beside; and what is still owed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import NotHere
from dandang.law.policies import queries as policies
from dandang.law.policies.records import Advice, FactDefinition, TraceLine
from dandang.ledger.matters import queries as matters
from dandang.ledger.matters.records import EvidenceRecord
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import rules
from ..models import OTHER_SIDE, Case, DistinctionFinding, Element, ElementFinding, ListFinding, Pair, PartyOpinion
from ..records import FoundElement, InquiryFacts
from . import law, outcomes, reach

SIDE_LOOKS = {"FOR": "for", "AGAINST": "against", "UNCLEAR": "unclear", "": "draft"}
WHERE_LOOKS = {"MILDER": "for", "GRAVER": "against", "UNCLEAR": "unclear", "": "draft"}


@dataclass(frozen=True, slots=True)
class EvidenceMark:
    """A piece of evidence as it stands beside a finding: 证3."""

    id: int
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """What the rules say about one condition. `met` None is cannot say; `missing` then names what is needed."""

    label: str
    explanation: str
    met: bool | None
    why: str
    missing: str
    citation: str
    url: str
    reliability: str

    @property
    def word(self) -> str:
        return {True: _("条件满足"), False: _("条件不满足"), None: _("不能判断")}[self.met]


@dataclass(frozen=True, slots=True)
class ElementRecord:
    """One of the six elements. Without `side` nobody has found anything yet."""

    element: str
    label: str
    side: str
    side_label: str
    look: str
    facts: str
    reasons: str
    clause: str
    clause_url: str
    clause_reliability: str
    later_because: str
    waits_for: str
    found_by: str
    evidence: tuple[EvidenceMark, ...]
    advice: tuple[AdviceLine, ...]

    @property
    def is_found(self) -> bool:
        return bool(self.side)


@dataclass(frozen=True, slots=True)
class DistinctionRecord:
    """One of the three distinctions: the milder side or the graver one, and why."""

    pair: str
    label: str
    other_label: str
    where: str
    where_label: str
    look: str
    reasons: str
    evidence: tuple[EvidenceMark, ...]


@dataclass(frozen=True, slots=True)
class ListRecord:
    """An item of a list with its 释义; `applies` None: people have not judged or cannot say. `met` is the advice."""

    item: str
    part: str
    label: str
    explanation: str
    is_judged: bool
    applies: bool | None
    reasons: str
    advice: AdviceLine


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found in a case. `advice_counts` sums the rules up; `advice_missing` names what they need to know."""

    elements: tuple[ElementRecord, ...]
    distinctions: tuple[DistinctionRecord, ...]
    lists: tuple[ListRecord, ...]
    advice: Advice | None
    advice_counts: str
    advice_missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedFact:
    """A question of the fact sheet with the answer on file; `answer` None is not known."""

    fact: FactDefinition
    element_label: str
    answer: bool | int | str | None


def element_labels() -> dict[str, str]:
    """This function will return the six elements by code, in the order of the central opinion."""
    return {one.value: str(one.label) for one in Element}


def pair_labels() -> dict[str, str]:
    """This function will return the three distinctions by code, each by its milder side."""
    return {one.value: str(one.label) for one in Pair}


# Findings --------------------------------------------------------------------------------------------------------


def findings_of(case: Case, *, on: date) -> Findings:
    """This function will return what was found in a case with the advice beside. Five queries, whatever was found.

    `on` is today: a milder rule in force by then is looked for. The caller has found that the actor may see the file.
    """
    advice = outcomes.advice_of(case, on=on)
    lines = _advice_lines(advice)
    found = {one.element: one for one in case.element_findings.prefetch_related("evidence").order_by("id")}
    chips = law.citations(case, on=on)
    pairs = {one.pair: one for one in case.distinction_findings.prefetch_related("evidence").order_by("id")}
    return Findings(
        elements=tuple(_element(code, found.get(code), chips, lines) for code in element_labels()),
        distinctions=tuple(_distinction(code, pairs.get(code)) for code in pair_labels()),
        lists=_lists(case, lines, on),
        advice=advice,
        advice_counts=_counts(lines),
        advice_missing=_missing_words(advice),
    )


def _element(
    code: str,
    row: ElementFinding | None,
    chips: Mapping[str, law.ClauseChoice],
    lines: Mapping[tuple[str, str], AdviceLine],
) -> ElementRecord:
    advice = tuple(line for (part, element), line in lines.items() if element == code and _speaks(part, line))
    chip = chips.get(row.clause) if row else None
    return ElementRecord(
        element=code,
        label=str(Element(code).label),
        side=row.side if row else "",
        side_label=str(row.get_side_display()) if row else _("还没有查明"),
        look=SIDE_LOOKS[row.side if row else ""],
        facts=row.facts if row else "",
        reasons=row.reasons if row else "",
        clause=row.clause if row else "",
        clause_url=chip.url if chip else "",
        clause_reliability=chip.reliability if chip else "",
        later_because=row.later_because if row else "",
        waits_for=row.waits_for if row else "",
        found_by=row.found_by if row else "",
        evidence=_marks(row),
        advice=advice,
    )


def _speaks(part: str, line: AdviceLine) -> bool:
    """Conditions always stand beside their element; red lines only when they are touched."""
    return part.startswith("CONDITION:") or (part.startswith(f"{law.STOP}:") and line.met is True)


def _distinction(code: str, row: DistinctionFinding | None) -> DistinctionRecord:
    return DistinctionRecord(
        pair=code,
        label=str(Pair(code).label),
        other_label=str(OTHER_SIDE[code]),
        where=row.where if row else "",
        where_label=str(row.get_where_display()) if row else _("还没有区分"),
        look=WHERE_LOOKS[row.where if row else ""],
        reasons=row.reasons if row else "",
        evidence=_marks(row),
    )


def _lists(case: Case, lines: Mapping[tuple[str, str], AdviceLine], on: date) -> tuple[ListRecord, ...]:
    judged = {one.item: one for one in case.list_findings.order_by("id")}
    by_item = {part.partition(":")[2]: line for (part, _element), line in lines.items()}
    return tuple(
        _list_record(one, judged.get(one.item.id), by_item[one.item.id])
        for one in law.list_items(case, on=on)
        if one.item.id in by_item
    )


def _list_record(one: law.ListItem, row: ListFinding | None, line: AdviceLine) -> ListRecord:
    return ListRecord(
        item=one.item.id,
        part=one.part,
        label=one.item.label,
        explanation=one.item.explanation,
        is_judged=row is not None,
        applies=row.applies if row else None,
        reasons=row.reasons if row else "",
        advice=line,
    )


def _marks(row: ElementFinding | DistinctionFinding | None) -> tuple[EvidenceMark, ...]:
    if row is None:
        return ()
    pieces = sorted(row.evidence.all(), key=lambda one: one.number)
    return tuple(EvidenceMark(one.pk, one.label, one.title) for one in pieces)


# Advice ----------------------------------------------------------------------------------------------------------


def _advice_lines(advice: Advice | None) -> dict[tuple[str, str], AdviceLine]:
    """The trace of the day of the act by `part:condition` and element, in the order of the table."""
    if advice is None or advice.of_the_day is None:
        return {}
    labels = law.fact_labels()
    return {(f"{one.part}:{one.condition}", one.element): _line(one, labels) for one in advice.of_the_day.trace}


def _line(one: TraceLine, labels: Mapping[str, str]) -> AdviceLine:
    missing = "".join(f"“{labels.get(key, key)}”" for key in one.missing) if one.met is None else ""
    return AdviceLine(
        one.label, one.explanation, one.met, one.why, missing, one.citation, one.clause_url, one.reliability
    )


def _counts(lines: Mapping[tuple[str, str], AdviceLine]) -> str:
    """4 项满足，1 项不满足，1 项不能判断, of the conditions; empty without a table."""
    met = [line.met for (part, _element), line in lines.items() if part.startswith("CONDITION:")]
    said = (
        (met.count(True), _("%d 项满足")),
        (met.count(False), _("%d 项不满足")),
        (met.count(None), _("%d 项不能判断")),
    )
    return "，".join(words % count for count, words in said if count)


def _missing_words(advice: Advice | None) -> tuple[str, ...]:
    """What the evaluator still needs to know, as the questions people answer."""
    said = advice.of_the_day if advice else None
    labels = law.fact_labels()
    return tuple(labels.get(key, key) for key in said.missing) if said else ()


def asked_facts(case: Case, *, on: date) -> tuple[AskedFact, ...]:
    """This function will return the questions of the fact sheet, each with the answer on file."""
    return tuple(
        AskedFact(one, policies.element_label(one.element) or _("其他"), case.facts.get(one.key))
        for one in law.asked_facts(case, on=on)
    )


# What is owed, and why the person must be heard ------------------------------------------------------------------


def missing_before_report(case: Case) -> tuple[str, ...]:
    """This function will name each thing the inquiry still owes before its report."""
    found = {
        one.element: FoundElement(one.side, len(one.evidence.all()))
        for one in case.element_findings.prefetch_related("evidence").order_by("id")
    }
    inquiry = InquiryFacts(
        elements=found,
        distinctions=frozenset(case.distinction_findings.values_list("pair", flat=True)),
        wants_party_opinion=law.wants_party_opinion(case),
        asked_party_organisation=PartyOpinion.objects.filter(case=case).exists(),
        needs_outside=case.needs_outside,
        outside=case.outside_participants.count(),
    )
    return rules.missing_before_report(element_labels(), pair_labels(), inquiry)


def reasons_to_hear(case: Case, *, on: date) -> tuple[str, ...]:
    """This function will say why the person must be heard first; empty when nothing speaks against."""
    rows = case.element_findings.order_by("id").values_list("element", "side")
    graver = case.distinction_findings.filter(where=DistinctionFinding.Where.GRAVER).order_by("id")
    bad = {one.item.id for one in law.list_items(case, on=on) if one.part != law.POSITIVE}
    lists = case.list_findings.filter(applies=True, item__in=bad).order_by("id").values_list("label", flat=True)
    return rules.reasons_to_hear(
        element_labels(),
        {element: FoundElement(side) for element, side in rows},
        [str(OTHER_SIDE[one.pair]) for one in graver],
        list(lists),
        is_favourable=_suggests_favour(case),
    )


def _suggests_favour(case: Case) -> bool:
    """Until the report there is no suggestion that could speak against the person; after it, one must be there."""
    if case.state == "INVESTIGATING" and not case.suggestion:
        return True
    return case.suggestion not in {"", outcomes.UNFAVOURABLE}


# For actions and pages -------------------------------------------------------------------------------------------


def case_to_investigate(actor: Actor, case_id: int) -> Case:
    """This function will return a case the actor investigates. Raises NotHere for everybody else."""
    access.require(actor, "tolerance.part")
    case = reach.case_to_see(actor, case_id)
    if not reach.may_investigate(actor, case):
        raise NotHere()
    return case


def evidence_choices(case: Case) -> list[EvidenceRecord]:
    """This function will return the evidence a finding may name: of this very matter, not withdrawn."""
    return matters.evidence_of(case.matter_id)


def foreign_evidence(case: Case, evidence_ids: Iterable[int]) -> bool:
    """This function will say whether some piece belongs to another matter, was withdrawn or does not exist."""
    return not set(evidence_ids) <= {one.id for one in evidence_choices(case)}


def copies_of(case: Case, reasons: str) -> int:
    """This function will count the other cases that give these very words as a reason."""
    elements = ElementFinding.objects.filter(reasons=reasons).exclude(case=case).values_list("case_id", flat=True)
    pairs = DistinctionFinding.objects.filter(reasons=reasons).exclude(case=case).values_list("case_id", flat=True)
    return len({*elements, *pairs})


def same_words_as(case: Case, reasons: str, *, but: str) -> str:
    """This function will name the element or distinction of this case that has the very same reasons, or nothing."""
    element = case.element_findings.filter(reasons=reasons).exclude(element=but).order_by("id").first()
    if element is not None:
        return str(element.get_element_display())
    pair = case.distinction_findings.filter(reasons=reasons).exclude(pair=but).order_by("id").first()
    return str(pair.get_pair_display()) if pair is not None else ""


def suggestions(case: Case, *, on: date) -> list[tuple[str, str]]:
    """This function will return the outcomes the report may suggest: those of the rules in question."""
    return [(one.code, one.label) for one in outcomes.choices_of(case, on=on)]
