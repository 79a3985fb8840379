"""Harm in public for units and offices: the list, the page of one, registering, and the steps of the office."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ui.pages import number_of, render_page

from .. import forms_harms as forms
from ..actions import harms as actions
from ..queries import harm_page, tabs
from ..queries import harms as queries
from .acts import done


@require_safe
def harms(request: HttpRequest) -> HttpResponse:
    """List the harms of the actor's offices, and those he registered."""
    form = forms.HarmFilterForm(request.GET)
    context = {
        "form": form,
        "page": queries.harm_page(request.actor, form.wanted(), number=number_of(request)),
        "chosen": form.chosen(),
        "tabs": tabs.tabs(request.actor, "harms"),
    }
    return render_page(request, "protection/harms.html", context)


@require_http_methods(["GET", "POST"])
def harm_new(request: HttpRequest) -> HttpResponse:
    """Register a harm to a person or a unit of the actor's branch."""
    units, organs = harm_page.units_for(request.actor), harm_page.organs_for(request.actor)
    form = forms.HarmForm(request.POST or None, units=units, organs=organs)
    made: list[int] = []

    def write() -> None:
        given = dict(form.cleaned_data)
        who = given.pop("who").strip()
        person_id = harm_page.person_named(request.actor, who) if who else None
        made.append(actions.register_harm(actor=request.actor, person_id=person_id, at=timezone.now(), **given))

    if request.method == "POST" and done(form, write):
        messages.success(request, _("已登记，交承办机关查明。"))
        return redirect("protection:harm", made[0])
    return render_page(request, "protection/harm_new.html", {"form": form})


@require_safe
def harm(request: HttpRequest, harm_id: int) -> HttpResponse:
    """Show one harm; every look is on record."""
    response = _page(request, harm_id)
    audit.record_read(actor=request.actor, target=ref("protection.harm", harm_id), what="负面舆情", at=timezone.now())
    return response


@require_POST
def check(request: HttpRequest, harm_id: int) -> HttpResponse:
    """Record what was found."""
    form = forms.CheckForm(request.POST, auto_id="id_c_%s")

    def write() -> None:
        given = form.cleaned_data
        actions.check_harm(
            actor=request.actor, harm_id=harm_id, is_true=given["is_true"] == "yes", facts=given["facts"],
            at=timezone.now(),
        )  # fmt: skip

    return _acted(request, harm_id, "check", form, write, _("已登记查明的事实。"))


@require_POST
def propose(request: HttpRequest, harm_id: int) -> HttpResponse:
    """Put down what is to be published."""
    form = forms.PublicationForm(request.POST, auto_id="id_p_%s")

    def write() -> None:
        actions.propose_publication(actor=request.actor, harm_id=harm_id, at=timezone.now(), **form.cleaned_data)

    return _acted(request, harm_id, "propose", form, write, _("已报负责人审批。"))


@require_POST
def publish(request: HttpRequest, harm_id: int) -> HttpResponse:
    """Approve and record the publication."""
    form = forms.PublishForm(request.POST, auto_id="id_b_%s")

    def write() -> None:
        actions.publish_harm(actor=request.actor, harm_id=harm_id, at=timezone.now(), **form.cleaned_data)

    return _acted(request, harm_id, "publish", form, write, _("已批准公布。接下来看效果。"))


@require_POST
def effect(request: HttpRequest, harm_id: int) -> HttpResponse:
    """Record what the publication did."""
    form = forms.EffectForm(request.POST, auto_id="id_e_%s")

    def write() -> None:
        given = form.cleaned_data
        actions.check_effect(
            actor=request.actor, harm_id=harm_id, effect=given["effect"], is_over=given["is_over"] == "yes",
            at=timezone.now(),
        )  # fmt: skip

    return _acted(request, harm_id, "effect", form, write, _("已登记效果。"))


def _acted(
    request: HttpRequest, harm_id: int, name: str, form: Any, write: Callable[[], None], words: str
) -> HttpResponse:
    queries.harm_to_see(request.actor, harm_id)
    if done(form, write):
        messages.success(request, words)
        return redirect("protection:harm", harm_id)
    return _page(request, harm_id, {name: form})


def _page(request: HttpRequest, harm_id: int, typed: Mapping[str, Any] | None = None) -> HttpResponse:
    typed, today = typed or {}, timezone.localdate()
    view = harm_page.page(request.actor, harm_id, on=today)
    context = {
        "view": view,
        "row": view.row,
        "shown": next(iter(typed.values()), None),
        "check": typed.get("check") or forms.CheckForm(auto_id="id_c_%s"),
        "propose": typed.get("propose")
        or forms.PublicationForm(initial={"told_to": view.row.known_to}, auto_id="id_p_%s"),
        "publish": typed.get("publish") or forms.PublishForm(initial={"published_on": today}, auto_id="id_b_%s"),
        "effect": typed.get("effect") or forms.EffectForm(auto_id="id_e_%s"),
        "is_print": request.GET.get("print") == "1",
    }
    return render_page(request, "protection/harm.html", context)
