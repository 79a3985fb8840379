"""Correction of a decided case: reports, acceptance, extensions, visits, closing, referral; and what is overdue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import number_of, render_page

from .. import forms_correction as forms
from ..actions import correction as actions
from ..queries import correcting as queries
from ..queries import tabs
from .acts import done


@require_safe
def overdue(request: HttpRequest) -> HttpResponse:
    """Show every measure whose day has passed, the longest overdue first."""
    page = queries.overdue(request.actor, on=timezone.localdate(), number=number_of(request))
    context = {"page": page, "rows": page.rows, "tabs": tabs.tabs(request.actor, "overdue")}
    return render_page(request, "tolerance/overdue.html", context)


@require_safe
def measure_of(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Lead from a measure to its case's page."""
    view = _view(request, queries.case_of_measure(measure_id))
    return redirect("tolerance:correction", view.case.pk)


@require_safe
def correction(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the measures of a case, its visits, and what may be done."""
    return _page(request, case_id)


@require_POST
def report(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Say that a measure was carried out."""
    if not _view(request, queries.case_of_measure(measure_id)).may_report:
        raise NotHere()
    form = forms.ReportForm(request.POST)
    return _on_measure(request, measure_id, "report", form, actions.report_measure, _("已报告完成，等待验收。"))


@require_POST
def accept(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Accept a measure."""
    form = forms.NoteForm(request.POST)
    return _on_measure(request, measure_id, "accept", form, actions.accept_measure, _("已验收。"))


@require_POST
def refuse(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Send a measure back."""
    form = forms.NoteForm(request.POST)
    return _on_measure(request, measure_id, "accept", form, actions.refuse_measure, _("没有通过验收，已退回责任人。"))


@require_POST
def extend(request: HttpRequest, measure_id: int) -> HttpResponse:
    """Give a measure a later day."""
    form = forms.ExtendForm(request.POST)
    return _on_measure(request, measure_id, "extend", form, actions.extend_measure, _("已延期，理由记在案卷里。"))


@require_POST
def visit(request: HttpRequest, case_id: int) -> HttpResponse:
    """Put a visit on file."""
    return _on_case(request, case_id, "visit", forms.VisitForm(request.POST), actions.record_visit, _("已登记走访。"))


@require_POST
def close(request: HttpRequest, case_id: int) -> HttpResponse:
    """Close the case."""
    form = django_forms.Form(request.POST)
    return _on_case(request, case_id, "close", form, actions.close_case, _("已办结。请按期回访本人。"))


@require_POST
def referral_submit(request: HttpRequest, case_id: int) -> HttpResponse:
    """Ask a meeting to find on the correction."""
    form = forms.ReferralSubmitForm(request.POST, meetings=_meetings(request))
    words = _("已列入会议议程。没有集体研究的认定，逾期本身不移送。")
    return _on_case(request, case_id, "referral_submit", form, actions.submit_referral_to_meeting, words)


@require_POST
def refer(request: HttpRequest, case_id: int) -> HttpResponse:
    """Refer the case on the organ's finding."""
    view = _view(request, case_id)
    form = forms.ReferForm(request.POST)
    item_id = view.carried.id if view.carried else 0
    return _on_case(
        request,
        case_id,
        "refer",
        form,
        actions.refer,
        _("已移送，问责事项已登记，要先考虑容错再决定。"),
        item_id=item_id,
    )


def _on_measure(
    request: HttpRequest, measure_id: int, name: str, form: Any, act: Callable[..., Any], words: str
) -> HttpResponse:
    case_id = queries.case_of_measure(measure_id)
    return _on(request, case_id, {f"{name}_{measure_id}": form}, form, act, words, measure_id=measure_id)


def _on_case(
    request: HttpRequest, case_id: int, name: str, form: Any, act: Callable[..., Any], words: str, **more: Any
) -> HttpResponse:
    return _on(request, case_id, {name: form}, form, act, words, case_id=case_id, **more)


def _on(
    request: HttpRequest, page_of: int, typed: Mapping[str, Any], form: Any, act: Callable[..., Any], words: str,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """Do one act; what is refused comes back on the case's page with everything typed."""
    _view(request, page_of)
    if done(form, lambda: act(actor=request.actor, at=timezone.now(), **more, **form.cleaned_data)):
        messages.success(request, words)
        return redirect("tolerance:correction", page_of)
    return _page(request, page_of, typed)


def _view(request: HttpRequest, case_id: int) -> queries.CorrectionView:
    return queries.correction_of(request.actor, case_id, on=timezone.localdate())


def _meetings(request: HttpRequest) -> list[Any]:
    return queries.meetings_for(request.actor, on=timezone.localdate())


def _page(request: HttpRequest, case_id: int, typed: Mapping[str, Any] | None = None) -> HttpResponse:
    view, today, typed = _view(request, case_id), timezone.localdate(), typed or {}
    rows = [
        {
            "row": row,
            "report": typed.get(f"report_{row.measure.pk}")
            or forms.ReportForm(initial={"reported_on": today}, auto_id=f"id_r{row.measure.pk}_%s"),
            "accept": typed.get(f"accept_{row.measure.pk}") or forms.NoteForm(auto_id=f"id_a{row.measure.pk}_%s"),
            "extend": typed.get(f"extend_{row.measure.pk}") or forms.ExtendForm(auto_id=f"id_e{row.measure.pk}_%s"),
        }
        for row in view.rows
    ]
    context = {
        "view": view,
        "case": view.case,
        "rows": rows,
        "visit": typed.get("visit") or forms.VisitForm(initial={"visited_on": today}, auto_id="id_v_%s"),
        "submit_form": typed.get("referral_submit")
        or forms.ReferralSubmitForm(meetings=_meetings(request), auto_id="id_s_%s"),
        "refer_form": typed.get("refer") or forms.ReferForm(auto_id="id_f_%s"),
        "shown": next(iter(typed.values()), None),
    }
    return render_page(request, "tolerance/correction.html", context)
