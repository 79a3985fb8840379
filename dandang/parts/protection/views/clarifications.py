"""The list of clarifications, the page of one, and what the office does with it."""

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
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import number_of, render_page

from .. import forms_clarifications as forms
from ..actions import clarifications as actions
from ..actions import consents, restorations, visits, withdrawals
from ..forms_reviews import WithdrawForm
from ..queries import clarification_draft as drafts
from ..queries import clarification_list, tabs
from ..queries import clarification_page as queries
from .acts import done


@require_safe
def clarifications(request: HttpRequest) -> HttpResponse:
    """List the clarifications of the actor's offices."""
    form = forms.ClarificationFilterForm(request.GET)
    page = clarification_list.clarification_page(
        request.actor, form.wanted(), on=timezone.localdate(), number=number_of(request)
    )
    context = {
        "form": form,
        "page": page,
        "chosen": form.chosen(),
        "tabs": tabs.tabs(request.actor, "clarifications"),
    }
    return render_page(request, "protection/clarifications.html", context)


@require_safe
def clarification(request: HttpRequest, clarification_id: int) -> HttpResponse:
    """Show one clarification to those who work on it; every look is on record. `?print=1` for paper."""
    response = _page(request, clarification_id)
    audit.record_read(
        actor=request.actor, target=ref("protection.clarification", clarification_id), what="澄清", at=timezone.now()
    )
    return response


@require_http_methods(["GET", "POST"])
def assess(request: HttpRequest, report_id: int, person_id: int) -> HttpResponse:
    """Propose to put right what was untrue in a report about one person."""
    view = drafts.for_report(request.actor, report_id, person_id, on=timezone.localdate())
    form = _draft_form(request, view)
    made: list[int] = []

    def write() -> None:
        made.append(
            actions.assess_clarification(
                actor=request.actor, report_id=report_id, person_id=person_id, draft=form.draft(), at=timezone.now()
            )
        )

    return _drafted(request, view, form, write, made)


@require_http_methods(["GET", "POST"])
def assess_harm(request: HttpRequest, harm_id: int) -> HttpResponse:
    """Propose to put a person's name right after untrue public talk."""
    view = drafts.for_harm(request.actor, harm_id, on=timezone.localdate())
    form = _draft_form(request, view)
    made: list[int] = []

    def write() -> None:
        made.append(
            actions.assess_harm(actor=request.actor, harm_id=harm_id, draft=form.draft(), at=timezone.now())
        )  # fmt: skip

    return _drafted(request, view, form, write, made)


@require_http_methods(["GET", "POST"])
def rewrite(request: HttpRequest, clarification_id: int) -> HttpResponse:
    """Write the proposal anew before the person agreed."""
    view = drafts.for_change(request.actor, clarification_id, on=timezone.localdate())
    form = _draft_form(request, view)
    made = [clarification_id]

    def write() -> None:
        actions.rewrite_clarification(
            actor=request.actor, clarification_id=clarification_id, draft=form.draft(), at=timezone.now()
        )

    return _drafted(request, view, form, write, made)


@require_POST
def key_word(request: HttpRequest, clarification_id: int) -> HttpResponse:
    """Key in the person's word from a signed sheet."""
    row = _view(request, clarification_id).row
    form = forms.KeyedWordForm(request.POST, request.FILES, is_wider=row.told_to > row.known_to, auto_id="id_k_%s")

    def write() -> None:
        consents.key_word(
            actor=request.actor, clarification_id=clarification_id, word=form.word(), scan=form.scan(),
            given_on=form.cleaned_data["given_on"], at=timezone.now(),
        )  # fmt: skip

    return _acted(request, clarification_id, "keyed", form, write, _("已代录本人的意见。"))


@require_POST
def approve(request: HttpRequest, clarification_id: int) -> HttpResponse:
    """Approve what the person agreed to."""
    row = _view(request, clarification_id).row
    form = forms.ApproveForm(request.POST, has_wishes=bool(row.consent_words), auto_id="id_a_%s")

    def write() -> None:
        actions.approve_clarification(
            actor=request.actor, clarification_id=clarification_id, at=timezone.now(), **form.cleaned_data
        )

    return _acted(request, clarification_id, "approve", form, write, _("已审批。先送达澄清函，再作澄清。"))


@require_POST
def send_back(request: HttpRequest, clarification_id: int) -> HttpResponse:
    """Send it back to be written anew."""
    form = forms.ReasonForm(request.POST, auto_id="id_b_%s")

    def write() -> None:
        actions.return_clarification(
            actor=request.actor, clarification_id=clarification_id, at=timezone.now(), **form.cleaned_data
        )

    return _acted(request, clarification_id, "send_back", form, write, _("已退回重拟。改好以后重新听本人意见。"))


@require_POST
def make(request: HttpRequest, clarification_id: int) -> HttpResponse:
    """Put on record that it was told."""
    form = forms.MakeForm(request.POST, auto_id="id_m_%s")

    def write() -> None:
        visits.make_clarification(
            actor=request.actor, clarification_id=clarification_id, at=timezone.now(), **form.cleaned_data
        )

    return _acted(request, clarification_id, "make", form, write, _("已登记澄清，告知本人。请按约定回访。"))


@require_POST
def withdraw(request: HttpRequest, clarification_id: int) -> HttpResponse:
    """Take back what is no longer untrue."""
    form = WithdrawForm(request.POST, auto_id="id_w_%s")

    def write() -> None:
        withdrawals.withdraw_clarification(
            actor=request.actor, clarification_id=clarification_id, at=timezone.now(), **form.cleaned_data
        )

    return _acted(request, clarification_id, "withdraw", form, write, _("已撤回，告知了本人。"))


@require_POST
def visit(request: HttpRequest, clarification_id: int) -> HttpResponse:
    """Put a return visit on record."""
    form = forms.VisitForm(request.POST, auto_id="id_v_%s")

    def write() -> None:
        visits.visit(actor=request.actor, clarification_id=clarification_id, at=timezone.now(), **form.cleaned_data)

    return _acted(request, clarification_id, "visit", form, write, _("已登记回访。"))


@require_POST
def harm_done(request: HttpRequest, clarification_id: int) -> HttpResponse:
    """Record what suffered from the untrue thing."""
    form = forms.RestorationForm(request.POST, auto_id="id_r_%s")

    def write() -> None:
        restorations.record_harm_done(
            actor=request.actor, clarification_id=clarification_id, at=timezone.now(), **form.cleaned_data
        )

    words = _("已登记。组织部门会收到待办，恢复以后登记在这里。")
    return _acted(request, clarification_id, "suffered", form, write, words)


# Parts -----------------------------------------------------------------------------------------------------------


def _draft_form(request: HttpRequest, view: drafts.Drafting) -> forms.DraftForm:
    return forms.DraftForm(
        request.POST or None, law=view.law, clauses=view.clauses, points=view.points, initial=_initial(view)
    )


def _initial(view: drafts.Drafting) -> dict[str, Any]:
    if view.row is not None:
        return forms.DraftForm.before(view.row)
    return {"allegation_ids": [one.pk for one in view.points], "known_to": view.known_to, "told_to": view.known_to}


def _drafted(
    request: HttpRequest, view: drafts.Drafting, form: forms.DraftForm, write: Callable[[], None], made: list[int]
) -> HttpResponse:
    if request.method == "POST" and done(form, write):
        messages.success(request, _("已存。已请本人在自己的页面表态。"))
        return redirect("protection:clarification", made[0])
    return render_page(request, "protection/clarification_draft.html", {"view": view, "form": form})


def _acted(
    request: HttpRequest, clarification_id: int, name: str, form: Any, write: Callable[[], None], words: str
) -> HttpResponse:
    _view(request, clarification_id)
    if done(form, write):
        messages.success(request, words)
        return redirect("protection:clarification", clarification_id)
    return _page(request, clarification_id, {name: form})


def _view(request: HttpRequest, clarification_id: int) -> queries.ClarificationPage:
    return queries.page(request.actor, clarification_id, on=timezone.localdate())


def _page(request: HttpRequest, clarification_id: int, typed: Mapping[str, Any] | None = None) -> HttpResponse:
    typed, today = typed or {}, timezone.localdate()
    view = _view(request, clarification_id)
    row, rights = view.row, view.rights
    if typed and not (rights.may_handle or rights.may_lead):
        raise NotHere()
    context = {
        "view": view,
        "row": row,
        "shown": next(iter(typed.values()), None),
        "keyed": typed.get("keyed")
        or forms.KeyedWordForm(is_wider=view.is_wider, initial={"given_on": today}, auto_id="id_k_%s"),
        "approve": typed.get("approve") or forms.ApproveForm(has_wishes=bool(row.consent_words), auto_id="id_a_%s"),
        "send_back": typed.get("send_back") or forms.ReasonForm(auto_id="id_b_%s"),
        "make": typed.get("make") or forms.MakeForm(initial={"made_on": today}, auto_id="id_m_%s"),
        "visit": typed.get("visit") or forms.VisitForm(initial={"visited_on": today}, auto_id="id_v_%s"),
        "withdraw": typed.get("withdraw") or WithdrawForm(auto_id="id_w_%s"),
        "suffered": typed.get("suffered") or forms.RestorationForm(auto_id="id_r_%s"),
        "is_print": request.GET.get("print") == "1",
    }
    return render_page(request, "protection/clarification.html", context)
