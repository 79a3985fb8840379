"""Pages of advance filings: list, new, one filing with its answer, and the receipt to print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui import pages
from dandang.registry.access import queries as access

from ..actions import filings as actions
from ..forms_opening import AnswerFilingForm, PlanForm
from ..models import Filing
from ..queries import opening as queries
from ..queries import tabs
from .acts import done


@require_GET
def filings(request: HttpRequest) -> HttpResponse:
    """What was filed before it began."""
    page = pages.cut(queries.filings(request.actor), number=pages.number_of(request))
    context = {
        "page": page,
        "may_file": access.may(request.actor, "tolerance.file_plan"),
        "tabs": tabs.tabs(request.actor, "filings"),
    }
    return pages.render_page(request, "tolerance/filing_list.html", context)


@require_http_methods(["GET", "POST"])
def filing_new(request: HttpRequest) -> HttpResponse:
    """File a plan; a returned one is the draft of the next."""
    form = PlanForm(
        request.POST or None, request.FILES or None, units=queries.units_that_file(request.actor),
        initial=_draft(request),
    )  # fmt: skip
    if request.method == "POST" and done(
        form, lambda: actions.file_plan(actor=request.actor, at=timezone.now(), **form.arguments())
    ):
        messages.success(request, _("已报送。答复以后会告知，备案回执可以打印。"))
        return redirect("tolerance:filings")
    return pages.render_page(request, "tolerance/filing_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def filing(request: HttpRequest, filing_id: int) -> HttpResponse:
    """One filing, and the answer to it."""
    found = queries.filing(request.actor, filing_id)
    form = AnswerFilingForm(request.POST or None)
    if request.method == "POST" and done(form, lambda: _answer(request, found, form)):
        messages.success(request, _("已答复，报送单位收到了通知。"))
        return redirect("tolerance:filing", filing_id)
    context = {
        "filing": found,
        "form": form,
        "may_answer": queries.may_answer(request.actor, found),
        "may_file_again": queries.may_file_again(request.actor, found),
    }
    return pages.render_page(request, "tolerance/filing_detail.html", context)


@require_GET
def filing_receipt(request: HttpRequest, filing_id: int) -> HttpResponse:
    """The receipt, for the printer."""
    found = queries.filing(request.actor, filing_id)
    if found.state != Filing.State.RECEIVED:
        raise NotHere(_("还没有答复，没有回执。"))
    return pages.render_page(request, "tolerance/filing_receipt.html", {"filing": found})


def _answer(request: HttpRequest, found: Filing, form: AnswerFilingForm) -> None:
    act = actions.return_filing if request.POST.get("go") == "return" else actions.receive_filing
    act(actor=request.actor, filing_id=found.pk, note=form.cleaned_data["note"], at=timezone.now())


def _draft(request: HttpRequest) -> dict[str, Any]:
    """What was written in a filing that was returned."""
    number = request.GET.get("from", "")
    if not number.isdigit():
        return {}
    before = queries.filing(request.actor, int(number))
    return {
        "organisation": str(before.organisation_id), "title": before.title, "plan": before.plan,
        "risks": before.risks, "decided_how": before.decided_how, "starts_on": before.starts_on,
    }  # fmt: skip
