"""The phone ballot: no account, no session, no cookie. The ticket's code is the only key, the form carries the marks.

The pages are stateless: every page posts all marks so far, and the server checks them again at the end. They are exempt
from the CSRF cookie because a stranger's page would need the code, which nobody can guess (79 bits).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui.pages import render_page
from dandang.registry.access import queries as access

from .. import forms_ballots as forms
from ..actions import ballots as actions
from ..promises import TERMS
from ..queries import ballots
from ..tickets import digest


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def ballot_enter(request: HttpRequest) -> HttpResponse:
    """Type the code, or come with it from the QR; then read the promise."""
    code = (request.POST.get("code") or request.GET.get("t") or "").strip()
    form = forms.CodeForm(request.POST if request.method == "POST" else None, initial={"code": code})
    if not code:
        return render_page(request, "appraisal/ballot_enter.html", {"form": form})
    ticket = ballots.ticket_for(digest(code))
    fault = ballots.ticket_fault(ticket)
    if ticket is None or fault:
        return render_page(request, "appraisal/ballot_enter.html", {"form": form, "fault": fault, "has_errors": True})
    context = {"code": code, "roll": ticket.roll, "unit": ticket.roll.unit, "terms": TERMS[ticket.roll.promise],
               "people": ballots.sheet_people(ticket.roll, ticket.rater_id)}  # fmt: skip
    return render_page(request, "appraisal/ballot_promise.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["POST"])
def ballot_fill(request: HttpRequest) -> HttpResponse:
    """One person a page; `at` is the place of the person shown, `go` where the button leads."""
    code = request.POST.get("code", "").strip()
    ticket = ballots.ticket_for(digest(code))
    fault = ballots.ticket_fault(ticket)
    if ticket is None or fault:
        context = {"form": forms.CodeForm(initial={"code": code}), "fault": fault, "has_errors": True}
        return render_page(request, "appraisal/ballot_enter.html", context)
    people = ballots.sheet_people(ticket.roll, ticket.rater_id)
    marks, _faults = forms.read_marks(request.POST, people)
    place = _place(request.POST.get("go", "0"), len(people))
    scale = ballots.scale(ticket.roll.unit.cycle, timezone.localdate())
    shared = {"code": code, "roll": ticket.roll, "unit": ticket.roll.unit, "terms": TERMS[ticket.roll.promise],
              "total": len(people)}  # fmt: skip
    if place < len(people):
        person = ballots.tile_person(people[place], marks, scale)
        kept = ballots.carried(people, marks, without=people[place])
        return render_page(
            request, "appraisal/ballot_fill.html", {**shared, "person": person, "place": place, "kept": kept}
        )
    summary = [ballots.tile_person(one, marks, scale) for one in people]
    context = {**shared, "summary": summary, "kept": ballots.carried(people, marks), "faults": []}
    if request.POST.get("go") == "cast":
        return _cast(request, code, marks, context)
    return render_page(request, "appraisal/ballot_check.html", context)


def _cast(request: HttpRequest, code: str, marks: actions.Marks, context: dict[str, object]) -> HttpResponse:
    try:
        actions.cast_ballot(actor=access.anonymous_actor(), code=code, marks=marks, at=timezone.now())
    except Refusal as refusal:
        return render_page(
            request, "appraisal/ballot_check.html", {**context, "faults": [refusal.sentence], "has_errors": True}
        )
    return render_page(request, "appraisal/ballot_done.html", {**context, "message": _("已经投出")})


def _place(go: str, people: int) -> int:
    return min(int(go), people) if go.isascii() and go.isdigit() else people
