"""Asking the library for rules: region and day, old act and later rule, procedures, refusals."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dandang.law.policies import errors, queries
from dandang.law.policies.records import CANNOT_SAY, NOT_TOLERABLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
DAY = date(2026, 11, 21)
# An act of autumn 2018 in Zhejiang: not decided as the centre asks, but all that the later regulation asks.
OLD_ACT = {
    "field.one_visit_reform": True,
    "field.digital_economy": False,
    "conditions.reform_direction": True,
    "nature.mandatory_rule_broken": False,
    "procedure.decided_as_required": True,
    "procedure.arbitrary": True,
    "motive.diligent": True,
    "motive.private_gain": False,
    "remedy.made_good": True,
}


@pytest.mark.parametrize(
    ("region", "edition"),
    [
        ("341299", "anhui-2018@2018-05-01"),
        ("530000", "yunnan-2018@2018-05-01"),
        ("000000", "central-2018@2018-05-01"),
        ("410100", "central-2018@2018-05-01"),
    ],
)
def test_the_nearest_general_table_speaks(region: str, edition: str) -> None:
    found = queries.rule_table(region=region, on=DAY)

    assert found is not None
    assert found.edition == edition


def test_a_regulation_for_one_field_is_given_when_it_is_named() -> None:
    found = queries.rule_table(region="370211", on=DAY, document="shandong-free-trade-zone")

    assert found is not None
    assert found.scope is not None
    assert found.citation("art-6") == "山东自贸 第6条"
    assert found.clause_url("art-6") == "/law/shandong-free-trade-zone/2021-01-01/art-6/"
    assert found.reliability("art-6") == "A"


def test_before_the_first_text_no_table_speaks() -> None:
    assert queries.rule_table(region="341299", on=date(2018, 4, 30)) is None


def test_tables_in_force_and_later_ones() -> None:
    in_force = {one.edition for one in queries.rule_tables_in_force(on=DAY)}
    later = queries.later_rule_tables(region="330100", acted_on=date(2018, 10, 1), on=date(2021, 2, 28))

    assert {"anhui-2018@2018-05-01", "zhengzhou-airport-zone@2021-03-01"} <= in_force
    assert [one.edition for one in later] == ["zhejiang-one-visit@2019-01-01"]


def test_old_act_old_rule_with_the_milder_later_one_beside_it() -> None:
    found = queries.advise(OLD_ACT, region="330100", acted_on=date(2018, 10, 1), on=DAY)

    assert found.of_the_day is not None
    assert found.milder is not None
    assert (found.of_the_day.edition, found.of_the_day.advice) == ("central-2018@2018-05-01", NOT_TOLERABLE)
    assert (found.milder.edition, found.milder.advice) == ("zhejiang-one-visit@2019-01-01", "EXEMPT")
    assert "较轻" in found.why


def test_a_rule_that_came_after_the_day_of_asking_is_not_shown() -> None:
    found = queries.advise(OLD_ACT, region="330100", acted_on=date(2018, 10, 1), on=date(2018, 12, 31))

    assert found.milder is None


def test_a_later_rule_whose_field_is_not_known_is_named() -> None:
    facts = {key: answer for key, answer in OLD_ACT.items() if key != "field.one_visit_reform"}

    found = queries.advise(facts, region="330100", acted_on=date(2018, 10, 1), on=DAY)

    assert [one.edition for one in found.undecided] == ["zhejiang-one-visit@2019-01-01"]
    assert found.undecided[0].missing == ("field.one_visit_reform",)


def test_a_named_regulation_is_no_rule_for_a_matter_outside_its_field() -> None:
    with pytest.raises(errors.NoRuleTable):
        queries.advise(
            {"field.digital_economy": False},
            region="330100",
            acted_on=DAY,
            on=DAY,
            document="zhejiang-digital-economy",
        )


@pytest.mark.parametrize(
    ("region", "acted_on", "error"),
    [("34129", DAY, errors.UnknownRegion), ("341299", date(1999, 1, 1), None)],
)
def test_what_cannot_be_asked_is_refused(region: str, acted_on: date, error: type[Exception] | None) -> None:
    if error is not None:
        with pytest.raises(error):
            queries.advise({}, region=region, acted_on=acted_on, on=DAY)
        return
    with pytest.raises(errors.NoRuleTable):
        queries.advise({}, region=region, acted_on=acted_on, on=date(2000, 1, 1))


def test_a_misspelt_fact_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(errors.BadFacts, match=r"motive\.private_gain"):
        queries.advise({"motive.privategain": True}, region="341299", acted_on=DAY, on=DAY)


def test_one_more_question_costs_no_query_but_the_version(django_assert_num_queries: Any) -> None:
    queries.rule_table(region="341299", on=DAY)

    with django_assert_num_queries(1):
        found = queries.rule_table(region="341299", on=DAY)
    assert found is not None
    with django_assert_num_queries(1):
        assert queries.evaluate(found, {}).advice == CANNOT_SAY


def test_the_procedure_of_anhui_says_what_anhui_says_and_who_says_the_rest() -> None:
    found = queries.procedure(region="341299", on=DAY)

    assert found is not None
    assert found.gate is not None
    assert (found.gate.code, found.gate.citation.text) == ("DURING_INQUIRY", "安徽 第11点")
    assert {one.who: one.citation.document for one in found.openers} == {
        "PERSON": "anhui-2018",
        "UNIT": "anhui-2018",
        "PARTY_ORGANISATION": "dandang-own-rules",
        "ORGAN": "anhui-2018",
        "ACCOUNTABILITY": "anhui-2018",
    }
    stage, own = found.stage("CORRECTING"), found.stage("HEARING")
    assert stage is not None
    assert own is not None
    assert stage.deadline is not None
    assert (stage.label, stage.citation.text) == ("限期整改", "安徽 第12点")
    assert (stage.deadline.amount, stage.deadline.text) == (None, "未规定")
    assert own.citation.document == "dandang-own-rules"
    assert found.editions == ("anhui-2018@2018-05-01", "central-2018@2018-05-01", "dandang-own-rules@1994-01-01")


def test_the_gate_of_yunnan_stands_before_the_opening() -> None:
    found = queries.procedure(region="530102", on=DAY)

    assert found is not None
    assert found.gate is not None
    assert found.outside_participants is not None
    assert found.gate.code == "BEFORE_OPENING"
    assert found.outside_participants.names == ("群众代表", "服务对象", "利害关系方", "第三方")
    assert found.lead_organs is not None
    assert found.lead_organs.names == ("纪检监察机关",)


def test_the_catalogue_gives_every_fact_with_its_question_and_how_to_tell() -> None:
    facts = queries.fact_catalogue()

    assert len(facts) > 40
    assert all(fact.label and fact.explanation for fact in facts)
    assert {queries.element_label(fact.element) for fact in facts} == {
        "",
        "动机态度",
        "客观条件",
        "程序方法",
        "性质程度",
        "后果影响",
        "挽回损失",
    }
