"""A year's assessment from its opening to the close of ballots: each step, and why it may not be taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotAllowed, NotHere, Refusal
from dandang.ledger.duties.models import Duty
from dandang.parts.appraisal.actions import cycles, plans
from dandang.parts.appraisal.models import Cycle, Participant
from dandang.parts.appraisal.queries import cycles as queries
from tests.factories import appraisal, registry

pytestmark = pytest.mark.django_db


def _create(story: appraisal.Story, year: int = 2026, staff_class: str = "CIVIL") -> Cycle:
    return cycles.create_cycle(
        actor=story.org_officer, year=year, staff_class=staff_class, owner_id=story.county.county.pk,
        region=registry.REGION, at=appraisal.DRAWN,
    )  # fmt: skip


def test_a_cycle_covers_its_year_and_hands_out_the_first_duty() -> None:
    story = appraisal.small_county(2, 1)

    cycle = _create(story)

    assert (cycle.title, cycle.starts_on.isoformat(), cycle.ends_on.isoformat()) == (
        "2026 年度公务员考核", "2026-01-01", "2027-01-01",
    )  # fmt: skip
    assert cycle.state == "PREPARING"
    assert Duty.objects.filter(kind="appraisal.prepare", subject=f"appraisal.cycle:{cycle.pk}").count() == 1
    assert Entry.objects.filter(verb="appraisal.cycle.created").count() == 1


def test_a_second_cycle_of_the_year_and_a_year_to_come_are_refused() -> None:
    story = appraisal.small_county(2, 1)
    _create(story)

    with pytest.raises(Refusal, match="已经建立"):
        _create(story)
    with pytest.raises(Refusal, match="还没有开始"):
        _create(story, 2027)
    assert _create(story, 2026, "LEADER").title == "2026 年度县管领导干部考核"
    assert _create(story, 2025).year == 2025


def test_only_the_organisation_department_opens_a_cycle() -> None:
    story = appraisal.small_county(2, 1)

    for actor in (story.finance_officer, story.org_leader):
        with pytest.raises((NotAllowed, NotHere)):
            cycles.create_cycle(
                actor=actor, year=2026, staff_class="CIVIL", owner_id=story.county.county.pk, region=registry.REGION,
                at=appraisal.DRAWN,
            )  # fmt: skip


def test_ballots_open_with_a_plan_for_everybody_and_a_time_to_come() -> None:
    story = appraisal.preparing(staff=2, leaders=1)

    with pytest.raises(Refusal, match="已经过去"):
        cycles.open_ballots(
            actor=story.org_officer, cycle_id=story.cycle.pk, close_at=appraisal.DRAWN, at=appraisal.DRAWN
        )
    cycle = cycles.open_ballots(
        actor=story.org_officer, cycle_id=story.cycle.pk, close_at=appraisal.CLOSES, at=appraisal.DRAWN
    )

    assert cycle.state == "BALLOTING"
    due = Duty.objects.filter(kind="appraisal.ballots", closed_at=None)
    assert {duty.organisation_id for duty in due} == {story.county.finance.pk, story.county.township.pk}
    assert not Duty.objects.filter(kind="appraisal.prepare", closed_at=None).exists()


def test_ballots_wait_for_people_and_for_a_plan_that_fits_them() -> None:
    story = appraisal.preparing(staff=2, leaders=1)
    plan = story.cycle.plans.get()

    plans.remove_plan(actor=story.org_officer, plan_id=plan.pk, at=appraisal.DRAWN)
    with pytest.raises(Refusal, match="还有 4 人没有适用的考核方案（孙办1"):
        cycles.open_ballots(
            actor=story.org_officer, cycle_id=story.cycle.pk, close_at=appraisal.CLOSES, at=appraisal.DRAWN
        )
    Participant.objects.filter(cycle=story.cycle).delete()
    with pytest.raises(Refusal, match="还没有参加考核的人"):
        cycles.open_ballots(
            actor=story.org_officer, cycle_id=story.cycle.pk, close_at=appraisal.CLOSES, at=appraisal.DRAWN
        )
    assert story.reload().cycle.state == "PREPARING"


def test_closing_early_wants_a_reason_and_closing_twice_is_refused() -> None:
    story = appraisal.balloting(staff=2, leaders=1)
    early = appraisal.CLOSES - timedelta(seconds=1)

    with pytest.raises(Refusal, match="提前截止请写明理由"):
        cycles.close_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, at=early)
    cycle = cycles.close_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, reason="票已收齐", at=early)

    assert cycle.state == "CLOSED"
    assert Entry.objects.get(verb="appraisal.cycle.ballots_closed").reason == "票已收齐"
    assert not Duty.objects.filter(kind="appraisal.ballots", closed_at=None).exists()
    with pytest.raises(Refusal, match="测评已截止"):
        cycles.close_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, at=appraisal.CLOSES)


def test_at_the_announced_second_no_reason_is_wanted() -> None:
    story = appraisal.balloting(staff=2, leaders=1)

    cycles.close_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, at=appraisal.CLOSES)

    assert story.reload().cycle.state == "CLOSED"


def test_the_approved_share_may_be_noted_until_the_cycle_is_sealed() -> None:
    story = appraisal.preparing(staff=2, leaders=1)

    cycles.set_approved_share(
        actor=story.org_officer, cycle_id=story.cycle.pk, document=" 青考〔2026〕5号 ", at=appraisal.DRAWN
    )
    assert story.reload().cycle.approved_share_document == "青考〔2026〕5号"
    Cycle.objects.update(state="SEALED", sealed_at=datetime(2027, 1, 20, tzinfo=UTC))

    with pytest.raises(Refusal, match="不能再改优秀比例"):
        cycles.set_approved_share(
            actor=story.org_officer, cycle_id=story.cycle.pk, document="", at=appraisal.DRAWN
        )  # fmt: skip


def test_another_county_does_not_see_the_cycle() -> None:
    story = appraisal.preparing(staff=2, leaders=1)
    elsewhere = registry.organisation(story.county.city, "邻水县")
    stranger = registry.actor_of("ORG_OFFICER", elsewhere)

    with pytest.raises(NotHere):
        queries.get_cycle(stranger, story.cycle.pk)
    with pytest.raises(NotHere):
        cycles.close_ballots(actor=stranger, cycle_id=story.cycle.pk, at=appraisal.CLOSES)
    assert list(queries.cycles_for(stranger)) == []
