"""The people of a report: conflicts shown, assignment, standing aside."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.foundation.ui.pages import render_page
from dandang.ledger.casework.records import Candidate

from ..actions import team as actions
from ..forms_team import AssignForm, RecuseForm
from ..models import Report
from ..queries import reach, tabs
from ..queries import team as queries
from .acts import done


@require_safe
def team(request: HttpRequest, report_id: int) -> HttpResponse:
    """Who works on the report, who could, and who must not."""
    return _team_page(request, report_id)


@require_POST
def assign(request: HttpRequest, report_id: int) -> HttpResponse:
    """Give people a part."""
    report = queries.report_to_lead(request.actor, report_id)
    form = AssignForm(request.POST, candidates=_candidates(request, report))
    if done(
        form,
        lambda: actions.assign(actor=request.actor, report_id=report_id, at=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, _("已指派。"))
        return redirect("protection:team", report_id)
    return _team_page(request, report_id, assign=form)


@require_POST
def recuse(request: HttpRequest, report_id: int, person_id: int) -> HttpResponse:
    """Somebody stands aside."""
    is_own = request.actor.person_id == person_id
    report = (reach.report_to_see if is_own else queries.report_to_lead)(request.actor, report_id)
    form = RecuseForm(request.POST)
    if done(
        form,
        lambda: actions.recuse(
            actor=request.actor, report_id=report_id, person_id=person_id, reason=form.cleaned_data["reason"],
            at=timezone.now(),
        ),
    ):  # fmt: skip
        if not reach.may_see(request.actor, report):
            messages.success(request, _("您已回避，这件反映不再对您打开。"))
            return redirect("protection:reports")
        messages.success(request, _("已回避，他不再能打开这件反映。"))
        return redirect("protection:team", report_id)
    return _team_page(request, report_id, failed=form)


def _candidates(request: HttpRequest, report: Report) -> tuple[Candidate, ...]:
    words = request.GET.get("who", "").strip()
    return queries.candidates(report, words, but=request.actor.person_id, on=timezone.localdate())


def _team_page(
    request: HttpRequest, report_id: int, *, assign: AssignForm | None = None, failed: forms.Form | None = None
) -> HttpResponse:
    page = queries.team_page(request.actor, report_id, on=timezone.localdate())
    found = _candidates(request, page.report) if page.may_assign else ()
    at_work = {one.person_id for one in page.lines}
    context = {
        "page": page,
        "report": page.report,
        "barred": [one for one in found if one.conflicts and one.id not in at_work],
        "all_barred": bool(found) and all(one.conflicts for one in found),
        "assign_form": assign or AssignForm(candidates=found),
        "form": assign or failed,
        "who": request.GET.get("who", ""),
        "actor_person": request.actor.person_id,
        "is_on_list": request.actor.person_id in at_work,
        "tabs": tabs.report_tabs(request.actor, page.report, "team"),
    }
    return render_page(request, "protection/team.html", context)
