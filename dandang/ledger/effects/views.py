"""The register of effects, one effect with its uses, and decisions on paper keyed in by two people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.ledger.effects import actions, forms, kinds, models, queries, shown
from dandang.registry.access import queries as access


def register(request: HttpRequest) -> HttpResponse:
    """What is in force today among the people the reader manages."""
    form = forms.RegisterFilter(request.GET or None, open_kinds=queries.kinds_open_to(request.actor))
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = queries.register(request.actor, on=timezone.localdate(), **chosen)
    page = pages.cut(found, number=pages.number_of(request))
    context = {
        "filter": form,
        "page": page,
        "rows": [shown.row(effect) for effect in page.rows],
        "waiting": queries.paper_decisions(request.actor).count(),
    }
    return pages.render_page(request, "effects/effect_list.html", context)


def effect(request: HttpRequest, effect_id: int) -> HttpResponse:
    """One effect: what, why, until when, and what leaned on it."""
    return _effect_page(request, effect_id, forms.ReasonForm())


@require_POST
def revoke(request: HttpRequest, effect_id: int) -> HttpResponse:
    """Revoke an effect; what leaned on it becomes duties to look again."""
    form = forms.ReasonForm(request.POST)
    if form.is_valid():
        try:
            uses = actions.revoke_effect(
                actor=request.actor, effect_id=effect_id, reason=form.cleaned_data["reason"], at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("已撤销。用过它的 %d 项工作已交办重新研究。") % len(uses))
            return redirect("effects:effect", effect_id)
    return _effect_page(request, effect_id, form)


def decisions(request: HttpRequest) -> HttpResponse:
    """Decisions on paper that wait for a second pair of eyes."""
    page = pages.cut(queries.paper_decisions(request.actor), number=pages.number_of(request))
    context = {"page": page, "rows": [shown.decision_row(row) for row in page.rows]}
    return pages.render_page(request, "effects/decision_list.html", context)


@require_http_methods(["GET", "POST"])
def new_decision(request: HttpRequest) -> HttpResponse:
    """Key in a decision: first whose and which kind, then what stands on the paper."""
    start = forms.StartForm(request.GET or None, open_kinds=queries.kinds_open_to(request.actor))
    if not (start.is_bound and start.is_valid()):
        return pages.render_page(request, "effects/decision_start.html", {"form": start})
    people = queries.people_named(request.actor, start.cleaned_data["who"])
    if len(people) != 1:
        if not people:
            start.add_error("who", _("您管理的人员里没有找到。请核对姓名，或者改填人员编号"))
        context = {"form": start, "people": people, "kind": start.cleaned_data["kind"]}
        return pages.render_page(request, "effects/decision_start.html", context)
    kind = kinds.kind_of(start.cleaned_data["kind"])
    form = forms.DecisionForm(request.POST or None, kind=kind, initial={"clause": kind.clause})
    if request.method == "POST" and form.is_valid():
        saved = _keyed(request, form, people[0].pk)
        if saved is not None:
            return redirect("effects:decision", saved)
    context = {"form": form, "person": people[0], "kind": kind}
    return pages.render_page(request, "effects/decision_form.html", context)


def decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """One decision on paper beside the question whether it equals the original."""
    return _decision_page(request, decision_id, forms.ReasonForm())


@require_POST
def confirm(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The second person found it equal to the paper."""
    effect_id = actions.confirm_decision(actor=request.actor, decision_id=decision_id, at=timezone.now())
    messages.success(request, _("已核对无误，决定从起始日起有效。"))
    return redirect("effects:effect", effect_id)


@require_POST
def return_decision(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The second person found a difference."""
    form = forms.ReasonForm(request.POST)
    if form.is_valid():
        note = form.cleaned_data["reason"]
        actions.return_decision(actor=request.actor, decision_id=decision_id, note=note, at=timezone.now())
        messages.success(request, _("已退回。登记的人改好后要重新登记。"))
        return redirect("effects:decisions")
    return _decision_page(request, decision_id, form)


def _keyed(request: HttpRequest, form: forms.DecisionForm, person_id: int) -> int | None:
    try:
        return actions.key_decision(
            actor=request.actor,
            kind=form.kind.code,
            person_id=person_id,
            facts=form.facts(),
            at=timezone.now(),
            **form.paper(),
        )
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return None


def _effect_page(request: HttpRequest, effect_id: int, form: forms.ReasonForm) -> HttpResponse:
    found = queries.effect(request.actor, effect_id)
    is_standing = found.revoked_at is None
    context: dict[str, Any] = {
        "effect": found,
        "row": shown.row(found),
        "facts": shown.effect_facts(found),
        "state": shown.state_of(found, timezone.localdate()),
        "uses": queries.uses_of(effect_id),
        "form": form if is_standing and access.may(request.actor, "effects.effect.revoke") else None,
        "has_errors": form.is_bound,
    }
    return pages.render_page(request, "effects/effect_detail.html", context)


def _decision_page(request: HttpRequest, decision_id: int, form: forms.ReasonForm) -> HttpResponse:
    found = queries.paper_decision(request.actor, decision_id)
    context = {
        "decision": found,
        "row": shown.decision_row(found),
        "facts": shown.decision_facts(found),
        "is_waiting": found.state == models.PaperDecision.State.KEYED,
        "is_mine": queries.is_keyed_by(found, request.actor),
        "form": form,
        "has_errors": form.is_bound,
    }
    return pages.render_page(request, "effects/decision_detail.html", context)
