"""The reporter is heard first, also one whom nobody knows: through the receipt, on paper, by waiver, waiting (S3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.ledger.papers.models import Paper
from dandang.parts.protection import errors
from dandang.parts.protection.actions import accusation_hearings as actions
from dandang.parts.protection.models import AccusationHearing, Question
from dandang.parts.protection.records import AccusationPointInput
from tests.factories import accusations as made
from tests.factories import protection

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW, TODAY, AFTER = made.NOW, made.TODAY, made.AFTER


@pytest.fixture
def unknown() -> made.Story:
    """An anonymous report with a receipt."""
    return made.story(is_signed=False).investigated()


@pytest.fixture
def signed() -> made.Story:
    """A signed letter without a receipt."""
    return made.story(has_receipt=False).investigated()


def silence(story: made.Story, **given: object) -> None:
    values: dict[str, object] = {
        "actor": story.scene.handler, "accusation_id": story.accusation_id, "at": AFTER,
        "note": "告知以后十天，查询页没有新的来信，逐日看过，没有说明。",
    }  # fmt: skip
    actions.note_silence(**(values | given))  # type: ignore[arg-type]


def test_told_through_the_receipt_said_answered_closed(unknown: made.Story) -> None:
    unknown.invite()
    told = Question.objects.get(report=unknown.report, is_from_reporter=False)
    said = unknown.reply()
    for number in (1, 2):
        unknown.take(number, said)
        unknown.answer(number)
    unknown.close()

    assert unknown.row.state == "READY"
    assert "1. 所附验收单是伪造的" in told.text
    assert "我们不追查您是谁" in told.text
    assert unknown.point().statement == said.text
    assert (unknown.hearing.held_on, unknown.hearing.closed_by) == (TODAY, "周文澜")
    assert "不采纳" in Question.objects.filter(is_from_reporter=False).latest("id").text


def test_a_signed_letter_is_heard_on_paper_with_its_scan(signed: made.Story) -> None:
    signed.invite()
    with pytest.raises(errors.NotYet, match="签字笔录"):
        signed.key(1)
    signed.record()
    for number in (1, 2):
        signed.key(number)
        signed.answer(number)
    with pytest.raises(errors.NotYet, match="听取意见通知书还没有送达"):
        signed.close()
    signed.serve("accusation_hearing")
    signed.close()

    assert signed.row.state == "READY"
    assert signed.hearing.record_digest
    assert not Paper.objects.get().person_id
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("points", "named"),
    [
        ((), "一点一条"),
        ((AccusationPointInput("FABRICATION", " "),), "一点一条"),
        ((AccusationPointInput("FABRICATION", "验收单是伪造的"),), "陷害故意"),
        ((AccusationPointInput("INTENT", "说过要让他落选"), AccusationPointInput("OTHER", "另一点")), "捏造"),
        ((AccusationPointInput("MOTIVE", "别的"),), "请选这一点"),
    ],
)
def test_every_notice_asks_about_both(
    unknown: made.Story, points: tuple[AccusationPointInput, ...], named: str
) -> None:
    with pytest.raises((BadInput, errors.NotYet), match=named):
        unknown.invite(points=points)

    assert not AccusationHearing.objects.exists()


@pytest.mark.parametrize(
    ("notice", "reply", "field"), [(1, 10, "notice_on"), (0, 0, "reply_by"), (-1, 10, "notice_on")]
)
def test_days_of_a_notice_that_cannot_be(unknown: made.Story, notice: int, reply: int, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        unknown.invite(notice_on=TODAY + timedelta(days=notice), reply_by=TODAY + timedelta(days=reply))

    assert refused.value.field == field


def test_an_anonymous_reporter_is_not_traced_for_a_notice(unknown: made.Story) -> None:
    with pytest.raises(errors.NotYet, match="不追查是谁"):
        unknown.invite(told="PAPER")


def test_an_anonymous_letter_without_receipt_can_not_be_heard_and_so_not_be_found() -> None:
    story = made.story(is_signed=False, has_receipt=False).investigated()

    for told in ("PAPER", "RECEIPT"):
        with pytest.raises(errors.NotYet, match="不能认定诬告"):
            story.invite(told=told)


def test_words_are_taken_only_from_what_this_reporter_wrote_since_the_notice(unknown: made.Story) -> None:
    earlier = unknown.reply("早先写的", written_on=TODAY - timedelta(days=1))
    unknown.invite()
    own = Question.objects.get(is_from_reporter=False)
    stranger = unknown.reply("别人的话", report=protection.report(unknown.scene))

    for line in (earlier, own, stranger):
        with pytest.raises(BadInput) as refused:
            unknown.take(1, line)
        assert refused.value.field == "question_id"


def test_nothing_is_answered_before_the_reporter_spoke_while_days_remain(unknown: made.Story) -> None:
    unknown.invite()

    with pytest.raises(errors.NotYet, match="还没有说明"):
        unknown.answer(1)
    unknown.answer(1, at=AFTER)

    assert unknown.point().answer_side == "NOT_ACCEPTED"


def test_silence_is_waited_for_and_written_down_with_what_the_rule_says(unknown: made.Story) -> None:
    unknown.invite()
    with pytest.raises(errors.NotYet, match="还没有过"):
        silence(unknown, at=NOW)
    for number in (1, 2):
        unknown.answer(number, at=AFTER)
    with pytest.raises(errors.NotYet, match="反映人还没有说明"):
        unknown.close(at=AFTER)

    silence(unknown)
    unknown.close(at=AFTER)

    assert unknown.row.state == "READY"
    assert "未规定" in unknown.hearing.note
    assert unknown.hearing.held_on == made.LATER


def test_nobody_who_answered_or_is_known_counts_as_silent(unknown: made.Story) -> None:
    unknown.invite()
    unknown.reply()

    with pytest.raises(errors.WrongState, match="查询页写了话"):
        silence(unknown)


def test_somebody_known_is_asked_in_person(signed: made.Story) -> None:
    signed.invite()

    with pytest.raises(errors.WrongState, match="当面或者书面"):
        silence(signed)


def test_a_waiver_is_in_writing(signed: made.Story) -> None:
    signed.invite()
    act = {"actor": signed.scene.handler, "accusation_id": signed.accusation_id, "waived_on": TODAY, "at": NOW}
    with pytest.raises(errors.MissingReason, match="签字的原件"):
        actions.waive_accusation_hearing(**act)  # type: ignore[arg-type]

    actions.waive_accusation_hearing(**act, scan=made.picture())  # type: ignore[arg-type]
    for number in (1, 2):
        signed.answer(number)
    signed.serve("accusation_hearing")
    signed.close()

    assert signed.row.state == "READY"
    assert signed.hearing.waived_on == TODAY


def test_a_waiver_through_the_receipt_is_the_reporters_own_line(unknown: made.Story) -> None:
    unknown.invite()
    act = {"actor": unknown.scene.handler, "accusation_id": unknown.accusation_id, "waived_on": TODAY, "at": NOW}
    with pytest.raises(errors.MissingReason, match="没有回话的，不算放弃"):
        actions.waive_accusation_hearing(**act)  # type: ignore[arg-type]

    line = unknown.reply("我放弃说明。")
    actions.waive_accusation_hearing(**act, question_id=line.pk)  # type: ignore[arg-type]

    assert unknown.hearing.note == "我放弃说明。"


def test_a_point_still_to_be_verified_keeps_the_hearing_open(unknown: made.Story) -> None:
    unknown.invite()
    said = unknown.reply()
    for number, side in ((1, "ACCEPTED"), (2, "TO_VERIFY")):
        unknown.take(number, said)
        unknown.answer(number, side)

    with pytest.raises(errors.NotYet, match="第 2 点还没有答复，或者待核"):
        unknown.close()


@pytest.mark.parametrize("who", ["leader", "investigator", "person", "org_officer", "kin_actor"])
def test_only_the_office_hears(unknown: made.Story, who: str) -> None:
    with pytest.raises((NotHere, errors.Conflicted)):
        unknown.invite(actor=getattr(unknown.scene, who))


def test_its_own_investigators_do_not_hear(unknown: made.Story) -> None:
    with pytest.raises(NotHere):
        unknown.invite(actor=unknown.verifier)
