"""Circulars of typical cases: the office's list, a new one, one with its paper, and mending a returned one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.ledger.casebook import actions, forms, queries, shown


@require_safe
def circulars(request: HttpRequest) -> HttpResponse:
    """The circulars the office has drafted."""
    page = pages.cut(queries.circulars(request.actor), number=pages.number_of(request))
    context = {"page": page, "tabs": shown.tabs(request.actor, "circulars")}
    return pages.render_page(request, "casebook/circulars.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Draft a circular of approved entries."""
    form = forms.CircularForm(
        request.POST or None,
        organs=queries.organ_choices(request.actor, on=timezone.localdate()),
        entries=shown.entry_choices(queries.entries_to_choose(request.actor)),
    )
    if request.method == "POST" and form.is_valid():
        saved = _drafted(request, form)
        if saved is not None:
            return redirect("casebook:circular", saved)
    return pages.render_page(request, "casebook/circular_new.html", {"form": form})


@require_safe
def circular(request: HttpRequest, circular_id: int) -> HttpResponse:
    """One circular with its entries and where its paper stands."""
    found = queries.circular_for(request.actor, circular_id)
    context = {
        "circular": found,
        "chosen": [one.entry for one in found.chosen.all()],
        "paper": queries.paper_of(found),
        "doubtful": queries.doubtful_entries(found),
    }
    return pages.render_page(request, "casebook/circular.html", context)


@require_http_methods(["GET", "POST"])
def redraft(request: HttpRequest, circular_id: int) -> HttpResponse:
    """Mend a circular that was returned."""
    found = queries.circular_for(request.actor, circular_id)
    form = forms.RedraftForm(
        request.POST or None,
        entries=shown.entry_choices(queries.entries_to_choose(request.actor)),
        initial={
            "lead_in": found.lead_in,
            "closing": found.closing,
            "entries": [one.entry_id for one in found.chosen.all()],
        },
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.redraft_circular(
                actor=request.actor, circular_id=circular_id, lead_in=typed["lead_in"], closing=typed["closing"],
                entry_ids=typed["entries"], at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal.field, refusal.sentence)
        else:
            messages.success(request, _("已改好，请另一个人核稿。"))
            return redirect("casebook:circular", circular_id)
    return pages.render_page(request, "casebook/circular_redraft.html", {"circular": found, "form": form})


def _drafted(request: HttpRequest, form: forms.CircularForm) -> int | None:
    typed = form.cleaned_data
    try:
        saved = actions.draft_circular(
            actor=request.actor,
            organ_id=typed["organ"],
            title=typed["title"],
            addressee=typed["addressee"],
            lead_in=typed["lead_in"],
            closing=typed["closing"],
            entry_ids=typed["entries"],
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return None
    messages.success(request, _("已拟稿。由另一个人核稿，领导签发，再编号、用印。"))
    return saved
