"""The casebook for its readers: find, read, see what resembles it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from dandang.foundation.ui import pages
from dandang.law.search import queries as search
from dandang.law.search.records import Keys
from dandang.ledger.casebook import forms, queries, shown

PAGE = 20


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Browse what is approved, by words, element and side, item of a list, kind, field, outcome, region, year."""
    facets = queries.facets(request.actor)
    has_more = request.GET.get("more") == "1"
    regions = shown.regions(facets.regions)
    form = forms.BrowseForm(request.GET, facets=facets, regions=regions, has_more=has_more)
    held = _held(request, form.question)
    found = queries.browse(request.actor, form.wanted(held.found if held else None))
    page = pages.cut(found, number=pages.number_of(request), size=PAGE)
    context = {
        "form": form,
        "page": page,
        "rows": [shown.line(one, dict(regions)) for one in page.rows],
        "chosen": form.chosen(),
        "is_partial": held is not None and held.is_partial,
        "has_more": has_more,
        "keep_more": [("more", "1")],
        "tabs": shown.tabs(request.actor, "entries"),
        "may_draft": queries.may_draft_any(request.actor),
    }
    return pages.render_page(request, "casebook/entries.html", context)


@require_safe
def entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Read one entry; beside it what resembles it, and why."""
    found = queries.entry_to_read(request.actor, entry_id)
    context = {
        "entry": found,
        "parts": shown.parts(found),
        "facts": shown.facts(found),
        "traits": shown.traits(found),
        "similar": queries.similar_to_entry(request.actor, found),
        "meetings": queries.coordination_meetings(request.actor, on=timezone.localdate()),
        "works_here": queries.may_work(request.actor, found),
    }
    return pages.render_page(request, "casebook/entry.html", context)


@require_safe
def goto(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Lead a duty or a record to the page of the entry this reader may open now."""
    return redirect(queries.page_for(request.actor, entry_id), entry_id)


def _held(request: HttpRequest, question: str) -> Keys | None:
    """Which entries hold the words; none was asked, none narrows."""
    if not question:
        return None
    return search.keys(request.actor, question, source="casebook.entry", on=timezone.localdate())
