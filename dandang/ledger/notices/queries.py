"""What was somebody told, and how much of it is unread?"""

from __future__ import annotations

from datetime import date

from dandang.foundation.ground import references
from dandang.foundation.ui import menu, pages
from dandang.ledger.notices import models
from dandang.ledger.notices.records import NoticePage, NoticeRecord
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor


def notices_for(actor: Actor, *, number: int = 1) -> NoticePage:
    """This function will return one page of the actor's notices, newest first."""
    mine = models.Notice.objects.filter(account_id=actor.account_id or 0).order_by("-told_at", "-pk")
    page = pages.cut(mine, number=number)
    about = references.describe(row.subject for row in page.rows if row.subject)
    rows = [
        NoticeRecord(
            id=row.pk,
            title=row.title,
            body=row.body,
            told_at=row.told_at,
            is_read=row.read_at is not None,
            about=about[row.subject].name if row.subject else "",
            url=about[row.subject].url if row.subject and access.opens(actor, about[row.subject].url) else "",
        )
        for row in page.rows
    ]
    return NoticePage(rows, page.number, page.size, page.total, page.is_capped)


def unread_count(actor: Actor) -> int:
    """This function will count what the actor has not read yet."""
    return models.Notice.objects.filter(account_id=actor.account_id or 0, read_at=None).count()


def badge(actor: Actor, on: date) -> menu.Badge | None:
    """This function will say how many notices are unread, for the rail."""
    if actor.account_id is None:
        return None
    count = unread_count(actor)
    return menu.Badge(str(count)) if count else None
