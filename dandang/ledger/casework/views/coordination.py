"""Topics without a vote, and what a meeting left to somebody to do."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.ledger.casework import actions, forms, queries


@require_http_methods(["GET", "POST"])
def topic(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Put a topic without a vote on the agenda; an entry of the casebook may be named by its number."""
    found = queries.meeting(request.actor, meeting_id)
    named = {name: request.GET.get(name, "") for name in ("title", "subject")}
    form = forms.TopicForm(request.POST or None, initial=named)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_topic(actor=request.actor, meeting_id=meeting_id, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal.field, refusal.sentence)
        else:
            messages.success(request, _("已列入议程。"))
            return redirect("casework:meeting", meeting_id)
    return pages.render_page(request, "casework/topic_new.html", {"meeting": found, "form": form})


@require_safe
def subject(request: HttpRequest, topic_id: int) -> HttpResponse:
    """Lead to what a topic is about."""
    return redirect(queries.address_of_topic(request.actor, topic_id))


@require_POST
def remove(request: HttpRequest, topic_id: int) -> HttpResponse:
    """Take a topic off the agenda."""
    meeting_id = queries.meeting_of_topic(request.actor, topic_id)
    actions.remove_topic(actor=request.actor, topic_id=topic_id, at=timezone.now())
    messages.success(request, _("已移出议程。"))
    return redirect("casework:meeting", meeting_id)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Write down what the meeting left to somebody to do."""
    found = queries.meeting(request.actor, meeting_id)
    form = forms.FollowUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = _person(request, form)
        if person is not None and _added(request, form, meeting_id, person):
            return redirect("casework:meeting", meeting_id)
    return pages.render_page(request, "casework/follow_up_new.html", {"meeting": found, "form": form})


@require_http_methods(["GET", "POST"])
def follow_up(request: HttpRequest, follow_up_id: int) -> HttpResponse:
    """What somebody has to do, and how it was done."""
    row = queries.follow_up_for(request.actor, follow_up_id)
    form = forms.OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_follow_up(
                actor=request.actor, follow_up_id=follow_up_id, outcome=form.cleaned_data["outcome"], at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("已登记办结。"))
            return redirect("casework:follow_up", follow_up_id)
    return pages.render_page(request, "casework/follow_up.html", {"row": row, "form": form})


def _person(request: HttpRequest, form: forms.FollowUpForm) -> int | None:
    """The one person the typed name or number means; none and several are faults of the field."""
    word = form.cleaned_data["person"].strip()
    found = queries.people_called(request.actor, [word])[word]
    if len(found) == 1:
        return found[0].pk
    listed = "、".join(f"{one.home.name}{one.post_text}（{one.number}）" for one in found)
    many = _("叫“%(name)s”的有几位：%(all)s。请改填人员编号") % {"name": word, "all": listed}
    form.add_error("person", many if found else _("没有找到“%s”。请核对姓名，或者改填人员编号") % word)
    return None


def _added(request: HttpRequest, form: forms.FollowUpForm, meeting_id: int, person_id: int) -> bool:
    typed = form.cleaned_data
    try:
        actions.add_follow_up(
            actor=request.actor, meeting_id=meeting_id, text=typed["text"], person_id=person_id,
            due_on=typed["due_on"], at=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return False
    messages.success(request, _("已登记，进入办理人的待办。"))
    return True
