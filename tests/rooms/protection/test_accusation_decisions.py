"""Fabrication, intent, hearing, a vote keyed by two, approval above, clause, an end: without one of them nothing is
found (PR-05, S1, S6, S7).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.ledger.casework import queries as casework
from dandang.parts.protection import errors
from dandang.parts.protection.models import Accusation, Report
from dandang.parts.protection.queries import accusation_deciding as deciding
from dandang.parts.protection.queries import accusations, reach
from dandang.registry.vault import queries as vault
from tests.factories import accusations as made
from tests.factories import casework as joint
from tests.factories import registry

pytestmark = pytest.mark.django_db
NOW, TODAY = made.NOW, made.TODAY
Way = Callable[[made.Story], Any]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> None:
    """The identity was opened once, by request of one and approval of two."""
    monkeypatch.setattr(vault, "looks", lambda handle: (object(),))


def test_a_vote_and_an_approval_above_make_a_finding_with_an_end() -> None:
    story = made.story().proposed()

    story.prove()

    row = story.row
    assert (row.state, row.approval_level, row.decided_on) == ("PROVED", "市级", TODAY)
    assert row.aggravating == ["严重干扰换届或者选拔任用"]
    assert row.reporter_person is None
    assert set(row.assignments.filter(part="DECIDER").values_list("person_id", flat=True)) == {
        one.pk for one in story.members
    }
    assert Entry.objects.filter(verb="protection.accusation.proved").count() == 1


# Every way to PROVED that lacks one thing -------------------------------------------------------------------------


def _without_findings(part: str) -> Way:
    def go(story: made.Story) -> None:
        story.open()
        story.assign()
        story.hand_in(replace(made.FINDINGS, **{part: ""}))

    return go


def _without_hearing(story: made.Story) -> None:
    story.investigated()
    story.submit()


def _hearing_not_ended(story: made.Story) -> None:
    story.investigated()
    story.invite()
    story.submit()


def _without_vote(story: made.Story) -> None:
    story.ready()
    story.prove()


def _keyed_by_one(story: made.Story) -> None:
    story.ready()
    story.submit()
    story.vote(checks=False)
    story.propose()


def _not_carried(story: made.Story) -> None:
    story.ready()
    story.submit()
    story.vote({one.pk: ("AGAINST", "故意的证据不足") for one in story.members[:3]})
    story.propose()


def _proving(**given: Any) -> Way:
    return lambda story: story.proposed().prove(**given)


def _proposing(**given: Any) -> Way:
    def go(story: made.Story) -> None:
        story.ready()
        story.submit()
        story.vote()
        story.propose(**given)

    return go


@pytest.mark.parametrize(
    ("way", "says"),
    [
        (_without_findings("fabrication"), "捏造的事实"),
        (_without_findings("fabrication_evidence"), "捏造的证据"),
        (_without_findings("intent"), "陷害故意的事实"),
        (_without_findings("intent_evidence"), "陷害故意的证据"),
        (_without_hearing, "听取反映人意见"),
        (_hearing_not_ended, "听取反映人意见"),
        (_without_vote, "待集体研究"),
        (_keyed_by_one, "两个人核对一致"),
        (_not_carried, "会议没有通过"),
        (_proposing(clause="安徽 第99点"), "不是有效的条款"),
        (_proposing(clause=""), "不是有效的条款"),
        (_proposing(reasons="是诬告"), "至少要 20 个字"),
        (_proposing(aggravating=["态度不好"]), "没有“态度不好”"),
        (_proving(level="县级"), "至少要市级以上"),
        (_proving(level=""), "哪一级"),
        (_proving(organ=" "), "批准机关"),
        (_proving(document=""), "批准文号"),
        (_proving(decided_on=TODAY + timedelta(days=1)), "批准日期"),
        (_proving(decided_on=TODAY - timedelta(days=1)), "批准日期"),
        (_proving(consequence=""), "处理"),
        (_proving(consequence_ends_on=TODAY), "期限"),
    ],
)
def test_nothing_is_found_without(way: Way, says: str) -> None:
    story = made.story()

    with pytest.raises(Refusal, match=says):
        way(story)

    assert not Accusation.objects.filter(state="PROVED").exists()


@pytest.mark.parametrize(
    "lacking",
    [
        {"fabrication": ""}, {"fabrication_evidence": ""}, {"intent": ""}, {"intent_evidence": ""}, {"item": None},
        {"approval_level": ""}, {"approved_by_organ": ""}, {"approval_document": ""}, {"clause": ""}, {"reasons": ""},
        {"consequence": ""}, {"consequence_ends_on": None}, {"consequence_ends_on": TODAY}, {"decided_on": None},
    ],
    ids=str,
)  # fmt: skip
def test_the_database_finds_nothing_without_it_either(lacking: dict[str, Any]) -> None:
    """DP02: a row set to PROVED past every action. The other half, hearing and vote, is the triggers' test."""
    story = made.story().proposed()
    whole = {
        "state": "PROVED", "approval_level": "市级", "approved_by_organ": "市纪委", "approval_document": "1号",
        "consequence": "批评教育", "consequence_ends_on": date(2027, 1, 1), "decided_on": TODAY, "decided_by": "x",
    }  # fmt: skip

    with pytest.raises(DatabaseError), transaction.atomic():
        Accusation.objects.filter(pk=story.accusation_id).update(**(whole | lacking))


# Who -------------------------------------------------------------------------------------------------------------


def test_who_worked_on_the_report_or_the_case_stands_aside_from_the_start() -> None:
    story = made.story().ready()
    sitting = [*story.members, story.verifiers[0], story.scene.investigators[0], story.scene.kin]
    story.submit(story.plan(sitting))

    item = casework.studied_item(story.item_id)

    aside = {vote.person_id for vote in item.votes if vote.value == "RECUSED"}
    assert {one.pk for one in sitting[4:]} <= aside
    assert not {one.pk for one in story.members} & aside


def test_a_voter_does_not_key_the_result_in() -> None:
    story = made.story().ready()
    seat = registry.person(story.scene.county.finance, "会上的人")
    voter = registry.actor_of("DISCIPLINE_OFFICER", story.scene.county.county, who=seat)
    story.submit(story.plan([*story.members, seat]))
    story.vote()

    with pytest.raises(errors.Conflicted, match="参加了这次表决"):
        story.propose(actor=voter)


def test_a_voter_who_turned_out_to_be_kin_voids_the_vote() -> None:
    story = made.story().proposed()
    joint.related(story.scene.concerned, story.members[0])

    with pytest.raises(errors.Conflicted, match="亲属"):
        story.prove()


def test_what_was_taken_up_again_since_is_not_found_a_false_accusation() -> None:
    story = made.story().proposed()
    Report.objects.filter(pk=story.report.pk).update(state="ACCEPTED")

    with pytest.raises(errors.WrongState, match="办理中"):
        story.prove()


def test_an_item_of_another_case_is_not_there() -> None:
    story = made.story().ready()
    story.submit()
    story.vote()

    with pytest.raises(NotHere):
        story.propose(item_id=story.item_id + 1)


@pytest.mark.parametrize("who", ["leader", "investigator", "person", "org_officer", "kin_actor"])
def test_only_the_office_submits_and_keys(who: str) -> None:
    story = made.story().ready()
    stranger = getattr(story.scene, who)

    with pytest.raises((NotHere, errors.Conflicted)):
        story.submit(actor=stranger)


# The person ------------------------------------------------------------------------------------------------------


def test_nobody_is_named_whose_identity_was_not_opened() -> None:
    story = made.story().proposed()
    who = registry.person(story.scene.county.township, "周反映")

    with pytest.raises(errors.NotYet, match="没有按程序查阅|还没有按程序查阅过"):
        story.prove(reporter_person_id=who.pk)


def test_an_anonymous_reporter_is_never_named(opened: None) -> None:
    story = made.story(is_signed=False).proposed()
    who = registry.person(story.scene.county.township, "周反映")

    with pytest.raises(errors.NotYet, match="匿名反映不追查"):
        story.prove(reporter_person_id=who.pk)


def test_a_reporter_opened_by_the_vaults_way_may_be_named(opened: None) -> None:
    story = made.story().proposed()
    who = registry.person(story.scene.county.township, "周反映")

    story.prove(reporter_person_id=who.pk)

    himself = registry.actor_of("DISCIPLINE_OFFICER", story.scene.county.county, who=who)
    assert story.row.reporter_person == who
    assert not reach.visible_accusations(himself).exists()


@pytest.mark.parametrize("who", ["concerned", "unknown"])
def test_the_accused_or_nobody_is_not_the_reporter(opened: None, who: str) -> None:
    story = made.story().proposed()
    person_id = story.scene.concerned.pk if who == "concerned" else 987654

    with pytest.raises(BadInput) as refused:
        story.prove(reporter_person_id=person_id)

    assert refused.value.field == "reporter_person_id"


# The end of it ---------------------------------------------------------------------------------------------------


def test_after_its_last_day_the_flag_is_gone() -> None:
    story = made.story().proposed()
    story.prove(consequence_ends_on=date(2027, 11, 21))

    for day, runs in ((TODAY, True), (date(2027, 11, 20), True), (date(2027, 11, 21), False)):
        assert accusations.is_in_force(story.row, on=day) is runs


def test_what_was_proposed_but_not_approved_ends_without_a_mark() -> None:
    story = made.story().proposed()

    story.end("NOT_PROVED")

    row = story.row
    assert (row.state, row.aggravating, row.consequence, row.reporter_person) == ("NOT_PROVED", [], "", None)


def test_the_booklet_tells_the_case_without_the_reporter() -> None:
    story = made.story().ready()

    told = deciding.summary(f"protection.accusation:{story.accusation_id}")

    assert [one.facts for one in told.elements] == [made.FINDINGS.fabrication, made.FINDINGS.intent]
    assert story.report.number in told.title
    assert "市级" in told.advice
    assert told.person_name == ""
