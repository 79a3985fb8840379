"""What a meeting studies. The part that owns the case puts it on the agenda and has asked for the right."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.ground.texts import shortened
from dandang.ledger.casework import errors, models, queries
from dandang.registry.access.records import Actor

from .meetings import locked, set_recusals


@transaction.atomic
def put_on_agenda(
    *,
    actor: Actor,
    meeting_id: int,
    subject: str,
    title: str,
    proposal: str,
    party_ids: Collection[int],
    involved: Mapping[int, str],
    earlier: Mapping[int, str],
    at: datetime,
) -> int:
    """This function will put a case on a planned meeting's agenda and return the item.

    The conflict graph is drawn: members with a conflict stand on the vote sheet as recused from the start. Refuses a
    meeting that was held, a subject that waits for a vote elsewhere, and a body of which everybody would have to stand
    aside. The right to do so is the calling part's, which has asked for it. Basis: SPEC LD-03, PL-19.
    """
    meeting = models.Meeting.objects.select_for_update().filter(pk=meeting_id).first()
    if meeting is None:
        raise NotHere()
    if meeting.state != models.Meeting.State.PLANNED:
        raise errors.NotNow(_("会议“%s”已经开过或者取消，不能再加议题。请另选一次会议") % meeting.title)
    if not proposal.strip():
        raise BadInput(_("请写明表决事项：会议要同意什么"), field="proposal")
    waiting = queries.open_items(subject)
    if waiting:
        raise errors.AlreadyOnAgenda(waiting[0].meeting_title)
    last = meeting.items.aggregate(last=Max("number"))["last"] or 0
    item = models.AgendaItem.objects.create(
        meeting=meeting,
        number=last + 1,
        subject=subject,
        title=shortened(title.strip(), 160),
        proposal=shortened(proposal.strip(), 300),
        interests={
            "parties": sorted(set(party_ids)),
            "involved": {str(pk): role for pk, role in involved.items()},
            "earlier": {str(pk): part for pk, part in earlier.items()},
        },
    )
    parties = set(party_ids)
    models.Stake.objects.bulk_create(
        models.Stake(item=item, person_id=pk, is_party=pk in parties) for pk in sorted(parties | set(involved))
    )
    set_recusals(item, on=timezone.localdate(at))
    audit.record(
        actor=actor,
        verb="casework.item.added",
        target=ref("casework.item", item.pk),
        facts={"meeting": ref("casework.meeting", meeting.pk), "subject": subject, "recused": item.votes.count()},
        at=at,
    )
    return item.pk


@transaction.atomic
def take_off_agenda(*, actor: Actor, item_id: int, reason: str, at: datetime) -> None:
    """This function will take an item off the agenda, also after a meeting that did not get to it.

    Refuses once votes are keyed, and an empty reason.
    """
    place = models.AgendaItem.objects.filter(pk=item_id).values_list("meeting_id", flat=True).first()
    if place is None:
        raise NotHere()
    meeting = locked(actor, place, queries.PREPARE)
    item = models.AgendaItem.objects.select_for_update().get(pk=item_id)
    if item.keyed_at is not None or meeting.state not in {"PLANNED", "HELD"}:
        raise errors.NotNow(_("已经登记了表决票，不能移出议程"))
    if not reason.strip():
        raise BadInput(_("请写明为什么移出议程"), field="reason")
    target, subject = ref("casework.item", item.pk), item.subject
    models.Vote.objects.filter(item=item).delete()
    item.delete()
    audit.record(
        actor=actor,
        verb="casework.item.removed",
        target=target,
        reason=reason.strip(),
        facts={"meeting": ref("casework.meeting", meeting.pk), "subject": subject},
        at=at,
    )
