"""What does a rule table say about the facts of a case? Advice with a trace of every condition; it never decides. Pure.

A missing fact leaves a condition open, never false. Adding a fact can settle an answer and cannot unsettle one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Any

from dandang.law.policies import expressions
from dandang.law.policies.expressions import Expression, Group, Test
from dandang.law.policies.records import (
    CANNOT_SAY,
    NOT_TOLERABLE,
    Advice,
    Citation,
    Evaluation,
    FactDefinition,
    Outcome,
    RuleItem,
    RuleTable,
    TraceLine,
)
from dandang.law.policies.schema import NUMBER_UNITS
from dandang.law.policies.schema_rules import OUTCOMES

SCOPE, CONDITION, POSITIVE, NEGATIVE, STOP = "SCOPE", "CONDITION", "POSITIVE", "NEGATIVE", "STOP"
UNFIT = "NOT_TOLERATED"
CANNOT_SAY_LABEL, NOT_TOLERABLE_LABEL = "还不能判断", "条件不符合"
Facts = Mapping[str, Any]
Catalogue = Mapping[str, FactDefinition]

# What a trace says about a condition or list item, by part and by whether it is met.
_SAID = {
    CONDITION: {True: "符合这一条", False: "不符合这一条", None: "还不能判断"},
    POSITIVE: {True: "属于这一类", False: "不属于这一类", None: "还不能判断"},
    NEGATIVE: {True: "落入不予容错的情形", False: "不在此列", None: "还不能判断"},
    STOP: {True: "触到红线", False: "没有触到", None: "还不能判断"},
    SCOPE: {True: "属于这个领域", False: "不属于这个领域", None: "还不知道是不是这个领域"},
}


# Facts -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FactProblem:
    """A fact that cannot be used: which, why, and how to mend it."""

    key: str
    what: str
    mend: str


def fact_problems(facts: Facts, catalogue: Catalogue) -> list[FactProblem]:
    """Return what is wrong with the facts given: keys nobody knows, answers that do not fit the question."""
    found = []
    for key, given in facts.items():
        known = catalogue.get(key)
        if known is None:
            near = "、".join(get_close_matches(str(key), list(catalogue), n=3, cutoff=0.5))
            mend = f"最接近的是 {near}" if near else "可用的事实见 docs/tolerance-facts.md"
            found.append(FactProblem(str(key), "事实目录里没有这一项", mend))
        elif given is not None and not _fits(given, known):
            found.append(FactProblem(str(key), f"“{known.label}”的回答 {given!r} 不对", _how_to_answer(known)))
    return found


def _fits(given: Any, known: FactDefinition) -> bool:
    if known.kind == "yes_no":
        return type(given) is bool
    if known.kind == "number":
        return type(given) is int and given >= 0
    return isinstance(given, str) and given in {code for code, _ in known.options}


def _how_to_answer(known: FactDefinition) -> str:
    if known.kind == "yes_no":
        return "请写 true 或者 false；不知道就写 null 或者不写"
    if known.kind == "number":
        return "请写不小于零的整数；不知道就写 null 或者不写"
    options = "、".join(f"{code}（{label}）" for code, label in known.options)
    return f"请写其中之一：{options}；不知道就写 null 或者不写"


def answer_text(given: Any, known: FactDefinition) -> str:
    """Return an answer in words: 是, 主动补救, 3 元; what nobody has given reads 还不知道."""
    if given is None:
        return "还不知道"
    if known.kind == "yes_no":
        return "是" if given else "否"
    if known.kind == "number":
        return NUMBER_UNITS[known.unit].format(given)
    return dict(known.options)[given]


# One table -------------------------------------------------------------------------------------------------------


def evaluate(table: RuleTable, facts: Facts, catalogue: Catalogue) -> Evaluation:
    """Return what a table says about facts that have passed `fact_problems`."""
    tests = {one.id: one.test for one in table.conditions}
    met = {name: expressions.truth(test, facts, {}) for name, test in tests.items()}
    fits = _fit(table)
    verdict = expressions.truth(fits, facts, met)
    outcome, alternatives, undecided = _outcomes(table, facts, met)
    missing: tuple[str, ...] = ()
    if verdict is False:
        advice, label, outcome, alternatives = _unfit(table)
    elif verdict is None or outcome is None:
        missing = _in_order([*expressions.open_facts(fits, facts, tests), *_open_in(undecided, facts, tests)])
        advice, label, outcome, alternatives = CANNOT_SAY, CANNOT_SAY_LABEL, None, ()
    else:
        advice, label = outcome.code, "，或者".join(one.label for one in (outcome, *alternatives))
    return Evaluation(
        advice=advice,
        advice_label=label,
        missing=missing,
        trace=_trace(table, facts, catalogue),
        edition=table.edition,
        document=table.document_key,
        document_title=table.document_title,
        region=table.region,
        outcome=outcome,
        alternatives=alternatives,
    )


def _fit(table: RuleTable) -> Expression:
    """Everything that must hold before any favourable outcome: conditions, the list if needed, no stop, no negative."""
    parts: list[Expression] = [table.requires]
    if table.positive_list and table.positive_list_is_needed:
        parts.append(Group("any_of", tuple(one.test for one in table.positive_list)))
    against = tuple(one.test for one in (*table.hard_stops, *table.negative_list))
    if against:
        parts.append(Group("none_of", against))
    return Group("all_of", tuple(parts))


def _unfit(table: RuleTable) -> tuple[str, str, Outcome | None, tuple[Outcome, ...]]:
    outcome = table.outcome(UNFIT)
    return NOT_TOLERABLE, outcome.label if outcome else NOT_TOLERABLE_LABEL, outcome, ()


def _outcomes(
    table: RuleTable, facts: Facts, met: Mapping[str, bool | None]
) -> tuple[Outcome | None, tuple[Outcome, ...], list[Expression]]:
    """Return the first outcome whose `when` holds, those the same `when` leaves open beside it, and what is undecided.

    An earlier outcome that is undecided keeps every later one from being advised.
    """
    undecided: list[Expression] = []
    for one in table.outcomes:
        if one.code == UNFIT:
            continue
        holds = True if one.when is None else expressions.truth(one.when, facts, met)
        if holds is None and one.when is not None:
            undecided.append(one.when)
        elif holds and undecided:
            return None, (), undecided
        elif holds:
            beside = (other for other in table.outcomes if other is not one and one.when and other.when == one.when)
            return one, tuple(beside), []
    return None, (), undecided


def _open_in(undecided: Iterable[Expression], facts: Facts, tests: Mapping[str, Expression]) -> list[str]:
    return [fact for one in undecided for fact in expressions.open_facts(one, facts, tests)]


def _in_order(facts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(facts))


# The trace -------------------------------------------------------------------------------------------------------


def _trace(table: RuleTable, facts: Facts, catalogue: Catalogue) -> tuple[TraceLine, ...]:
    lists = (
        (CONDITION, table.conditions),
        (POSITIVE, table.positive_list),
        (NEGATIVE, table.negative_list),
        (STOP, table.hard_stops),
    )
    scope = [] if table.scope is None else [scope_line(table, facts, catalogue)]
    return (*scope, *(_line(part, one, facts, catalogue) for part, items in lists for one in items))


def scope_line(table: RuleTable, facts: Facts, catalogue: Catalogue) -> TraceLine:
    """Return whether a matter belongs to the field of work of a table that has one."""
    if table.scope is None:
        raise ValueError(f"{table.edition} is for every matter")
    item = RuleItem("scope", table.scope.label, "", "", table.scope.test, table.scope.citation)
    return _line(SCOPE, item, facts, catalogue)


def _line(part: str, item: RuleItem, facts: Facts, catalogue: Catalogue) -> TraceLine:
    met = expressions.truth(item.test, facts, {})
    cited: Citation = item.citation
    return TraceLine(
        condition=item.id,
        part=part,
        label=item.label,
        explanation=item.explanation,
        element=item.element,
        clause=cited.clause,
        citation=cited.text,
        clause_url=cited.url,
        reliability=cited.reliability,
        met=met,
        why=_why(part, met, item.test, facts, catalogue),
        missing=expressions.open_facts(item.test, facts, {}),
    )


def _why(part: str, met: bool | None, test: Expression, facts: Facts, catalogue: Catalogue) -> str:
    """One sentence: the finding, then each fact asked with its answer."""
    asked = dict.fromkeys(one.fact for one in expressions.tests_in(test))
    answers = [f"{catalogue[fact].label}：{answer_text(facts.get(fact), catalogue[fact])}" for fact in asked]
    return f"{_SAID[part][met]}。{'；'.join(answers)}。"


def expression_text(one: Expression, catalogue: Catalogue, names: Mapping[str, str]) -> str:
    """Return an expression in words for pages: 有没有私利：否，并且……; `names` calls the conditions by their labels."""
    if isinstance(one, expressions.Met):
        return f"“{names[one.condition]}”"
    if isinstance(one, Test):
        return _test_text(one, catalogue[one.fact])
    parts = [expression_text(part, catalogue, names) for part in one.parts]
    if one.operator == "none_of":
        return f"下面一样也没有（{'；'.join(parts)}）"
    if len(parts) == 1:
        return parts[0]
    joined = ("；并且" if one.operator == "all_of" else "；或者").join(parts)
    return f"（{joined}）" if one.operator == "any_of" else joined


def _test_text(one: Test, known: FactDefinition) -> str:
    values = one.value if isinstance(one.value, list) else [one.value]
    said = "，或者".join(answer_text(value, known) for value in values)
    words = {"is_not": "不是 ", "at_most": "不超过 ", "at_least": "不少于 "}.get(one.operator, "")
    return f"{known.label}：{words}{said}"


# Which table, and the later rule ---------------------------------------------------------------------------------


def evaluate_in_force(tables: Sequence[RuleTable], facts: Facts, catalogue: Catalogue) -> Evaluation | None:
    """Return what the table that applies says; `tables` stand nearest level first, the special before the general.

    A table for one field of work applies when the matter belongs to it. While that is not known, which rule applies
    is not known either: the answer is CANNOT_SAY and asks for it first.
    """
    unsure: list[RuleTable] = []
    for table in tables:
        applies = True if table.scope is None else expressions.truth(table.scope.test, facts, {})
        if applies is None:
            unsure.append(table)
        elif applies:
            return _with_unsure(evaluate(table, facts, catalogue), unsure, facts, catalogue)
    return None


def _with_unsure(found: Evaluation, unsure: Sequence[RuleTable], facts: Facts, catalogue: Catalogue) -> Evaluation:
    if not unsure:
        return found
    lines = tuple(scope_line(table, facts, catalogue) for table in unsure if table.edition != found.edition)
    asked_first = [fact for table in unsure for fact in scope_line(table, facts, catalogue).missing]
    asked = _in_order([*asked_first, *found.missing])
    return replace(
        found,
        advice=CANNOT_SAY,
        advice_label=CANNOT_SAY_LABEL,
        missing=asked,
        trace=(*lines, *found.trace),
        outcome=None,
        alternatives=(),
    )


def evaluate_each(tables: Sequence[RuleTable], facts: Facts, catalogue: Catalogue) -> list[Evaluation]:
    """Return what every table that applies or may apply says, `tables` ordered as for `evaluate_in_force`."""
    found: list[Evaluation] = []
    for table in tables:
        applies = True if table.scope is None else expressions.truth(table.scope.test, facts, {})
        if applies:
            return [*found, evaluate(table, facts, catalogue)]
        if applies is None:
            one = evaluate(table, facts, catalogue)
            found.append(one if one.advice == NOT_TOLERABLE else _with_unsure(one, [table], facts, catalogue))
    return found


def severity(found: Evaluation) -> int | None:
    """Return how hard an answer is, mildest 0; none when it cannot say."""
    if found.advice == CANNOT_SAY:
        return None
    return list(OUTCOMES).index(UNFIT if found.advice == NOT_TOLERABLE else found.advice)


def advise(of_the_day: Evaluation | None, later: Sequence[Evaluation], *, acted_on: date, on: date) -> Advice:
    """Put the answer of the day of the act and a milder later one side by side. Basis: SPEC LW-06; 政务处分法 67."""
    hardness = None if of_the_day is None else severity(of_the_day)
    others = [one for one in later if of_the_day is None or one.edition != of_the_day.edition]
    undecided = tuple(one for one in others if severity(one) is None)
    milder = [one for one in others if _is_milder(one, hardness, of_the_day)]
    mildest = min(milder, key=lambda one: (severity(one), one.edition), default=None)
    return Advice(acted_on, on, of_the_day, mildest, undecided, _why_later(of_the_day, mildest, undecided))


def _is_milder(one: Evaluation, hardness: int | None, of_the_day: Evaluation | None) -> bool:
    mild = severity(one)
    if mild is None or one.advice == NOT_TOLERABLE:
        return False
    return of_the_day is None or (hardness is not None and mild < hardness)


def _why_later(of_the_day: Evaluation | None, milder: Evaluation | None, undecided: Sequence[Evaluation]) -> str:
    names = "、".join(f"《{one.document_title}》" for one in undecided)
    if of_the_day is None:
        said = "行为当日没有容错的规则表。"
    else:
        said = f"按行为当日有效的《{of_the_day.document_title}》：{of_the_day.advice_label}。"
    if milder is not None:
        return f"{said}后来的《{milder.document_title}》较轻：{milder.advice_label}。两者并列，由集体研究取舍。"
    if undecided:
        return f"{said}后来的{names}是不是较轻，事实不全，还不能判断。"
    if of_the_day is not None and of_the_day.advice == CANNOT_SAY:
        return f"{said}事实补齐以后，再同后来的规定比。"
    return f"{said}后来没有较轻的规定。"
