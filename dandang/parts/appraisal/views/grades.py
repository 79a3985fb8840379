"""Pages of the grade workspace: the unit's table, one person's grade, the rest, sending up and taking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui.pages import render_page
from dandang.registry.access import queries as access

from .. import drawings
from .. import forms_grades as forms
from ..actions import grades as actions
from ..actions import participants as participant_actions
from ..queries import cycles, law
from ..queries import grades as queries
from ..queries import quota as quota_queries


@require_GET
def grades(request: HttpRequest, unit_id: int) -> HttpResponse:
    space = queries.workspace(request.actor, unit_id)
    table = queries.table(space, is_whole="all" in request.GET)
    results = [row.result for row in space.rows]
    bands = drawings.bands([shown.row.result for shown in table.rows], space.edge_e2)
    totals = [row.total_e2 for row in results if row and row.state == "ok" and row.total_e2 is not None]
    context = {
        "space": space,
        "unit": space.unit,
        "cycle": space.unit.cycle,
        "table": table,
        "rows": [(shown, bands.get(shown.row.participant.pk)) for shown in table.rows],
        "quota_bar": drawings.quota_bar(space),
        "quota_keys": drawings.quota_keys(space, queries.floor_text(space)),
        "quota_sum": drawings.entitlement_words(space.places) if space.places else "",
        "distribution": drawings.distribution_of(totals, space.edge_e2),
        "ranked": len(totals),
        "run": space.unit.cycle.current_run,
        "rest_form": forms.RestForm(scale=space.scale),
        "publicity": law.value("appraisal.publicity_working_days", space.unit.cycle),
        "shield_rule": law.value("tolerance.assessments_not_negative", space.unit.cycle),
        "may_set_quota": space.unit.state == "OPEN"
        and queries.may_grade(request.actor, space.unit, "appraisal.prepare"),
    }
    return render_page(request, "appraisal/grades.html", context)


@require_http_methods(["GET", "POST"])
def grade(request: HttpRequest, participant_id: int) -> HttpResponse:
    page = queries.grade_page(request.actor, participant_id)
    one = page.one
    form = forms.GradeForm(
        request.POST or None,
        initial={"grade": one.proposed_grade, "reason": one.proposed_reason},
        scale=page.scale,
        is_barred=not one.may_be_excellent,
        needs_reason=page.is_tie,
    )
    if form.is_valid():
        try:
            actions.propose_grade(
                actor=request.actor, participant_id=participant_id, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            messages.success(
                request, _("已保存%(name)s的建议等次：%(grade)s。") % {"name": one.name, **form.cleaned_data}
            )
            return redirect("appraisal:grades", one.unit_id)
    context = {
        "form": form,
        "page": page,
        "one": one,
        "unit": one.unit,
        "may_propose": one.unit.state == "OPEN" and one.cycle.state == "SCORED",
    }
    return render_page(request, "appraisal/grade.html", context)


@require_POST
def grade_rest(request: HttpRequest, unit_id: int) -> HttpResponse:
    unit = cycles.get_unit(request.actor, unit_id, "appraisal.grade")
    form = forms.RestForm(request.POST, scale=law.grades(unit.cycle))
    chosen = request.POST.get("grade", "") if not form.is_valid() else form.cleaned_data["grade"]
    count = actions.propose_the_rest(actor=request.actor, unit_id=unit_id, grade=chosen, at=timezone.now())
    messages.success(request, _("已把其余 %(count)d 人建议为%(grade)s。") % {"count": count, "grade": chosen})
    return redirect("appraisal:grades", unit_id)


@require_http_methods(["GET", "POST"])
def send_up(request: HttpRequest, unit_id: int) -> HttpResponse:
    """核对后上报: what is proposed in counts, what is still missing, and what follows."""
    space = queries.workspace(request.actor, unit_id)
    access.require(request.actor, "appraisal.grade", path=space.unit.manager_path)
    sentences: list[str] = []
    if request.method == "POST":
        try:
            actions.send_up(actor=request.actor, unit_id=unit_id, at=timezone.now())
        except Refusal as refusal:
            sentences = [refusal.sentence]
        else:
            messages.success(request, _("等次建议已上报。下一步见右边。"))
            return redirect("appraisal:grades", unit_id)
    context = {
        "space": space,
        "unit": space.unit,
        "cycle": space.unit.cycle,
        "counts": [(word, sum(row.participant.proposed_grade == word for row in space.rows)) for word in space.scale],
        "publicity": law.value("appraisal.publicity_working_days", space.unit.cycle),
        "sentences": sentences,
        "has_errors": bool(sentences),
    }
    return render_page(request, "appraisal/send_up.html", context)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, unit_id: int) -> HttpResponse:
    unit = cycles.get_unit(request.actor, unit_id, "appraisal.grade")
    form = forms.WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            actions.withdraw(
                actor=request.actor, unit_id=unit_id, reason=form.cleaned_data["reason"], at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            messages.success(request, _("已退回，可以重新提等次建议。"))
            return redirect("appraisal:grades", unit_id)
    return render_page(request, "appraisal/withdraw.html", {"form": form, "unit": unit, "cycle": unit.cycle})


@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, participant_id: int) -> HttpResponse:
    one = cycles.get_participant(request.actor, participant_id, "appraisal.grade")
    form = forms.CommentForm(request.POST or None, initial={"comment": one.leader_comment})
    if form.is_valid():
        try:
            actions.write_comment(
                actor=request.actor,
                participant_id=participant_id,
                comment=form.cleaned_data["comment"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            messages.success(request, _("已保存%(name)s的评语。") % {"name": one.name})
            return redirect("appraisal:grade", participant_id)
    context = {"form": form, "one": one, "unit": one.unit, "cycle": one.cycle}
    return render_page(request, "appraisal/comment.html", context)


@require_http_methods(["GET", "POST"])
def quota(request: HttpRequest, unit_id: int) -> HttpResponse:
    """What a unit's places are made of: pool, tilt with its reason, grade of the team. Counts from the next scoring."""
    unit = cycles.get_unit(request.actor, unit_id, "appraisal.prepare")
    form = forms.QuotaForm(
        request.POST or None,
        initial=_quota_initial(unit),
        pools=quota_queries.pools_of(unit.cycle),
        team_grades=law.team_grades(unit.cycle) if unit.cycle.staff_class == "LEADER" else [],
    )
    if form.is_valid():
        try:
            participant_actions.set_unit_quota(
                actor=request.actor,
                unit_id=unit_id,
                pool=form.cleaned_data["pool"],
                tilt_bp=form.tilt_bp(),
                tilt_reason=form.cleaned_data["tilt_reason"],
                team_grade=form.cleaned_data["team_grade"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(refusal.field.replace("tilt_bp", "tilt") or None, refusal.sentence)
        else:
            messages.success(
                request, _("已保存%(name)s的名额条件。重新计分以后生效。") % {"name": unit.organisation_name}
            )
            return redirect("appraisal:grades", unit_id)
    context = {"form": form, "unit": unit, "cycle": unit.cycle, "share": law.share(unit.cycle, unit.team_grade)}
    return render_page(request, "appraisal/quota.html", context)


def _quota_initial(unit: Any) -> dict[str, object]:
    return {
        "pool": unit.pool,
        "tilt": f"{unit.tilt_bp / 100:g}" if unit.tilt_bp else None,
        "tilt_reason": unit.tilt_reason,
        "team_grade": unit.team_grade,
    }
