"""A region's own editions: the list, one draft, its sections form by form, the check, the approval."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import MultipleChoiceField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.law.policies import (
    actions,
    draft_bodies,
    draft_forms,
    draft_queries,
    draft_words,
    errors,
    models,
    queries,
    shelf,
)
from dandang.law.policies.draft_procedure_forms import FORMS
from dandang.law.policies.draft_rule_forms import RowsForm
from dandang.law.policies.records import Value
from dandang.law.policies.states import DraftState

TONES = {
    DraftState.DRAFT: "draft",
    DraftState.SUBMITTED: "wait",
    DraftState.RETURNED: "against",
    DraftState.APPROVED: "done",
    DraftState.DROPPED: "void",
}


@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts of the regions the reader works for."""
    page = pages.cut(draft_queries.drafts(request.actor), number=pages.number_of(request))
    context = {
        "page": page,
        "rows": [(row, queries.region_name(row.region), TONES[DraftState(row.state)]) for row in page.rows],
        "may_write": bool(draft_queries.region_places(request.actor)),
    }
    return pages.render_page(request, "policies/drafts.html", context)


@require_http_methods(["GET", "POST"])
def new_draft(request: HttpRequest) -> HttpResponse:
    """Begin a draft, empty or as a copy."""
    places = draft_queries.region_places(request.actor)
    editions = queries.editions_to_copy()
    taken = _taken_over(request)
    initial = _from_own(places) if taken else _from_edition(request.GET.get("from", ""), places)
    initial |= {"value_key": request.GET.get("value", ""), "value_of": request.GET.get("of", "")} if taken else {}
    documents = draft_queries.own_documents(places)
    form = draft_forms.StartForm(
        request.POST or None, places=places, editions=editions, documents=documents, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given["organisation_id"] = given.pop("organisation")
        try:
            made = actions.start_draft(actor=request.actor, at=timezone.now(), **given)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return redirect("policies:draft", made)
    return pages.render_page(request, "policies/draft_start.html", {"form": form, "places": places, "taken": taken})


def _taken_over(request: HttpRequest) -> Value | None:
    """The value of another region that the draft shall begin with, named in the address or the form."""
    asked = request.POST if request.method == "POST" else request.GET
    key, edition = asked.get("value_key") or asked.get("value", ""), asked.get("value_of") or asked.get("of", "")
    return draft_queries.value_of(edition, key) if key else None


def _from_edition(number: str, places: list[draft_queries.RegionPlace]) -> dict[str, Any]:
    """Copy the edition named in the address; one of the region's own is gone on with under its own name."""
    own = draft_queries.own_edition_numbered(number, places)
    return _gone_on_with(own) if own is not None else {"copied_from": number}


def _from_own(places: list[draft_queries.RegionPlace]) -> dict[str, Any]:
    """Go on from the region's own document where it has one."""
    own = draft_queries.own_edition(places, on=timezone.localdate())
    return _gone_on_with(own) if own is not None else {}


def _gone_on_with(own: models.Edition) -> dict[str, Any]:
    return {
        "copied_from": own.pk, "key": own.document.key, "title": own.title, "short": own.document.short,
        "issuer": own.issuer,
    }  # fmt: skip


@require_GET
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """One draft: its sections, where it stands, who changed what."""
    found = draft_queries.draft(request.actor, draft_id)
    context = _about(request, found) | {
        "sections": [
            (
                code,
                label,
                draft_words.HINTS[code],
                len(draft_bodies.entries(found.body, found.examples, code)),
                code in draft_bodies.SINGLE,
            )
            for code, label in draft_bodies.SECTIONS.items()
        ],
        "changes": [(one, draft_bodies.SECTIONS[one.section]) for one in draft_queries.changes(found)[:12]],
    }
    return pages.render_page(request, "policies/draft.html", context)


@require_GET
def section(request: HttpRequest, draft_id: int, section: str) -> HttpResponse:
    """The entries of one section. A section with one entry opens its form."""
    found = draft_queries.draft(request.actor, draft_id)
    _known(section)
    if section in draft_bodies.SINGLE:
        return redirect("policies:draft_entry", draft_id, section, 0)
    rows = _rows(found, section)
    context = _about(request, found) | {
        "section": section,
        "label": draft_bodies.SECTIONS[section],
        "rows": rows,
        "hint": draft_words.HINTS[section],
    }
    return pages.render_page(request, "policies/draft_section.html", context)


def _rows(found: models.Draft, section: str) -> list[tuple[int, str, str, str]]:
    """Each entry of a section with its name, its content in words and the clause it rests on."""
    words = draft_words.Words(found.body)
    entries = draft_bodies.entries(found.body, found.examples, section)
    return [
        (place, words.name_of(section, one), words.told(section, one), words.cited(one))
        for place, one in enumerate(entries)
        if one
    ]


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, draft_id: int, section: str, place: int | None = None) -> HttpResponse:
    """One entry as a form: saved, taken out, or shown beside what somebody else has just written."""
    found = draft_queries.draft(request.actor, draft_id)
    _known(section)
    said = draft_bodies.entry(found.body, found.examples, section, place)
    if place is not None and said is None and request.method == "GET":
        raise Http404
    given = {"said": said, "body": found.body, "mark": draft_bodies.digest(said), **_catalogues(found)}
    if request.POST.get("act") == "rows":
        return _entry_page(request, found, section, place, _with_more_rows(request, section, given))
    form = FORMS[section](request.POST or None, **given)
    if request.method == "GET":
        return _entry_page(request, found, section, place, form)
    is_gone = request.POST.get("act") == "delete"
    if not is_gone and not form.is_valid():
        return _entry_page(request, found, section, place, form)
    written = None if is_gone else form.entry()
    try:
        actions.save_entry(
            actor=request.actor, draft_id=draft_id, section=section, place=place, entry=written,
            seen=request.POST.get("seen", ""), at=timezone.now(),
        )  # fmt: skip
    except errors.DraftChanged as changed:
        data = request.POST.copy()
        data["seen"] = changed.mark
        again = FORMS[section](data, **given)
        again.is_valid()
        both = draft_words.Words(found.body).both(changed.now, written)
        return _entry_page(request, found, section, place, again, changed=changed, both=both, status=409)
    except Refusal as refusal:
        form.is_valid()
        form.add_error(None, refusal.sentence)
        return _entry_page(request, found, section, place, form)
    messages.success(request, _("已删去") if is_gone else _("已保存"))
    if section in draft_bodies.SINGLE:
        return redirect("policies:draft", draft_id)
    return redirect("policies:draft_section", draft_id, section)


def _with_more_rows(request: HttpRequest, section: str, given: dict[str, Any]) -> Any:
    """The form as it was typed, unchecked, with three rows more to fill in."""
    typed = request.POST
    count = sum(1 for name in typed if name.startswith("asked_")) + 3
    form = FORMS[section](None, **given, least_rows=count)
    for name, field in form.fields.items():
        form.initial[name] = typed.getlist(name) if isinstance(field, MultipleChoiceField) else typed.get(name, "")
    return form


def _entry_page(
    request: HttpRequest, found: models.Draft, section: str, place: int | None, form: Any, **more: Any
) -> HttpResponse:
    status = more.pop("status", None)
    is_lost = "changed" in more and more["changed"].now is None
    action = reverse("policies:draft_new_entry", args=[found.pk, section]) if is_lost else ""
    context = _about(request, found) | {
        "section": section,
        "label": draft_bodies.SECTIONS[section],
        "form": form,
        "hint": draft_words.HINTS[section],
        "place": place,
        "is_new": place is None,
        "is_single": section in draft_bodies.SINGLE,
        "has_rows": isinstance(form, RowsForm),
        "kept_words": draft_words.Words(found.body).expression(form.said.get(getattr(form, "rows_of", ""))),
        "action": action,
        **more,
    }
    return pages.render_page(request, "policies/draft_entry.html", context, status=status)


@require_GET
def check(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Every fault with its section, and what the rules make of the draft's examples."""
    found = draft_queries.draft(request.actor, draft_id)
    faults = draft_queries.faults_of(found, today=timezone.localdate())
    failed = draft_queries.failed_examples(found)
    facts = draft_words.known_facts(found.body)
    context = _about(request, found) | {
        "faults": [(one, _link(found, one), draft_bodies.SECTIONS[one.section]) for one in [*faults, *failed]],
        "tried": [
            (
                place,
                one,
                draft_words.grounds(one.trace, one.got),
                [facts[key].label for key in one.missing if key in facts],
            )
            for place, one in enumerate(draft_queries.tried(found))
        ],
        "can_be_read": draft_queries.can_be_read(found),
    }
    return pages.render_page(request, "policies/draft_check.html", context)


@require_GET
def whole(request: HttpRequest, draft_id: int) -> HttpResponse:
    """The whole draft on one page in words, to read through or to print for the one who approves."""
    found = draft_queries.draft(request.actor, draft_id)
    sections = [(code, label, _rows(found, code)) for code, label in draft_bodies.SECTIONS.items()]
    context = _about(request, found) | {"sections": [one for one in sections if one[2]]}
    return pages.render_page(request, "policies/draft_whole.html", context)


@require_POST
def submit(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Hand the draft in; a draft with faults leads back to the check."""
    try:
        actions.submit_draft(actor=request.actor, draft_id=draft_id, version=_version(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("policies:draft_check", draft_id)
    messages.success(request, _("已提交，等另一位同志批准"))
    return redirect("policies:draft", draft_id)


@require_http_methods(["GET", "POST"])
def approval(request: HttpRequest, draft_id: int) -> HttpResponse:
    """What the draft changes; approve it or give it back with a reason."""
    found = draft_queries.draft(request.actor, draft_id)
    form = draft_forms.ReasonForm(request.POST if request.POST.get("act") == "return" else None)
    refused = ""
    if request.method == "POST":
        try:
            if request.POST.get("act") == "approve":
                version = _version(request)
                actions.approve_draft(actor=request.actor, draft_id=draft_id, version=version, at=timezone.now())
                messages.success(request, _("已批准并载入，从适用起始日起按这一版办"))
                return redirect("policies:draft", draft_id)
            if form.is_valid():
                reason = form.cleaned_data["reason"]
                actions.return_draft(actor=request.actor, draft_id=draft_id, reason=reason, at=timezone.now())
                messages.success(request, _("已退回起草的同志"))
                return redirect("policies:draft", draft_id)
        except Refusal as refusal:
            refused = refusal.sentence
    differences = draft_queries.differences(found)
    context = _about(request, found) | {
        "form": form,
        "refused": [refused] if refused else [],
        "before": draft_queries.replaced(found),
        "groups": [
            (label, [one for one in differences if one.section == code])
            for code, label in draft_bodies.SECTIONS.items()
            if any(one.section == code for one in differences)
        ],
        "has_written": draft_queries.has_written(request.actor, found),
    }
    return pages.render_page(request, "policies/draft_approval.html", context, status=409 if refused else None)


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, draft_id: int) -> HttpResponse:
    """End a draft nobody goes on with."""
    found = draft_queries.draft(request.actor, draft_id)
    form = draft_forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.drop_draft(actor=request.actor, draft_id=draft_id, reason=reason, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("不再起草；草稿留着备查"))
            return redirect("policies:drafts")
    return pages.render_page(request, "policies/draft_drop.html", _about(request, found) | {"form": form})


def _about(request: HttpRequest, found: models.Draft) -> dict[str, Any]:
    return {
        "draft": found,
        "region_name": queries.region_name(found.region),
        "tone": TONES[DraftState(found.state)],
        "may_write": draft_queries.may_write(request.actor, found),
        "may_approve": draft_queries.may_approve(request.actor, found),
    }


def _catalogues(found: models.Draft) -> dict[str, Any]:
    keys = sorted(shelf.current().keys.values(), key=lambda one: one.position)
    return {"keys": keys, "facts": draft_words.known_facts(found.body)}


def _link(found: models.Draft, fault: Any) -> str:
    if fault.place is not None:
        return reverse("policies:draft_entry", args=[found.pk, fault.section, fault.place])
    return reverse("policies:draft_section", args=[found.pk, fault.section])


def _known(section: str) -> None:
    if section not in draft_bodies.SECTIONS:
        raise Http404


def _version(request: HttpRequest) -> int:
    written = request.POST.get("version", "")
    return int(written) if written.isascii() and written.isdigit() else 0
