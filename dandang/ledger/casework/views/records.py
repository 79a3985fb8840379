"""After a meeting: who came, the votes keyed by two people, the minutes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.ledger.casework import actions, errors, forms, models, queries, shown
from dandang.ledger.casework.records import VoteInput


@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Who came, and on which day."""
    found = queries.meeting(request.actor, meeting_id)
    members = list(found.members.all())
    form = forms.AttendanceForm(
        request.POST or None,
        members=[(member.person_id, f"{member.name}　{member.post}") for member in members],
        initial={
            "held_on": found.held_on or min(found.planned_on, timezone.localdate()),
            "present": [member.person_id for member in members if member.is_present is not False],
        },
    )
    if request.method == "POST" and form.is_valid() and _recorded(request, form, meeting_id):
        return redirect("casework:meeting", meeting_id)
    return pages.render_page(request, "casework/meeting_attendance.html", {"meeting": found, "form": form})


@require_http_methods(["GET", "POST"])
def key(request: HttpRequest, item_id: int) -> HttpResponse:
    """The first keying of an item's votes; whoever keyed them may correct them until they are checked."""
    found = queries.item(request.actor, item_id)
    lines = _sheet(found)
    initial = forms.initial_votes(queries.keyed_votes(found)) if queries.is_keyed_by(found, request.actor) else {}
    form = forms.VotesForm(request.POST or None, lines=lines, initial=initial or _away(lines))
    if request.method == "POST" and form.is_valid():
        try:
            actions.key_votes(actor=request.actor, item_id=item_id, votes=_votes(form, lines), at=timezone.now())
        except errors.VotesDoNotFit as refusal:
            form.refuse(refusal.faults, refusal.sentence)
        except Refusal as refusal:
            form.refuse({}, refusal.sentence)
        else:
            messages.success(request, _("已登记。请另一位同事对照原票再登记一遍，一致后计票。"))
            return redirect("casework:meeting", found.meeting_id)
    return _votes_page(request, found, form, lines, is_second=False)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, item_id: int) -> HttpResponse:
    """The second keying, blind: what the first person keyed is not shown."""
    found = queries.item(request.actor, item_id)
    lines = _sheet(found)
    form = forms.VotesForm(request.POST or None, lines=lines, initial=_away(lines))
    if request.method == "POST" and form.is_valid():
        try:
            count = actions.check_votes(
                actor=request.actor, item_id=item_id, votes=_votes(form, lines), at=timezone.now()
            )
        except (errors.VotesDoNotFit, errors.VotesDiffer) as refusal:
            form.refuse(refusal.faults, refusal.sentence)
        except Refusal as refusal:
            form.refuse({}, refusal.sentence)
        else:
            messages.success(request, _("两次登记一致。%s。") % count.sentence)
            return redirect("casework:meeting", found.meeting_id)
    return _votes_page(request, found, form, lines, is_second=True)


@require_http_methods(["GET", "POST"])
def minutes(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """The minutes, after every vote is checked."""
    found = queries.meeting(request.actor, meeting_id)
    form = forms.MinutesForm(request.POST or None, topics=[(one.pk, one.title) for one in found.topics.all()])
    if request.method == "POST" and form.is_valid() and _closed(request, form, meeting_id):
        return redirect("casework:meeting", meeting_id)
    used = queries.rules_or_none(region=found.region, on=found.held_on or found.planned_on)
    context = {"meeting": found, "form": form, "items": shown.items(found, used)}
    return pages.render_page(request, "casework/meeting_minutes.html", context)


def _recorded(request: HttpRequest, form: forms.AttendanceForm, meeting_id: int) -> bool:
    try:
        actions.record_attendance(
            actor=request.actor,
            meeting_id=meeting_id,
            present_ids=form.cleaned_data["present"],
            held_on=form.cleaned_data["held_on"],
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return False
    messages.success(request, _("到会已登记。下一步登记各议题的表决票。"))
    return True


def _closed(request: HttpRequest, form: forms.MinutesForm, meeting_id: int) -> bool:
    try:
        actions.close_meeting(
            actor=request.actor,
            meeting_id=meeting_id,
            minutes=form.cleaned_data["minutes"],
            follow_up=form.cleaned_data["follow_up"],
            conclusions=form.conclusions(),
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return False
    messages.success(request, _("纪要已形成，可以打印送签。"))
    return True


def _sheet(item: models.AgendaItem) -> list[shown.Line]:
    members = list(item.meeting.members.all())
    ids = [member.person_id for member in members]
    return shown.sheet(members, queries.item_conflicts(item, candidate_ids=ids, on=timezone.localdate()))


def _away(lines: list[shown.Line]) -> dict[str, str]:
    """Whoever did not come is absent on every sheet; the rest stays open."""
    return forms.initial_votes(
        [VoteInput(line.person_id, "ABSENT") for line in lines if not line.is_present and not line.recused]
    )


def _votes(form: forms.VotesForm, lines: list[shown.Line]) -> list[VoteInput]:
    aside = [VoteInput(line.person_id, "RECUSED", line.recused) for line in lines if line.recused]
    return form.votes() + aside


def _votes_page(
    request: HttpRequest, item: models.AgendaItem, form: forms.VotesForm, lines: list[shown.Line], *, is_second: bool
) -> HttpResponse:
    fields = form.rows()
    context = {
        "item": item,
        "meeting": item.meeting,
        "form": form,
        "rows": [(line, *fields.get(line.person_id, (None, None))) for line in lines],
        "is_second": is_second,
        "is_mine": queries.is_keyed_by(item, request.actor),
    }
    return pages.render_page(request, "casework/item_votes.html", context)
