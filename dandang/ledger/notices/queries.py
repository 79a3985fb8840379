"""What was somebody told, and how much of it is unread?"""

from __future__ import annotations

from dandang.foundation.ground import references
from dandang.ledger.notices import models
from dandang.ledger.notices.records import NoticeRecord
from dandang.registry.access.records import Actor

PAGE = 50


def notices_for(actor: Actor, *, page: int = 1) -> tuple[list[NoticeRecord], int]:
    """This function will return one page of the actor's notices, newest first, and how many there are."""
    mine = models.Notice.objects.filter(account_id=actor.account_id)
    rows = list(mine.order_by("-told_at", "-pk")[(page - 1) * PAGE : page * PAGE])
    about = references.describe(row.subject for row in rows if row.subject)
    records = [
        NoticeRecord(
            id=row.pk,
            title=row.title,
            body=row.body,
            told_at=row.told_at,
            is_read=row.read_at is not None,
            about=about[row.subject].name if row.subject else "",
            url=about[row.subject].url if row.subject else "",
        )
        for row in rows
    ]
    return records, mine.count()


def unread_count(actor: Actor) -> int:
    """This function will count what the actor has not read yet."""
    return models.Notice.objects.filter(account_id=actor.account_id, read_at=None).count()
