"""A meeting from its plan to its minutes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.moves import next_state
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.ground.texts import shortened
from dandang.ledger.casework import errors, models, queries, rules, states
from dandang.ledger.casework.queries import reach
from dandang.ledger.duties import actions as duties
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.people import queries as people

HOLD, CLOSE = "casework.meeting.hold", "casework.meeting.close"


@transaction.atomic
def plan_meeting(
    *,
    actor: Actor,
    organ_id: int,
    region: str,
    title: str,
    body_name: str,
    planned_on: date,
    member_ids: Sequence[int],
    chair_id: int | None,
    place: str = "",
    at: datetime,
) -> int:
    """This function will plan a collegial meeting with its expected members and return its number.

    Refuses a day that has passed, members named twice or unknown, and a chair who is no member. Basis: SPEC PL-19.
    """
    organ = organisations.get(organ_id)
    access.require(actor, queries.PREPARE, path=organ.path)
    if planned_on < timezone.localdate(at):
        raise BadInput(_("开会日期已经过去。请填今天或者以后的日期"), field="planned_on")
    if not title.strip() or not body_name.strip():
        raise BadInput(_("请写明会议名称和研究的组织"), field="title")
    meeting = models.Meeting.objects.create(
        title=title.strip(),
        body_name=body_name.strip(),
        organ=organ,
        organ_path=organ.path,
        region=region,
        planned_on=planned_on,
        place=place.strip(),
        recorder_name=shortened(actor.name, 40),
        planned_at=at,
        planned_by=audit.actor_ref(actor),
    )
    _set_members(meeting, member_ids, chair_id)
    subject = ref("casework.meeting", meeting.pk)
    audit.record(
        actor=actor,
        verb="casework.meeting.planned",
        target=subject,
        facts={"planned_on": str(planned_on), "members": len(member_ids)},
        at=at,
    )
    duties.open_duty(
        actor=actor,
        kind=HOLD,
        title=f"开会并登记到会：{meeting.title}",
        role=role_of(actor),
        organisation_id=organ.pk,
        why="会前发出材料，会上登记谁到了会、谁回避",
        subject=subject,
        due_on=planned_on,
        at=at,
    )
    return meeting.pk


@transaction.atomic
def change_members(
    *, actor: Actor, meeting_id: int, member_ids: Sequence[int], chair_id: int | None, at: datetime
) -> None:
    """This function will name the expected members anew and draw the conflict graph of every item again.

    Refuses once the meeting was held, and members who would all have to stand aside from an item.
    """
    meeting = locked(actor, meeting_id, queries.PREPARE)
    if meeting.state != models.Meeting.State.PLANNED:
        raise errors.NotNow(_("会议已经开过或者取消，成员不能再改"))
    models.Vote.objects.filter(item__meeting=meeting).delete()
    meeting.members.all().delete()
    _set_members(meeting, member_ids, chair_id)
    for item in meeting.items.order_by("number"):
        set_recusals(item, on=timezone.localdate(at))
    audit.record(
        actor=actor,
        verb="casework.meeting.members_changed",
        target=ref("casework.meeting", meeting.pk),
        facts={"members": len(member_ids)},
        private={"members": "、".join(meeting.members.values_list("name", flat=True))},
        at=at,
    )


@transaction.atomic
def cancel_meeting(*, actor: Actor, meeting_id: int, reason: str, at: datetime) -> None:
    """This function will call a planned meeting off; its items may go to another one.

    Refuses a meeting that was held, and an empty reason.
    """
    meeting = locked(actor, meeting_id, queries.PREPARE)
    if not reason.strip():
        raise BadInput(_("请写明取消的原因"), field="reason")
    meeting.state = _moved(meeting, "cancel")
    meeting.end_reason = reason.strip()
    meeting.closed_at, meeting.closed_by = at, audit.actor_ref(actor)
    meeting.save()
    subject = ref("casework.meeting", meeting.pk)
    audit.record(actor=actor, verb="casework.meeting.cancelled", target=subject, reason=reason.strip(), at=at)
    duties.close_duty(actor=actor, kind=HOLD, subject=subject, at=at)


@transaction.atomic
def record_attendance(
    *, actor: Actor, meeting_id: int, present_ids: Collection[int], held_on: date, at: datetime
) -> None:
    """This function will note who came and on which day; it may be corrected until the first votes are keyed.

    Refuses a day that has not come, people who are no members, and a meeting to which nobody came.
    """
    meeting = locked(actor, meeting_id, queries.RECORD)
    if held_on > timezone.localdate(at):
        raise BadInput(_("开会的日子还没有到，会后再登记到会"), field="held_on")
    members = list(meeting.members.all())
    _refuse_attendance(meeting, members, set(present_ids))
    for member in members:
        member.is_present = member.person_id in present_ids
    models.Member.objects.bulk_update(members, ["is_present"])
    meeting.state = _moved(meeting, "hold")
    meeting.held_on = held_on
    meeting.save()
    subject = ref("casework.meeting", meeting.pk)
    facts = {"held_on": str(held_on), "expected": len(members), "present": len(set(present_ids))}
    audit.record(actor=actor, verb="casework.meeting.held", target=subject, facts=facts, at=at)
    duties.close_duty(actor=actor, kind=HOLD, subject=subject, at=at)
    duties.open_duty(
        actor=actor,
        kind=CLOSE,
        title=f"登记表决票，形成纪要：{meeting.title}",
        role=role_of(actor),
        organisation_id=meeting.organ_id,
        why="表决票由两人各登记一遍，一致后形成纪要，决定才能印发",
        subject=subject,
        at=at,
    )


@transaction.atomic
def close_meeting(
    *,
    actor: Actor,
    meeting_id: int,
    minutes: str,
    follow_up: str = "",
    conclusions: Mapping[int, str] | None = None,
    at: datetime,
) -> None:
    """This function will write the minutes and close the meeting; `conclusions` are those of its topics, by topic.

    Refuses while votes of an item wait for their check, empty minutes, and a topic without a conclusion.
    """
    meeting = locked(actor, meeting_id, queries.RECORD)
    state = _moved(meeting, "close")
    waiting = list(meeting.items.filter(checked_at=None).values_list("title", flat=True))
    if waiting:
        raise errors.ItemsOpen(waiting)
    if not minutes.strip():
        raise BadInput(_("请写明会议纪要：研究了什么，谁有什么意见，作了什么决定"), field="minutes")
    _conclude(meeting, conclusions or {})
    meeting.state = state
    meeting.minutes, meeting.follow_up = minutes.strip(), follow_up.strip()
    meeting.closed_at, meeting.closed_by = at, audit.actor_ref(actor)
    meeting.save()
    subject = ref("casework.meeting", meeting.pk)
    audit.record(actor=actor, verb="casework.meeting.closed", target=subject, at=at)
    duties.close_duty(actor=actor, kind=CLOSE, subject=subject, at=at)


def _conclude(meeting: models.Meeting, conclusions: Mapping[int, str]) -> None:
    """Write down what was agreed on each topic that was talked over without a vote."""
    for topic in meeting.topics.all():
        words = conclusions.get(topic.pk, "").strip()
        if not words:
            raise BadInput(_("请写明“%s”的议定意见；没有议定的，写明以后再议") % topic.title, field=f"topic_{topic.pk}")
        topic.conclusion = words
        topic.save(update_fields=["conclusion"])


# For the files of this package -----------------------------------------------------------------------------------


def locked(actor: Actor, meeting_id: int, verb: str) -> models.Meeting:
    """Return a meeting locked for this actor. Refuses one outside the branches of the verb, and his own matter."""
    access.require(actor, verb)
    meeting = models.Meeting.objects.select_for_update().filter(pk=meeting_id).first()
    if meeting is None:
        raise NotHere()
    access.require(actor, verb, path=meeting.organ_path)
    reach.require_whole(actor, meeting)
    return meeting


def set_recusals(item: models.AgendaItem, *, on: date) -> None:
    """Put every member with a conflict on the sheet as recused, with the reason; refuses when nobody is left."""
    members = list(item.meeting.members.all())
    found = queries.item_conflicts(item, candidate_ids=[member.person_id for member in members], on=on)
    if len(found) == len(members):
        raise errors.EverybodyConflicted(rules.WAY_OUT)
    models.Vote.objects.bulk_create(
        models.Vote(
            item=item,
            member=member,
            value=models.Vote.Value.RECUSED,
            reason=rules.recusal_reason(found[member.person_id]),
        )
        for member in members
        if member.person_id in found
    )


def role_of(actor: Actor) -> str:
    """The role by which the actor works on meetings; colleagues with the same one are asked."""
    for role in ("DISCIPLINE_OFFICER", "DISCIPLINE_LEADER", "COMMITTEE_SECRETARY"):
        if role in actor.roles:
            return role
    return "ORG_OFFICER"


def _moved(meeting: models.Meeting, move: str) -> str:
    state = next_state(states.MOVES, meeting.state, move)
    if state is None:
        label = meeting.get_state_display()
        raise errors.NotNow(_("会议现在是“%s”，不能这样办。请刷新页面看会议到了哪一步") % label)
    return state


def _set_members(meeting: models.Meeting, member_ids: Sequence[int], chair_id: int | None) -> None:
    if not member_ids:
        raise BadInput(_("请选出应到会的成员。集体研究要有成员名单"), field="members")
    if len(set(member_ids)) != len(member_ids):
        raise BadInput(_("有成员选了两次，一人一票"), field="members")
    if chair_id is not None and chair_id not in member_ids:
        raise BadInput(_("主持人要在成员里选"), field="chair")
    names = people.names_of(member_ids)
    if len(names) != len(member_ids):
        raise BadInput(_("有成员不在干部登记里，请重新选"), field="members")
    posts = people.posts_on(member_ids, meeting.planned_on)
    models.Member.objects.bulk_create(
        models.Member(
            meeting=meeting,
            person_id=pk,
            name=names[str(pk)],
            post=shortened(posts[pk].text, 120) if pk in posts else "",
        )
        for pk in member_ids
    )
    meeting.chair_id = chair_id
    meeting.save(update_fields=["chair"])


def _refuse_attendance(meeting: models.Meeting, members: list[models.Member], present: set[int]) -> None:
    if meeting.items.exclude(keyed_at=None).exists():
        raise errors.NotNow(_("已经登记了表决票，到会情况不能再改"))
    if present - {member.person_id for member in members}:
        raise BadInput(_("到会的人里有不是会议成员的。列席的人写进纪要"), field="present")
    if not present:
        raise BadInput(_("没有人到会。会没有开成的，请取消会议"), field="present")
