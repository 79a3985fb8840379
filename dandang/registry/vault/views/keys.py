"""My key: what it does and does not promise; made, given another passphrase, handed over, ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.foundation.ui import pages
from dandang.registry.access import queries as access
from dandang.registry.vault import actions, errors, forms, queries


@require_GET
def key(request: HttpRequest) -> HttpResponse:
    """Show the own key and what it means."""
    return _page(request, {})


@require_POST
def step(request: HttpRequest, step: str) -> HttpResponse:
    """Make the key, change its passphrase, hand over, or end it."""
    if step not in _STEPS:
        raise NotHere()
    take, done = _STEPS[step]
    form = _forms(request, step)[step]
    if form.is_valid():
        try:
            take(request, dict(form.cleaned_data))
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, str(done))
            return redirect("vault:key")
    return _page(request, {step: form})


def _make(request: HttpRequest, given: dict[str, Any]) -> None:
    if given["passphrase"] != given["repeated"]:
        raise errors.passphrases_differ()
    actions.make_key(actor=request.actor, passphrase=given["passphrase"], at=timezone.now())


def _change(request: HttpRequest, given: dict[str, Any]) -> None:
    if given["new_passphrase"] != given.pop("repeated"):
        raise errors.passphrases_differ()
    actions.change_passphrase(actor=request.actor, at=timezone.now(), **given)


def _hand_over(request: HttpRequest, given: dict[str, Any]) -> None:
    actions.hand_over(actor=request.actor, at=timezone.now(), **given)


def _end(request: HttpRequest, given: dict[str, Any]) -> None:
    actions.end_key(actor=request.actor, reason=given["reason"], at=timezone.now())


_STEPS: dict[str, tuple[Callable[[HttpRequest, dict[str, Any]], None], Any]] = {
    "make": (_make, gettext_lazy("钥匙已建好。请现在就记牢口令。")),
    "change": (_change, gettext_lazy("口令已更换。")),
    "hand-over": (_hand_over, gettext_lazy("已交接，对方现在能用自己的钥匙批准。")),
    "end": (_end, gettext_lazy("钥匙已停用。需要的，请建一把新的。")),
}


def _forms(request: HttpRequest, bound: str) -> dict[str, Form]:
    data = {bound: request.POST} if bound else {}
    others = [(one.pk, one.name) for one in queries.colleagues(request.actor, timezone.localdate())]
    return {
        "make": forms.NewKey(data.get("make"), auto_id="make_%s"),
        "change": forms.NewPassphrase(data.get("change"), auto_id="change_%s"),
        "hand-over": forms.HandOver(data.get("hand-over"), colleagues=others, auto_id="hand_%s"),
        "end": forms.EndKey(data.get("end"), auto_id="end_%s"),
    }


def _page(request: HttpRequest, wrong: dict[str, Form]) -> HttpResponse:
    state = queries.key_state(request.actor)
    own = queries.key_of(request.actor)
    shown = _forms(request, "") | wrong
    context = {
        "key": state,
        "lost": queries.only_with(own) if own and state.is_custodian else 0,
        "make": shown["make"],
        "change": shown["change"],
        "hand_over": shown["hand-over"],
        "end": shown["end"],
        "form": next(iter(wrong.values()), None),
        "opened": next(iter(wrong), ""),
        "has_colleagues": len(shown["hand-over"].fields["to_key_id"].choices) > 1,  # type: ignore[attr-defined]
        "may_hand_over": access.may(request.actor, "vault.key.hand_over"),
        "limits": queries.limits(),
    }
    return pages.render_page(request, "vault/key.html", context)
