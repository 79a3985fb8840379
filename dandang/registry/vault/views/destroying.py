"""What has been kept long enough: the list, a proposal to destroy, another body's word on it, the register."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.registry.vault import actions, forms, keeping, queries, shown


@require_GET
def due(request: HttpRequest) -> HttpResponse:
    """List what has been kept long enough, with the rule that says so."""
    on = timezone.localdate()
    context = {
        "page": keeping.due_page(request.actor, on=on, number=pages.number_of(request)),
        "rule": keeping.rule_of(request.actor, on=on),
        "tabs": shown.tabs("due"),
    }
    return pages.render_page(request, "vault/due.html", context)


@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, handle: str) -> HttpResponse:
    """Propose to destroy one record."""
    over = keeping.over_record(request.actor, handle, on=timezone.localdate())
    form = forms.Destroy(request.POST or None)
    status = None
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose_destruction(
                actor=request.actor, handle=handle, at=timezone.now(), **form.cleaned_data
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            status = refusal.status
        else:
            messages.success(request, _("已提出，等另一个机关的保管人同意。"))
            return redirect("vault:destruction", made)
    line = keeping.due_lines(request.actor, [over])[0]
    context = {
        "form": form,
        "line": line,
        "facts": shown.destruction_facts(line),
        "key": queries.key_state(request.actor),
    }
    return pages.render_page(request, "vault/destruction_new.html", context, status=status)


@require_GET
def destructions(request: HttpRequest) -> HttpResponse:
    """List what was proposed, agreed and refused: the register that stays."""
    form = forms.DestructionFilter(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    page = pages.cut(keeping.destructions(request.actor, state=state), number=pages.number_of(request))
    context = {
        "filter": form, "page": page, "tabs": shown.tabs("destructions"),
        "rows": [shown.destruction_row(line) for line in keeping.lines(request.actor, page.rows)],
    }  # fmt: skip
    return pages.render_page(request, "vault/destruction_list.html", context)


@require_GET
def destruction(request: HttpRequest, destruction_id: int) -> HttpResponse:
    """Show one proposal with its next step."""
    return _page(request, destruction_id)


@sensitive_post_parameters("passphrase")
@require_POST
def agree(request: HttpRequest, destruction_id: int) -> HttpResponse:
    """Agree: it is destroyed at once."""
    form = forms.Destroy(request.POST, auto_id="agree_%s")
    return _decided(request, destruction_id, form, "agree", actions.destroy_identity, _("已销毁，只留下销毁的记录。"))


@require_POST
def refuse(request: HttpRequest, destruction_id: int) -> HttpResponse:
    """Do not agree, or take the own proposal back."""
    form = forms.Refuse(request.POST, auto_id="refuse_%s")
    told = _("没有销毁，理由已记录。")
    return _decided(request, destruction_id, form, "refuse", actions.refuse_destruction, told)


def _decided(
    request: HttpRequest, destruction_id: int, form: Form, name: str, action: Callable[..., None], told: str
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, destruction_id, status=None, **{name: form})
    try:
        action(actor=request.actor, destruction_id=destruction_id, at=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return _page(request, destruction_id, status=refusal.status, **{name: form})
    messages.success(request, told)
    return redirect("vault:destruction", destruction_id)


def _page(request: HttpRequest, destruction_id: int, *, status: int | None = None, **wrong: Form) -> HttpResponse:
    row = keeping.destruction_of(request.actor, destruction_id)
    line = keeping.lines(request.actor, [row])[0]
    context: dict[str, Any] = {
        "line": line,
        "look": shown.DESTRUCTION_LOOKS[line.state],
        "facts": shown.destruction_facts(line),
        "happenings": shown.destruction_happenings(line),
        "agree": wrong.get("agree") or forms.Destroy(auto_id="agree_%s"),
        "refuse": wrong.get("refuse") or forms.Refuse(auto_id="refuse_%s"),
        "form": next(iter(wrong.values()), None),
        "opened": next(iter(wrong), ""),
        "is_own": row.account_id == request.actor.account_id,
        "steps": keeping.next_steps(request.actor, row),
    }
    return pages.render_page(request, "vault/destruction.html", context, status=status)
