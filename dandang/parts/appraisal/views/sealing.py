"""The committee's decision on a unit: the vote sheet, one page to check it, and what was decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui.pages import render_page
from dandang.foundation.ui.records import Voter

from .. import forms_sealing as forms
from ..actions import sealing as actions
from ..queries import grades
from ..queries import sealing as queries
from ..records import VoteCount

BLANK_ROWS = 3
_CHOICES = {"AGREE": "FOR", "AGAINST": "AGAINST", "DEFER": "DEFER"}


@require_http_methods(["GET", "POST"])
def sealing(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the sheet; check it (`go=check`); decide (`go=seal`). Whatever is refused comes back with all input."""
    space = grades.workspace(request.actor, unit_id)
    unit = space.unit
    may_seal = queries.may_work(request.actor, unit, "appraisal.seal")
    if unit.state == "SEALED":
        return _sealed_page(request, space)
    if request.method == "GET":
        return _sheet_page(request, space, may_seal, *_fresh(space))
    form, votes = forms.MeetingForm(request.POST), forms.VoteFormSet(request.POST)
    go = request.POST.get("go", "check")
    if go in {"rows", "back"}:
        return _sheet_page(request, space, may_seal, *_again(request, form, go))
    if form.is_valid() and votes.is_valid():
        try:
            return _check_or_seal(request, space, form, votes, go)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, _words(refusal))
    return _sheet_page(request, space, may_seal, form, votes)


def _check_or_seal(
    request: HttpRequest, space: grades.Workspace, form: forms.MeetingForm, votes: Any, go: str
) -> HttpResponse:
    unit, at = space.unit, timezone.now()
    held_on = form.cleaned_data["held_on"]
    typed = queries.votes_with_persons(unit, forms.votes_of(votes), held_on)
    if go == "seal":
        actions.seal(actor=request.actor, unit_id=unit.pk, votes=typed, at=at, **form.cleaned_data)
        messages.success(request, _("已确定并记入各人档案。下一步书面通知本人。"))
        return redirect("appraisal:sealing", unit.pk)
    count = queries.carried_vote(unit, held_on=held_on, votes=typed, at=at)
    return _check_page(request, space, form, votes, count)


def _fresh(space: grades.Workspace) -> tuple[forms.MeetingForm, Any]:
    unit, today = space.unit, timezone.localdate()
    members = queries.likely_members(space, today)
    body = f"{unit.organisation_name}考核委员会" if unit.cycle.staff_class == "CIVIL" else ""
    form = forms.MeetingForm(initial={"body_name": body, "held_on": today})
    return form, forms.VoteFormSet(initial=forms.rows_for(members, BLANK_ROWS if members else 2 * BLANK_ROWS))


def _again(request: HttpRequest, form: forms.MeetingForm, go: str) -> tuple[forms.MeetingForm, Any]:
    """The same sheet as typed and not judged yet, with more rows if asked for."""
    data = request.POST
    count = data.get("form-TOTAL_FORMS", "")
    total = min(int(count) if count.isdecimal() else 0, forms.MOST_MEMBERS)
    rows = [{name: data.get(f"form-{number}-{name}", "") for name in forms.VOTE_FIELDS} for number in range(total)]
    more = BLANK_ROWS if go == "rows" else 0
    typed = {name: data.get(name, "") for name in form.fields}
    return forms.MeetingForm(initial=typed), forms.VoteFormSet(initial=(rows + [{}] * more)[: forms.MOST_MEMBERS])


def _sheet_page(
    request: HttpRequest, space: grades.Workspace, may_seal: bool, form: forms.MeetingForm, votes: Any
) -> HttpResponse:
    unit = space.unit
    faults = forms.sentences(form, votes) if form.is_bound else []
    context = {
        "unit": unit, "cycle": unit.cycle, "space": space, "may_seal": may_seal, "form": form, "votes": votes,
        "faults": faults, "has_errors": bool(faults),
        "counts": queries.grade_counts(space.rows, space.scale),
        "board": queries.publicity_of(space, timezone.localdate()),
    }  # fmt: skip
    return render_page(request, "appraisal/sealing.html", context, status=400 if faults else None)


def _check_page(
    request: HttpRequest, space: grades.Workspace, form: forms.MeetingForm, votes: Any, count: VoteCount
) -> HttpResponse:
    unit = space.unit
    context = {
        "unit": unit, "cycle": unit.cycle, "space": space, "count": count, "meeting": form.cleaned_data,
        "typed": forms.votes_of(votes), "kept": forms.kept(form, votes),
        "counts": queries.grade_counts(space.rows, space.scale),
    }  # fmt: skip
    return render_page(request, "appraisal/sealing_check.html", context)


def _sealed_page(request: HttpRequest, space: grades.Workspace) -> HttpResponse:
    unit = space.unit
    decided = queries.sealed(unit)
    voters = [
        Voter(
            name="",
            label=vote.member_name,
            post=vote.member_post,
            choice=_CHOICES.get(vote.value, ""),
            recused=vote.reason if vote.value == "RECUSED" else "",
        )
        for vote in (decided.votes if decided else [])
    ]
    context = {
        "unit": unit, "cycle": unit.cycle, "space": space, "decided": decided, "voters": voters,
        "counts": queries.grade_counts(space.rows, space.scale),
    }  # fmt: skip
    return render_page(request, "appraisal/sealed.html", context)


def _words(refusal: Refusal) -> str:
    return f"{refusal.sentence}〔{refusal.clause}〕" if refusal.clause else refusal.sentence
