"""Early signs, problems left from before, and trials: three lists and their forms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dandang.foundation.ui.pages import number_of, render_page
from dandang.registry.access import queries as access

from .. import forms_prevention as forms
from ..actions import prevention as actions
from ..queries import prevention as queries
from ..queries import tabs
from .acts import done


@require_safe
def early_signs(request: HttpRequest) -> HttpResponse:
    """List the signs that are not put right yet."""
    page = queries.open_signs(request.actor, number=number_of(request))
    count = queries.put_right_count(request.actor, timezone.localdate().year)
    context = {"page": page, "put_right": count, "tabs": tabs.tabs(request.actor, "early_signs")}
    return render_page(request, "tolerance/early_sign_list.html", context)


@require_http_methods(["GET", "POST"])
def early_sign_new(request: HttpRequest) -> HttpResponse:
    """Note a sign."""
    access.require(request.actor, queries.SIGN)
    form = forms.SignForm(request.POST or None, initial={"noticed_on": timezone.localdate()})

    def act() -> None:
        actions.notice_early_sign(actor=request.actor, at=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and done(form, act):
        messages.success(request, _("已登记。接下来请同本人谈话提醒。"))
        return redirect("tolerance:early_signs")
    return _form(request, form, _("登记苗头性问题"), "tolerance:early_signs", _("登记"))


@require_http_methods(["GET", "POST"])
def early_sign_talk(request: HttpRequest, sign_id: int) -> HttpResponse:
    """Note the talk."""
    sign = queries.sign_of(request.actor, sign_id)
    form = forms.TalkForm(
        request.POST or None, initial={"talked_on": timezone.localdate(), "talked_by": request.actor.name}
    )

    def act() -> None:
        actions.note_talk(actor=request.actor, sign_id=sign.pk, at=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and done(form, act):
        messages.success(request, _("已登记谈话。改好以后办结，不留痕迹。"))
        return redirect("tolerance:early_signs")
    title = _("提醒谈话：%s") % sign.person.name
    return _form(request, form, title, "tolerance:early_signs", _("登记谈话"), about=sign.text)


@require_http_methods(["GET", "POST"])
def early_sign_close(request: HttpRequest, sign_id: int) -> HttpResponse:
    """Close a sign that was put right."""
    sign = queries.sign_of(request.actor, sign_id)
    form = forms.PutRightForm(request.POST or None)

    def act() -> None:
        actions.close_early_sign(actor=request.actor, sign_id=sign.pk, at=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and done(form, act):
        messages.success(request, _("已办结。这件事不再显示。"))
        return redirect("tolerance:early_signs")
    title = _("已经改正：%s") % sign.person.name
    return _form(request, form, title, "tolerance:early_signs", _("办结"), about=sign.text)


@require_safe
def inherited(request: HttpRequest) -> HttpResponse:
    """List problems left from before."""
    page = queries.inherited(request.actor, number=number_of(request))
    return render_page(
        request, "tolerance/inherited_list.html", {"page": page, "tabs": tabs.tabs(request.actor, "inherited")}
    )


@require_http_methods(["GET", "POST"])
def inherited_new(request: HttpRequest) -> HttpResponse:
    """Note a problem left from before."""
    access.require(request.actor, queries.TRIAL)
    form = forms.InheritedForm(request.POST or None, units=queries.units_of(request.actor))

    def act() -> None:
        actions.record_inherited(actor=request.actor, at=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and done(form, act):
        messages.success(request, _("已登记。接手前形成的问题，不算在接手人头上。"))
        return redirect("tolerance:inherited")
    return _form(request, form, _("登记历史遗留问题"), "tolerance:inherited", _("登记"))


@require_http_methods(["GET", "POST"])
def inherited_solve(request: HttpRequest, problem_id: int) -> HttpResponse:
    """Note how it was solved."""
    problem = queries.problem_of(request.actor, problem_id)
    form = forms.SolvedForm(request.POST or None)

    def act() -> None:
        actions.solve_inherited(actor=request.actor, problem_id=problem.pk, at=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and done(form, act):
        messages.success(request, _("已登记解决情况。"))
        return redirect("tolerance:inherited")
    return _form(request, form, problem.title, "tolerance:inherited", _("登记解决"), about=problem.earlier_state)


@require_safe
def trials(request: HttpRequest) -> HttpResponse:
    """List what was done for the first time."""
    page = queries.trials(request.actor, number=number_of(request))
    return render_page(request, "tolerance/trial_list.html", {"page": page, "tabs": tabs.tabs(request.actor, "trials")})


@require_http_methods(["GET", "POST"])
def trial_new(request: HttpRequest) -> HttpResponse:
    """Note something done for the first time."""
    access.require(request.actor, queries.TRIAL)
    form = forms.TrialForm(request.POST or None, units=queries.units_of(request.actor))

    def act() -> None:
        actions.start_trial(actor=request.actor, at=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and done(form, act):
        messages.success(request, _("已登记。试下来怎么样，到时再写。"))
        return redirect("tolerance:trials")
    return _form(request, form, _("登记首创事项"), "tolerance:trials", _("登记"))


@require_http_methods(["GET", "POST"])
def trial_finish(request: HttpRequest, trial_id: int) -> HttpResponse:
    """Note what came of it."""
    trial = queries.trial_of(request.actor, trial_id)
    form = forms.FinishedForm(request.POST or None)

    def act() -> None:
        actions.finish_trial(actor=request.actor, trial_id=trial.pk, at=timezone.now(), **form.cleaned_data)

    if request.method == "POST" and done(form, act):
        messages.success(request, _("已登记结果。"))
        return redirect("tolerance:trials")
    return _form(request, form, trial.title, "tolerance:trials", _("登记结果"))


def _form(request: HttpRequest, form: Any, title: str, back: str, act: str, *, about: str = "") -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "act": act, "about": about}
    return render_page(request, "tolerance/prevention_form.html", context)
