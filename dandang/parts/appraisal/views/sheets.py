"""The organisation's view of one person's result."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from dandang.foundation.ui.pages import render_page

from ..actions import results


@require_GET
def sheet(request: HttpRequest, participant_id: int) -> HttpResponse:
    """One person's lines, for officers of the branch; opening it leaves a trace."""
    found = results.open_sheet(actor=request.actor, participant_id=participant_id, at=timezone.now())
    context = {"sheet": found, "one": found.one, "unit": found.one.unit, "cycle": found.one.cycle, "is_own": False}
    return render_page(request, "appraisal/sheet.html", context)
