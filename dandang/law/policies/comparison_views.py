"""Two regions or two editions side by side: the page, its printed form, the workbook."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui.pages import render_page
from dandang.law.policies import comparison_queries, comparison_sheet, queries
from dandang.law.policies.comparison import INHERITED, SILENT, Cell
from dandang.law.policies.comparison_forms import ComparisonForm
from dandang.law.policies.labels import RELIABILITY
from dandang.registry.access import queries as access

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def comparison(request: HttpRequest) -> HttpResponse:
    """The page with its filters; a pair that cannot be compared is named above them."""
    form, context = _context(request)
    status = 400 if context["refusal"] else None
    return render_page(request, "policies/comparison.html", context | {"filters": form}, status=status)


@require_GET
def comparison_print(request: HttpRequest) -> HttpResponse:
    """The same rows on paper."""
    _form, context = _context(request)
    if context["refusal"] is not None:
        raise context["refusal"]
    return render_page(request, "policies/comparison_print.html", context)


@require_GET
def comparison_export(request: HttpRequest) -> HttpResponse:
    """The same rows as a workbook."""
    _form, context = _context(request)
    if context["refusal"] is not None:
        raise context["refusal"]
    found = context["found"]
    title = _("政策对照表　%(here)s　%(there)s") % {"here": found.here, "there": found.there}
    foot = _("按 %(day)s 看，共 %(total)d 项，%(different)d 项不同。导出：%(name)s，%(today)s") % {
        "day": context["wanted"]["on"].isoformat(),
        "total": found.total,
        "different": found.different,
        "name": request.actor.name,
        "today": timezone.localdate().isoformat(),
    }
    middle = [_("中央")] if found.has_centre else []
    heads = [_("主题"), _("事项"), *middle, found.here, found.there, context["last_head"]]
    content = comparison_sheet.workbook(title, heads, _sheet_rows(found), foot=foot)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{title}.xlsx")
    return response


def _context(request: HttpRequest) -> tuple[ComparisonForm, dict[str, Any]]:
    today = timezone.localdate()
    regions = queries.regions(own=settings.REGION)
    usual = {
        "here": settings.REGION,
        "there": comparison_queries.usual_other_side(settings.REGION, on=today),
        "on": today,
    }
    form = ComparisonForm(request.GET, regions=regions, editions=comparison_queries.edition_choices(), usual=usual)
    wanted = form.wanted()
    compare = comparison_queries.compare_regions
    if "@" in wanted["here"] or "@" in wanted["there"]:
        compare = comparison_queries.compare_editions
    found, refusal, is_all = None, None, request.GET.get("all") == "1"
    try:
        found = compare(request.actor, **wanted, only_different=not is_all)
    except Refusal as refused:
        refusal = refused
    context = {
        "found": found,
        "refusal": refusal,
        "wanted": wanted,
        "is_all": is_all,
        "own_region": settings.REGION,
        "may_draft": access.may(request.actor, "policies.draft.write"),
        "reliability": RELIABILITY,
        "last_head": _("换成%(name)s，在办的会怎样") % {"name": found.there} if found is not None else "",
    }
    return form, context


def _sheet_rows(found: comparison_queries.Comparison) -> list[list[str]]:
    rows = []
    for title, lines in found.groups:
        for line in lines:
            row = line.row
            middle = [_words(row.centre)] if row.centre is not None else []
            last = line.impact.text + (f"：{line.impact.why}" if line.impact.why else "")
            rows.append([title, row.label, *middle, _words(row.here), _words(row.there), last])
    return rows


def _words(cell: Cell) -> str:
    if cell.state == SILENT:
        return _("未规定")
    if cell.state == INHERITED:
        return _("沿用中央")
    said = []
    for one in cell.said:
        note = f"（{one.note}）" if one.note else ""
        cited = f"〔{one.citation} {one.reliability}〕" if one.citation else ""
        said.append(f"{one.text}{note}{cited}")
    return "\n".join(said)
