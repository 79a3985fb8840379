"""Which outcomes do the rules know for a case, what do they advise, and what would each bring about?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dandang.law.policies import errors as policy_errors
from dandang.law.policies import queries as policies
from dandang.law.policies.records import NOT_TOLERABLE, Advice, Outcome, RuleTable
from dandang.ledger.effects.kinds import kind_of

from ..models import Case, Decision, Review

# Mildest first, as in every pack. Which of two outcomes is heavier is read from here. Basis: SPEC TL-09, LW-06.
MILD_TO_HEAVY = ("EXEMPT", "MITIGATED", "LIGHTER", "NOT_TOLERATED")
UNFAVOURABLE = "NOT_TOLERATED"


@dataclass(frozen=True, slots=True)
class Choice:
    """An outcome that may be proposed. `is_of_later_rule` when only a milder rule that came after the act has it."""

    outcome: Outcome
    table: RuleTable
    is_of_later_rule: bool = False

    @property
    def code(self) -> str:
        return self.outcome.code

    @property
    def label(self) -> str:
        return self.outcome.label

    @property
    def is_favourable(self) -> bool:
        return self.outcome.code != UNFAVOURABLE

    @property
    def clause(self) -> str:
        return self.outcome.citation.text

    @property
    def clause_url(self) -> str:
        return self.outcome.citation.url


def advice_of(case: Case, *, on: date) -> Advice | None:
    """This function will ask the rules of the day of the act, a later milder one beside; None without any table."""
    try:
        return policies.advise(case.facts, region=case.region, acted_on=case.acted_on, on=on)
    except (policy_errors.NoRuleTable, policy_errors.BadFacts):
        return None


def choices_of(case: Case, *, on: date) -> tuple[Choice, ...]:
    """This function will return the outcomes of the rule of the day of the act, and those only a milder later one has.

    Basis: 从旧兼从轻, SPEC LW-06, DP12.
    """
    advice = advice_of(case, on=on)
    found = {one.code: one for one in _choices(_table(case, advice, case.acted_on, is_later=False), is_later=False)}
    if advice is not None and advice.milder is not None:
        for one in _choices(_table(case, advice, on, is_later=True), is_later=True):
            found.setdefault(one.code, one)
    return tuple(sorted(found.values(), key=lambda one: hardness(one.code)))


def choice_of(case: Case, outcome: str, *, on: date) -> Choice | None:
    """This function will return one outcome as a choice; None when no rule in question has it."""
    return next((one for one in choices_of(case, on=on) if one.code == outcome), None)


def _table(case: Case, advice: Advice | None, day: date, *, is_later: bool) -> RuleTable | None:
    said = None if advice is None else advice.milder if is_later else advice.of_the_day
    if said is not None:
        named = policies.rule_table(region=case.region, on=day, document=said.document)
        if named is not None:
            return named
    return policies.rule_table(region=case.region, on=day)


def _choices(table: RuleTable | None, *, is_later: bool) -> list[Choice]:
    return [Choice(one, table, is_later) for one in table.outcomes] if table is not None else []


def hardness(outcome: str) -> int:
    """This function will return how hard an outcome is, mildest 0."""
    return MILD_TO_HEAVY.index(outcome)


def follows(advice: Advice | None, outcome: str) -> bool:
    """This function will say whether an outcome is what the rules advise, or one they leave open beside it."""
    said = [] if advice is None else [one for one in (advice.of_the_day, advice.milder) if one is not None]
    for one in said:
        codes = {one.advice, *(other.code for other in one.alternatives)}
        if outcome in codes or (outcome == UNFAVOURABLE and one.advice == NOT_TOLERABLE):
            return True
    return False


def advice_as_json(advice: Advice | None) -> dict[str, object]:
    """This function will write down what the rules said on the day of the decision, trace and all."""
    if advice is None:
        return {}
    said = advice.of_the_day
    return {
        "why": advice.why,
        "advice": said.advice if said else "",
        "advice_label": said.advice_label if said else "",
        "edition": said.edition if said else "",
        "milder": advice.milder.edition if advice.milder else "",
        "missing": list(said.missing) if said else [],
        "trace": [
            {
                "condition": line.condition,
                "label": line.label,
                "met": line.met,
                "why": line.why,
                "clause": line.citation,
            }
            for line in (said.trace if said else ())
        ],
    }


def follow_ups(choice: Choice) -> list[str]:
    """This function will say in sentences what an outcome brings about, for the page that asks once more."""
    told = [effect_sentence(one.kind, one.assessments, one.awards, one.selection) for one in choice.outcome.effects]
    if not told:
        told = ["不写入护盾：条文没有规定这一结果在考核、评先和选拔里怎样看待"] if choice.is_favourable else []
    if choice.outcome.needs_correction:
        told.append("同时提出纠错要求，责令限期整改")
    return told


def effect_sentence(kind: str, assessments: tuple[str, ...], awards: bool, selection: bool) -> str:
    """This function will name the judgements in which a shield holds."""
    named = codes_of(assessments, awards, selection)
    fact = kind_of(kind).fact("assessments")
    options = dict(fact.options or {}) if fact is not None else {}
    words = "、".join(str(options.get(code, code)) for code in named)
    return f"在{words}里，对这件事不作负面评价"


def codes_of(assessments: tuple[str, ...], awards: bool, selection: bool) -> list[str]:
    """This function will put what a pack says of a shield into the codes of the ledger. Basis: 云南 第11点."""
    return [*assessments, *(["AWARDS"] if awards else []), *(["SELECTION"] if selection else [])]


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of a decision today: its own outcome, or what a review put in its place; nothing once overturned."""

    outcome: str
    label: str
    is_overturned: bool
    review: Review | None


def standing_of(decision: Decision) -> Standing:
    """This function will return what holds of a decision after its reviews."""
    rows = Review.objects.filter(case_id=decision.case_id, state="DECIDED", result__in=["MENDED", "OVERTURNED"])
    last = rows.order_by("id").last()
    if last is None:
        return Standing(decision.outcome, decision.outcome_label, False, None)
    if last.result == Review.Result.OVERTURNED:
        return Standing("", "", True, last)
    return Standing(last.outcome, last.outcome_label, False, last)
