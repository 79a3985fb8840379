"""Some years of protection in numbers, and the rows behind each number."""

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

LONGEST = 30  # years in one page of numbers


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Show the numbers of some years; the last three unless the address says others."""
    first, last = _years(request)
    found = queries.statistics(request.actor, first=first, last=last)
    context = {"numbers": found, "tabs": tabs.tabs(request.actor, "statistics")}
    return render_page(request, "protection/statistics.html", context)


@require_safe
def statistics_table(request: HttpRequest, kind: str) -> HttpResponse:
    """Hand out what the page shows as csv or workbook; it is on record who took it."""
    first, last = _years(request)
    content = tables.take_statistics(
        actor=request.actor, first=first, last=last, kind=kind, on=timezone.localdate(), at=timezone.now()
    )
    response = HttpResponse(content, content_type=writing.TYPES[kind])
    name = _("%(first)s-%(last)s 澄清和举报统计") % {"first": first, "last": last}
    response.headers["Content-Disposition"] = documents.attachment(f"{name}.{kind}")
    return response


@require_safe
def statistics_rows(request: HttpRequest) -> HttpResponse:
    """Show the rows behind one number."""
    first, last = _years(request)
    name = request.GET.get("slice", "")
    found = queries.rows_of_slice(request.actor, slice_name=name, first=first, last=last, number=number_of(request))
    context = {"found": found, "page": found.page, "first": first, "last": last}
    return render_page(request, "protection/statistics_rows.html", context)


def _years(request: HttpRequest) -> tuple[int, int]:
    """The first and last year the address asks for, in their order; nonsense is read as the last three years."""
    this_year = timezone.localdate().year
    last = _year(request.GET.get("last", ""), this_year)
    first = _year(request.GET.get("first", ""), last - queries.PERIOD + 1)
    first, last = min(first, last), max(first, last)
    return max(first, last - LONGEST), last


def _year(text: str, otherwise: int) -> int:
    is_year = text.isdecimal() and text.isascii() and len(text) == 4 and 1978 <= int(text) < 9999
    return int(text) if is_year else otherwise
