"""Reviews of a decision: asked for, ordered, accepted, heard, studied by other people, decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import render_page
from dandang.registry.access.records import Actor

from .. import forms_reviews as forms
from ..actions import reviews as actions
from ..models import Review
from ..queries import review_page as queries
from ..queries import reviewing
from ..queries.review_page import ReviewPage
from .acts import done


@require_safe
def review(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the reviews of a case, and what the reader may do about one."""
    return _shown(request, _page(request, case_id))


@require_safe
def review_of(request: HttpRequest, review_id: int) -> HttpResponse:
    """Lead from a review to its case's page."""
    page = _page(request, queries.case_of_review(review_id))
    return redirect("tolerance:review", page.case.pk)


@require_POST
def review_request(request: HttpRequest, case_id: int) -> HttpResponse:
    """Ask for a review, on screen or keyed in from paper."""
    page = _page(request, case_id)
    if not reviewing.may_ask(request.actor, page.case):
        raise NotHere()
    form = forms.RequestForm(request.POST, request.FILES, on_paper=not page.is_own)

    def write() -> None:
        given = {name: value for name, value in form.cleaned_data.items() if name != "upload"}
        given.setdefault("requested_on", timezone.localdate())
        actions.request_review(actor=request.actor, case_id=case_id, scan=form.scan(), at=timezone.now(), **given)

    return _after(request, page, "request", form, write, _("已登记复查申请。由没有办过这件事的人办理，结果不会更重。"))


@require_POST
def review_order(request: HttpRequest, case_id: int) -> HttpResponse:
    """Order a review because of new facts."""
    page = _page(request, case_id)
    form = forms.OrderForm(request.POST, organs=page.organs)

    def write() -> None:
        actions.order_review(actor=request.actor, case_id=case_id, at=timezone.now(), **form.cleaned_data)

    return _after(request, page, "order", form, write, _("已决定复查，已告知本人。"))


@require_POST
def review_accept(request: HttpRequest, review_id: int) -> HttpResponse:
    """Accept a request."""
    form = forms.EmptyForm(request.POST)
    return _on(request, review_id, "accept", form, actions.accept_review, _("已受理，已告知本人。原决定照常执行。"))


@require_POST
def review_refuse(request: HttpRequest, review_id: int) -> HttpResponse:
    """Refuse a request."""
    form = forms.ReasonForm(request.POST)
    return _on(request, review_id, "refuse", form, actions.refuse_review, _("没有受理，理由已告知本人。"))


@require_POST
def review_withdraw(request: HttpRequest, review_id: int) -> HttpResponse:
    """Withdraw a request."""
    form = forms.ReasonForm(request.POST)
    told = _("已撤回复查申请。")
    return _on(request, review_id, "withdraw", form, actions.withdraw_review, told, may=_may_withdraw)


@require_POST
def review_assign(request: HttpRequest, review_id: int) -> HttpResponse:
    """Assign reviewers."""
    page = _page_to_work(request, review_id)
    form = forms.ReviewersForm(request.POST, candidates=page.candidates)
    return _on(request, review_id, "assign", form, actions.assign_reviewers, _("已指派复查的人。"))


@require_POST
def review_hear(request: HttpRequest, review_id: int) -> HttpResponse:
    """Put on file what the person says, with the answer."""
    form = forms.HearForm(request.POST)
    told = _("已记下本人意见和答复。")
    return _on(request, review_id, "hear", form, actions.hear_on_review, told, may=reviewing.may_hear)


@require_POST
def review_submit(request: HttpRequest, review_id: int) -> HttpResponse:
    """Put the review on the agenda of a meeting of other people."""
    page = _page_to_work(request, review_id)
    form = forms.ReviewSubmitForm(request.POST, choices=page.choices, meetings=page.meetings)
    words = _("已列入会议议程，原来办过这件事的成员已标明回避。")
    return _on(request, review_id, "submit", form, actions.submit_review_to_meeting, words)


@require_POST
def review_decide(request: HttpRequest, review_id: int) -> HttpResponse:
    """Write down what the meeting decided."""
    page = _page_to_work(request, review_id)
    form = forms.ReviewDecisionForm(request.POST, choices=page.choices)
    carried = page.current.carried if page.current else None

    def write() -> None:
        actions.decide_review(
            actor=request.actor, review_id=review_id, item_id=carried.id if carried else 0, at=timezone.now(),
            **form.cleaned_data,
        )  # fmt: skip

    return _after(request, page, "decide", form, write, _("已作出复查决定，已告知本人。"))


def _on(
    request: HttpRequest, review_id: int, name: str, form: Any, act: Callable[..., Any], words: str,
    may: reviewing.Right = reviewing.may_run,
) -> HttpResponse:  # fmt: skip
    page = _page_to_work(request, review_id, may)

    def write() -> None:
        act(actor=request.actor, review_id=review_id, at=timezone.now(), **form.cleaned_data)

    return _after(request, page, name, form, write, words)


def _after(
    request: HttpRequest, page: ReviewPage, name: str, form: Any, write: Callable[[], None], words: str
) -> HttpResponse:
    """Do one act; what is refused comes back on the page with everything typed."""
    if done(form, write):
        messages.success(request, words)
        return redirect("tolerance:review", page.case.pk)
    return _shown(request, page, name, form)


def _may_withdraw(actor: Actor, review: Review) -> bool:
    return reviewing.may_ask(actor, review.case)


def _page_to_work(request: HttpRequest, review_id: int, may: reviewing.Right = reviewing.may_run) -> ReviewPage:
    """The page for one who may do this very act; for anybody else the act is not there, whatever was typed."""
    review = reviewing.review_to_work_on(request.actor, review_id, may)
    return _page(request, review.case_id)


def _page(request: HttpRequest, case_id: int) -> ReviewPage:
    return queries.review_page(request.actor, case_id, on=timezone.localdate())


def _shown(request: HttpRequest, page: ReviewPage, name: str = "", form: Any = None) -> HttpResponse:
    today = timezone.localdate()
    made: dict[str, Callable[[], Any]] = {
        "request": lambda: forms.RequestForm(
            on_paper=not page.is_own, initial={"requested_on": today}, auto_id="id_q_%s"
        ),
        "order": lambda: forms.OrderForm(organs=page.organs, auto_id="id_o_%s"),
        "refuse": lambda: forms.ReasonForm(auto_id="id_n_%s"),
        "withdraw": lambda: forms.ReasonForm(auto_id="id_w_%s"),
        "assign": lambda: forms.ReviewersForm(candidates=page.candidates, auto_id="id_a_%s"),
        "hear": lambda: forms.HearForm(initial=page.heard, auto_id="id_h_%s"),
        "submit": lambda: forms.ReviewSubmitForm(choices=page.choices, meetings=page.meetings, auto_id="id_s_%s"),
        "decide": lambda: forms.ReviewDecisionForm(
            choices=page.choices, initial={"answer": page.heard.get("answer", "")}, auto_id="id_d_%s"
        ),
    }
    shown = {key: form if key == name else make() for key, make in made.items()}
    return render_page(
        request, "tolerance/review.html", {"page": page, "case": page.case, "forms": shown, "shown": form}
    )
