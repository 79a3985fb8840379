"""Pages of scoring: what goes in, how far it is, what came out, and how to recompute it by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui.pages import cut, number_of, render_page
from dandang.interchange.rosters import writing
from dandang.law.documents import queries as documents

from .. import drawings, tasks
from .. import forms_grades as forms
from ..actions import results as result_actions
from ..actions import runs as actions
from ..models import Cycle, Participant, Run
from ..queries import cycles, grades, law, quota
from ..queries import runs as queries

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def scoring(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """What goes in, the button, and earlier scorings."""
    sentences: list[str] = []
    if request.method == "POST":
        try:
            run = actions.start_run(actor=request.actor, cycle_id=cycle_id, at=timezone.now())
        except Refusal as refusal:
            sentences = [refusal.sentence]
        else:
            tasks.score_cycle.enqueue(run.pk, request.actor.account_id)
            return redirect("appraisal:run_progress", cycle_id, run.pk)
    page = queries.scoring_page(request.actor, cycle_id)
    context = {"page": page, "cycle": page.cycle, "sentences": sentences, "has_errors": bool(sentences)}
    return render_page(request, "appraisal/scoring.html", context)


@require_GET
def run_progress(request: HttpRequest, cycle_id: int, run_id: int) -> HttpResponse:
    """How far a scoring is: asked again by htmx, or by refreshing the page."""
    run = queries.run(request.actor, cycle_id, run_id)
    is_going = run.state in {Run.State.QUEUED, Run.State.RUNNING}
    context = {
        "run": run,
        "cycle": run.cycle,
        "is_going": is_going,
        "sentence": _progress_sentence(run),
        "done": run.done,
        "total": max(run.total, 1),
        "url": reverse("appraisal:run_progress", args=[cycle_id, run_id]) if is_going else "",
    }
    return render_page(request, "appraisal/run_progress.html", context, fragment="appraisal/_run_progress.html")


def _progress_sentence(run: Run) -> str:
    counts = {"done": f"{run.done:,}", "total": f"{run.total:,}"}
    if run.state == Run.State.QUEUED:
        return _("排队等候，共 %(total)s 人。可以离开本页") % counts
    if run.state == Run.State.RUNNING:
        return _("已完成 %(done)s 人，共 %(total)s 人。可以离开本页") % counts
    if run.state == Run.State.DONE:
        return _("已完成 %(total)s 人") % counts
    return _("没有完成，没有写入任何结果")


@require_GET
def results(request: HttpRequest, cycle_id: int) -> HttpResponse:
    cycle = cycles.get_cycle(request.actor, cycle_id)
    units = cycles.unit_choices(request.actor, cycle, request.GET.get("unit", ""))
    form = forms.ResultFilter(request.GET, units=units)
    choice = _choice(form)
    page = cut(queries.results(request.actor, cycle, choice), number=number_of(request))
    spread = queries.spread(request.actor, cycle, choice.unit)
    why = queries.reasons(cycle, page.rows)
    context = {
        "cycle": cycle,
        "run": cycle.current_run,
        "form": None,
        "filter": form,
        "page": page,
        "rows": [(row, _post(row.participant), why.get(row.participant_id, "")) for row in page.rows],
        "spread": spread,
        "chart": _chart(request, cycle, choice, spread),
        "export_limit": queries.export_limit(cycle),
        "shield_rule": law.value("tolerance.assessments_not_negative", cycle),
        "is_whole": choice.unit is None,
        "body": quota.body_check(cycle, quota.places(cycle)),
    }
    return render_page(request, "appraisal/results.html", context)


def _post(one: Participant) -> str:
    return grades.own_post(one, one.unit.organisation_name)


def _choice(form: forms.ResultFilter) -> queries.ResultChoice:
    """What was chosen; an address somebody altered means no filter."""
    if not form.is_valid():
        return queries.ResultChoice()
    chosen = form.cleaned_data
    return queries.ResultChoice(chosen["q"].strip(), chosen.get("unit"), chosen["state"], chosen["order"])


def _chart(request: HttpRequest, cycle: Cycle, choice: queries.ResultChoice, spread: queries.Spread) -> Any:
    if spread.lowest_e2 is None or spread.highest_e2 is None:
        return None
    width = drawings.bar_width(spread.lowest_e2, spread.highest_e2)
    return drawings.distribution(queries.bars(request.actor, cycle, choice.unit, width), width)


@require_POST
def results_export(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """Take out what the filter shows, as a workbook or csv; beyond the free number a second person is needed."""
    cycle = cycles.get_cycle(request.actor, cycle_id)
    units = cycles.unit_choices(request.actor, cycle, request.POST.get("unit", ""))
    choice = _choice(forms.ResultFilter(request.POST, units=units))
    try:
        taken = result_actions.export_results(actor=request.actor, cycle_id=cycle_id, choice=choice, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("appraisal:results", cycle_id)
    title = f"{cycle.title} 计分结果"
    if request.POST.get("kind") == "csv":
        content = writing.write_csv(taken.heads, taken.rows, watermark=taken.mark)
        return _download(content, f"{title}.csv", "text/csv; charset=utf-8")
    return _download(writing.write_xlsx(title, taken.heads, taken.rows, watermark=taken.mark), f"{title}.xlsx", XLSX)


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = documents.attachment(name)
    return response


@require_GET
def by_hand(request: HttpRequest, cycle_id: int) -> HttpResponse:
    """How every line is computed, in words one can follow with a pencil."""
    cycle = cycles.get_cycle(request.actor, cycle_id)
    context = {"cycle": cycle, "run": cycle.current_run}
    return render_page(request, "appraisal/by_hand.html", context)
