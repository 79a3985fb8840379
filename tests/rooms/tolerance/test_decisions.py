"""From the closed hearing to the served decision: what is refused, and what stands afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.casework import errors as casework_errors
from dandang.ledger.duties.models import Duty
from dandang.ledger.effects import models as effects
from dandang.parts.tolerance import errors
from dandang.parts.tolerance.actions import decisions
from dandang.parts.tolerance.models import Assignment, Case, Decision, ElementFinding, HearingPoint
from dandang.parts.tolerance.queries import outcomes
from tests.factories import tolerance_ready as made
from tests.factories.casework import related
from tests.factories.registry import NOW, TODAY, actor_of, person

pytestmark = pytest.mark.django_db


def test_an_exemption_stands_with_reasons_deciders_correction_and_shield() -> None:
    story = made.ready()

    made.decided(story)

    decision = Decision.objects.get(case=story.case)
    assert story.case.state == "DECIDED"
    assert (decision.outcome, decision.outcome_label, decision.is_favourable) == ("EXEMPT", "免责", True)
    assert decision.follows_advice
    assert decision.advice["advice"] == "EXEMPT"
    assert decision.clause == "安徽 第11点"
    assert decision.decided_on == TODAY
    assert decision.copies_to == ["县委组织部", "柳溪镇党委"]
    assert set(decision.element_reasons.values_list("element", flat=True)) == set(made.REASONS)
    assert [one.number for one in decision.measures.all()] == [1]
    deciders = Assignment.objects.filter(case=story.case, part="DECIDER")
    assert {one.person_id for one in deciders} == {one.pk for one in story.members}
    shield = effects.Effect.objects.get()
    assert shield.source == f"tolerance.case:{story.case.pk}"
    assert shield.starts_on == made.ACTED_ON
    assert set(shield.facts["assessments"]) == {
        "ROUTINE", "ANNUAL", "TARGET", "PERFORMANCE", "TENURE", "PROBATION", "INTEGRITY", "SELECTION"
    }  # fmt: skip
    assert Entry.objects.filter(verb="tolerance.case.decided").exists()
    assert Duty.objects.still_open().filter(kind="tolerance.serve").exists()


def test_what_is_unclear_waits_for_a_reason_and_a_hearing_owed_for_none() -> None:
    story = made.ready(sides={"CONSEQUENCES": "UNCLEAR"})
    meeting = made.meeting_of(story, story.members)
    act = {"actor": story.handler, "case_id": story.case.pk, "meeting_id": meeting, "outcome": "EXEMPT", "at": NOW}

    with pytest.raises(errors.NotYet, match="县审计局复核意见") as refused:
        decisions.submit_to_meeting(**act)  # type: ignore[arg-type]
    assert refused.value.missing == ("“后果影响”还不能判断：县审计局复核意见",)
    with pytest.raises(errors.MissingReason):
        decisions.submit_to_meeting(**act, in_spite_of="急")  # type: ignore[arg-type]
    assert decisions.submit_to_meeting(**act, in_spite_of="审计复核还要两个月，先就其余五项研究，避免久拖不决")  # type: ignore[arg-type]


@pytest.mark.parametrize("reason", ["", "案情重大，必须马上研究，其他事情以后再说，先开会"])
def test_points_to_be_verified_block_whatever_reason_is_given(reason: str) -> None:
    story = made.ready()
    hearing = made.heard(story.case, side="TO_VERIFY")
    meeting = made.meeting_of(story, story.members)
    assert HearingPoint.objects.filter(hearing=hearing).count() == 1

    with pytest.raises(errors.NotYet, match="第 1 点"):
        decisions.submit_to_meeting(
            actor=story.handler, case_id=story.case.pk, meeting_id=meeting, outcome="EXEMPT", in_spite_of=reason, at=NOW
        )


def test_a_missing_element_blocks_by_name() -> None:
    story = made.ready()
    ElementFinding.objects.filter(case=story.case, element="REMEDY").delete()
    meeting = made.meeting_of(story, story.members)

    with pytest.raises(errors.NotYet, match="“挽回损失”还没有查明"):
        decisions.submit_to_meeting(
            actor=story.handler, case_id=story.case.pk, meeting_id=meeting, outcome="EXEMPT",
            in_spite_of="情况紧急，确有必要先行研究，其余以后补齐", at=NOW,
        )  # fmt: skip


def test_a_body_of_which_everybody_is_conflicted_is_told_the_way_out() -> None:
    story = made.ready()
    meeting = made.meeting_of(story, story.investigators)

    with pytest.raises(casework_errors.EverybodyConflicted, match="提级.*指定管辖"):
        decisions.submit_to_meeting(
            actor=story.handler, case_id=story.case.pk, meeting_id=meeting, outcome="EXEMPT", at=NOW
        )


def test_kin_and_investigators_stand_aside_and_are_no_deciders() -> None:
    story = made.ready()
    related(story.members[0], story.cadre, "配偶")
    story.members.append(story.investigators[0])

    made.decided(story)

    aside = {story.members[0].pk, story.investigators[0].pk}
    deciders = set(Assignment.objects.filter(case=story.case, part="DECIDER").values_list("person_id", flat=True))
    assert not deciders & aside
    assert len(deciders) == 4


def test_a_voter_who_turns_out_to_be_kin_spoils_the_vote() -> None:
    story = made.ready()
    item = made.voted(story)
    related(story.members[1], story.cadre, "配偶")

    with pytest.raises(errors.Conflicted, match="会员2.*亲属"):
        made.decide(story, item)


def test_a_voter_made_investigator_after_the_vote_spoils_it() -> None:
    story = made.ready()
    item = made.voted(story)
    Assignment.objects.create(
        case=story.case, person=story.members[2], part="INVESTIGATOR", assigned_at=NOW, assigned_by="test"
    )

    with pytest.raises(errors.Conflicted, match="会员3"):
        made.decide(story, item)


def test_who_voted_does_not_write_the_decision_down() -> None:
    story = made.ready()
    item = made.voted(story)
    story.handler = actor_of("DISCIPLINE_OFFICER", story.place.county, who=story.members[0])

    with pytest.raises(errors.Conflicted, match="您参加了这次表决"):
        made.decide(story, item)


def test_a_vote_that_was_not_carried_or_about_another_case_decides_nothing() -> None:
    story = made.ready()
    item = made.voted(story, against=3)

    with pytest.raises(errors.NotYet, match="没有通过"):
        made.decide(story, item)
    other = made.ready(place=story.place, cadre=person(story.place.finance, "另一人"), number=8, load=False)
    with pytest.raises(NotHere):
        made.decide(other, item)


def test_only_what_was_voted_on_is_decided() -> None:
    story = made.ready(is_heard=True)
    item = made.voted(story, "EXEMPT")

    with pytest.raises(errors.WrongState, match="会议表决的是"):
        made.decide(story, item, "MITIGATED", departure="会上讨论以后认为减轻更合适，和规则对照不同")


def test_an_outcome_no_rule_knows_is_refused_with_those_that_are_known() -> None:
    story = made.ready()
    meeting = made.meeting_of(story, story.members)

    with pytest.raises(errors.ClauseNotInForce, match="免责、减轻处理、从轻处理"):
        decisions.submit_to_meeting(
            actor=story.handler, case_id=story.case.pk, meeting_id=meeting, outcome="PARDONED", at=NOW
        )


@pytest.mark.parametrize(
    ("reasons", "sentence"),
    [
        ({**made.REASONS, "NATURE": ""}, "“性质程度”没有写理由"),
        ({**made.REASONS, "NATURE": "属于一般失误"}, "只有 6 个字，至少要 20 个字"),
        ({**made.REASONS, "NATURE": made.REASONS["MOTIVE"]}, "一字不差"),
        ({}, "“动机态度”没有写理由"),
    ],
)
def test_every_element_needs_its_own_reason(reasons: dict[str, str], sentence: str) -> None:
    story = made.ready()
    item = made.voted(story)

    with pytest.raises(errors.MissingReason, match=sentence):
        made.decide(story, item, reasons=reasons)
    assert not Decision.objects.exists()


def test_reasons_that_stand_word_for_word_in_three_other_cases_are_copied() -> None:
    first = made.decided()
    for number in (8, 9):
        cadre = person(first.place.finance, f"某{number}")
        made.decided(made.ready(place=first.place, cadre=cadre, number=number, load=False))
    last = made.ready(place=first.place, cadre=person(first.place.finance, "末位"), number=10, load=False)
    item = made.voted(last)

    with pytest.raises(errors.MissingReason, match="另外 3 件案件一字不差"):
        made.decide(last, item)


def test_a_departure_from_the_advice_is_reasoned() -> None:
    story = made.ready(facts={**made.TOLERABLE, "procedure.arbitrary": True})
    item = made.voted(story)

    with pytest.raises(errors.MissingReason, match="不一致的理由"):
        made.decide(story, item)
    made.decide(story, item, departure="独自决定发生在通讯中断的两小时内，事后当天补开了党委会，不属于个人专断")

    decision = Decision.objects.get(case=story.case)
    assert not decision.follows_advice
    assert "通讯中断" in decision.departure


def test_nothing_unfavourable_without_a_hearing() -> None:
    story = made.ready(facts={**made.TOLERABLE, "nature.breach": True})
    item = made.voted(story, "NOT_TOLERATED")

    with pytest.raises(errors.NotYet, match="听取本人意见"):
        made.decide(story, item, "NOT_TOLERATED", measures=[], correction="")


def test_nothing_heavier_than_suggested_without_a_hearing() -> None:
    story = made.ready(facts={**made.TOLERABLE, "handling.accountability_needed": True})
    item = made.voted(story, "LIGHTER")

    with pytest.raises(errors.NotYet, match="不能认定为“从轻处理”"):
        made.decide(story, item, "LIGHTER", measures=[], correction="")


def test_lighter_and_not_tolerated_write_no_shield() -> None:
    heard = {"is_heard": True, "sides": {"PROCEDURE": "AGAINST"}}
    lighter = made.ready(facts={**made.TOLERABLE, "handling.accountability_needed": True}, **heard)  # type: ignore[arg-type]
    cadre = person(lighter.place.finance, "另一人")
    against = made.ready(place=lighter.place, cadre=cadre, number=8, load=False,
                         facts={**made.TOLERABLE, "nature.breach": True}, **heard)  # type: ignore[arg-type]  # fmt: skip

    made.decided(lighter, "LIGHTER", measures=[], correction="")
    made.decided(against, "NOT_TOLERATED", measures=[], correction="")

    assert not effects.Effect.objects.exists()
    assert [one.is_favourable for one in Decision.objects.order_by("id")] == [True, False]


def test_an_exemption_without_the_correction_its_clause_asks_for_is_refused() -> None:
    story = made.ready()
    item = made.voted(story)

    with pytest.raises(errors.NotYet, match="纠错要求") as refused:
        made.decide(story, item, correction="", measures=[])

    assert refused.value.clause == "安徽 第11点"


def test_of_two_decisions_at_once_the_second_is_refused() -> None:
    story = made.ready()
    item = made.voted(story)
    made.decide(story, item)

    with pytest.raises(errors.WrongState, match="已决定"):
        made.decide(story, item)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("role", ["UNIT_OFFICER", "CADRE", "COMMITTEE_MEMBER"])
def test_strangers_do_not_find_the_case(role: str) -> None:
    story = made.ready()
    item = made.voted(story)
    story.handler = actor_of(role, None if role == "CADRE" else story.place.county, who=person(story.place.finance))

    with pytest.raises(NotHere):
        made.decide(story, item)


def test_service_begins_correction_and_tells_the_person() -> None:
    story = made.served()

    assert story.case.state == "CORRECTING"
    assert Decision.objects.get().served_on == TODAY
    duty = Duty.objects.still_open().get(kind="tolerance.correct")
    assert duty.due_on == made.MEASURE.due_on
    assert duty.role == "UNIT_OFFICER"
    with pytest.raises(errors.WrongState):
        decisions.note_service(actor=story.handler, case_id=story.case.pk, served_on=TODAY, at=NOW)


def test_the_shield_of_yunnan_names_the_seven_assessments_awards_and_selection() -> None:
    """Basis: 云南 第11点. The facts are not weighed here: whoever departs from the advice says why."""
    story = made.ready()
    Case.objects.filter(pk=story.case.pk).update(region="530000")
    story.reload()
    item = made.voted(story)

    made.decide(story, item, departure="按云南的规则对照还缺一项事实，现有证据已经足以认定属于先行先试")

    assert set(effects.Effect.objects.get().facts["assessments"]) == {
        "ROUTINE", "ANNUAL", "TARGET", "PERFORMANCE", "TENURE", "PROBATION", "INTEGRITY", "AWARDS", "SELECTION"
    }  # fmt: skip
    assert Decision.objects.get().clause.startswith("云南")


def test_a_milder_rule_that_came_after_the_act_may_be_used_and_is_marked() -> None:
    """从旧兼从轻 (LW-06): in 2017 no text was in force, so that only the later one speaks."""
    story = made.ready(happened=date(2017, 5, 1))

    found = outcomes.choices_of(story.case, on=TODAY)

    assert found
    assert all(one.is_of_later_rule for one in found)
