"""A meeting from its plan to its minutes, and everything that is refused on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.ledger.casework import actions, errors, models, queries
from dandang.ledger.duties import models as duties
from tests.factories import casework
from tests.factories.casework import MEMBERS, SUBJECT, Body
from tests.factories.registry import NOW, TODAY, actor_of, county, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting(db: None) -> Body:
    return casework.body(county())


def _open_duties(subject: str) -> list[str]:
    rows = duties.Duty.objects.filter(subject=subject, closed_at=None)
    return sorted(rows.values_list("kind", flat=True))


# Plan and members ------------------------------------------------------------------------------------------------


def test_a_planned_meeting_expects_its_members_and_opens_a_duty(sitting: Body) -> None:
    meeting_id = casework.planned(sitting)

    meeting = models.Meeting.objects.get(pk=meeting_id)
    assert [member.name for member in meeting.members.all()] == list(MEMBERS)
    assert meeting.members.all()[0].post == "局长"
    assert meeting.chair_id == sitting.members["冯敬之"].pk
    assert _open_duties(f"casework.meeting:{meeting_id}") == ["casework.meeting.hold"]
    assert Entry.objects.filter(verb="casework.meeting.planned").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"planned_on": TODAY - timedelta(days=1)}, "planned_on"),
        ({"member_ids": []}, "members"),
        ({"chair_id": 999_999}, "chair"),
        ({"title": "  "}, "title"),
    ],
)
def test_a_plan_that_cannot_be_held_is_refused(sitting: Body, changes: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        casework.planned(sitting, **{"chair_id": None, **changes})

    assert refusal.value.field == field
    assert not models.Meeting.objects.exists()


def test_nobody_is_expected_twice_and_strangers_are_not_members(sitting: Body) -> None:
    one = sitting.ids("白屿")

    with pytest.raises(BadInput, match="一人一票"):
        casework.planned(sitting, member_ids=one * 2, chair_id=None)
    with pytest.raises(BadInput, match="不在干部登记里"):
        casework.planned(sitting, member_ids=[*one, 999_999], chair_id=None)


def test_other_members_bring_other_recusals(sitting: Body) -> None:
    meeting_id = casework.planned(sitting)
    item_id = casework.on_agenda(sitting, meeting_id)

    actions.change_members(
        actor=sitting.clerk, meeting_id=meeting_id, member_ids=sitting.ids("白屿", "程砚秋"), chair_id=None, at=NOW
    )

    assert casework.values_of(item_id) == []
    assert models.Member.objects.filter(meeting_id=meeting_id).count() == 2
    with pytest.raises(errors.EverybodyConflicted):
        actions.change_members(
            actor=sitting.clerk, meeting_id=meeting_id, member_ids=sitting.ids("魏长河"), chair_id=None, at=NOW
        )


def test_a_cancelled_meeting_says_why_and_frees_its_items(sitting: Body) -> None:
    meeting_id = casework.planned(sitting)
    casework.on_agenda(sitting, meeting_id)

    with pytest.raises(BadInput, match="原因"):
        actions.cancel_meeting(actor=sitting.clerk, meeting_id=meeting_id, reason=" ", at=NOW)
    actions.cancel_meeting(actor=sitting.clerk, meeting_id=meeting_id, reason="主要成员出差", at=NOW)

    assert _open_duties(f"casework.meeting:{meeting_id}") == []
    assert casework.on_agenda(sitting, casework.planned(sitting))
    with pytest.raises(errors.NotNow):
        actions.cancel_meeting(actor=sitting.clerk, meeting_id=meeting_id, reason="再取消", at=NOW)


# Agenda and recusal ----------------------------------------------------------------------------------------------


def test_members_with_a_conflict_stand_on_the_sheet_as_recused(sitting: Body) -> None:
    casework.related(sitting.members["白屿"], sitting.cadre)
    casework.leads(sitting.members["陶景行"], sitting.place.township)
    casework.leads(sitting.members["程砚秋"], sitting.place.township, starts="201901", ends="202212")

    earlier = {sitting.members["姜予安"].pk: "核实"}
    item_id = casework.on_agenda(sitting, casework.planned(sitting), earlier=earlier)

    assert {(name, reason) for name, _, reason in casework.values_of(item_id)} == {
        ("姜予安", "在本案中担任过“核实”，一人在一案中只任一职"),
        ("陶景行", "在当事人顾明川的单位任领导职务"),
        ("白屿", "与当事人顾明川有亲属关系"),
        ("魏长河", "参与过所研究的事项（分管本项目）"),
    }


def test_an_inner_department_counts_as_its_organ(sitting: Body) -> None:
    cadre = person(sitting.place.budget_office, "赵会计", managed_by=sitting.place.county)

    item_id = casework.on_agenda(sitting, casework.planned(sitting), party_ids=[cadre.pk], involved={})

    assert casework.values_of(item_id) == [("陶景行", "RECUSED", "与当事人赵会计同在一个单位")]


def test_a_body_of_which_everybody_must_stand_aside_is_shown_the_way_out(sitting: Body) -> None:
    meeting_id = casework.planned(sitting, "魏长河")

    with pytest.raises(errors.EverybodyConflicted, match="提级办理，或者请上级指定管辖"):
        casework.on_agenda(sitting, meeting_id)

    assert not models.AgendaItem.objects.exists()


def test_a_case_waits_for_one_vote_at_a_time(sitting: Body) -> None:
    casework.on_agenda(sitting, casework.planned(sitting))

    with pytest.raises(errors.AlreadyOnAgenda, match="联席会议"):
        casework.on_agenda(sitting, casework.planned(sitting))


def test_an_item_needs_words_to_vote_on_and_a_meeting_that_is_to_come(sitting: Body) -> None:
    meeting_id, _ = casework.held(sitting)

    with pytest.raises(BadInput, match="表决事项"):
        casework.on_agenda(sitting, casework.planned(sitting), proposal=" ")
    with pytest.raises(errors.NotNow, match="另选一次会议"):
        casework.on_agenda(sitting, meeting_id, subject="tolerance.case:8")
    with pytest.raises(NotHere):
        casework.on_agenda(sitting, 999_999)


def test_an_item_comes_off_the_agenda_with_a_reason_until_votes_are_keyed(sitting: Body) -> None:
    meeting_id, item_id = casework.held(sitting)
    with pytest.raises(BadInput, match="为什么"):
        actions.take_off_agenda(actor=sitting.clerk, item_id=item_id, reason="", at=NOW)
    actions.take_off_agenda(actor=sitting.clerk, item_id=item_id, reason="时间不够，没有研究", at=NOW)
    again = casework.on_agenda(sitting, casework.planned(sitting))
    _, keyed = casework.held(sitting, subject="tolerance.case:9")
    actions.key_votes(actor=sitting.clerk, item_id=keyed, votes=casework.votes(sitting), at=NOW)

    assert not models.AgendaItem.objects.filter(meeting_id=meeting_id).exists()
    assert again
    with pytest.raises(errors.NotNow):
        actions.take_off_agenda(actor=sitting.clerk, item_id=keyed, reason="不研究了", at=NOW)


# Attendance and votes --------------------------------------------------------------------------------------------


def test_attendance_is_noted_after_the_meeting_and_can_be_corrected(sitting: Body) -> None:
    meeting_id, _ = casework.held(sitting, "白屿")
    given = {"actor": sitting.clerk, "meeting_id": meeting_id, "held_on": TODAY, "at": NOW}

    actions.record_attendance(**given, present_ids=sitting.ids())

    assert all(models.Member.objects.filter(meeting_id=meeting_id).values_list("is_present", flat=True))
    assert _open_duties(f"casework.meeting:{meeting_id}") == ["casework.meeting.close"]
    with pytest.raises(BadInput, match="不是会议成员"):
        actions.record_attendance(**given, present_ids=[sitting.cadre.pk])
    with pytest.raises(BadInput, match="没有人到会"):
        actions.record_attendance(**given, present_ids=[])
    with pytest.raises(BadInput, match="还没有到"):
        actions.record_attendance(**given | {"held_on": TODAY + timedelta(days=1)}, present_ids=sitting.ids())


def test_attendance_stays_once_votes_are_keyed(sitting: Body) -> None:
    meeting_id, item_id = casework.held(sitting)
    actions.key_votes(actor=sitting.clerk, item_id=item_id, votes=casework.votes(sitting), at=NOW)

    with pytest.raises(errors.NotNow, match="已经登记了表决票"):
        actions.record_attendance(
            actor=sitting.clerk, meeting_id=meeting_id, present_ids=sitting.ids("白屿"), held_on=TODAY, at=NOW
        )


def test_votes_keyed_by_two_people_are_counted(sitting: Body) -> None:
    casework.rules_in_force()
    meeting_id, item_id = casework.held(sitting)
    keyed = casework.votes(sitting, {"白屿": ("AGAINST", "工期没有重新论证。")})
    again = casework.votes(sitting, {"白屿": ("AGAINST", "工期没有重新论证")})

    actions.key_votes(actor=sitting.clerk, item_id=item_id, votes=keyed, at=NOW)
    waiting = _open_duties(f"casework.item:{item_id}")
    count = actions.check_votes(actor=sitting.colleague, item_id=item_id, votes=again, at=NOW)

    assert waiting == ["casework.votes.check"]
    assert _open_duties(f"casework.item:{item_id}") == []
    assert count.is_carried
    assert count.sentence == "应到 6 人，回避 1 人，有表决权 5 人；到会 5 人，同意 4 人，不同意 1 人，通过"
    found = queries.studied_item(item_id)
    assert (found.is_settled, found.tally, found.meeting_id, found.held_on) == (True, count, meeting_id, TODAY)
    assert found.clause
    assert [(vote.name, vote.label, vote.reason) for vote in found.votes[3:]] == [
        ("白屿", "不同意", "工期没有重新论证。"),
        ("程砚秋", "同意", ""),
        ("魏长河", "回避", "参与过所研究的事项（分管本项目）"),
    ]
    assert queries.settled_items(SUBJECT) == [found]
    assert queries.open_items(SUBJECT) == []


def test_a_vote_too_few_came_for_does_not_carry(sitting: Body) -> None:
    casework.rules_in_force()
    _, item_id = casework.held(sitting, "冯敬之", "姜予安")
    keyed = casework.votes(sitting, {"冯敬之": ("ABSENT", ""), "姜予安": ("ABSENT", "")})
    actions.key_votes(actor=sitting.clerk, item_id=item_id, votes=keyed, at=NOW)

    count = actions.check_votes(actor=sitting.colleague, item_id=item_id, votes=keyed, at=NOW)

    assert (count.is_quorate, count.is_carried, count.present) == (False, False, 3)
    assert queries.studied_item(item_id).is_settled


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"白屿": ("AGAINST", " ")}, "白屿的意见是不同意"),
        ({"白屿": ("DEFER", "")}, "白屿的意见是不同意、缓议"),
        ({"白屿": ("RECUSED", "")}, "照票上写明理由"),
        ({"白屿": ("ABSENT", "")}, "白屿到了会"),
        ({"冯敬之": ("AGREE", "")}, "冯敬之没有到会"),
        ({"白屿": ("YES", "")}, "请从所列各项里选"),
        ({"魏长河": ("AGREE", "")}, "应当回避"),
    ],
)
def test_a_sheet_that_cannot_be_is_refused_line_by_line(
    sitting: Body, changes: dict[str, tuple[str, str]], sentence: str
) -> None:
    _, item_id = casework.held(sitting, "冯敬之")

    keyed = casework.votes(sitting, {"冯敬之": ("ABSENT", ""), **changes})

    with pytest.raises(errors.VotesDoNotFit, match=sentence) as refusal:
        actions.key_votes(actor=sitting.clerk, item_id=item_id, votes=keyed, at=NOW)

    assert list(refusal.value.faults) == sitting.ids(*changes)
    assert casework.item_of(item_id).keyed_at is None


def test_every_member_has_one_line_and_nobody_else_has_any(sitting: Body) -> None:
    _, item_id = casework.held(sitting)
    keyed = casework.votes(sitting)

    with pytest.raises(errors.VotesDoNotFit, match="魏长河还没有登记表决"):
        actions.key_votes(actor=sitting.clerk, item_id=item_id, votes=keyed[:-1], at=NOW)
    with pytest.raises(errors.VotesDoNotFit, match="一人有两票"):
        actions.key_votes(actor=sitting.clerk, item_id=item_id, votes=[*keyed, keyed[0]], at=NOW)


def test_a_tie_that_came_to_light_after_the_agenda_was_set_bars_the_vote(sitting: Body) -> None:
    _, item_id = casework.held(sitting)
    keyed = casework.votes(sitting)
    actions.key_votes(actor=sitting.clerk, item_id=item_id, votes=keyed, at=NOW)
    casework.related(sitting.members["白屿"], sitting.cadre)

    with pytest.raises(errors.VotesDoNotFit, match="白屿与当事人顾明川有亲属关系，应当回避"):
        actions.check_votes(actor=sitting.colleague, item_id=item_id, votes=keyed, at=NOW)

    assert casework.item_of(item_id).checked_at is None


def test_the_second_keying_is_by_somebody_else_and_line_by_line_the_same(sitting: Body) -> None:
    _, item_id = casework.held(sitting)
    keyed = casework.votes(sitting, {"白屿": ("DEFER", "等复核意见")})
    other = casework.votes(sitting, {"白屿": ("DEFER", "等审计结论"), "程砚秋": ("AGAINST", "预算超支")})
    with pytest.raises(errors.NotNow, match="还没有第一次登记"):
        actions.check_votes(actor=sitting.colleague, item_id=item_id, votes=keyed, at=NOW)
    actions.key_votes(actor=sitting.clerk, item_id=item_id, votes=keyed, at=NOW)

    with pytest.raises(errors.SameHands):
        actions.check_votes(actor=sitting.clerk, item_id=item_id, votes=keyed, at=NOW)
    with pytest.raises(errors.VotesDiffer) as refusal:
        actions.check_votes(actor=sitting.colleague, item_id=item_id, votes=other, at=NOW)

    lines = list(refusal.value.faults.values())
    assert [line.split("，")[0] for line in lines] == ["白屿的理由和第一次登记不一样", "程砚秋的表决和第一次登记不一样"]
    assert "等复核意见" not in refusal.value.sentence
    assert casework.item_of(item_id).checked_at is None


def test_the_first_clerk_mends_a_slip_before_the_check(sitting: Body) -> None:
    casework.rules_in_force()
    _, item_id = casework.held(sitting)
    right = casework.votes(sitting, {"白屿": ("AGAINST", "预算没有论证")})
    actions.key_votes(actor=sitting.clerk, item_id=item_id, votes=casework.votes(sitting), at=NOW)

    actions.key_votes(actor=sitting.clerk, item_id=item_id, votes=right, at=NOW)
    count = actions.check_votes(actor=sitting.colleague, item_id=item_id, votes=right, at=NOW)

    assert count.against == 1


def test_of_two_who_check_at_once_the_second_finds_the_votes_closed(sitting: Body) -> None:
    _, item_id = casework.settled(sitting)
    third = actor_of("DISCIPLINE_LEADER", sitting.place.county)

    with pytest.raises(errors.AlreadyChecked, match="不能再改"):
        actions.check_votes(actor=third, item_id=item_id, votes=casework.votes(sitting), at=NOW)
    with pytest.raises(errors.AlreadyChecked):
        actions.key_votes(actor=sitting.clerk, item_id=item_id, votes=casework.votes(sitting), at=NOW)


def test_votes_are_keyed_after_attendance(sitting: Body) -> None:
    item_id = casework.on_agenda(sitting, casework.planned(sitting))

    with pytest.raises(errors.NotNow, match="到会情况"):
        actions.key_votes(actor=sitting.clerk, item_id=item_id, votes=casework.votes(sitting), at=NOW)


def test_an_installation_without_rules_of_deliberation_counts_nothing(sitting: Body) -> None:
    _, item_id = casework.held(sitting)
    keyed = casework.votes(sitting)
    actions.key_votes(actor=sitting.clerk, item_id=item_id, votes=keyed, at=NOW)

    with pytest.raises(errors.NoDeliberationRules, match="没有规定"):
        actions.check_votes(actor=sitting.colleague, item_id=item_id, votes=keyed, at=NOW)


# Minutes and booklets --------------------------------------------------------------------------------------------


def test_minutes_close_a_meeting_whose_votes_are_all_checked(sitting: Body) -> None:
    meeting_id, _ = casework.settled(sitting)

    with pytest.raises(BadInput, match="纪要"):
        actions.close_meeting(actor=sitting.clerk, meeting_id=meeting_id, minutes=" ", at=NOW)
    actions.close_meeting(
        actor=sitting.clerk,
        meeting_id=meeting_id,
        minutes="听取核查报告，逐人发表意见。",
        follow_up="送达决定书",
        at=NOW,
    )

    meeting = models.Meeting.objects.get(pk=meeting_id)
    assert (meeting.state, meeting.follow_up) == ("CLOSED", "送达决定书")
    assert _open_duties(f"casework.meeting:{meeting_id}") == []
    with pytest.raises(errors.NotNow):
        actions.close_meeting(actor=sitting.clerk, meeting_id=meeting_id, minutes="再来一遍", at=NOW)


def test_minutes_wait_for_votes_that_are_not_checked(sitting: Body) -> None:
    meeting_id, _ = casework.held(sitting)

    with pytest.raises(errors.ItemsOpen, match="河湾村提灌站改建工期延误"):
        actions.close_meeting(actor=sitting.clerk, meeting_id=meeting_id, minutes="研究了一件", at=NOW)


def test_booklets_are_numbered_and_come_back(sitting: Body) -> None:
    meeting_id = casework.planned(sitting)
    given = {"actor": sitting.clerk, "meeting_id": meeting_id, "at": NOW}

    numbers = actions.hand_out_booklets(**given, holders=["冯敬之", "姜予安"])
    more = actions.hand_out_booklets(**given, holders=["陶景行"])
    left = actions.take_back_booklets(**given, numbers=[1, 3])

    assert (numbers, more, left) == ([1, 2], [3], [2])
    assert "casework.booklets.return" in _open_duties(f"casework.meeting:{meeting_id}")
    with pytest.raises(BadInput, match="份号 3 "):
        actions.take_back_booklets(**given, numbers=[2, 3])
    with pytest.raises(BadInput, match="没有选"):
        actions.take_back_booklets(**given, numbers=[])
    assert actions.take_back_booklets(**given, numbers=[2]) == []
    assert "casework.booklets.return" not in _open_duties(f"casework.meeting:{meeting_id}")


def test_booklets_go_to_named_people_before_a_meeting_ends(sitting: Body) -> None:
    meeting_id = casework.planned(sitting)
    given = {"actor": sitting.clerk, "meeting_id": meeting_id, "at": NOW}

    with pytest.raises(BadInput, match="发给谁"):
        actions.hand_out_booklets(**given, holders=["冯敬之", " "])
    actions.cancel_meeting(**given, reason="改期")
    with pytest.raises(errors.NotNow, match="不再发"):
        actions.hand_out_booklets(**given, holders=["冯敬之"])
