"""Telling people their result in writing: serving, signing on paper, and the scans of signed receipts."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.foundation.ui.pages import render_page
from dandang.law.documents import queries as documents

from .. import forms_sealing as forms
from ..actions import notices as actions
from ..queries import cycles
from ..queries import sealing as queries

_TYPES = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}


@require_GET
def notices(request: HttpRequest, unit_id: int) -> HttpResponse:
    return _page(request, unit_id, forms.ServeForm())


@require_POST
def notices_serve(request: HttpRequest, unit_id: int) -> HttpResponse:
    form = forms.ServeForm(request.POST)
    if form.is_valid():
        try:
            count = actions.serve_unit(actor=request.actor, unit_id=unit_id, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("已送达 %(count)d 人。有账号的会在“我的考核”看到并签收。") % {"count": count})
            return redirect("appraisal:notices", unit_id)
    return _page(request, unit_id, form)


def _page(request: HttpRequest, unit_id: int, form: forms.ServeForm) -> HttpResponse:
    board = queries.notice_board(request.actor, unit_id)
    context = {
        "board": board,
        "unit": board.unit,
        "cycle": board.unit.cycle,
        "form": form,
        "may_serve": queries.may_work(request.actor, board.unit, "appraisal.notice"),
    }
    return render_page(request, "appraisal/notices.html", context)


@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, participant_id: int) -> HttpResponse:
    """Key a receipt signed on paper."""
    one = cycles.get_participant(request.actor, participant_id, "appraisal.notice")
    notice = queries.notice_of(one)
    form = forms.ReceiptForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.key_acknowledgement(
                actor=request.actor, participant_id=participant_id, agrees=given["agrees"], opinion=given["opinion"],
                signed_on=given["signed_on"], scan=form.content, at=timezone.now(),
                scan_name=f"{participant_id}-{form.safe_name}",
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("已代录%(name)s的纸质签收。") % {"name": one.name})
            return redirect("appraisal:notices", one.unit_id)
    context = {"form": form, "one": one, "unit": one.unit, "cycle": one.cycle, "notice": notice}
    return render_page(request, "appraisal/receipt.html", context)


@require_GET
def receipt_scan(request: HttpRequest, participant_id: int) -> HttpResponseBase:
    """Hand out the scan as a file to keep, never to be shown inside a page; who fetched it is recorded."""
    one = cycles.get_participant(request.actor, participant_id, "appraisal.notice")
    notice = queries.notice_of(one)
    if not notice.scan:
        raise NotHere()
    audit.record_read(
        actor=request.actor, target=ref("appraisal.participant", one.pk), what="签收单扫描件", at=timezone.now()
    )
    ending = str(notice.scan.name).rpartition(".")[2]
    response = FileResponse(notice.scan.open("rb"), content_type=_TYPES.get(ending, "application/octet-stream"))
    response.headers["Content-Disposition"] = documents.attachment(f"签收单 {one.name} {one.cycle.year}.{ending}")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
