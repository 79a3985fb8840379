"""What must I do, by when and why? The page everyone sees first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ui import formats, pages
from dandang.foundation.ui.records import DutyItem, Happening
from dandang.ledger.duties import queries
from dandang.ledger.duties.records import DutyRecord
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor


def home(request: HttpRequest) -> HttpResponse:
    """我的待办: overdue, this week, later; beside it what to hurry along and what was done last."""
    today = timezone.localdate()
    work = queries.work_of(request.actor, today)
    groups = (
        (_("已逾期"), work.groups.late, _("已同时提醒上一级负责人") if work.is_reported else ""),
        (_("下周到期") if work.groups.is_next_week else _("本周到期"), work.groups.this_week, ""),
        (_("以后"), work.groups.later, ""),
    )
    context = {
        "groups": [(title, _items(duties), aside) for title, duties, aside in groups if duties],
        "counts": work.groups,
        "more": work.open - work.groups.total,
        "hurry": [_hurry(duty, request.actor, today) for duty in work.to_hurry],
        "done": work.recently_done,
    }
    return pages.render_page(request, "duties/home.html", context)


def _items(duties: Iterable[DutyRecord]) -> list[DutyItem]:
    return [
        DutyItem(
            chip=duty.chip,
            what=duty.title,
            url=duty.url or "/",
            why=duty.why,
            clause=duty.clause,
            clause_url=duty.clause_url,
            act=duty.button,
        )
        for duty in duties
    ]


def _hurry(duty: DutyRecord, actor: Actor, today: date) -> Happening:
    """Somebody else's overdue duty as one entry of the line beside the list."""
    due = formats.day(duty.due_on, today) if duty.due_on else ""
    when = _("应于 %(day)s 办完，%(words)s") % {"day": due, "words": duty.chip.words if duty.chip else ""}
    title = f"{duty.holder}：{duty.title}" if duty.holder else duty.title
    return Happening(when=when, title=title, state="now", url=duty.url if access.opens(actor, duty.url) else "")
