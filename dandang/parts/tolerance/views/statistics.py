"""The year in numbers, and the cases behind each number."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dandang.foundation.ui.pages import number_of, render_page
from dandang.interchange.rosters import writing
from dandang.law.documents import queries as documents

from ..actions import tables
from ..queries import statistics as queries
from ..queries import tabs


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Show a year's numbers; this year's unless the address says another."""
    today = timezone.localdate()
    found = queries.statistics(request.actor, year=_year(request, today.year), on=today)
    years = [(f"{year}", f"?year={year}", year == found.year) for year in found.years]
    context = {"numbers": found, "years": years, "tabs": tabs.tabs(request.actor, "statistics")}
    return render_page(request, "tolerance/statistics.html", context)


@require_safe
def statistics_table(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand out what the page shows as csv or workbook; it is on record who took it."""
    today = timezone.localdate()
    year = _year(request, today.year)
    content = tables.take_statistics(actor=request.actor, year=year, kind=kind, on=today, at=timezone.now())
    response = HttpResponse(content, content_type=writing.TYPES[kind])
    name = _("%(year)s 年容错纠错统计") % {"year": year}
    response.headers["Content-Disposition"] = documents.attachment(f"{name}.{kind}")
    return response


@require_safe
def statistics_cases(request: HttpRequest) -> HttpResponse:
    """Show the cases behind one number."""
    today = timezone.localdate()
    year = _year(request, today.year)
    found = queries.cases_of_slice(
        request.actor, year=year, slice_name=request.GET.get("slice", ""), on=today, number=number_of(request)
    )
    return render_page(request, "tolerance/statistics_cases.html", {"found": found, "page": found.page, "year": year})


def _year(request: HttpRequest, this_year: int) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and len(text) == 4 and 1978 <= int(text) < 9999 else this_year
