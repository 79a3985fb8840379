"""The office's list of entries in the making, and the two ways to begin one."""

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
def desk(request: HttpRequest) -> HttpResponse:
    """What is in the making, waits for approval, or must be looked at again."""
    form = forms.DeskForm(request.GET)
    page = pages.cut(queries.desk(request.actor, form.wanted), number=pages.number_of(request))
    context = {
        "form": form,
        "is_narrowed": bool(form.wanted),
        "page": page,
        "rows": [shown.desk_line(one) for one in page.rows],
        "tabs": shown.tabs(request.actor, "desk"),
        "may_draft": queries.may_draft_any(request.actor),
    }
    return pages.render_page(request, "casebook/desk.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Draw an entry from one of the office's settled cases."""
    choices = queries.source_choices(request.actor)
    form = forms.DraftForm(request.POST or None, choices=choices, initial={"subject": request.GET.get("case", "")})
    if request.method == "POST" and form.is_valid():
        saved = _drafted(request, form)
        if saved is not None:
            return redirect("casebook:work", saved)
    return pages.render_page(request, "casebook/new.html", {"form": form, "choices": choices})


@require_http_methods(["GET", "POST"])
def outside(request: HttpRequest) -> HttpResponse:
    """Enter a typical case that was reported elsewhere."""
    organs = queries.organ_choices(request.actor, on=timezone.localdate())
    regions = queries.region_choices(shown.own_region())
    form = forms.OutsideForm(request.POST or None, organs=organs, regions=regions)
    if request.method == "POST" and form.is_valid():
        saved = _entered(request, form)
        if saved is not None:
            return redirect("casebook:work", saved)
    return pages.render_page(request, "casebook/outside.html", {"form": form})


def _drafted(request: HttpRequest, form: forms.DraftForm) -> int | None:
    typed = form.cleaned_data
    try:
        saved = actions.draft_entry(
            actor=request.actor, subject=typed["subject"], title=typed["title"], field=typed["field"], at=timezone.now()
        )
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return None
    messages.success(request, _("已从案卷整理出初稿。请逐处确认要隐去的文字。"))
    return saved


def _entered(request: HttpRequest, form: forms.OutsideForm) -> int | None:
    typed = form.cleaned_data
    try:
        return actions.draft_outside_entry(
            actor=request.actor,
            organ_id=typed["organ"],
            title=typed["title"],
            field=typed["field"],
            kind=typed["kind"],
            outcome=typed["outcome"],
            region=typed["region"],
            year=typed["year"],
            citation=typed["citation"],
            is_sample=typed["is_sample"],
            parts=form.parts(),
            sides=form.sides(),
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return None
