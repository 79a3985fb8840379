"""Forms of finding and confirming, and the conclusion of a report."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dandang.foundation.ground.refusal import NotHere

from .. import allegation_rules as rules
from ..actions import findings as actions
from ..forms_allegations import ReasonForm
from ..forms_findings import ConsideredForm, FindingForm
from ..models import Allegation
from ..queries import allegation_acts, clauses
from ..queries import allegation_page as pages
from .acts import done
from .allegations import acted, back, form_page, pressed, shown


@require_http_methods(["GET", "POST"])
def find(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Write what it turned out to be."""
    one = pages.allegation_for(request.actor, allegation_id, "may_investigate", "may_handle")
    if not allegation_acts.may_find(one, allegation_acts.rights_of(request.actor, one.report)):
        raise NotHere()
    labels = dict(Allegation.Finding.choices)
    initial = {"finding": one.finding, "untrue_part": one.untrue_part, "reasons": one.reasons, "clause": one.clause}
    form = FindingForm(
        request.POST or None, initial=initial,
        findings=[(code, labels[code]) for code in rules.findings_open(one.handling)],
        clauses=clauses.clauses_in_force(one.report.region, timezone.localdate()),
    )  # fmt: skip
    return acted(
        request, allegation_id, form, ("may_investigate", "may_handle"), actions.find, title=_("提出认定"),
        submit=_("报负责人确认"), told=_("已提出认定，等负责人确认。"),
        note=_("查无实据、也不能排除的，选“不能认定”：它不等于不实，不因此澄清，也不说明他有问题。"),
    )  # fmt: skip


@require_POST
def confirm(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Confirm a finding."""
    return pressed(request, allegation_id, forms.Form(request.POST), actions.confirm_finding, told=_("已确认。"))


@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Send a finding back."""
    form = ReasonForm(request.POST or None, label=_("退回的理由"), hint=_("写明还要查清什么"))
    return acted(
        request, allegation_id, form, ("may_lead",), actions.return_finding,
        title=_("退回认定"), submit=_("退回"), told=_("已退回，核实的人会收到待办。"),
        note=_("退回的认定原样保留，看得到。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def consider_tolerance(request: HttpRequest, report_id: int) -> HttpResponse:
    """Put on record what came of considering tolerance."""
    report = pages.report_for(request.actor, report_id, "may_handle")
    form = ConsideredForm(request.POST or None)

    def write() -> None:
        actions.note_tolerance_considered(
            actor=request.actor, report_id=report_id, words=form.cleaned_data["words"], at=timezone.now()
        )

    if done(form, write):
        return back(request, report, _("已登记。"))
    note = _("对照容错的六个要件和正负面清单，写明由哪个机关研究、启动没有启动容错认定、为什么（安徽 第11点）。")
    return form_page(request, report, form, title=_("登记怎样考虑容错的"), submit=_("登记"), note=note)


@require_POST
def conclude(request: HttpRequest, report_id: int) -> HttpResponse:
    """Conclude the report."""
    pages.report_for(request.actor, report_id, "may_lead")
    form = forms.Form(request.POST)
    if done(form, lambda: actions.conclude(actor=request.actor, report_id=report_id, at=timezone.now())):
        messages.success(request, _("已办结。要答复、要评估澄清、要考虑容错的，都已经生成待办。"))
        return redirect("protection:allegations", report_id)
    return shown(request, report_id, form=form)
