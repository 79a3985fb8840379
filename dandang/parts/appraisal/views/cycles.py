"""Pages of a cycle as a whole: the list, the board, opening and closing ballots, the approved share."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui.pages import number_of, render_page
from dandang.registry.access import queries as access

from .. import forms
from ..actions import cycles as actions
from ..queries import cycles as queries
from ..queries import law


@require_GET
def cycle_list(request: HttpRequest) -> HttpResponse:
    rows = queries.cycle_rows(request.actor)
    may_open = access.may(request.actor, "appraisal.prepare")
    return render_page(request, "appraisal/cycle_list.html", {"rows": rows, "may_open": may_open})


@require_http_methods(["GET", "POST"])
def cycle_new(request: HttpRequest) -> HttpResponse:
    access.require(request.actor, "appraisal.prepare")
    form = forms.CycleForm(request.POST or None, initial={"year": timezone.localdate().year})
    if form.is_valid():
        try:
            cycle = actions.create_cycle(
                actor=request.actor,
                owner_id=queries.own_body(request.actor).pk,
                region=queries.own_body(request.actor).region,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            messages.success(request, _("已建立。下一步：定方案，生成参加考核人员名单。"))
            return redirect("appraisal:cycle", cycle.pk)
    return render_page(request, "appraisal/cycle_new.html", {"form": form})


@require_GET
def cycle_detail(request: HttpRequest, cycle_id: int) -> HttpResponse:
    board = queries.board(request.actor, cycle_id, number=number_of(request))
    context = {
        "board": board,
        "cycle": board.cycle,
        "share": law.share(board.cycle),
        "publicity": law.value("appraisal.publicity_working_days", board.cycle),
    }
    return render_page(request, "appraisal/cycle_detail.html", context)


@require_http_methods(["GET", "POST"])
def cycle_open(request: HttpRequest, cycle_id: int) -> HttpResponse:
    board = queries.board(request.actor, cycle_id)
    form = forms.OpenForm(request.POST or None)
    if form.is_valid():
        try:
            actions.open_ballots(
                actor=request.actor, cycle_id=cycle_id, close_at=form.cleaned_data["close_at"], at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            messages.success(request, _("测评已经开始。各单位现在可以生成评议人名单、发测评票。"))
            return redirect("appraisal:cycle", cycle_id)
    return render_page(request, "appraisal/cycle_open.html", {"form": form, "board": board, "cycle": board.cycle})


@require_http_methods(["GET", "POST"])
def cycle_close(request: HttpRequest, cycle_id: int) -> HttpResponse:
    board = queries.board(request.actor, cycle_id)
    is_early = bool(board.cycle.ballots_close_at and timezone.now() < board.cycle.ballots_close_at)
    form = forms.ReasonForm(request.POST or None, is_required=is_early)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_ballots(
                actor=request.actor, cycle_id=cycle_id, reason=form.cleaned_data["reason"], at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            messages.success(request, _("测评已截止，没有用的票已经失效。下一步：计分。"))
            return redirect("appraisal:cycle", cycle_id)
    context = {"form": form, "board": board, "cycle": board.cycle, "is_early": is_early}
    return render_page(request, "appraisal/cycle_close.html", context)


@require_http_methods(["GET", "POST"])
def cycle_share(request: HttpRequest, cycle_id: int) -> HttpResponse:
    cycle = queries.get_cycle(request.actor, cycle_id)
    form = forms.ShareForm(request.POST or None, initial={"document": cycle.approved_share_document})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_approved_share(
                actor=request.actor, cycle_id=cycle_id, document=form.cleaned_data["document"], at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("已保存批准文号。"))
            return redirect("appraisal:cycle", cycle_id)
    context = {
        "form": form,
        "cycle": cycle,
        "usual": law.value(law.SHARE_KEYS[cycle.staff_class], cycle),
        "approved": law.value("appraisal.excellent_share_pct_approved", cycle),
    }
    return render_page(request, "appraisal/cycle_share.html", context)
