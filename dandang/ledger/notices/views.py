"""One's own notices: the list, and marking them as read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from dandang.foundation.ui import pages
from dandang.ledger.notices import actions, queries


def notice_list(request: HttpRequest) -> HttpResponse:
    """What was told to me, newest first."""
    page = queries.notices_for(request.actor, number=pages.number_of(request))
    return pages.render_page(request, "notices/notice_list.html", {"page": page})


@require_POST
def read(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Mark one as read and go where it points, else back to the list."""
    url = actions.mark_read(actor=request.actor, notice_id=notice_id, at=timezone.now())
    return redirect(url or "notices:list")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    actions.mark_all_read(actor=request.actor, at=timezone.now())
    return redirect("notices:list")
