"""The page on which a proved false accusation is looked at again: ordered, reviewed, approved above, undone."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import render_page
from dandang.ledger.casework.records import Candidate

from .. import forms_reviews as forms
from ..actions import accusation_reviews as actions
from ..forms_team import PeopleForm
from ..queries import accusation_pages as pages
from ..queries import accusation_reviews as queries
from ..queries import accusations
from ..queries.accusation_pages import AccusationPage
from .acts import done


@require_safe
def accusation_review(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Show the reviews of a case and what is next."""
    return _page(request, _file(request, accusation_id))


@require_POST
def review_order(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Have the case looked at again."""
    form = forms.OrderForm(request.POST)
    said = _("已决定复查。下一步指派没有办过这件事的人。")
    return _act(request, accusation_id, "order", form, actions.order_review, said)


@require_POST
def review_assign(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Give people the second look."""
    file = _file(request, accusation_id)
    form = PeopleForm(request.POST, candidates=_candidates(request, file))
    return _act(request, accusation_id, "people", form, actions.assign_reviewers, _("已指派，复查的人收到了待办。"))


@require_POST
def review_report(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Hand in what the reviewers found."""
    form = forms.ReviewForm(request.POST)
    said = _("已提交。下一步报请批准，登记批文。")
    return _act(request, accusation_id, "report", form, actions.report_review, said)


@require_POST
def review_decide(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Key in what the organ above approved."""
    form = forms.OutcomeForm(request.POST)
    return _act(request, accusation_id, "outcome", form, actions.decide_review, _("已按批文登记。"))


@require_POST
def review_undone(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Put on record how what leaned on the finding was made good."""
    form = forms.UndoneForm(request.POST)
    return _act(request, accusation_id, "undone", form, actions.note_undone, _("已登记恢复，这件事办结。"))


def _act(
    request: HttpRequest, accusation_id: int, name: str, form: Form, action: Callable[..., object], said: str
) -> HttpResponse:
    """Do what a form asks for and go back to the page, or show the page with what is wrong above the form."""
    file = _file(request, accusation_id)

    def write() -> None:
        action(actor=request.actor, accusation_id=accusation_id, at=timezone.now(), **form.cleaned_data)

    if done(form, write):
        messages.success(request, said)
        return redirect("protection:accusation_review", accusation_id)
    return _page(request, file, **{name: form})


def _file(request: HttpRequest, accusation_id: int) -> AccusationPage:
    """The case, for those who handle, lead or review it, once it was proved. Raises NotHere."""
    file = pages.accusation_page(request.actor, accusation_id, on=timezone.localdate())
    rights = file.rights
    if file.row.state not in {"PROVED", "OVERTURNED"} or not (
        rights.may_lead or rights.may_handle or rights.may_review
    ):
        raise NotHere()
    return file


def _candidates(request: HttpRequest, file: AccusationPage) -> tuple[Candidate, ...]:
    who = request.GET.get("who", "").strip()
    return accusations.candidates(file.row, who, on=timezone.localdate())


def _page(request: HttpRequest, file: AccusationPage, **given: Form) -> HttpResponse:
    row, review = file.row, file.review
    wants_people = file.rights.may_lead and file.is_in_review and review is not None and review.reported_on is None
    known = _candidates(request, file) if wants_people else ()
    context = {
        "file": file,
        "row": row,
        "review": review,
        "views": queries.views_of(row),
        "missing": queries.missing_to_undo(row) if row.state == "OVERTURNED" else (),
        "order": given.get("order") or forms.OrderForm(),
        "people": given.get("people") or PeopleForm(candidates=known),
        "barred": [one for one in known if one.conflicts],
        "who": request.GET.get("who", "").strip(),
        "report": given.get("report") or forms.ReviewForm(),
        "outcome": given.get("outcome") or forms.OutcomeForm(initial={"decided_on": timezone.localdate()}),
        "undone": given.get("undone") or forms.UndoneForm(),
        "shown": next(iter(given.values()), None),
    }
    return render_page(request, "protection/accusation_review.html", context)
