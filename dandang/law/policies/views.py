"""The policy library: documents, their editions and clauses, and the table of values. Reading only."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from dandang.foundation.ui.pages import render_page
from dandang.law.policies import check_queries, forms, models, queries, text_queries
from dandang.law.policies.labels import LEVELS, RELIABILITY, SUBJECTS
from dandang.registry.access import queries as access


@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """The list of documents, filtered by words, level, subject, region and day."""
    today = timezone.localdate()
    filters = forms.DocumentFilter(request.GET, regions=queries.regions(own=settings.REGION), today=today)
    wanted = filters.wanted()
    rows = queries.documents(**wanted)
    context = {"rows": rows, "filters": filters, "wanted": wanted, "levels": LEVELS, "subjects": SUBJECTS}
    return render_page(request, "policies/documents.html", context)


@require_GET
def document(request: HttpRequest, key: str, starts_on: date | None = None) -> HttpResponse:
    """One document: the edition asked for, else the one in force on `?on=`, with its clauses and all editions."""
    found = queries.document(key)
    edition = queries.edition_shown(found, on=_day(request), starts_on=starts_on)
    context = {
        "document": found,
        "edition": edition,
        "editions": queries.editions_of(found),
        "clauses": queries.clauses_of(edition),
        "has_rules": bool(edition.body.get("rule_tables") or edition.body.get("procedures")),
        "may_draft": found.level != "PRODUCT" and access.may(request.actor, "policies.draft.write"),
        "region_name": queries.region_name(found.region),
        "level": LEVELS[found.level],
        "subject": SUBJECTS[found.subject],
        "reliability": RELIABILITY,
        "on": _day(request),
    }
    return render_page(request, "policies/document.html", context)


@require_GET
def rules(request: HttpRequest, key: str, starts_on: date) -> HttpResponse:
    """The rule tables of one edition, and how a case runs where the edition is in force."""
    found = queries.document(key)
    edition = queries.edition_shown(found, on=starts_on, starts_on=starts_on)
    has_procedure = bool(edition.body.get("procedures"))
    context = {
        "document": found,
        "edition": edition,
        "region_name": queries.region_name(found.region),
        "tables": queries.tables_of_edition(edition.name),
        "shown": queries.procedure_view(region=found.region, on=_on_in(edition, request)) if has_procedure else None,
        "reliability": RELIABILITY,
    }
    return render_page(request, "policies/rules.html", context)


@require_GET
def facts(request: HttpRequest) -> HttpResponse:
    """The facts a rule table may ask for, with how each is answered and how to tell."""
    return render_page(request, "policies/facts.html", {"groups": queries.facts_by_element()})


def _on_in(edition: models.Edition, request: HttpRequest) -> date:
    """The day asked for if the edition was in force on it, else its first day."""
    on = _day(request)
    return on if edition.starts_on <= on and (edition.ends_on is None or on < edition.ends_on) else edition.starts_on


@require_GET
def edition_by_number(request: HttpRequest, number: int) -> HttpResponse:
    """Lead a reference to an edition to its page."""
    edition = queries.edition_by_number(number)
    return HttpResponseRedirect(reverse("policies:edition", args=[edition.document.key, edition.starts_on]))


@require_GET
def clause(request: HttpRequest, key: str, code: str, starts_on: date | None = None) -> HttpResponse:
    """One clause as a page, or as the side sheet beside the page that cites it."""
    on = _day(request)
    shown = queries.clause(key, code, on=on, starts_on=starts_on)
    passage = text_queries.passage(shown.clause, text_queries.confirmed_text(shown.edition))
    context = {"shown": shown, "passage": passage, "on": on, "reliability": RELIABILITY}
    return render_page(request, "policies/clause.html", context, fragment="policies/_clause_side.html")


@require_GET
def values(request: HttpRequest) -> HttpResponse:
    """The table of values of a region on a day, with what each level says."""
    today = timezone.localdate()
    filters = forms.ValueFilter(request.GET, regions=queries.regions(own=settings.REGION), today=today)
    wanted = filters.wanted()
    rows = queries.value_rows(**wanted)
    chain = queries.region_names(wanted["region"])
    context = {
        "groups": queries.grouped(rows),
        "count": len(rows),
        "filters": filters,
        "wanted": wanted,
        "chain": chain,
        "days": check_queries.days_of_checks(),
        "reliability": RELIABILITY,
        "columns": 2 + sum(bool(name) for name in (chain.centre, chain.province, chain.local)),
    }
    return render_page(request, "policies/values.html", context)


@require_GET
def value(request: HttpRequest, key: str) -> HttpResponse:
    """One key: its answer here and today, every statement about it, region by region and edition by edition."""
    today = timezone.localdate()
    filters = forms.ValueFilter(request.GET, regions=queries.regions(own=settings.REGION), today=today)
    wanted = filters.wanted()
    region, on = wanted["region"], wanted["on"]
    context = {
        "key": queries.key_of(key),
        "filters": filters,
        "answer": queries.value(key, region=region, on=on),
        "history": queries.history(key, on=on),
        "region_name": queries.region_name(region),
        "on": on,
        "subject": SUBJECTS[queries.key_of(key).subject],
        "reliability": RELIABILITY,
    }
    return render_page(request, "policies/value.html", context)


def _day(request: HttpRequest) -> date:
    """The day in the address, today when there is none or it cannot be read."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return timezone.localdate()
