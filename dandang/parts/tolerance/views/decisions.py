"""The decision of a case: submit it to a meeting, write down what was carried, look once more, serve it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.foundation.ui.pages import render_page

from .. import forms_decisions as forms
from ..actions import decisions as actions
from ..queries import decide_page as queries
from ..queries.decide_page import DecideView
from .acts import done

BLANK_ROWS = 3


@require_safe
def decide(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show what is next about the decision of a case."""
    return _page(request, _view(request, case_id))


@require_POST
def submit(request: HttpRequest, case_id: int) -> HttpResponse:
    """Put the case on the agenda of a meeting."""
    view = _view(request, case_id)
    form = forms.SubmitForm(request.POST, view=view)

    def send() -> None:
        actions.submit_to_meeting(actor=request.actor, case_id=case_id, at=timezone.now(), **form.cleaned_data)

    if done(form, send):
        messages.success(request, _("已列入会议议程，要回避的成员已在表决单上标明。会后由两个人各登记一遍表决票。"))
        return redirect("tolerance:decide", case_id)
    return _page(request, view, submit_form=form)


@require_POST
def decide_check(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the whole decision once more, or what is still wrong with it. Nothing is written."""
    view = _view(request, case_id)
    if view.carried is None or view.choice is None or view.case.state != "READY":
        return redirect("tolerance:decide", case_id)
    if request.POST.get("go") == "rows":
        return _page(
            request, view, form=forms.DecisionForm(initial=_given(request), view=view),
            measures=forms.with_more_rows(request.POST, BLANK_ROWS),
        )  # fmt: skip
    form, measures = _typed(request, view)
    is_whole = form.is_valid() and measures.is_valid()
    if is_whole:
        for field, sentence in queries.faults_of_draft(view, form.cleaned_data):
            form.add_error(field, sentence)
    if request.POST.get("go") == "back" or not is_whole or form.errors:
        return _page(request, view, form=form, measures=measures)
    return _check_page(request, view, form, measures)


@require_POST
def decide_confirm(request: HttpRequest, case_id: int) -> HttpResponse:
    """Write the decision down."""
    view = _view(request, case_id)
    if view.carried is None or view.choice is None or view.case.state != "READY":
        return redirect("tolerance:decide", case_id)
    item, choice = view.carried, view.choice
    form, measures = _typed(request, view)

    def write() -> None:
        actions.decide_case(
            actor=request.actor, case_id=case_id, item_id=item.id, outcome=choice.code,
            measures=forms.measures_of(measures), at=timezone.now(), **form.decision(),
        )  # fmt: skip

    if measures.is_valid() and done(form, write):
        messages.success(request, _("已作出决定。下一步印发决定书，送达本人。"))
        return redirect("tolerance:decide", case_id)
    return _page(request, view, form=form, measures=measures)


@require_POST
def serve(request: HttpRequest, case_id: int) -> HttpResponse:
    """Note the day on which the decision reached the person."""
    view = _view(request, case_id)
    form = forms.ServeForm(request.POST)

    def write() -> None:
        actions.note_service(actor=request.actor, case_id=case_id, at=timezone.now(), **form.cleaned_data)

    if done(form, write):
        messages.success(request, _("已登记送达。本人现在看得到结论，整改和复查的期限从送达算起。"))
        return redirect("tolerance:case", case_id)
    return _page(request, view, serve_form=form)


def _view(request: HttpRequest, case_id: int) -> DecideView:
    return queries.decide_view(request.actor, case_id, on=timezone.localdate())


def _given(request: HttpRequest) -> dict[str, str]:
    """What was typed, as it stands, to go on with; it is checked when it is sent."""
    return {name: str(value) for name, value in request.POST.items()}


def _typed(request: HttpRequest, view: DecideView) -> tuple[forms.DecisionForm, Any]:
    return forms.DecisionForm(request.POST, view=view), forms.MeasureFormSet(request.POST)


def _page(
    request: HttpRequest, view: DecideView, *, submit_form: Any = None, form: Any = None, measures: Any = None,
    serve_form: Any = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "view": view,
        "case": view.case,
        "findings": view.findings,
        "submit_form": submit_form or forms.SubmitForm(view=view),
        "form": form or forms.DecisionForm(view=view),
        "measures": measures or forms.MeasureFormSet(initial=[{}] * BLANK_ROWS),
        "serve_form": serve_form or forms.ServeForm(initial={"served_on": timezone.localdate()}),
        "shown": submit_form or serve_form or form,
    }
    return render_page(request, "tolerance/decide.html", context)


def _check_page(request: HttpRequest, view: DecideView, form: forms.DecisionForm, measures: Any) -> HttpResponse:
    rows = forms.measures_of(measures)
    context = {
        "view": view,
        "case": view.case,
        "facts": queries.confirmation(view, form.cleaned_data, len(rows)),
        "reasons": [(one.label, form.cleaned_data[f"reason_{one.element}"]) for one in view.elements],
        "measures": rows,
        "correction": form.cleaned_data["correction"],
        "kept": forms.kept(form, measures),
    }
    return render_page(request, "tolerance/decide_check.html", context)
