"""Telling, and marking as read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import references
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ground.texts import shortened
from dandang.ledger.notices import models
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor


@transaction.atomic
def tell(
    *, actor: Actor, account_ids: Iterable[int], title: str, body: str = "", subject: str = "", at: datetime
) -> int:
    """This function will put one line into the list of each account and say how many were told.

    It is part of the calling action's transaction: if that fails, nothing was told.
    """
    rows = [
        models.Notice(account_id=account_id, title=shortened(title, 200), body=body, subject=subject, told_at=at)
        for account_id in sorted(set(account_ids))
    ]
    models.Notice.objects.bulk_create(rows)
    if rows:
        facts = {"subject": subject, "accounts": len(rows)}
        audit.record(actor=actor, verb="notices.notice.told", target=subject or "notices.notice", facts=facts, at=at)
    return len(rows)


@transaction.atomic
def mark_read(*, actor: Actor, notice_id: int, at: datetime) -> str:
    """This function will note that a notice was read and return the address of what it is about.

    Empty for none, and where the page is not open to the actor. Refuses (404) a notice of somebody else.
    """
    notice = models.Notice.objects.select_for_update().filter(pk=notice_id, account_id=actor.account_id or 0).first()
    if notice is None:
        raise NotHere()
    if notice.read_at is None:
        models.Notice.objects.filter(pk=notice.pk).update(read_at=at)
        audit.record(actor=actor, verb="notices.notice.read", target=ref("notices.notice", notice.pk), at=at)
    address = references.address(notice.subject)
    return address if access.opens(actor, address) else ""


@transaction.atomic
def mark_all_read(*, actor: Actor, at: datetime) -> int:
    """This function will note that everything in the actor's list was read and say how much that was."""
    count = models.Notice.objects.filter(account_id=actor.account_id or 0, read_at=None).update(read_at=at)
    if count:
        target = audit.actor_ref(actor)
        audit.record(actor=actor, verb="notices.notice.read", target=target, facts={"count": count}, at=at)
    return count
