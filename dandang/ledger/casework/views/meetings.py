"""The list of meetings, one meeting, its plan and members."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dandang.foundation.ground.refusal import BadInput, Refusal
from dandang.foundation.ui import pages
from dandang.ledger.casework import actions, forms, queries, shown
from dandang.registry.access import queries as access
from dandang.registry.organisations import queries as organisations


def meetings(request: HttpRequest) -> HttpResponse:
    """The meetings the reader may see, newest first."""
    form = forms.MeetingFilter(request.GET or None, years=queries.years(request.actor))
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = pages.cut(queries.meetings(request.actor, **chosen), number=pages.number_of(request))
    context = {
        "filter": form,
        "page": page,
        "rows": [shown.row(one) for one in page.rows],
        "may_prepare": access.may(request.actor, queries.PREPARE),
    }
    return pages.render_page(request, "casework/meeting_list.html", context)


def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """One meeting: agenda with vote sheets, who is expected, what is next."""
    return _meeting_page(request, meeting_id, forms.ReasonForm())


def item(request: HttpRequest, item_id: int) -> HttpResponse:
    """One item of an agenda on a page of its own, to look at and to print."""
    return _item_page(request, item_id, forms.ReasonForm())


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Plan a meeting; members are found by name and stay chosen while more are looked for."""
    organs = queries.organ_choices(request.actor, on=timezone.localdate())
    form = forms.PlanForm(request.POST or None, organs=organs, initial={"organ": organs[0][0] if organs else ""})
    picked, chair = _picked(request)
    if request.method == "POST" and form.is_valid():
        picked = _with_named(request, form, picked)
        if "save" in request.POST and form.is_valid():
            saved = _planned(request, form, picked, chair)
            if saved is not None:
                return redirect("casework:meeting", saved)
    context = {"form": form, "people": queries.people_by_id(picked), "chair": chair}
    return pages.render_page(request, "casework/meeting_new.html", context)


@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Name the expected members anew."""
    found = queries.meeting(request.actor, meeting_id)
    form = forms.MembersForm(request.POST or None)
    picked, chair = _picked(request)
    if request.method == "GET":
        picked, chair = [member.person_id for member in found.members.all()], found.chair_id
    elif form.is_valid():
        picked = _with_named(request, form, picked)
        if "save" in request.POST and form.is_valid() and _changed(request, form, meeting_id, picked, chair):
            return redirect("casework:meeting", meeting_id)
    context = {"meeting": found, "form": form, "people": queries.people_by_id(picked), "chair": chair}
    return pages.render_page(request, "casework/meeting_members.html", context)


@require_POST
def cancel(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Call a planned meeting off."""
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _meeting_page(request, meeting_id, form)
    reason = form.cleaned_data["reason"]
    actions.cancel_meeting(actor=request.actor, meeting_id=meeting_id, reason=reason, at=timezone.now())
    messages.success(request, _("会议已取消。议程上的事可以列入另一次会议。"))
    return redirect("casework:meeting", meeting_id)


@require_POST
def remove(request: HttpRequest, item_id: int) -> HttpResponse:
    """Take an item off the agenda."""
    found = queries.item(request.actor, item_id)
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _item_page(request, item_id, form)
    actions.take_off_agenda(actor=request.actor, item_id=item_id, reason=form.cleaned_data["reason"], at=timezone.now())
    messages.success(request, _("已移出议程。"))
    return redirect("casework:meeting", found.meeting_id)


def _meeting_page(request: HttpRequest, meeting_id: int, reason_form: forms.ReasonForm) -> HttpResponse:
    found = queries.meeting(request.actor, meeting_id)
    used = queries.rules_or_none(region=found.region, on=found.held_on or found.planned_on)
    items = shown.items(found, used)
    context = {
        "meeting": found,
        "state": shown.state_of(found, sum(1 for one in found.items.all() if one.checked_at is None)),
        "facts": shown.facts(found),
        "items": items,
        "rules": used,
        "members": found.members.all(),
        "waiting": [item for item in items if item.step],
        "booklets_out": [one for one in found.booklets.all() if one.returned_at is None],
        "may_prepare": found.is_whole and access.may(request.actor, queries.PREPARE, path=found.organ_path),
        "may_record": found.is_whole and access.may(request.actor, queries.RECORD, path=found.organ_path),
        "reason_form": reason_form,
    }
    return pages.render_page(request, "casework/meeting_detail.html", context)


def _item_page(request: HttpRequest, item_id: int, reason_form: forms.ReasonForm) -> HttpResponse:
    found = queries.item(request.actor, item_id)
    held = queries.meeting(request.actor, found.meeting_id)
    used = queries.rules_or_none(region=held.region, on=held.held_on or held.planned_on)
    is_open = found.keyed_at is None and held.state in {"PLANNED", "HELD"}
    context = {
        "meeting": held,
        "item": next(one for one in shown.items(held, used) if one.id == item_id),
        "rules": used,
        "may_record": held.is_whole and access.may(request.actor, queries.RECORD, path=held.organ_path),
        "may_remove": is_open and held.is_whole and access.may(request.actor, queries.PREPARE, path=held.organ_path),
        "reason_form": reason_form,
    }
    return pages.render_page(request, "casework/item_detail.html", context)


def _picked(request: HttpRequest) -> tuple[list[int], int | None]:
    """The members ticked so far and the chair; what is no number was not typed by a person."""
    ticked = request.POST.getlist("member")
    chair = request.POST.get("chair", "")
    if not all(_is_id(one) for one in [*ticked, *([chair] if chair else [])]):
        raise BadInput(_("成员名单看不懂。请返回上一页，重新选人"))
    return list(dict.fromkeys(int(one) for one in ticked)), int(chair) if chair else None


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18


def _with_named(request: HttpRequest, form: forms.MembersForm, picked: list[int]) -> list[int]:
    """The members chosen so far and those the typed names find; a name that finds none or several is a fault."""
    found = queries.people_called(request.actor, form.words())
    for word, people in found.items():
        if not people:
            form.refuse("names", _("没有找到“%s”。请核对姓名，或者改填人员编号") % word)
        elif len(people) > 1:
            listed = "、".join(f"{one.home.name}{one.post_text}（{one.number}）" for one in people)
            form.refuse("names", _("叫“%(name)s”的有几位：%(all)s。请改填人员编号") % {"name": word, "all": listed})
    form.keep([word for word, people in found.items() if len(people) != 1])
    return list(dict.fromkeys([*picked, *(people[0].pk for people in found.values() if len(people) == 1)]))


def _planned(request: HttpRequest, form: forms.PlanForm, picked: list[int], chair: int | None) -> int | None:
    typed = form.cleaned_data
    organ = organisations.get(typed["organ"])
    try:
        return actions.plan_meeting(
            actor=request.actor,
            organ_id=organ.pk,
            region=organ.region,
            title=typed["title"],
            body_name=typed["body_name"],
            planned_on=typed["planned_on"],
            place=typed["place"],
            member_ids=picked,
            chair_id=chair,
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return None


def _changed(
    request: HttpRequest, form: forms.MembersForm, meeting_id: int, picked: list[int], chair: int | None
) -> bool:
    try:
        actions.change_members(
            actor=request.actor, meeting_id=meeting_id, member_ids=picked, chair_id=chair, at=timezone.now()
        )
    except Refusal as refusal:
        form.refuse(refusal.field, refusal.sentence)
        return False
    messages.success(request, _("成员已改好，每个议题的回避情况已经重新核对。"))
    return True
