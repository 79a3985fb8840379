"""Material on paper: numbered copies that go out before a meeting and come back after it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput
from dandang.ledger.casework import errors, models, queries
from dandang.ledger.duties import actions as duties
from dandang.registry.access.records import Actor

from .meetings import locked, role_of

RETURN = "casework.booklets.return"


@transaction.atomic
def hand_out_booklets(*, actor: Actor, meeting_id: int, holders: Sequence[str], at: datetime) -> list[int]:
    """This function will note one numbered copy for each holder and return the numbers; opens their return as a duty.

    Refuses a meeting that is over, and an empty name. Basis: SPEC PL-19.
    """
    meeting = locked(actor, meeting_id, queries.RECORD)
    if meeting.state not in {"PLANNED", "HELD"}:
        raise errors.NotNow(_("会议已经结束或者取消，不再发材料册"))
    names = [holder.strip() for holder in holders]
    if not names or not all(names):
        raise BadInput(_("请写明每一份发给谁"), field="holders")
    last = meeting.booklets.aggregate(last=Max("number"))["last"] or 0
    numbers = list(range(last + 1, last + 1 + len(names)))
    models.Booklet.objects.bulk_create(
        models.Booklet(
            meeting=meeting, number=number, holder=name[:40], handed_out_at=at, handed_out_by=audit.actor_ref(actor)
        )
        for number, name in zip(numbers, names, strict=True)
    )
    subject = ref("casework.meeting", meeting.pk)
    audit.record(actor=actor, verb="casework.booklets.handed_out", target=subject, facts={"numbers": numbers}, at=at)
    duties.open_duty(
        actor=actor,
        kind=RETURN,
        title=f"收回会议材料册：{meeting.title}",
        role=role_of(actor),
        organisation_id=meeting.organ_id,
        why="材料册内部使用，会后按份号收回",
        subject=subject,
        due_on=meeting.held_on or meeting.planned_on,
        at=at,
    )
    return numbers


@transaction.atomic
def take_back_booklets(*, actor: Actor, meeting_id: int, numbers: Collection[int], at: datetime) -> list[int]:
    """This function will note which copies came back and return the numbers still out; the duty ends with the last.

    Refuses numbers that are not out.
    """
    meeting = locked(actor, meeting_id, queries.RECORD)
    out = list(meeting.booklets.filter(returned_at=None).values_list("number", flat=True))
    wrong = sorted(set(numbers) - set(out))
    if wrong or not numbers:
        listed = "、".join(map(str, wrong)) or _("（没有选）")
        raise BadInput(_("份号 %s 没有发出，或者已经收回。请对照封面上的份号") % listed, field="numbers")
    meeting.booklets.filter(number__in=list(numbers)).update(returned_at=at, returned_by=audit.actor_ref(actor))
    left = [number for number in out if number not in numbers]
    subject = ref("casework.meeting", meeting.pk)
    audit.record(
        actor=actor,
        verb="casework.booklets.taken_back",
        target=subject,
        facts={"numbers": sorted(numbers), "out": left},
        at=at,
    )
    if not left:
        duties.close_duty(actor=actor, kind=RETURN, subject=subject, at=at)
    return left
