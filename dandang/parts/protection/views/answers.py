"""Answering a signed reporter, an objection by voice, and opening a report again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dandang.foundation.ui.pages import render_page

from ..actions import answers as actions
from ..forms_findings import AnswerForm, ObjectionAnswerForm, ObjectionForm, ReopenForm
from ..models import Report
from ..queries import allegation_page as pages
from ..queries import answers as queries
from ..queries import tabs
from .acts import done
from .allegations import form_page


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, report_id: int) -> HttpResponse:
    """Answer point by point."""
    report = pages.report_for(request.actor, report_id, "may_handle")
    rows = pages.live_of(queries.handled(report))
    form = AnswerForm(request.POST or None, rows=rows, initial={"answered_on": timezone.localdate()})

    def write() -> None:
        actions.answer_reporter(actor=request.actor, report_id=report_id, at=timezone.now(), **form.arguments())

    if done(form, write):
        messages.success(request, _("已答复并作了记录。"))
        return redirect("protection:allegations", report_id)
    context = {
        "report": report, "form": form, "page": queries.answer_page(report, on=timezone.localdate()),
        "tabs": tabs.report_tabs(request.actor, report, "allegations"),
    }  # fmt: skip
    return render_page(request, "protection/answers.html", context)


@require_http_methods(["GET", "POST"])
def objection(request: HttpRequest, report_id: int) -> HttpResponse:
    """Put an objection made by voice on record."""
    report = pages.report_for(request.actor, report_id, "may_handle")
    form = ObjectionForm(request.POST or None)
    return _done_or_form(
        request, report, form, actions.record_objection, title=_("登记反映人的异议"), submit=_("登记"),
        told=_("已如实记录，接着作出说明。"), note=_("反映人用收条可以自己在网上提；当面、电话提的在这里登记。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def objection_answer(request: HttpRequest, report_id: int) -> HttpResponse:
    """Say something to the reporter's objection."""
    report = pages.report_for(request.actor, report_id, "may_handle")
    row = queries.objection_to_answer(report)
    form = ObjectionAnswerForm(request.POST or None)
    return _done_or_form(
        request, report, form, actions.answer_objection, title=_("说明反映人的异议"), submit=_("说明并记录"),
        told=_("已说明，反映人凭收条能看到。"), note=_("反映人说：%s") % row.objection,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, report_id: int) -> HttpResponse:
    """Open the report again on new evidence."""
    report = pages.report_for(request.actor, report_id, "may_lead")
    form = ReopenForm(request.POST or None, rows=pages.live_of(report))
    return _done_or_form(
        request, report, form, actions.reopen, title=_("有新证据，重新核实"), submit=_("重新核实"),
        told=_("已重新核实，核实的人会收到待办。"), note=_("原来的认定原样保留。重新办结以后再答复。"),
    )  # fmt: skip


def _done_or_form(
    request: HttpRequest, report: Report, form: forms.Form, action: Callable[..., Any], *, title: str, submit: str,
    told: str, note: str,
) -> HttpResponse:  # fmt: skip
    if done(form, lambda: action(actor=request.actor, report_id=report.pk, at=timezone.now(), **form.cleaned_data)):
        messages.success(request, told)
        return redirect("protection:allegations", report.pk)
    return form_page(request, report, form, title=title, submit=submit, note=note)
