"""Pages of plans and templates: compare, edit, take from a template."""

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
from dandang.law.policies import queries as policies
from dandang.registry.access import queries as access

from ..actions import plans as actions
from ..forms import PlanEditor
from ..queries import cycles as queries
from ..queries import law


@require_GET
def plan_list(request: HttpRequest, cycle_id: int) -> HttpResponse:
    cycle = queries.get_cycle(request.actor, cycle_id)
    context = {
        "cycle": cycle,
        "comparison": queries.comparison(request.actor, cycle),
        "templates": queries.templates_for(request.actor, cycle.staff_class),
        "may_edit": cycle.state == "PREPARING"
        and access.may(request.actor, "appraisal.prepare", path=cycle.owner_path),
    }
    return render_page(request, "appraisal/plan_list.html", context)


@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest, cycle_id: int) -> HttpResponse:
    cycle = queries.get_cycle(request.actor, cycle_id)
    template_id = request.GET.get("template", "")
    template = queries.get_template(request.actor, int(template_id)) if template_id.isdigit() else None
    usual = law.usual_scoring(cycle.region, law.last_day(cycle))
    body = template.body if template else None
    editor = PlanEditor(request.POST or None, usual=_figures(usual), body=body, initial=_class_of(template))
    if request.method == "POST" and editor.is_valid():
        try:
            actions.add_plan(
                actor=request.actor,
                cycle_id=cycle_id,
                title=editor.form.cleaned_data["title"],
                post_class=_typed_class(editor),
                body=editor.body(),
                template_id=template.pk if template else None,
                at=timezone.now(),
            )
        except Refusal as refusal:
            editor.form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("已加上这个方案。"))
            return redirect("appraisal:plans", cycle_id)
    return _editor_page(request, editor, cycle=cycle, usual=usual, heading=_("加一个方案"))


@require_http_methods(["GET", "POST"])
def plan_edit(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = queries.get_plan(request.actor, plan_id)
    initial = {**_class_of(plan), "version": plan.version}
    usual = law.usual_scoring(plan.cycle.region, law.last_day(plan.cycle))
    editor = PlanEditor(request.POST or None, usual=_figures(usual), body=plan.body, initial=initial)
    if request.method == "POST" and editor.is_valid():
        try:
            actions.change_plan(
                actor=request.actor,
                plan_id=plan_id,
                title=editor.form.cleaned_data["title"],
                body=editor.body(),
                version=editor.form.cleaned_data["version"] or 1,
                at=timezone.now(),
            )
        except Refusal as refusal:
            editor.form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("已保存方案。"))
            return redirect("appraisal:plans", plan.cycle_id)
    return _editor_page(request, editor, cycle=plan.cycle, plan=plan, usual=usual, heading=plan.title)


@require_POST
def plan_remove(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = queries.get_plan(request.actor, plan_id)
    actions.remove_plan(actor=request.actor, plan_id=plan_id, at=timezone.now())
    messages.success(request, _("已去掉“%(title)s”，适用它的人改用次一级的方案。") % {"title": plan.title})
    return redirect("appraisal:plans", plan.cycle_id)


@require_GET
def template_list(request: HttpRequest) -> HttpResponse:
    templates = list(queries.templates_for(request.actor))
    may_edit = access.may(request.actor, "appraisal.prepare")
    return render_page(request, "appraisal/template_list.html", {"templates": templates, "may_edit": may_edit})


@require_http_methods(["GET", "POST"])
def template_edit(request: HttpRequest, template_id: int | None = None) -> HttpResponse:
    template = queries.get_template(request.actor, template_id) if template_id else None
    initial = {**_class_of(template), "staff_class": template.staff_class if template else "CIVIL"}
    owner = template.owner if template else queries.own_body(request.actor)
    usual = law.usual_scoring(owner.region, timezone.localdate())
    body = template.body if template else None
    editor = PlanEditor(request.POST or None, usual=_figures(usual), body=body, initial=initial)
    if request.method == "POST" and editor.is_valid():
        try:
            actions.save_template(
                actor=request.actor,
                owner_id=owner.pk,
                title=editor.form.cleaned_data["title"],
                staff_class="LEADER" if request.POST.get("staff_class") == "LEADER" else "CIVIL",
                post_class=_typed_class(editor),
                body=editor.body(),
                template_id=template_id,
                at=timezone.now(),
            )
        except Refusal as refusal:
            editor.form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("已保存模板。正在进行的考核不受影响。"))
            return redirect("appraisal:templates")
    heading = template.title if template else _("新模板")
    return _editor_page(request, editor, template=template, usual=usual, heading=heading)


def _editor_page(request: HttpRequest, editor: PlanEditor, **context: Any) -> HttpResponse:
    shown = {"cycle": None, "plan": None, "template": None, **context, "editor": editor, "form": editor.form}
    return render_page(request, "appraisal/plan_edit.html", shown)


def _figures(usual: dict[str, policies.Value]) -> dict[str, object]:
    return {name: found.value for name, found in usual.items()}


def _class_of(source: Any) -> dict[str, str]:
    if source is None:
        return {}
    return {"title": source.title, "level": source.level, "sector": source.sector}


def _typed_class(editor: PlanEditor) -> dict[str, str]:
    return {"level": editor.form.cleaned_data["level"], "sector": editor.form.cleaned_data["sector"]}
