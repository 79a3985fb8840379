"""Correction until it is accepted, or until an organ finds it poorly done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.ledger.duties import actions as duties
from dandang.ledger.duties.models import Duty
from dandang.ledger.matters.models import Accountability
from dandang.ledger.notices.models import Notice
from dandang.parts.tolerance import errors
from dandang.parts.tolerance.actions import correction
from dandang.parts.tolerance.models import Measure, Referral, Visit
from dandang.parts.tolerance.queries import correcting
from dandang.registry.access.queries import system_actor
from tests.factories import matters
from tests.factories import tolerance_ready as made
from tests.factories.registry import NOW, TODAY, actor_of, person

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=70)  # 2027-01-30, after the measure's day
REASONS = {"reasons": "两次提醒以后仍没有补办手续，也没有修订办法", "clause": "安徽 第12点"}


def _measure() -> Measure:
    return Measure.objects.get()


def _reported(story: made.Story) -> Measure:
    correction.report_measure(
        actor=story.himself, measure_id=_measure().pk, report="手续已补办，办法已修订印发", reported_on=TODAY, at=NOW
    )
    return _measure()


def _referral_item(story: made.Story, *, ground: str = "POORLY_DONE") -> int:
    day = LATER.date()
    meeting = made.meeting_of(story, story.members, day=day, at=LATER)
    item = correction.submit_referral_to_meeting(
        actor=story.handler, case_id=story.case.pk, meeting_id=meeting, ground=ground, at=LATER
    )
    made.vote(story, meeting, item, story.members, day=day, at=LATER)
    return item


def test_a_measure_is_reported_accepted_and_the_case_closed_with_a_return_visit() -> None:
    story = made.served()
    measure = _reported(story)
    assert measure.state == "REPORTED"
    assert Duty.objects.still_open().filter(kind="tolerance.accept_measure").exists()

    correction.accept_measure(actor=story.handler, measure_id=measure.pk, note="现场看过，手续齐全", at=NOW)
    correction.close_case(actor=story.handler, case_id=story.case.pk, at=NOW)

    assert story.reload().state == "CLOSED"
    assert not Duty.objects.still_open().filter(kind__in=["tolerance.correct", "tolerance.accept_measure"]).exists()
    assert Duty.objects.still_open().get(kind="tolerance.visit").subject == f"tolerance.case:{story.case.pk}"
    correction.record_visit(
        actor=story.handler, case_id=story.case.pk, kind="RETURN", visited_on=TODAY, visitors="周文澜",
        note="情绪稳定，工作正常", at=NOW,
    )  # fmt: skip
    assert Visit.objects.get().kind == "RETURN"
    assert not Duty.objects.still_open().filter(kind="tolerance.visit").exists()


def test_what_is_not_accepted_goes_back_to_its_owner_and_keeps_the_case_open() -> None:
    story = made.served()
    measure = _reported(story)

    correction.refuse_measure(actor=story.handler, measure_id=measure.pk, note="办法没有盖章", at=NOW)

    assert _measure().state == "NOT_ACCEPTED"
    assert Duty.objects.still_open().filter(kind="tolerance.correct").exists()
    with pytest.raises(errors.NotYet, match="第 1 项整改还没有验收"):
        correction.close_case(actor=story.handler, case_id=story.case.pk, at=NOW)


def test_nobody_accepts_his_own_work() -> None:
    story = made.ready()
    owner = person(story.place.discipline, "自办人")
    mine = made.MeasureInput("修订办法", "自办人", date(2027, 1, 15), owner.pk)
    made.served(story, measures=[mine])
    measure = _reported(story)
    himself = actor_of("DISCIPLINE_OFFICER", story.place.county, who=owner)

    with pytest.raises(errors.Conflicted, match="不能由您验收"):
        correction.accept_measure(actor=himself, measure_id=measure.pk, note="很好", at=NOW)


@pytest.mark.parametrize(("due_on", "reason"), [(date(2027, 1, 15), "等审批"), (date(2027, 2, 15), " ")])
def test_an_extension_needs_a_later_day_and_a_cause(due_on: date, reason: str) -> None:
    story = made.served()

    with pytest.raises(BadInput):
        correction.extend_measure(actor=story.handler, measure_id=_measure().pk, due_on=due_on, reason=reason, at=NOW)
    assert _measure().extended_from is None


def test_an_extension_keeps_the_first_day_the_cause_and_the_clause() -> None:
    story = made.served()

    correction.extend_measure(
        actor=story.handler, measure_id=_measure().pk, due_on=date(2027, 2, 15), reason="等上级批复",
        clause="安徽 第12点", at=NOW,
    )  # fmt: skip

    measure = _measure()
    assert (measure.extended_from, measure.due_on) == (date(2027, 1, 15), date(2027, 2, 15))
    assert measure.extension_reason == "等上级批复〔安徽 第12点〕"
    assert Duty.objects.still_open().get(kind="tolerance.correct").due_on == date(2027, 2, 15)


def test_a_clause_that_is_not_in_force_extends_nothing() -> None:
    story = made.served()

    with pytest.raises(errors.ClauseNotInForce):
        correction.extend_measure(
            actor=story.handler, measure_id=_measure().pk, due_on=date(2027, 2, 15), reason="等批复",
            clause="安徽 第99点", at=NOW,
        )  # fmt: skip


def test_an_overdue_measure_is_reported_to_leaders_and_stands_on_the_board_but_refers_nobody() -> None:
    story = made.served()
    unit_officer = actor_of("UNIT_OFFICER", story.place.township)
    on = LATER.date()
    assert not correcting.overdue(story.handler, on=TODAY).rows

    duties.remind_and_escalate(actor=system_actor(), on=on, at=LATER)

    rows = correcting.overdue(story.handler, on=on).rows
    assert [(row.measure.pk, row.days_late) for row in rows] == [(_measure().pk, 15)]
    assert Notice.objects.filter(account_id=unit_officer.account_id, title__startswith="已逾期").exists()
    assert story.reload().state == "CORRECTING"
    assert not Accountability.objects.exists()
    assert correcting.overdue(story.himself, on=on).rows == []


def test_only_an_organs_reasoned_finding_with_the_persons_words_refers() -> None:
    story = made.served()
    item = _referral_item(story)
    given = {"actor": story.handler, "case_id": story.case.pk, "ground": "POORLY_DONE", "item_id": item, "at": LATER}

    with pytest.raises(BadInput, match="本人怎样说明"):
        correction.refer(**given, **REASONS, person_said="")  # type: ignore[arg-type]
    with pytest.raises(errors.ClauseNotInForce):
        correction.refer(**given, reasons=REASONS["reasons"], clause="安徽 第99点", person_said="人手不够")  # type: ignore[arg-type]
    with pytest.raises(errors.WrongState, match="会议表决的是"):
        correction.refer(**(given | {"ground": "REFUSED"}), **REASONS, person_said="人手不够")  # type: ignore[arg-type]
    number = correction.refer(**given, **REASONS, person_said="镇里人手不够，没有来得及")  # type: ignore[arg-type]

    assert story.reload().state == "REFERRED"
    referral = Referral.objects.get()
    assert referral.accountability_id == number
    opened = Accountability.objects.get()
    assert opened.person_id == story.cadre.pk
    assert opened.consideration == ""
    assert not Duty.objects.still_open().filter(kind="tolerance.correct").exists()


def test_a_referral_joins_the_accountability_that_is_open_already() -> None:
    story = made.served()
    open_one = matters.accountability(story.handler, story.case.matter, story.cadre, story.place.discipline)
    item = _referral_item(story)

    number = correction.refer(
        actor=story.handler, case_id=story.case.pk, ground="POORLY_DONE", item_id=item, person_said="没有来得及",
        at=LATER, **REASONS,
    )  # fmt: skip

    assert number == open_one.pk
    assert Accountability.objects.count() == 1


def test_the_vote_on_the_case_itself_refers_nobody() -> None:
    story = made.served()
    item = story.case.decision.item_id

    with pytest.raises(NotHere):
        correction.refer(
            actor=story.handler, case_id=story.case.pk, ground="REFUSED", item_id=item, person_said="没有", at=LATER,
            **REASONS,
        )  # fmt: skip


def test_accepted_correction_cannot_be_referred() -> None:
    story = made.served()
    correction.accept_measure(actor=story.handler, measure_id=_reported(story).pk, note="齐全", at=NOW)
    meeting = made.meeting_of(story, story.members)

    with pytest.raises(errors.NotYet, match="全部验收"):
        correction.submit_referral_to_meeting(
            actor=story.handler, case_id=story.case.pk, meeting_id=meeting, ground="REFUSED", at=NOW
        )


def test_strangers_report_nothing() -> None:
    story = made.served()
    stranger = actor_of("CADRE", who=person(story.place.finance))

    with pytest.raises(NotHere):
        correction.report_measure(actor=stranger, measure_id=_measure().pk, report="办好了", reported_on=TODAY, at=NOW)
    assert story.case.state == "CORRECTING"
