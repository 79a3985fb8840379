"""The leader's page: the anonymised text only, approve or return."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.foundation.ui import pages
from dandang.ledger.casebook import actions, forms, queries, shown


@require_safe
def approval(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show what would be published, nothing of the file."""
    return _page(request, entry_id, forms.ReasonForm())


@require_POST
def approve(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Put the entry into the casebook."""
    actions.approve_entry(actor=request.actor, entry_id=entry_id, at=timezone.now())
    messages.success(request, _("已入库，有账号的人都能看到。"))
    return redirect("casebook:entry", entry_id)


@require_POST
def send_back(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Send the entry back to be mended."""
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, entry_id, form)
    actions.return_entry(actor=request.actor, entry_id=entry_id, reason=form.cleaned_data["reason"], at=timezone.now())
    messages.success(request, _("已退回整理的人，附了理由。"))
    return redirect("casebook:desk")


def _page(request: HttpRequest, entry_id: int, form: forms.ReasonForm) -> HttpResponse:
    entry = queries.entry_to_approve(request.actor, entry_id)
    context = {
        "entry": entry,
        "look": shown.look(entry),
        "parts": shown.parts(entry),
        "facts": shown.facts(entry),
        "traits": shown.traits(entry),
        "kept": queries.kept_markings(entry),
        "had_a_hand": queries.had_a_hand(request.actor, entry),
        "reason_form": form,
    }
    return pages.render_page(request, "casebook/approval.html", context)
