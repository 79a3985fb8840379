"""Sealing: a committee fixes a unit's grades by vote, and the results enter the files. No grade without it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.registry.access.records import Actor
from dandang.registry.people import actions as people

from ..models import CycleUnit, Participant, SealingMeeting, SealingVote
from ..queries import grades as grade_queries
from ..queries import sealing as queries
from ..records import VoteInput
from ..states import CycleState
from .cycles import locked_unit
from .grades import move_unit
from .unit_duties import close_step, open_step

UNGRADED = "不定等次"  # the word of code table ZB18 for a year without a grade


@transaction.atomic
def seal(
    *,
    actor: Actor,
    unit_id: int,
    body_name: str,
    held_on: date,
    chair: str,
    recorder: str,
    votes: Sequence[VoteInput],
    place: str = "",
    minutes: str = "",
    at: datetime,
) -> SealingMeeting:
    """This function will fix a unit's grades as the committee voted, write them into the files and open the notices.

    Refuses before 公示 has run its last day, a meeting held before it, a vote that did not carry, a member who is
    assessed on the list and did not recuse, and proposals that have come to lack something since.
    Basis: 公务员法 37 (机关负责人或者授权的考核委员会确定等次); 公务员考核规定 (公示).
    """
    unit = locked_unit(actor, unit_id, "appraisal.seal")
    count = queries.carried_vote(unit, held_on=held_on, votes=votes, at=at)
    move_unit(unit, "seal" if unit.state == "PUBLICISED" else "seal_without_excellent")
    unit.sealed_at = at
    unit.save()
    meeting = _meeting(actor, unit, body_name, held_on, chair, recorder, votes, place, minutes, at)
    _settle(actor, unit, at)
    target = ref("appraisal.unit", unit.pk)
    audit.record(
        actor=actor, verb="appraisal.unit.sealed", target=target, reason=count.sentence,
        facts={"agree": count.agree, "against": count.against, "defer": count.defer, "recused": count.recused,
               "grades": grade_queries.counts(unit)}, at=at,
    )  # fmt: skip
    close_step(actor, unit, "appraisal.seal", at)
    open_step(actor, unit, "appraisal.notice", "结果要书面通知本人", at, clause="公务员法 第38条")
    _seal_cycle_when_done(actor, unit, at)
    return meeting


def _meeting(
    actor: Actor, unit: CycleUnit, body_name: str, held_on: date, chair: str, recorder: str,
    votes: Sequence[VoteInput], place: str, minutes: str, at: datetime,
) -> SealingMeeting:  # fmt: skip
    meeting = SealingMeeting.objects.create(
        unit=unit, body_name=body_name, held_on=held_on, chair=chair, recorder=recorder, place=place,
        minutes=minutes, recorded_by=actor.name, recorded_at=at,
    )  # fmt: skip
    SealingVote.objects.bulk_create(
        SealingVote(
            meeting=meeting,
            member_name=vote.name,
            member_post=vote.post,
            person_id=vote.person_id,
            value=vote.value,
            reason=vote.reason.strip(),
        )
        for vote in votes
    )
    return meeting


def _settle(actor: Actor, unit: CycleUnit, at: datetime) -> None:
    """Copy the proposals into grades and record each year's result in the person's file, with the post held then."""
    people_rows = list(unit.participants.order_by("pk"))
    for one in people_rows:
        one.grade = one.proposed_grade if one.participation == "GRADED" else ""
    Participant.objects.bulk_update(people_rows, ["grade"], batch_size=200)
    people.record_annual_results(
        actor=actor,
        results=[
            people.ResultInput(
                person_id=one.person_id,
                year=unit.cycle.year,
                grade=one.grade or UNGRADED,
                post_text=one.post_text,
                organisation_name=unit.organisation_name,
                source=ref("appraisal.participant", one.pk),
            )
            for one in people_rows
            if one.participation in {"GRADED", "NO_GRADE", "COMMENT_ONLY"}
        ],
        at=at,
    )


def _seal_cycle_when_done(actor: Actor, unit: CycleUnit, at: datetime) -> None:
    cycle = unit.cycle
    if cycle.state != CycleState.SCORED or cycle.units.exclude(state="SEALED").exists():
        return
    cycle.state, cycle.sealed_at = CycleState.SEALED, at
    cycle.save(update_fields=["state", "sealed_at"])
    audit.record(actor=actor, verb="appraisal.cycle.sealed", target=ref("appraisal.cycle", cycle.pk), at=at)
