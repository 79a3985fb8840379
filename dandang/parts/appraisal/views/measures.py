"""Pages of figures: what is there, the workbook out, the workbook in, checked first and then written as a whole."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui.pages import cut, number_of, render_page
from dandang.foundation.ui.records import Tally
from dandang.interchange.intake.marking import marked_workbook
from dandang.law.documents import queries as documents

from .. import forms_grades as forms
from ..actions import measures as actions
from ..queries import cycles, runs
from ..queries import measures as queries

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def measures(request: HttpRequest, cycle_id: int) -> HttpResponse:
    return _page(request, cycle_id, forms.DataUploadForm())


def _page(request: HttpRequest, cycle_id: int, upload_form: forms.DataUploadForm) -> HttpResponse:
    cycle = queries.cycle_with_plans(request.actor, cycle_id)
    units = list(cycles.units_of(request.actor, cycle).values_list("pk", "organisation_name")[: forms.MOST_UNITS + 1])
    chosen = forms.FigureFilter(request.GET, units=units)
    picked = chosen.cleaned_data if chosen.is_valid() else {}
    found = queries.people(
        request.actor,
        cycle,
        words=picked.get("q", "").strip(),
        unit=picked.get("unit"),
        only_missing=bool(picked.get("missing")),
    )
    page = cut(found, number=number_of(request))
    wanted_measures, wanted_parts, _graded = runs.inputs(cycle)
    context = {
        "cycle": cycle,
        "filter": chosen,
        "form": upload_form,
        "page": page,
        "rows": queries.figure_rows(page.rows),
        "inputs": [*wanted_measures, *wanted_parts],
        "uploads": queries.uploads(cycle),
        "may_import": cycles.may_prepare(request.actor, cycle) and cycle.state != "SEALED",
        "unit": picked.get("unit"),
        "has_errors": bool(upload_form.errors),
    }
    return render_page(request, "appraisal/measures.html", context)


@require_GET
def measures_sheet(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """The workbook to fill in: names and what is wanted of each, no figure."""
    cycle = cycles.get_cycle(request.actor, cycle_id)
    unit = request.GET.get("unit", "")
    content = queries.blank_workbook(request.actor, cycle, int(unit) if unit.isascii() and unit.isdigit() else None)
    return _workbook(content, f"{cycle.title} 数据.xlsx")


@require_POST
def measures_upload(request: HttpRequest, cycle_id: int) -> HttpResponse:
    form = forms.DataUploadForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data["upload"]
        try:
            upload = actions.upload_data(
                actor=request.actor,
                cycle_id=cycle_id,
                file_name=given.name or "",
                content=given.read(),
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error("upload" if refusal.field == "upload" else None, refusal.sentence)
        else:
            return redirect("appraisal:data_upload", upload.pk)
    return _page(request, cycle_id, form)


@require_GET
def data_upload(request: HttpRequest, upload_id: int) -> HttpResponse:
    """What was found in a workbook: the problems, or what would be written."""
    upload = queries.upload(request.actor, upload_id)
    found = queries.problems(upload)
    context = {
        "upload": upload,
        "cycle": upload.cycle,
        "problems": found[:200],
        "preview": queries.preview(upload) if not found and upload.applied_at is None else [],
        "tallies": [
            Tally(_("数据指标"), upload.measures, _("个")),
            Tally(_("其他部分成绩"), upload.scores, _("个")),
            Tally(_("要改的地方"), len(found), _("处"), bool(found)),
        ],
    }
    return render_page(request, "appraisal/data_upload.html", context)


@require_GET
def data_marked(request: HttpRequest, upload_id: int) -> HttpResponse:
    upload = queries.upload(request.actor, upload_id)
    content = marked_workbook(bytes(upload.content), queries.problems(upload), is_workbook=True)
    return _workbook(content, f"要改的地方 {upload.file_name}")


@require_POST
def data_apply(request: HttpRequest, upload_id: int) -> HttpResponse:
    upload = queries.upload(request.actor, upload_id)
    try:
        done = actions.apply_data(actor=request.actor, upload_id=upload_id, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("appraisal:data_upload", upload_id)
    words = {"measures": done.measures, "scores": done.scores}
    messages.success(request, _("已写入：数据指标 %(measures)d 个，其他部分成绩 %(scores)d 个。") % words)
    return redirect("appraisal:measures", upload.cycle_id)


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = documents.attachment(name)
    return response
