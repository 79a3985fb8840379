"""The inquiry's pages: all findings, one element, distinction or list item at a time, the fact sheet, the report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import render_page

from .. import forms_findings
from ..actions import findings as actions
from ..models import Case
from ..queries import deciding, law, reach
from ..queries import findings as queries
from .acts import done


@require_safe
def findings(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show everything found so far, and what the report still waits for."""
    case = queries.case_to_investigate(request.actor, case_id)
    context = {
        "case": case,
        "findings": queries.findings_of(case, on=timezone.localdate()),
        "missing": queries.missing_before_report(case),
        "may_write": case.state == "INVESTIGATING",
    }
    return render_page(request, "tolerance/findings.html", context)


@require_http_methods(["GET", "POST"])
def element(request: HttpRequest, case_id: int, element: str) -> HttpResponse:
    """Write one element."""
    case, today = _case_to_write(request, case_id), timezone.localdate()
    found = queries.findings_of(case, on=today)
    record = next((one for one in found.elements if one.element == element), None)
    if record is None:
        raise NotHere()
    clauses = law.clause_choices(case, on=today)
    initial = {"facts": record.facts, "side": record.side, "waits_for": record.waits_for, "reasons": record.reasons,
               "clause": record.clause, "later_because": record.later_because,
               "evidence_ids": [one.id for one in record.evidence]}  # fmt: skip
    form = forms_findings.ElementForm(
        request.POST or None, initial=initial, pieces=queries.evidence_choices(case), clauses=clauses,
        reason_hint=_reason_hint(case),
    )  # fmt: skip

    def write() -> None:
        actions.find_element(
            actor=request.actor, case_id=case_id, element=element, at=timezone.now(), **form.cleaned_data
        )

    if done(form, write):
        messages.success(request, _("已记下“%s”。") % record.label)
        return redirect("tolerance:findings", case_id)
    context = {"case": case, "record": record, "form": form, "clauses": clauses, "advice": found.advice}
    return render_page(request, "tolerance/findings_element.html", context)


@require_http_methods(["GET", "POST"])
def distinction(request: HttpRequest, case_id: int, pair: str) -> HttpResponse:
    """Write one of the three distinctions."""
    case = _case_to_write(request, case_id)
    found = queries.findings_of(case, on=timezone.localdate())
    record = next((one for one in found.distinctions if one.pair == pair), None)
    if record is None:
        raise NotHere()
    initial = {"where": record.where, "reasons": record.reasons, "evidence_ids": [one.id for one in record.evidence]}
    form = forms_findings.DistinctionForm(
        request.POST or None, initial=initial, pieces=queries.evidence_choices(case),
        sides=(record.label, record.other_label), reason_hint=_reason_hint(case),
    )  # fmt: skip

    def write() -> None:
        actions.find_distinction(
            actor=request.actor, case_id=case_id, pair=pair, at=timezone.now(), **form.cleaned_data
        )

    if done(form, write):
        messages.success(request, _("已记下“%s”。") % record.label)
        return redirect("tolerance:findings", case_id)
    return render_page(request, "tolerance/findings_distinction.html", {"case": case, "record": record, "form": form})


@require_http_methods(["GET", "POST"])
def list_item(request: HttpRequest, case_id: int, item: str) -> HttpResponse:
    """Judge one item of a list."""
    case = _case_to_write(request, case_id)
    found = queries.findings_of(case, on=timezone.localdate())
    record = next((one for one in found.lists if one.item == item), None)
    if record is None:
        raise NotHere()
    initial = {"applies": forms_findings.ListItemForm.word_for(record.applies) if record.is_judged else "",
               "reasons": record.reasons}  # fmt: skip
    form = forms_findings.ListItemForm(request.POST or None, initial=initial)

    def write() -> None:
        actions.judge_list_item(
            actor=request.actor, case_id=case_id, item=item, applies=form.answer,
            reasons=form.cleaned_data["reasons"], at=timezone.now(),
        )  # fmt: skip

    if done(form, write):
        messages.success(request, _("已记下。"))
        return redirect("tolerance:findings", case_id)
    return render_page(request, "tolerance/findings_list_item.html", {"case": case, "record": record, "form": form})


@require_http_methods(["GET", "POST"])
def facts(request: HttpRequest, case_id: int) -> HttpResponse:
    """Answer the questions of the rule tables and see what the rules make of them."""
    case = queries.case_to_investigate(request.actor, case_id)
    today = timezone.localdate()
    asked = queries.asked_facts(case, on=today)
    form = forms_findings.FactSheet(request.POST or None, asked=asked)

    def write() -> None:
        actions.answer_facts(actor=request.actor, case_id=case_id, facts=form.answers(), at=timezone.now())

    if done(form, write):
        messages.success(request, _("已保存。右边是规则对照的提示，只作参考。"))
        return redirect("tolerance:facts", case_id)
    context = {
        "case": case, "form": form, "known": len(case.facts),
        "asked": len(asked),
        "findings": queries.findings_of(case, on=today), "may_write": case.state == "INVESTIGATING",
    }  # fmt: skip
    return render_page(request, "tolerance/findings_facts.html", context)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, case_id: int) -> HttpResponse:
    """End the inquiry with its report."""
    case, today = _case_to_write(request, case_id), timezone.localdate()
    initial = {"summary": case.report_summary, "suggestion": case.suggestion}
    form = forms_findings.ReportForm(
        request.POST or None, initial=initial, suggestions=queries.suggestions(case, on=today)
    )

    def write() -> None:
        actions.report(actor=request.actor, case_id=case_id, at=timezone.now(), **form.cleaned_data)

    if done(form, write):
        messages.success(request, _("核查报告已提交。承办人接着告知本人、听取意见。"))
        return redirect("tolerance:case", case_id)
    context = {
        "case": case, "form": form, "missing": queries.missing_before_report(case),
        "findings": queries.findings_of(case, on=today), "against": queries.reasons_to_hear(case, on=today),
    }  # fmt: skip
    return render_page(request, "tolerance/findings_report.html", context)


@require_http_methods(["GET", "POST"])
def investigate_again(request: HttpRequest, case_id: int) -> HttpResponse:
    """Send the case back to the inquiry."""
    case = reach.case_to_see(request.actor, case_id)
    if not (reach.may_handle(request.actor, case) or reach.may_lead(request.actor, case)):
        raise NotHere()
    form = forms_findings.AgainForm(request.POST or None)

    def write() -> None:
        actions.investigate_again(actor=request.actor, case_id=case_id, at=timezone.now(), **form.cleaned_data)

    if done(form, write):
        messages.success(request, _("已退回核实，核实人员会收到待办。"))
        return redirect("tolerance:case", case_id)
    return render_page(request, "tolerance/findings_again.html", {"case": case, "form": form})


def _case_to_write(request: HttpRequest, case_id: int) -> Case:
    return queries.case_to_investigate(request.actor, case_id)


def _reason_hint(case: Case) -> str:
    rule = deciding.reason_rules(case.region, on=case.applied_on)
    return _("写依据哪些事实、为什么这样认定，至少 %(least)d 个字；和别的案件一字不差的会退回") % {
        "least": rule.min_characters
    }
