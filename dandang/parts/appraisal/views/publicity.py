"""公示 of a unit: whom it names, from when until when, and what was said meanwhile."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui.pages import render_page

from .. import forms_sealing as forms
from ..actions import publicity as actions
from ..queries import sealing as queries


@require_GET
def publicity(request: HttpRequest, unit_id: int) -> HttpResponse:
    today = timezone.localdate()
    form = forms.StartForm(request.GET if "starts_on" in request.GET else None, initial={"starts_on": today})
    chosen = form.cleaned_data["starts_on"] if form.is_valid() else today
    return _page(request, unit_id, start_form=form, chosen=chosen)


@require_POST
def publicity_start(request: HttpRequest, unit_id: int) -> HttpResponse:
    form = forms.StartForm(request.POST)
    if form.is_valid():
        try:
            actions.publicise(actor=request.actor, unit_id=unit_id, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(_field(form, refusal), refusal.sentence)
        else:
            messages.success(request, _("公示已经开始。请把公示打印张贴；收到反映就在这里登记。"))
            return redirect("appraisal:publicity", unit_id)
    return _page(request, unit_id, start_form=form, chosen=form.cleaned_data.get("starts_on") or timezone.localdate())


@require_POST
def publicity_feedback(request: HttpRequest, unit_id: int) -> HttpResponse:
    form = forms.FeedbackForm(request.POST)
    if form.is_valid():
        try:
            actions.note_feedback(actor=request.actor, unit_id=unit_id, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("已登记。研究确定时委员会会看到。"))
            return redirect("appraisal:publicity", unit_id)
    return _page(request, unit_id, feedback_form=form)


def _page(
    request: HttpRequest,
    unit_id: int,
    *,
    start_form: forms.StartForm | None = None,
    feedback_form: forms.FeedbackForm | None = None,
    chosen: date | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    board = queries.publicity_board(request.actor, unit_id, starts_on=chosen or today, today=today)
    unit = board.unit
    context = {
        "board": board,
        "unit": unit,
        "cycle": unit.cycle,
        "start_form": start_form or forms.StartForm(initial={"starts_on": today}),
        "feedback_form": feedback_form or forms.FeedbackForm(initial={"feedback": unit.publicity_feedback}),
        "paper_form": forms.PublicityPaperForm(),
        "form": next((one for one in (start_form, feedback_form) if one is not None and one.errors), None),
        "may_grade": queries.may_work(request.actor, unit, "appraisal.grade"),
    }
    return render_page(request, "appraisal/publicity.html", context)


def _field(form: forms.StartForm, refusal: Refusal) -> str | None:
    return refusal.field if refusal.field in form.fields else None
