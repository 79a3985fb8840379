"""What a cadre sees of the own assessment: the years, the result with its sheet, the summary to write."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.foundation.ui.pages import render_page

from .. import forms_sealing as forms
from ..actions import notices as actions
from ..queries import own as queries
from ..queries import papers as paper_queries
from ..queries import sheets
from .papers import print_paper

OWN_PAPERS = {"annual_registration", "result_notice", "person_result_sheet"}


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    return render_page(request, "appraisal/mine.html", {"years": queries.own_years(request.actor)})


@require_GET
def my_result(request: HttpRequest, participant_id: int) -> HttpResponse:
    return _result_page(request, participant_id, forms.AnswerForm())


@require_POST
def my_acknowledge(request: HttpRequest, participant_id: int) -> HttpResponse:
    form = forms.AnswerForm(request.POST)
    if form.is_valid():
        try:
            actions.acknowledge(
                actor=request.actor, participant_id=participant_id, at=timezone.now(), **form.cleaned_data
            )
        except NotHere:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("已签收。您可以随时回来看这张结果单。"))
            return redirect("appraisal:my_result", participant_id)
    return _result_page(request, participant_id, form)


def _result_page(request: HttpRequest, participant_id: int, form: forms.AnswerForm) -> HttpResponse:
    year = queries.own_year(request.actor, participant_id)
    context = {
        "year": year,
        "one": year.one,
        "cycle": year.one.cycle,
        "notice": year.notice,
        "form": form,
        "rights": paper_queries.rights_of(year.one) if year.notice else "",
        "sheet": sheets.sheet_of(year.one, may_see_matters=True) if year.notice else None,
        "is_own": True,
    }
    return render_page(request, "appraisal/my_result.html", context)


@require_http_methods(["GET", "POST"])
def my_summary(request: HttpRequest, participant_id: int) -> HttpResponse:
    year = queries.own_year(request.actor, participant_id)
    form = forms.SummaryForm(request.POST or None, initial={"summary": year.one.self_summary})
    if form.is_valid():
        try:
            actions.write_summary(
                actor=request.actor, participant_id=participant_id, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("个人总结已保存。等次确定以前还可以改。"))
            return redirect("appraisal:mine")
    context = {"form": form, "year": year, "one": year.one, "cycle": year.one.cycle}
    return render_page(request, "appraisal/my_summary.html", context)


@require_GET
def my_paper(request: HttpRequest, participant_id: int, kind: str, ext: str) -> HttpResponse:
    """Print one's own paper; before the notice is served no paper tells the grade."""
    year = queries.own_year(request.actor, participant_id)
    if kind not in OWN_PAPERS or (year.notice is None and kind != "annual_registration"):
        raise NotHere()
    facts = paper_queries.own_paper(year.one, kind, is_told=year.notice is not None)
    return print_paper(request, ref("appraisal.participant", participant_id), kind, ext, [facts], year.one.name)
