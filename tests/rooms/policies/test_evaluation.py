"""The evaluator over the project's own tables: what every table must keep, whatever the facts."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dandang.law.policies import evaluation, expressions, packfiles, rule_tables, rules
from dandang.law.policies.records import CANNOT_SAY, NOT_TOLERABLE, Evaluation, FactDefinition, RuleTable

PACKS = Path(__file__).resolve().parents[3] / "packs"
READ = packfiles.read_folder(PACKS, with_examples=False)
CATALOGUE = rule_tables.definitions(READ.facts)
TABLES = rule_tables.tables_of(READ.packs, rules.edition_ends(READ.packs))
BY_EDITION = {table.edition: table for table in TABLES}
DAY = date(2026, 11, 21)

ANHUI = BY_EDITION["anhui-2018@2018-05-01"]
YUNNAN = BY_EDITION["yunnan-2018@2018-05-01"]
SHANDONG = BY_EDITION["shandong-free-trade-zone@2021-01-01"]
GOOD = {
    "motive.public_purpose": True,
    "motive.private_gain": False,
    "motive.knowing_breach": False,
    "conditions.pioneering": True,
    "conditions.unforeseeable": True,
    "conditions.reckless": False,
    "conditions.restriction": "NOT_RESTRICTED",
    "procedure.decided_as_required": True,
    "procedure.arbitrary": False,
    "nature.breach": False,
    "consequences.under_control": True,
    "consequences.influence": "SOME",
    "consequences.loss": "SOME",
    "remedy.attitude": "ACTIVE",
    "handling.accountability_needed": False,
}


def said(table: RuleTable, facts: dict[str, Any]) -> Evaluation:
    return evaluation.evaluate(table, facts, CATALOGUE)


def possible_answers(fact: FactDefinition) -> list[Any]:
    return [True, False] if fact.kind == "yes_no" else [code for code, _ in fact.options]


def facts_of(table: RuleTable) -> list[str]:
    items = (*table.conditions, *table.positive_list, *table.negative_list, *table.hard_stops)
    asked = [item.test for item in items] + [one.when for one in table.outcomes if one.when is not None]
    return list(dict.fromkeys(test.fact for one in asked for test in expressions.tests_in(one)))


@st.composite
def cases(draw: st.DrawFn, *, is_complete: bool = False) -> tuple[RuleTable, dict[str, Any]]:
    """A table and facts for it; some missing unless complete."""
    table = draw(st.sampled_from(TABLES))
    facts: dict[str, Any] = {}
    for key in facts_of(table):
        answers = possible_answers(CATALOGUE[key])
        answer = draw(st.sampled_from(answers if is_complete else [*answers, None]))
        if answer is not None:
            facts[key] = answer
    return table, facts


@settings(max_examples=300, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_one_more_fact_never_unsettles_an_answer(case: tuple[RuleTable, dict[str, Any]], draws: random.Random) -> None:
    table, facts = case
    before = said(table, facts)
    absent = [key for key in facts_of(table) if key not in facts]

    if before.advice == CANNOT_SAY or not absent:
        return
    key = draws.choice(absent)
    after = said(table, facts | {key: draws.choice(possible_answers(CATALOGUE[key]))})

    assert after.advice == before.advice


@settings(max_examples=300, deadline=None)
@given(cases(is_complete=True))
def test_with_all_facts_there_is_always_an_answer(case: tuple[RuleTable, dict[str, Any]]) -> None:
    found = said(*case)

    assert found.advice != CANNOT_SAY
    assert found.missing == ()
    assert all(line.met is not None for line in found.trace if line.part != evaluation.SCOPE)


@settings(max_examples=300, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_giving_what_is_missing_settles_it(case: tuple[RuleTable, dict[str, Any]], draws: random.Random) -> None:
    table, facts = case
    found = said(table, facts)
    rest = {key: draws.choice(possible_answers(CATALOGUE[key])) for key in found.missing}

    assert bool(found.missing) == (found.advice == CANNOT_SAY)
    assert said(table, facts | rest).advice != CANNOT_SAY


@settings(max_examples=150, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_order_of_facts_and_conditions_changes_nothing(
    case: tuple[RuleTable, dict[str, Any]], draws: random.Random
) -> None:
    table, facts = case
    shuffled = list(facts.items())
    draws.shuffle(shuffled)
    turned = replace(
        table,
        conditions=table.conditions[::-1],
        positive_list=table.positive_list[::-1],
        negative_list=table.negative_list[::-1],
        hard_stops=table.hard_stops[::-1],
    )

    one, other = said(table, facts), said(turned, dict(shuffled))

    assert (one.advice, set(one.missing)) == (other.advice, set(other.missing))
    assert {line.condition: line.met for line in one.trace} == {line.condition: line.met for line in other.trace}


@settings(max_examples=200, deadline=None)
@given(cases())
def test_a_hard_stop_or_negative_item_stops_whatever_else(case: tuple[RuleTable, dict[str, Any]]) -> None:
    found = said(*case)

    if any(line.met and line.part in {evaluation.STOP, evaluation.NEGATIVE} for line in found.trace):
        assert found.advice == NOT_TOLERABLE


# What the tables say ---------------------------------------------------------------------------------------------


def test_every_line_of_the_trace_carries_its_clause_and_a_reason() -> None:
    found = said(ANHUI, GOOD)

    assert found.advice == "EXEMPT"
    assert [line.element for line in found.trace if line.part == evaluation.CONDITION] == [
        "MOTIVE",
        "CONDITIONS",
        "PROCEDURE",
        "NATURE",
        "CONSEQUENCES",
        "REMEDY",
    ]
    assert all(line.citation and line.why.endswith("。") and line.explanation for line in found.trace)


@pytest.mark.parametrize(
    ("change", "advice", "alternatives"),
    [
        ({}, "EXEMPT", ()),
        ({"handling.accountability_needed": True}, "LIGHTER", ("MITIGATED",)),
        ({"motive.private_gain": True}, NOT_TOLERABLE, ()),
        ({"nature.breach": True}, NOT_TOLERABLE, ()),
        ({"conditions.restriction": "FORBIDDEN"}, NOT_TOLERABLE, ()),
    ],
)
def test_outcomes_of_anhui(change: dict[str, Any], advice: str, alternatives: tuple[str, ...]) -> None:
    found = said(ANHUI, GOOD | change)

    assert (found.advice, tuple(one.code for one in found.alternatives)) == (advice, alternatives)


def test_lighter_is_not_exempt_and_shields_nothing() -> None:
    found = said(ANHUI, GOOD | {"handling.accountability_needed": True})

    assert found.outcome is not None
    assert found.outcome.effects == ()
    assert all(one.effects == () for one in found.alternatives)
    assert found.advice_label == "从轻处理，或者减轻处理"


def test_yunnan_names_the_seven_kinds_and_anhui_is_read_by_us() -> None:
    yunnan, anhui = YUNNAN.outcome("EXEMPT"), ANHUI.outcome("EXEMPT")

    assert yunnan is not None
    assert anhui is not None
    assert (len(yunnan.effects[0].assessments), yunnan.effects[0].is_own_reading) == (7, False)
    assert (yunnan.effects[0].awards, yunnan.effects[0].selection) == (True, True)
    assert (len(anhui.effects[0].assessments), anhui.effects[0].is_own_reading) == (7, True)
    assert anhui.effects[0].reading is not None
    assert anhui.effects[0].reading.document == "dandang-own-rules"
    assert (anhui.effects[0].awards, anhui.effects[0].selection) == (False, True)


def test_one_branch_of_an_or_is_enough() -> None:
    direction = {
        "conditions.reform_direction": True,
        "procedure.decided_as_required": True,
        "motive.private_gain": False,
    }

    assert said(SHANDONG, direction | {"remedy.made_good": True}).advice == "EXEMPT"
    assert said(SHANDONG, direction | {"remedy.made_good": False}).advice == CANNOT_SAY
    serious = direction | {"remedy.made_good": False, "consequences.loss": "SERIOUS"}
    assert said(SHANDONG, serious).advice == NOT_TOLERABLE


def test_once_a_condition_has_failed_nothing_else_is_asked() -> None:
    found = said(YUNNAN, {"procedure.collective": False})

    assert (found.advice, found.missing) == (NOT_TOLERABLE, ())


# Facts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"motive.privat_gain": True}, "最接近的是 motive.private_gain"),
        ({"nature.breach": "no"}, "请写 true 或者 false"),
        ({"nature.breach": 0}, "请写 true 或者 false"),
        ({"consequences.loss": "HUGE"}, "NONE（没有损失）"),
        ({"consequences.loss": True}, "请写其中之一"),
    ],
)
def test_a_fact_that_cannot_be_read_is_named_with_the_way_out(facts: dict[str, Any], expected: str) -> None:
    (problem,) = evaluation.fact_problems(facts, CATALOGUE)

    assert expected in problem.mend


def test_null_is_not_known_and_no_mistake() -> None:
    assert evaluation.fact_problems({"nature.breach": None}, CATALOGUE) == []
    assert said(ANHUI, GOOD | {"nature.breach": None}).missing == ("nature.breach",)


# Field of work and the later rule --------------------------------------------------------------------------------


def in_force(region: str, on: date) -> list[RuleTable]:
    return rule_tables.in_force(TABLES, region=region, on=on, subject="tolerance")


def test_while_the_field_is_not_known_the_rule_is_not_known() -> None:
    found = evaluation.evaluate_in_force(in_force("370000", DAY), GOOD, CATALOGUE)

    assert found is not None
    assert found.advice == CANNOT_SAY
    assert set(found.missing[:2]) == {"field.shandong_free_trade_zone", "field.growth_drivers"}


def test_outside_the_field_the_general_rule_speaks() -> None:
    outside = {"field.shandong_free_trade_zone": False, "field.growth_drivers": False}

    found = evaluation.evaluate_in_force(in_force("370000", DAY), GOOD | outside, CATALOGUE)

    assert found is not None
    assert found.edition == "central-2018@2018-05-01"


@pytest.mark.parametrize(
    ("region", "on", "edition"),
    [
        ("341299", date(2018, 4, 30), None),
        ("341299", date(2018, 5, 1), "anhui-2018@2018-05-01"),
        ("530102", DAY, "yunnan-2018@2018-05-01"),
        ("620000", DAY, "central-2018@2018-05-01"),
        ("330100", DAY, "central-2018@2018-05-01"),
    ],
)
def test_the_nearest_general_table_of_the_day(region: str, on: date, edition: str | None) -> None:
    found = rule_tables.general(in_force(region, on))

    assert (found.edition if found else None) == edition


def judged(advice: str, edition: str) -> Evaluation:
    return replace(said(ANHUI, GOOD), advice=advice, advice_label=advice, edition=edition, document_title=edition)


@pytest.mark.parametrize(
    ("of_the_day", "later", "milder"),
    [
        (NOT_TOLERABLE, "EXEMPT", True),
        ("LIGHTER", "MITIGATED", True),
        ("LIGHTER", "EXEMPT", True),
        ("EXEMPT", "EXEMPT", False),
        ("EXEMPT", "LIGHTER", False),
        (NOT_TOLERABLE, NOT_TOLERABLE, False),
        (CANNOT_SAY, "EXEMPT", False),
        (None, "EXEMPT", True),
        (None, NOT_TOLERABLE, False),
    ],
)
def test_a_later_rule_stands_beside_only_when_it_is_milder(of_the_day: str | None, later: str, milder: bool) -> None:
    first = judged(of_the_day, "a@2018-01-01") if of_the_day else None

    found = evaluation.advise(first, [judged(later, "b@2020-01-01")], acted_on=date(2018, 6, 1), on=DAY)

    assert (found.milder is not None) == milder
    assert found.of_the_day is first
    assert found.why


def test_a_later_rule_that_cannot_say_is_named() -> None:
    later = judged(CANNOT_SAY, "b@2020-01-01")

    found = evaluation.advise(judged(NOT_TOLERABLE, "a@2018-01-01"), [later], acted_on=date(2018, 6, 1), on=DAY)

    assert found.undecided == (later,)
    assert "b@2020-01-01" in found.why
