"""Requests to open an identity: the list, a new one, one with its next step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.registry.access import queries as access
from dandang.registry.vault import actions, forms, queries, shown


@require_GET
def requests(request: HttpRequest) -> HttpResponse:
    """Show the requests the reader may know of, those that wait for him first."""
    form = forms.RequestFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    at = timezone.now()
    found = queries.found(request.actor, text=wanted.get("q", ""), state=wanted.get("state", ""), at=at)
    page = pages.cut(found, number=pages.number_of(request))
    context = {
        "filter": form,
        "is_filtered": any(wanted.values()),
        "page": page,
        "rows": [shown.row(line) for line in queries.lines(request.actor, page.rows, at=at)],
        "key": queries.key_state(request.actor),
        "tabs": shown.tabs("requests") if access.may(request.actor, "vault.destroy") else [],
        "waiting": queries.awaiting(request.actor).count() if access.may(request.actor, "vault.access.approve") else 0,
    }
    return pages.render_page(request, "vault/request_list.html", context)


@require_http_methods(["GET", "POST"])
def request_new(request: HttpRequest, handle: str) -> HttpResponse:
    """Ask for an identity: why, by what right, for how long."""
    rules = queries.rules_for(request.actor, handle, on=timezone.localdate())
    form = forms.NewRequest(request.POST or None, initial={"hours": min(24, rules.max_hours)})
    status = None
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.request_access(actor=request.actor, handle=handle, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            status = refusal.status
        else:
            messages.success(request, _("申请已提交，等两个机关的保管人批准。"))
            return redirect("vault:request", made)
    context = {"form": form, "rules": rules, "key": queries.key_state(request.actor)}
    return pages.render_page(request, "vault/request_new.html", context, status=status)


@require_GET
def request_page(request: HttpRequest, request_id: int) -> HttpResponse:
    """Show one request with its next step."""
    return _page(request, request_id)


@require_POST
def approve(request: HttpRequest, request_id: int) -> HttpResponse:
    """Agree, with a reason and the passphrase."""
    form = forms.Approve(request.POST, auto_id="approve_%s")
    if form.is_valid():
        try:
            missing = actions.approve_access(
                actor=request.actor, request_id=request_id, at=timezone.now(), **form.cleaned_data
            )  # fmt: skip
        except Refusal as refusal:
            return _refused(request, request_id, form, refusal, "approve")
        told = _("您已同意，还要另一个机关的保管人同意。") if missing else _("两个机关都已同意，申请人现在可以查看。")
        messages.success(request, told)
        return redirect("vault:request", request_id)
    return _page(request, request_id, approve=form)


@require_POST
def refuse(request: HttpRequest, request_id: int) -> HttpResponse:
    """Do not agree, with a reason."""
    form = forms.Refuse(request.POST, auto_id="refuse_%s")
    if form.is_valid():
        try:
            actions.refuse_access(
                actor=request.actor, request_id=request_id, at=timezone.now(), **form.cleaned_data
            )  # fmt: skip
        except Refusal as refusal:
            return _refused(request, request_id, form, refusal, "refuse")
        messages.success(request, _("已不批准，申请人会看到理由。"))
        return redirect("vault:request", request_id)
    return _page(request, request_id, refuse=form)


@require_POST
def close(request: HttpRequest, request_id: int) -> HttpResponse:
    """Close a request before its time."""
    actions.close_access(actor=request.actor, request_id=request_id, at=timezone.now())
    messages.success(request, _("已关闭，不能再打开。"))
    return redirect("vault:request", request_id)


def _refused(request: HttpRequest, request_id: int, form: Form, refusal: Refusal, name: str) -> HttpResponse:
    if refusal.status == 404:
        raise refusal
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    return _page(request, request_id, status=refusal.status, **{name: form})


def _page(request: HttpRequest, request_id: int, *, status: int | None = None, **wrong: Form) -> HttpResponse:
    at = timezone.now()
    line = queries.request_line(request.actor, request_id, at=at)
    context: dict[str, Any] = {
        "line": line,
        "look": shown.LOOKS[line.state],
        "facts": shown.facts(line, at),
        "happenings": shown.happenings(line),
        "approve": wrong.get("approve") or forms.Approve(auto_id="approve_%s"),
        "refuse": wrong.get("refuse") or forms.Refuse(auto_id="refuse_%s"),
        "form": next(iter(wrong.values()), None),
        "opened": next(iter(wrong), ""),
        "steps": queries.next_steps(request.actor, line),
    }
    return pages.render_page(request, "vault/request_page.html", context, status=status)
