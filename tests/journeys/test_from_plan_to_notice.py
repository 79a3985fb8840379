"""A year's assessment of a small county, from the plan to the signed notice, told by actions only."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dandang.foundation.audit.models import Entry
from dandang.ledger.duties import queries as duties
from dandang.parts.appraisal.actions import (
    ballots,
    cycles,
    grades,
    notices,
    participants,
    plans,
    publicity,
    sealing,
)
from dandang.parts.appraisal.models import Participant, ResultNotice
from dandang.parts.appraisal.queries import grades as grade_queries
from dandang.parts.appraisal.records import VoteInput
from dandang.registry.access.records import Actor
from dandang.registry.people.models import AnnualResult
from tests.factories import appraisal, registry

pytestmark = pytest.mark.django_db


def _at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 2, 0, tzinfo=UTC)


def test_from_the_plan_to_the_signed_notice() -> None:
    story = appraisal.small_county()
    county, officer = story.county, story.org_officer
    finance_officer, township_officer = story.finance_officer, story.township_officer
    secretaries = {
        unit.pk: registry.actor_of("COMMITTEE_SECRETARY", unit) for unit in (county.finance, county.township)
    }

    # The department prepares: plan, people, and a person's own words.
    story.cycle = cycles.create_cycle(
        actor=officer, year=2026, staff_class="CIVIL", owner_id=county.county.pk, region=registry.REGION, at=_at(11, 2)
    )
    plans.add_plan(
        actor=officer,
        cycle_id=story.cycle.pk,
        title="一般干部",
        post_class={},
        body=dict(appraisal.PLAN),
        at=_at(11, 2),
    )
    participants.draw_participants(actor=officer, cycle_id=story.cycle.pk, at=_at(11, 3))
    first = story.participants()[0]
    person = appraisal.as_person(story, first.person)
    notices.write_summary(actor=person, participant_id=first.pk, summary="办结诉求 57 件。", at=_at(11, 4))

    # Each unit runs its ballots; the department closes and scores.
    cycles.open_ballots(actor=officer, cycle_id=story.cycle.pk, close_at=appraisal.CLOSES, at=_at(11, 9))
    for worker, unit in ((finance_officer, story.finance), (township_officer, story.township)):
        assert _kinds(worker) == {"appraisal.ballots"}
        ballots.draw_rolls(actor=worker, unit_id=unit.pk, outside={"服务对象": 6}, at=_at(11, 9))
    appraisal.cast(story)
    cycles.close_ballots(actor=officer, cycle_id=story.cycle.pk, at=appraisal.CLOSES)
    appraisal.import_other_parts(story)
    assert appraisal.score(story).state == "DONE"

    # People grade, publicise, decide and tell.
    for worker, unit in ((finance_officer, story.finance), (township_officer, story.township)):
        assert _kinds(worker) == {"appraisal.grade"}
        _propose(worker, unit.pk)
        assert _kinds(worker) == {"appraisal.publicity"}
        publicity.publicise(actor=worker, unit_id=unit.pk, starts_on=date(2026, 12, 14), at=_at(12, 14))
        secretary = secretaries[unit.organisation_id]
        assert _kinds(secretary) == {"appraisal.seal"}
        sealing.seal(
            actor=secretary, unit_id=unit.pk, body_name="考核委员会", held_on=date(2026, 12, 21), chair="书记",
            recorder="秘书", votes=[VoteInput("书记", "AGREE"), VoteInput("镇长", "AGREE")], at=_at(12, 21),
        )  # fmt: skip
        assert _kinds(worker) == {"appraisal.notice"}
        notices.serve_unit(actor=worker, unit_id=unit.pk, number_prefix="青考〔2026〕", at=_at(12, 22))
        assert _kinds(worker) == set()

    # The person reads and signs; the year stands in the file.
    assert _kinds(person) == {"appraisal.acknowledge"}
    notices.acknowledge(actor=person, participant_id=first.pk, agrees=True, opinion="", at=_at(12, 23))
    assert _kinds(person) == set()
    assert story.reload().cycle.state == "SEALED"
    results = AnnualResult.objects.filter(year=2026)
    assert results.count() == Participant.objects.filter(cycle=story.cycle).count() == 12
    assert results.get(person=first.person).grade == "优秀"
    assert results.filter(grade="优秀").count() <= 12 * 20 // 100
    assert ResultNotice.objects.filter(acknowledged_on=None).count() == 11
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {
        "appraisal.cycle.created", "appraisal.plan.added", "appraisal.participants.drawn",
        "appraisal.cycle.ballots_opened", "appraisal.roll.drawn", "appraisal.cycle.ballots_closed",
        "appraisal.run.finished", "appraisal.unit.proposed", "appraisal.unit.publicised", "appraisal.unit.sealed",
        "appraisal.cycle.sealed", "appraisal.notice.served", "appraisal.notice.acknowledged",
    } <= verbs  # fmt: skip


def _propose(worker: Actor, unit_id: int) -> None:
    """Follow the machine's candidates one by one, then everybody else at once."""
    for row in grade_queries.workspace(worker, unit_id).rows:
        if row.result is not None and row.result.grade_state == "candidate":
            grades.propose_grade(
                actor=worker, participant_id=row.participant.pk, grade="优秀", reason="", at=_at(12, 14)
            )
        elif row.is_tie:
            grades.propose_grade(
                actor=worker, participant_id=row.participant.pk, grade="称职", reason="同分，经研究", at=_at(12, 14)
            )
    grades.propose_the_rest(actor=worker, unit_id=unit_id, grade="称职", at=_at(12, 14))
    grades.send_up(actor=worker, unit_id=unit_id, at=_at(12, 14))


def _kinds(actor: Actor) -> set[str]:
    """What the actor has to do in the assessment."""
    groups = duties.duties_for(actor, date(2026, 12, 23))
    found = [*groups.late, *groups.this_week, *groups.later]
    return {duty.kind for duty in found if duty.kind.startswith("appraisal.")}
