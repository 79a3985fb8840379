"""The person's own pages: the list on the phone, one case with what may be done there, who looked at it."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.foundation.ui.pages import render_page
from dandang.registry.access import queries as access

from ..actions import opening, team
from ..forms_hearings import MaterialForm
from ..forms_own import AdditionForm, RecusalForm, WithdrawalForm
from ..queries import own as queries


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List the actor's own cases."""
    access.require(request.actor, "tolerance.own")
    return render_page(request, "tolerance/mine.html", {"rows": queries.own_rows(request.actor)})


@require_safe
def my_case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the actor their own case in plain language."""
    return _page(request, queries.own_case(request.actor, case_id, on=timezone.localdate()))


@require_POST
def my_addition(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take what the person adds in words."""
    view = queries.own_case(request.actor, case_id, on=timezone.localdate())
    form = AdditionForm(request.POST)

    def act() -> None:
        team.add_statement(
            actor=request.actor, case_id=case_id, author="PERSON", author_name=view.case.person.name,
            given_on=timezone.localdate(), way="SCREEN", at=timezone.now(), **form.cleaned_data,
        )  # fmt: skip

    return _acted(request, view, form, "addition", act, _("已经进入案卷，承办人会看到。"))


@require_POST
def my_piece(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take a piece of material the person hands in."""
    view = queries.own_case(request.actor, case_id, on=timezone.localdate())
    form = MaterialForm(request.POST, request.FILES, auto_id="id_material_%s")

    def act() -> None:
        team.add_case_evidence(
            actor=request.actor, case_id=case_id, title=form.cleaned_data["title"], kind="OTHER",
            provided_by=view.case.person.name, upload=form.content(), at=timezone.now(),
        )  # fmt: skip

    return _acted(request, view, form, "material", act, _("材料已收到，登记为证据。"))


@require_POST
def my_recusal(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take the person's request that somebody recuse."""
    view = queries.own_case(request.actor, case_id, on=timezone.localdate())
    form = RecusalForm(request.POST, people=view.people)

    def act() -> None:
        given = form.cleaned_data
        team.ask_recusal(
            actor=request.actor, case_id=case_id, about_id=int(given["about_id"]), reason=given["reason"],
            at=timezone.now(),
        )  # fmt: skip

    return _acted(request, view, form, "recusal", act, _("回避申请已经提出，机关会书面答复您。"))


@require_POST
def my_withdrawal(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take the person's own application back."""
    view = queries.own_case(request.actor, case_id, on=timezone.localdate())
    form = WithdrawalForm(request.POST, auto_id="withdrawal_%s")

    def act() -> None:
        opening.withdraw_case(
            actor=request.actor, case_id=case_id, reason=form.cleaned_data["reason"], at=timezone.now()
        )

    return _acted(request, view, form, "withdrawal", act, _("已经撤回。撤回不影响您的考核和使用。"))


@require_safe
def my_looks(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the actor who looked at their case and when."""
    view = queries.own_looks(request.actor, case_id)
    return render_page(request, "tolerance/my_looks.html", {"view": view, "case": view.case})


def _acted(
    request: HttpRequest,
    view: queries.OwnCase,
    form: forms.Form,
    name: str,
    act: Callable[[], None],
    success: str,
) -> HttpResponse:
    """Do the act and return to the case; a refusal stands above the form and nothing written is lost."""
    if form.is_valid():
        try:
            act()
        except NotHere:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, success)
            return redirect("tolerance:my_case", view.case.pk)
    return _page(request, view, **{name: form})


def _page(
    request: HttpRequest,
    view: queries.OwnCase,
    *,
    addition: forms.Form | None = None,
    material: forms.Form | None = None,
    recusal: forms.Form | None = None,
    withdrawal: forms.Form | None = None,
) -> HttpResponse:
    context = {
        "view": view,
        "case": view.case,
        "form": addition or material or recusal or withdrawal,
        "addition": addition or AdditionForm(),
        "material": material or MaterialForm(auto_id="id_material_%s"),
        "recusal": recusal or RecusalForm(people=view.people),
        "withdrawal": withdrawal or WithdrawalForm(auto_id="withdrawal_%s"),
    }
    return render_page(request, "tolerance/my_case.html", context)
