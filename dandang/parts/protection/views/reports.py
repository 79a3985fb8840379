"""The list of reports and the page of one report."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ui.pages import number_of, render_page
from dandang.law.documents import queries as documents
from dandang.registry.access import queries as access

from ..actions import tables
from ..forms_reports import ReportFilterForm
from ..queries import accusation_pages, report_page, tabs
from ..queries import reports as queries


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List the reports of the actor's offices, and those the actor verifies."""
    form = ReportFilterForm(request.GET)
    context = {
        "form": form,
        "keep_more": [("more", "1")],
        "page": queries.report_page(request.actor, form.wanted(), on=timezone.localdate(), number=number_of(request)),
        "chosen": form.chosen(),
        "tabs": tabs.tabs(request.actor, "reports"),
        "may_register": access.may(request.actor, "protection.staff"),
    }
    return render_page(request, "protection/reports.html", context)


@require_safe
def reports_table(request: HttpRequest) -> HttpResponse:
    """Hand out the list as a table without words; it is on record who took it."""
    form = ReportFilterForm(request.GET)
    content = tables.take_table(actor=request.actor, wanted=form.wanted(), on=timezone.localdate(), at=timezone.now())
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = documents.attachment(_("收到的反映.csv"))
    return response


@require_safe
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show one report to those who work on it; every look is on record."""
    file = report_page.report_page(request.actor, report_id, on=timezone.localdate())
    audit.record_read(actor=request.actor, target=ref("protection.report", report_id), what="反映", at=timezone.now())
    context = {
        "file": file,
        "report": file.report,
        "tabs": tabs.report_tabs(request.actor, file.report, "report"),
        "accusation": accusation_pages.note_on_report(request.actor, file.report, on=timezone.localdate()),
    }
    return render_page(request, "protection/report.html", context)
