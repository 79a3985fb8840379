"""A second look: on which day, by whom, never heavier when asked for, and what an overturn takes back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.ledger.duties.models import Duty
from dandang.ledger.effects import actions as effects
from dandang.ledger.effects.models import Effect
from dandang.parts.tolerance import errors
from dandang.parts.tolerance.actions import decisions, reviews
from dandang.parts.tolerance.models import Assignment, Decision, Review, Statement
from dandang.parts.tolerance.queries import cases, outcomes
from dandang.parts.tolerance.records import Upload
from tests.factories import tolerance_ready as made
from tests.factories.casework import related
from tests.factories.registry import NOW, TODAY, actor_of, person

pytestmark = pytest.mark.django_db
GROUNDS = "程序方法一项没有考虑我当时的口头报告，请重新认定"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 2, 0, tzinfo=UTC)


def _asked(story: made.Story, day: date = made.REVIEW_DAY, **more: object) -> int:
    given = {"actor": story.himself, "case_id": story.case.pk, "grounds": GROUNDS, "requested_on": day, "at": _at(day)}
    return reviews.request_review(**(given | more))  # type: ignore[arg-type]


def _against() -> made.Story:
    """A case that was not tolerated, after a hearing; served today."""
    story = made.ready(facts={**made.TOLERABLE, "nature.breach": True}, is_heard=True, sides={"NATURE": "AGAINST"})
    return made.served(story, "NOT_TOLERATED", measures=[], correction="")


@pytest.mark.parametrize("day", [date(2026, 12, 21), date(2026, 12, 31)])
def test_where_no_period_is_set_any_day_is_in_time_and_the_page_says_so(day: date) -> None:
    review = Review.objects.get(pk=_asked(_against(), day))

    assert (review.last_day, review.due_on) == (None, None)
    assert review.state == "REQUESTED"


def test_personnel_handling_has_thirty_days_to_ask_and_thirty_to_decide() -> None:
    """公务员法 95, 96. Served on 2026-11-21: day 30 is Monday 2026-12-21, day 31 too late (DP13)."""
    story = _against()

    with pytest.raises(errors.TooLate, match="2026-12-21.*正当理由") as late:
        _asked(story, date(2026, 12, 22), about_handling=True)
    review = Review.objects.get(pk=_asked(story, date(2026, 12, 21), about_handling=True))

    assert late.value.clause == "公务员法 第95条"
    assert review.last_day == date(2026, 12, 21)
    assert review.due_on == date(2027, 1, 20)
    assert Duty.objects.still_open().get(kind="tolerance.review").due_on == date(2027, 1, 20)


def test_a_last_day_on_a_holiday_moves_to_the_next_working_day() -> None:
    """Served on 2026-11-20: day 30 is Sunday 2026-12-20, so that Monday is still in time. Basis: 民法典 203."""
    story = _against()
    Decision.objects.update(served_on=date(2026, 11, 20))

    review = Review.objects.get(pk=_asked(story, date(2026, 12, 21), about_handling=True))

    assert review.last_day == date(2026, 12, 21)


def test_a_request_on_paper_is_keyed_with_its_scan() -> None:
    story = _against()

    with pytest.raises(BadInput, match="扫描件"):
        _asked(story, actor=story.handler)
    _asked(story, actor=story.handler, scan=Upload("申请书.png", PNG))

    statement = Statement.objects.get()
    assert statement.way == "PAPER"
    assert statement.scan_digest
    assert GROUNDS in statement.text


def test_nobody_with_a_part_in_the_case_runs_or_makes_its_review() -> None:
    story = _against()
    pk = _asked(story)
    for part in (story.investigators[0], story.members[0]):
        officer = actor_of("DISCIPLINE_OFFICER", story.place.county, who=part)
        with pytest.raises(NotHere):
            reviews.accept_review(actor=officer, review_id=pk, at=made.REVIEWED)
    office = made.reviewer(story)
    reviews.accept_review(actor=office, review_id=pk, at=made.REVIEWED)

    with pytest.raises(errors.Conflicted, match="会员1.*研究"):
        reviews.assign_reviewers(
            actor=office, review_id=pk, person_ids=[story.members[0].pk, story.reviewers[0].pk], at=made.REVIEWED
        )
    related(story.reviewers[0], story.cadre, "兄弟")
    with pytest.raises(errors.Conflicted, match="亲属"):
        reviews.assign_reviewers(
            actor=office, review_id=pk, person_ids=[one.pk for one in story.reviewers], at=made.REVIEWED
        )
    assert not Assignment.objects.filter(part="REVIEWER").exists()


def test_deciders_of_the_first_instance_stand_aside_at_the_review_meeting() -> None:
    story = made.served()
    office, review = made.ordered(story)
    story.reviewers = [*story.reviewers, story.members[0]]

    made.review_decided(story, office, review.pk, "UPHELD")

    parts = dict(Assignment.objects.filter(case=story.case).values_list("person_id", "part"))
    assert parts[story.members[0].pk] == "DECIDER"
    assert [parts[one.pk] for one in story.reviewers[:3]] == ["REVIEWER"] * 3


def test_a_review_the_person_asked_for_never_ends_heavier() -> None:
    story = made.served()
    pk = _asked(story)
    office = made.reviewer(story)
    reviews.accept_review(actor=office, review_id=pk, at=made.REVIEWED)
    made.prepared(story, office, pk)
    meeting = made.meeting_of(story, story.reviewers, day=made.REVIEW_DAY, at=made.REVIEWED)
    given = {"actor": office, "review_id": pk, "meeting_id": meeting, "at": made.REVIEWED}

    for result, outcome in (("MENDED", "LIGHTER"), ("MENDED", "NOT_TOLERATED"), ("OVERTURNED", "")):
        with pytest.raises(errors.Heavier, match="不能比原来更重"):
            reviews.submit_review_to_meeting(**given, result=result, outcome=outcome)  # type: ignore[arg-type]


def test_a_milder_outcome_writes_its_effects_and_changes_nothing_of_the_first_decision() -> None:
    story = _against()
    pk = _asked(story)
    office = made.reviewer(story)
    reviews.accept_review(actor=office, review_id=pk, at=made.REVIEWED)
    made.prepared(story, office, pk)

    review = made.review_decided(story, office, pk, "MENDED", "EXEMPT")

    decision = Decision.objects.get()
    assert (decision.outcome, decision.overturned_at) == ("NOT_TOLERATED", None)
    assert (review.outcome, review.outcome_label, review.looked_again) == ("EXEMPT", "免责", [])
    assert outcomes.standing_of(decision).outcome == "EXEMPT"
    written = decision.written_effects.get()
    assert written.restored_by_review_id == pk
    assert written.effect.revoked_at is None


def test_an_ordered_overturn_takes_back_the_shield_and_lists_what_leaned_on_it() -> None:
    story = made.served()
    shield = Effect.objects.get()
    effects.note_use(actor=story.handler, effect_id=shield.pk, used_by="appraisal.participant:3", at=NOW)
    office, review = made.ordered(story)

    review = made.review_decided(story, office, review.pk, "OVERTURNED")

    shield.refresh_from_db()
    assert shield.revoked_at is not None
    assert review.looked_again == ["appraisal.participant:3"]
    assert Duty.objects.still_open().get(kind="effects.look_again").subject == "appraisal.participant:3"
    decision = Decision.objects.get()
    assert decision.overturned_at is not None
    assert outcomes.standing_of(decision).is_overturned
    assert not Duty.objects.still_open().filter(kind="tolerance.review").exists()
    with pytest.raises(errors.WrongState, match="上一级机关申诉"):
        _asked(story)


def test_an_ordered_change_needs_the_persons_words() -> None:
    story = made.served()
    pk = reviews.order_review(
        actor=story.leader, case_id=story.case.pk, organ_id=story.place.discipline.pk, grounds="发现新的证据",
        at=made.REVIEWED,
    )  # fmt: skip
    office = made.reviewer(story)
    reviews.assign_reviewers(
        actor=office, review_id=pk, person_ids=[one.pk for one in story.reviewers], at=made.REVIEWED
    )
    meeting = made.meeting_of(story, story.reviewers, day=made.REVIEW_DAY, at=made.REVIEWED)

    with pytest.raises(errors.NotYet, match="听取本人"):
        reviews.submit_review_to_meeting(
            actor=office, review_id=pk, meeting_id=meeting, result="OVERTURNED", at=made.REVIEWED
        )


def test_only_what_the_review_meeting_voted_on_is_decided() -> None:
    story = made.served()
    office, review = made.ordered(story)
    item = made.review_voted(story, office, review.pk, "UPHELD")

    with pytest.raises(errors.WrongState, match="会议表决的是"):
        reviews.decide_review(
            actor=office, review_id=review.pk, item_id=item, result="OVERTURNED", at=made.REVIEWED,
            reasons="新查明的资金往来说明原认定的事实不成立，应当撤销",
            answer="资金往来凭证显示本人签字确认，不知情的说法不成立",
        )  # fmt: skip
    assert Effect.objects.get().revoked_at is None


def test_one_review_at_a_time_and_one_request_in_all() -> None:
    story = _against()
    pk = _asked(story)

    with pytest.raises(errors.WrongState, match="正在复查"):
        _asked(story)
    with pytest.raises(errors.WrongState, match="正在复查"):
        reviews.order_review(
            actor=story.leader, case_id=story.case.pk, organ_id=story.place.discipline.pk, grounds="新情况",
            at=made.REVIEWED,
        )  # fmt: skip
    office = made.reviewer(story)
    reviews.accept_review(actor=office, review_id=pk, at=made.REVIEWED)
    made.prepared(story, office, pk)
    made.review_decided(story, office, pk, "UPHELD")
    with pytest.raises(errors.WrongState, match="向上一级机关申诉"):
        _asked(story)


def test_a_request_may_be_withdrawn_by_the_person_and_asked_again() -> None:
    story = _against()
    pk = _asked(story)

    reviews.withdraw_review(actor=story.himself, review_id=pk, reason="想再补材料", at=made.REVIEWED)

    assert Review.objects.get(pk=pk).state == "WITHDRAWN"
    assert _asked(story) != pk


def test_before_service_there_is_nothing_to_review() -> None:
    story = made.decided()

    with pytest.raises(errors.WrongState):
        _asked(story)
    decisions.note_service(actor=story.handler, case_id=story.case.pk, served_on=TODAY, at=NOW)
    with pytest.raises(NotHere):
        _asked(story, actor=actor_of("CADRE", who=person(story.place.finance)))


@pytest.mark.parametrize(
    ("result", "outcome", "said"), [("OVERTURNED", "", "复查已撤销"), ("MENDED", "LIGHTER", "（复查变更）")]
)
def test_the_list_shows_what_holds_after_a_review(result: str, outcome: str, said: str) -> None:
    story = made.served()
    office, review = made.ordered(story)
    made.review_decided(story, office, review.pk, result, outcome)

    row = cases.case_page(story.handler, cases.CaseFilter(), on=made.REVIEW_DAY).rows[0]

    assert said in row.outcome
