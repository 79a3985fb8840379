"""The list of cases, the page of one case, and what a unit sees of a case it applied for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ui.pages import number_of, render_page
from dandang.registry.access import queries as access

from ..forms_cases import CaseFilterForm
from ..queries import applied as applied_queries
from ..queries import cases as queries
from ..queries import pages, tabs


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """List the cases the actor works on or leads."""
    today = timezone.localdate()
    form = CaseFilterForm(request.GET, units=queries.units_of(request.actor), years=queries.years_of(request.actor))
    context = {
        "form": form,
        "page": queries.case_page(request.actor, form.wanted(), on=today, number=number_of(request)),
        "chosen": form.chosen(),
        "tabs": tabs.tabs(request.actor, "cases"),
        "may_apply_for": access.may(request.actor, "tolerance.apply_for"),
        "may_handle": access.may(request.actor, "tolerance.handle"),
    }
    return render_page(request, "tolerance/cases.html", context)


@require_safe
def applied(request: HttpRequest) -> HttpResponse:
    """List the cases the actor's unit applied for."""
    today = timezone.localdate()
    form = CaseFilterForm(request.GET, units=[], years=[])
    found = queries.applied_page(request.actor, form.wanted(), on=today, number=number_of(request))
    return render_page(
        request, "tolerance/cases_applied.html", {"page": found, "tabs": tabs.tabs(request.actor, "applied")}
    )


@require_safe
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show one case to those who work on it; `?print=1` shows every piece of evidence for the printed file."""
    is_print = request.GET.get("print") == "1"
    file = pages.case_file(request.actor, case_id, on=timezone.localdate(), all_evidence=is_print)
    audit.record_read(actor=request.actor, target=ref("tolerance.case", case_id), what="案卷", at=timezone.now())
    context = {
        "file": file,
        "case": file.case,
        "findings": file.findings,
        "hearing": file.hearing,
        "is_print": is_print,
    }
    return render_page(request, "tolerance/case_detail.html", context)


@require_safe
def applied_case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show a unit what it may know of the case it applied for."""
    view = applied_queries.applied_view(request.actor, case_id)
    audit.record_read(actor=request.actor, target=ref("tolerance.case", case_id), what="进展", at=timezone.now())
    return render_page(request, "tolerance/case_applied.html", {"view": view, "case": view.case})
