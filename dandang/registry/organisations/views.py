"""The tree, one unit, and the forms that change them; whatever is dated is confirmed on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dandang.foundation.ground.gate import gate
from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui.pages import render_page
from dandang.foundation.ui.records import Fact, TreeNode
from dandang.registry.organisations import actions, forms, kinds, queries
from dandang.registry.organisations.records import Choice, TreeRow, UnitPage

MEMBERS = 60


@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    scopes = gate().scopes(request.actor, kinds.READ)
    shows_closed = request.GET.get("closed") == "1"
    rows = queries.tree(within=scopes, on=timezone.localdate(), include_closed=shows_closed)
    counted: dict[int, kinds.Headline] = {}
    for path in scopes:
        counted |= kinds.headlines(path)
    context = {
        "nodes": _nodes(queries.with_headcounts(rows, {pk: one.serving for pk, one in counted.items()})),
        "shows_closed": shows_closed,
        "may_write": gate().may(request.actor, kinds.WRITE),
    }
    return render_page(request, "organisations/tree.html", context)


@require_GET
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    page = _unit(request, unit_id, kinds.READ)
    counted = kinds.headlines(page.path)
    serving = {pk: one.serving for pk, one in counted.items()}
    context = {
        "unit": page,
        "planned": None
        if page.chief_posts is page.deputy_posts is None
        else (page.chief_posts or 0) + (page.deputy_posts or 0),
        "own": counted.get(page.id, kinds.Headline(0, 0)),
        "all_serving": sum(serving.values()),
        "children": queries.with_headcounts(page.children, serving),
        "members": kinds.members(request.actor, page.id, MEMBERS),
        "may_write": page.closed_on is None and gate().may(request.actor, kinds.WRITE, path=page.path),
    }
    return render_page(request, "organisations/unit.html", context)


@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    gate().require(request.actor, kinds.WRITE)
    form = forms.CreateForm(
        request.POST or None, units=_choices(request), initial={"parent_id": request.GET.get("under")}
    )
    if form.is_valid():
        values = dict(form.cleaned_data)
        given = {name: values.pop(name) for name in ("name", "kind", "parent_id", "code", "founded_on")}
        try:
            made = actions.create_organisation(actor=request.actor, **given, figures=values, at=timezone.now())
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            messages.success(request, _("已设立“%(name)s”。") % {"name": made.name})
            return redirect("organisations:unit", made.pk)
    context = {"form": form, "title": _("设立机构"), "act": _("设立"), "back_url": reverse("organisations:tree")}
    return render_page(request, "organisations/form.html", context)


@require_http_methods(["GET", "POST"])
def figures(request: HttpRequest, unit_id: int) -> HttpResponse:
    page = _unit(request, unit_id, kinds.WRITE)
    initial = {name: getattr(page, name) for name in forms.FiguresForm.base_fields}
    form = forms.FiguresForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.update_organisation(
                actor=request.actor, organisation_id=unit_id, figures=form.cleaned_data, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            messages.success(request, _("已保存“%(name)s”的编制和职数。") % {"name": page.name})
            return redirect("organisations:unit", unit_id)
    return _form_page(request, page, form, _("修改编制和职数"), _("保存"))


@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, unit_id: int) -> HttpResponse:
    page = _unit(request, unit_id, kinds.WRITE)

    def facts(values: Mapping[str, Any]) -> list[Fact]:
        return [
            Fact(_("结论"), _("“%(old)s”更名为“%(new)s”") % {"old": page.name, "new": values["name"]}),
            Fact(_("从哪一天起"), values["on"].isoformat()),
            Fact(_("随后发生"), _("以后都用新名称；以前的考核结果和任职记录保留当时的名称，按旧名称也能找到")),
            Fact(_("能否撤回"), _("不能撤回，可以再次更名，经过都会留下")),
        ]

    form = forms.RenameForm(request.POST or None)
    return _confirmed(request, page, form, _("机构更名"), facts, actions.rename_organisation)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, unit_id: int) -> HttpResponse:
    page = _unit(request, unit_id, kinds.WRITE)
    units = _choices(request)
    names = {choice.id: choice.name for choice in units}

    def facts(values: Mapping[str, Any]) -> list[Fact]:
        parent = names[values["parent_id"]]
        return [
            Fact(_("结论"), _("“%(name)s”连同全部下级划到“%(parent)s”之下") % {"name": page.name, "parent": parent}),
            Fact(_("从哪一天起"), values["on"].isoformat()),
            Fact(_("随后发生"), _("其中的人员一并归到新的上级范围内，谁能看到他们的档案随之改变；已封存的考核不变")),
            Fact(_("能否撤回"), _("不能撤回，可以再划回去，经过都会留下")),
        ]

    form = forms.MoveForm(request.POST or None, units=[one for one in units if one.path[: len(page.path)] != page.path])
    return _confirmed(request, page, form, _("调整隶属"), facts, actions.move_organisation)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, unit_id: int) -> HttpResponse:
    page = _unit(request, unit_id, kinds.WRITE)
    units = [choice for choice in _choices(request) if choice.id != unit_id]
    names = {choice.id: choice.name for choice in units}

    def facts(values: Mapping[str, Any]) -> list[Fact]:
        heir = names.get(values["merged_into_id"])
        words = _("撤销“%(name)s”，并入“%(heir)s”") if heir else _("撤销“%(name)s”")
        return [
            Fact(_("结论"), words % {"name": page.name, "heir": heir}),
            Fact(_("从哪一天起"), values["on"].isoformat()),
            Fact(_("随后发生"), _("不能再把人登记到这里；它的名称、隶属和以前的考核都保留，随时可以查到")),
            Fact(_("能否撤回"), _("不能撤回")),
        ]

    form = forms.CloseForm(request.POST or None, units=units)
    return _confirmed(request, page, form, _("撤销或者并入"), facts, actions.close_organisation, is_decision=True)


def _confirmed(
    request: HttpRequest,
    page: UnitPage,
    form: Any,
    title: str,
    facts: Callable[[Mapping[str, Any]], list[Fact]],
    action: Callable[..., Any],
    *,
    is_decision: bool = False,
) -> HttpResponse:
    """Ask twice: the form, then what follows from it; only the second answer changes anything."""
    if not form.is_valid():
        return _form_page(request, page, form, title, _("下一步：核对"))
    if "confirmed" not in request.POST:
        context = {
            "unit": page,
            "title": title,
            "facts": facts(form.cleaned_data),
            "hidden": [(name, form[name].value()) for name in form.fields] + [("confirmed", "1")],
            "is_decision": is_decision,
            "back_url": reverse("organisations:unit", args=[page.id]),
        }
        return render_page(request, "organisations/confirm.html", context)
    try:
        action(actor=request.actor, organisation_id=page.id, **form.cleaned_data, at=timezone.now())
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return _form_page(request, page, form, title, _("下一步：核对"))
    messages.success(request, _("已办理：%(title)s。") % {"title": title})
    return redirect("organisations:unit", page.id)


def _form_page(request: HttpRequest, page: UnitPage, form: Any, title: str, act: str) -> HttpResponse:
    context = {
        "unit": page,
        "form": form,
        "title": title,
        "act": act,
        "back_url": reverse("organisations:unit", args=[page.id]),
    }
    return render_page(request, "organisations/form.html", context)


def _nodes(rows: Sequence[TreeRow], start: int = 0, end: int | None = None) -> list[TreeNode]:
    """Nest the rows of a sorted tree: under each the rows whose place begins with its own."""
    end = len(rows) if end is None else end
    nodes = []
    while start < end:
        row, after = rows[start], start + 1
        while after < end and rows[after].path.startswith(row.path):
            after += 1
        url = reverse("organisations:unit", args=[row.id])
        children = _nodes(rows, start + 1, after)
        nodes.append(TreeNode(row.name, url, row.people, _note(row), children=children))
        start = after
    return nodes


def _planned(page: UnitPage) -> int | None:
    """领导职数 of a unit; none when nobody has set it."""
    if page.chief_posts is None and page.deputy_posts is None:
        return None
    return (page.chief_posts or 0) + (page.deputy_posts or 0)


def _note(row: TreeRow) -> str:
    """What stands beside a name: that the unit is closed, or what it was called before."""
    if row.closed_on is not None:
        return _("%(day)s 撤销") % {"day": row.closed_on.isoformat()}
    if row.former is not None and row.former.ends_on is not None:
        return _("%(day)s 前称 %(name)s") % {"day": row.former.ends_on.isoformat(), "name": row.former.name}
    return ""


def _unit(request: HttpRequest, unit_id: int, verb: str) -> UnitPage:
    page = queries.unit_page(unit_id, on=timezone.localdate())
    gate().require(request.actor, verb, path=page.path)
    return page


def _choices(request: HttpRequest) -> list[Choice]:
    scopes = gate().scopes(request.actor, kinds.WRITE)
    return queries.subtree_choices(within=scopes, on=timezone.localdate(), inner=True)
