"""The page of the search: everything by heading, or one heading page by page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from dandang.foundation.ui import pages
from dandang.law.search import forms, queries
from dandang.law.search.records import Group, Hit
from dandang.registry.access import queries as access


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """What is found for `?q=`, narrowed by `&kind=`."""
    kind = request.GET.get("kind", "")
    question, number = request.GET.get("q", ""), pages.number_of(request)
    answer = queries.search(request.actor, question, on=timezone.localdate(), group=kind, page=number)
    chosen = next((one for one in answer.groups if one.name == kind), None)
    context = {
        "answer": answer,
        "form": forms.SearchForm(answer.question),
        "chosen": chosen,
        "groups": [chosen] if chosen else answer.groups,
        "page": _page(chosen) if chosen else None,
        "may_read_roster": access.may(request.actor, "people.roster.read"),
    }
    return pages.render_page(request, "search/search.html", context)


def _page(group: Group) -> pages.Page[Hit]:
    return pages.Page(group.hits, group.page, queries.PAGE, group.count, is_capped=False)
