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
    return Switch(key, None, None, **(usual | changes), on=ON)


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

    assert found is not None
    assert found.is_change is changes
    assert found.text == ("1 件在办的到这一环节期限会不同" if changes else "不能判断")


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
