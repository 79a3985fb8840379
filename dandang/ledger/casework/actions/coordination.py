"""What a meeting talks over without a vote, and what it leaves to somebody to do."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.ground.texts import shortened
from dandang.ledger.casework import errors, models, queries
from dandang.ledger.duties import actions as duties
from dandang.registry.access.records import Actor
from dandang.registry.people import queries as people

from .meetings import locked

FOLLOW_UP = "casework.follow_up"


@transaction.atomic
def add_topic(*, actor: Actor, meeting_id: int, title: str, question: str, subject: str = "", at: datetime) -> int:
    """This function will put a topic without a vote on a planned meeting's agenda and return it.

    `subject` may name an entry of the casebook. Refuses a meeting that was held, empty words, and a subject twice.
    Basis: SPEC TL-11.
    """
    meeting = locked(actor, meeting_id, queries.PREPARE)
    if meeting.state != models.Meeting.State.PLANNED:
        raise errors.NotNow(_("会议“%s”已经开过或者取消，不能再加议题。请另选一次会议") % meeting.title)
    if not title.strip() or not question.strip():
        raise BadInput(_("请写明议题和要协调什么"), field="question" if title.strip() else "title")
    if subject and meeting.topics.filter(subject=subject).exists():
        raise BadInput(_("这条案例已经在这次会议的议程上"), field="subject")
    last = meeting.topics.aggregate(last=Max("number"))["last"] or 0
    topic = models.Topic.objects.create(
        meeting=meeting,
        number=last + 1,
        subject=subject,
        title=shortened(title.strip(), 160),
        question=question.strip(),
        added_at=at,
        added_by=audit.actor_ref(actor),
    )
    facts = {"topic": topic.number, "subject": subject}
    audit.record(
        actor=actor, verb="casework.topic.added", target=ref("casework.meeting", meeting.pk), facts=facts, at=at
    )
    return topic.pk


@transaction.atomic
def remove_topic(*, actor: Actor, topic_id: int, at: datetime) -> None:
    """This function will take a topic off the agenda of a meeting that has not been held."""
    place = models.Topic.objects.filter(pk=topic_id).values_list("meeting_id", flat=True).first()
    if place is None:
        raise NotHere()
    meeting = locked(actor, place, queries.PREPARE)
    if meeting.state != models.Meeting.State.PLANNED:
        raise errors.NotNow(_("会议已经开过或者取消，议题不能再移出"))
    topic = models.Topic.objects.get(pk=topic_id)
    facts = {"topic": topic.number, "subject": topic.subject}
    topic.delete()
    audit.record(
        actor=actor, verb="casework.topic.removed", target=ref("casework.meeting", meeting.pk), facts=facts, at=at
    )


@transaction.atomic
def add_follow_up(*, actor: Actor, meeting_id: int, text: str, person_id: int, due_on: date, at: datetime) -> int:
    """This function will write down what a meeting left to somebody to do, until when, and make it that person's duty.

    Refuses a meeting that was not held, empty words, a day that has passed and somebody who is not on file.
    """
    meeting = locked(actor, meeting_id, queries.RECORD)
    if meeting.state not in {models.Meeting.State.HELD, models.Meeting.State.CLOSED}:
        raise errors.NotNow(_("会议还没有开，会后再登记要办的事"))
    if not text.strip():
        raise BadInput(_("请写明办什么"), field="text")
    if due_on < timezone.localdate(at):
        raise BadInput(_("期限已经过去。请填今天或者以后的日期"), field="due_on")
    name = next(iter(people.names_of([person_id]).values()), "")
    if not name:
        raise BadInput(_("没有找到办的人。请核对姓名，或者改填人员编号"), field="person")
    last = meeting.follow_ups.aggregate(last=Max("number"))["last"] or 0
    row = models.FollowUp.objects.create(
        meeting=meeting,
        number=last + 1,
        text=shortened(text.strip(), 300),
        person_id=person_id,
        person_name=name,
        due_on=due_on,
        added_at=at,
        added_by=audit.actor_ref(actor),
    )
    subject = ref(FOLLOW_UP, row.pk)
    audit.record(
        actor=actor,
        verb="casework.follow_up.added",
        target=ref("casework.meeting", meeting.pk),
        facts={"number": row.number, "due_on": str(due_on)},
        private={"person": name},
        at=at,
    )
    duties.open_duty(
        actor=actor,
        kind=FOLLOW_UP,
        title=f"办会议议定的事：{row.text}",
        why=f"{meeting.title}议定，由您办理",
        subject=subject,
        person_id=person_id,
        due_on=due_on,
        at=at,
    )
    return row.pk


@transaction.atomic
def close_follow_up(*, actor: Actor, follow_up_id: int, outcome: str, at: datetime) -> None:
    """This function will note how something a meeting left to do was done, and close the duty.

    Whoever has to do it says so, or the recorder for him. Refuses anybody else (404), empty words and a second time.
    """
    rows = models.FollowUp.objects.select_for_update(of=("self",)).select_related("meeting")
    row = rows.filter(pk=follow_up_id).first()
    if row is None or not queries.may_close(actor, row):
        raise NotHere()
    if row.closed_at is not None:
        raise errors.NotNow(_("这件事已经登记办结"))
    if not outcome.strip():
        raise BadInput(_("请写明办得怎样"), field="outcome")
    row.outcome, row.closed_at, row.closed_by = outcome.strip(), at, audit.actor_ref(actor)
    row.save(update_fields=["outcome", "closed_at", "closed_by"])
    audit.record(
        actor=actor,
        verb="casework.follow_up.closed",
        target=ref("casework.meeting", row.meeting_id),
        facts={"number": row.number},
        at=at,
    )
    duties.close_duty(actor=actor, kind=FOLLOW_UP, subject=ref(FOLLOW_UP, row.pk), at=at)
