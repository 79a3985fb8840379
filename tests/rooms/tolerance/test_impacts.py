"""What another region's rules would mean for the cases in work, counted only over what the reader may open."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dandang.law.policies import queries as policies
from dandang.law.policies.kinds import Switch
from dandang.law.policies.records import StageDeadline
from dandang.parts.tolerance import impacts, impacts_figures
from dandang.parts.tolerance.models import Case, OutsideParticipant
from tests.factories import registry, tolerance

pytestmark = pytest.mark.django_db
ON = registry.TODAY
ANHUI, YUNNAN = "341299", "530000"


def switch(key: str, **changes: Any) -> Switch:
    usual: dict[str, Any] = {
        "here_table": policies.rule_table(region=ANHUI, on=ON),
        "there_table": policies.rule_table(region=YUNNAN, on=ON),
        "here_procedure": policies.procedure(region=ANHUI, on=ON),
        "there_procedure": policies.procedure(region=YUNNAN, on=ON),
    }
    return Switch(**({"key": key, "here": None, "there": None, "on": ON} | usual | changes))


def test_a_case_with_the_discipline_body_stays_where_that_body_leads() -> None:
    scene = tolerance.scene()
    tolerance.accepted(scene)

    assert impacts.lead_organs(scene.handler, switch("tolerance.lead_organs")) is None


def test_a_case_with_the_discipline_body_moves_where_another_organ_leads() -> None:
    scene = tolerance.scene()
    case = tolerance.accepted(scene)
    there = policies.procedure(region=YUNNAN, on=ON)
    assert there is not None
    assert there.lead_organs is not None
    other = replace(there, lead_organs=replace(there.lead_organs, names=("组织部门",)))

    found = impacts.lead_organs(scene.handler, switch("tolerance.lead_organs", there_procedure=other))

    assert found is not None
    assert found.text == "1 件在办的要换承办"
    assert found.lines[0].url == f"/tolerance/cases/{case.pk}/"


def test_an_organ_nobody_can_place_is_left_to_people() -> None:
    scene = tolerance.scene()
    there = policies.procedure(region="000000", on=ON)

    found = impacts.lead_organs(scene.handler, switch("tolerance.lead_organs", there_procedure=there))

    assert found is not None
    assert not found.is_known
    assert "党委（党组）" in found.why


def test_a_case_of_wide_interest_would_need_somebody_from_outside() -> None:
    scene = tolerance.scene()
    case = tolerance.accepted(scene)
    asked = switch("tolerance.outside_participants")
    assert impacts.outside_participants(scene.handler, asked) is None
    Case.objects.filter(pk=case.pk).update(needs_outside=True)

    found = impacts.outside_participants(scene.handler, asked)

    assert found is not None
    assert found.text == "1 件要补请人"
    OutsideParticipant.objects.create(case=case, name="群众代表甲", capacity="MASSES", took_part_on=ON)
    assert impacts.outside_participants(scene.handler, asked) is None


def test_advice_without_facts_cannot_be_compared() -> None:
    scene = tolerance.scene()
    tolerance.accepted(scene)

    found = impacts.advice(scene.handler, switch("rules.tolerance"))

    assert found is not None
    assert not found.is_known
    assert "1 件事实还没有填" in found.why


def test_advice_that_would_change_names_the_case_and_both_answers() -> None:
    scene = tolerance.scene()
    case = tolerance.accepted(scene)
    table = policies.rule_table(region=ANHUI, on=ON)
    assert table is not None
    facts = _facts_that_differ(table)
    Case.objects.filter(pk=case.pk).update(facts=facts)

    found = impacts.advice(scene.handler, switch("rules.tolerance"))

    assert found is not None
    assert found.text == "1 件的提示会不同"
    assert case.number in found.lines[0].label
    assert "→" in found.lines[0].label


def _facts_that_differ(table: Any) -> dict[str, Any]:
    """One fact on which the two tables part, found by asking both."""
    other = policies.rule_table(region=YUNNAN, on=ON)
    assert other is not None
    for fact in policies.fact_catalogue():
        for answer in (True, False) if fact.kind == "yes_no" else ():
            facts = {fact.key: answer}
            if policies.evaluate(table, facts).advice_label != policies.evaluate(other, facts).advice_label:
                return facts
    raise AssertionError("the two tables agree on every single fact")


def test_who_handles_no_cases_is_told_nothing_about_them() -> None:
    scene = tolerance.scene()
    tolerance.accepted(scene)
    stranger = registry.actor_of("SYSTEM_ADMIN")

    for ask in (impacts.lead_organs, impacts.outside_participants, impacts.party_opinion, impacts.advice):
        found = ask(stranger, switch("tolerance.lead_organs"))
        assert found is not None
        assert not found.is_known
        assert not found.lines


# Deadlines, openers, figures -------------------------------------------------------------------------------------


def _with_deadline(amount: int | None) -> Any:
    """The county's own procedure with another length of the inquiry."""
    here = policies.procedure(region=ANHUI, on=ON)
    assert here is not None
    stages = tuple(_stage(one, amount) if one.code == "INVESTIGATING" else one for one in here.stages)
    return replace(here, stages=stages)


def _stage(one: Any, amount: int | None) -> Any:
    text = f"{amount} 个工作日" if amount else "未规定"
    made = StageDeadline(amount, "working_days", "ACCEPTED", None, text, "", one.citation)
    return replace(one, deadline=made)


@pytest.mark.parametrize(("here", "there", "changes"), [(20, 30, True), (20, None, True), (20, 20, False)])
def test_a_longer_or_shorter_deadline_touches_the_cases_that_have_the_stage_before_them(
    here: int, there: int | None, changes: bool
) -> None:
    scene = tolerance.scene()
    tolerance.accepted(scene)
    key = "procedure.tolerance.stages.INVESTIGATING"
    asked = switch(key, here_procedure=_with_deadline(here), there_procedure=_with_deadline(there))

    found = impacts_figures.deadline(scene.handler, asked)

    assert (found is not None) is changes
    assert found is None or found.text == "1 件在办的到这一环节期限会不同"


def test_what_else_a_case_in_work_would_meet_is_said_in_words() -> None:
    """Other partners, another organisation to ask, other people in a stage, another figure: none is left to people."""
    scene = tolerance.scene()
    case = tolerance.accepted(scene)
    there = policies.procedure(region=ANHUI, on=ON)
    assert there is not None
    stages = tuple(replace(one, roles=("TEAM", "UNIT")) if one.code == "HEARING" else one for one in there.stages)
    named = policies.procedure(region=YUNNAN, on=ON)
    assert named is not None
    other = replace(there, stages=stages, partner_organs=named.partner_organs, party_opinion=named.party_opinion)
    value = policies.value("tolerance.hearing_notice_days", region=ANHUI, on=ON)
    longer = replace(value, value=10, text="10 天")

    told = [
        ask(scene.handler, switch(key, there_procedure=other, here=value, there=longer))
        for key, ask in (
            ("procedure.tolerance.partner_organs", impacts.other_organs),
            ("procedure.tolerance.party_opinion", impacts.party_opinion),
            ("procedure.tolerance.stages.HEARING", impacts_figures.deadline),
            ("tolerance.hearing_notice_days", impacts_figures.figure),
        )
    ]

    assert all(one is not None and [line.url for line in one.lines] == [f"/tolerance/cases/{case.pk}/"] for one in told)
    assert [one.text.partition("，")[0] for one in told if one] == [
        "1 件在办的", "1 件还没有听意见", "1 件在办的到这一环节办法会不同", "1 件还没有听取意见的",
    ]  # fmt: skip
    assert "由谁办：" in told[2].why
    assert told[3].why.endswith(" → 10 天")


def test_a_stage_behind_a_case_no_longer_touches_it() -> None:
    scene = tolerance.scene()
    tolerance.investigated(scene)
    asked = switch(
        "procedure.tolerance.stages.INVESTIGATING",
        here_procedure=_with_deadline(20),
        there_procedure=_with_deadline(30),
    )

    assert impacts_figures.deadline(scene.handler, asked) is None


def test_cases_are_counted_that_nobody_there_could_have_brought_in() -> None:
    scene = tolerance.scene()
    tolerance.accepted(scene)
    there = policies.procedure(region=ANHUI, on=ON)
    assert there is not None
    others = replace(there, openers=tuple(one for one in there.openers if one.who != "PERSON"))

    assert impacts_figures.openers(scene.handler, switch("tolerance.applicants", there_procedure=there)) is None
    found = impacts_figures.openers(scene.handler, switch("tolerance.applicants", there_procedure=others))

    assert found is not None
    assert found.text == "1 件照那边不能由现在的申请人提出"


def test_a_larger_least_number_of_investigators_asks_for_more_people() -> None:
    scene = tolerance.scene()
    tolerance.investigating(scene)
    value = policies.value("tolerance.least_investigators", region=ANHUI, on=ON)
    asked = switch("tolerance.least_investigators")

    same = impacts_figures.investigators(scene.handler, replace(asked, there=replace(value, value=2)))
    more = impacts_figures.investigators(scene.handler, replace(asked, there=replace(value, value=3)))

    assert same is None
    assert more is not None
    assert more.text == "1 件的核实组人数不够，要补人"


def test_a_case_not_yet_voted_on_would_need_the_other_quorum() -> None:
    scene = tolerance.scene()
    tolerance.accepted(scene)

    found = impacts_figures.meeting(scene.handler, switch("tolerance.quorum_share"))

    assert found is not None
    assert found.text == "1 件还没有集体研究，要换这个数"
    assert impacts_figures.meeting(scene.finance_officer, switch("tolerance.quorum_share")) is None
