"""The roster, and what is made from a selection of people."""

from __future__ import annotations

import mimetypes
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dandang.foundation.ground.gate import gate
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.ui.pages import render_page
from dandang.registry.organisations import queries as organisations
from dandang.registry.people import actions, errors, forms, kinds, queries

PRINTED = 500
UNIT_CHOICES = 200  # a longer select helps nobody; deeper units are opened from their own page
_COLUMNS = 11  # columns besides the years; the unit's line spans all


@require_GET
def roster(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    form = _form(request, request.GET)
    wanted = form.wanted()
    is_print = request.GET.get("print") == "1"
    page = queries.roster_page(
        request.actor,
        wanted,
        mark="" if is_print else request.GET.get("at", ""),
        size=PRINTED if is_print else queries.PAGE,
        on=today,
    )
    context = {
        "page": page,
        "filters": form,
        "chips": form.chips(request.GET),
        "on": today,
        "shows_more": form.uses_more() or request.GET.get("more") == "1",
        "outputs": [one for one in kinds.outputs() if one.is_bulk and not one.is_list],
        "list_outputs": [one for one in kinds.outputs() if one.is_list],
        "roster_links": [one for one in kinds.roster_links() if gate().may(request.actor, one.verb)],
        "may_write": gate().may(request.actor, kinds.WRITE),
        "may_export": gate().may(request.actor, kinds.EXPORT),
        "columns": _COLUMNS + len(page.years),
    }
    return render_page(request, "people/roster.html", context)


@require_POST
def output(request: HttpRequest, key: str) -> HttpResponse:
    made = kinds.output(key)
    if made is None:
        raise NotHere()
    ids = _listed(request) if "list" in request.POST else _chosen(request)
    if not ids:
        raise BadInput(_("没有选中任何人。请回到名册，在姓名前打勾，再打印或者导出。"))
    if len(ids) > settings.MAX_EXPORT_PEOPLE:
        raise errors.too_many(settings.MAX_EXPORT_PEOPLE)
    content, name = actions.make_output(actor=request.actor, key=key, person_ids=ids, at=timezone.now())
    content_type = mimetypes.guess_type(name)[0] or made.content_type
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _chosen(request: HttpRequest) -> list[int]:
    """The people with a tick, each once, in the order of the page."""
    ids = [int(text) for text in request.POST.getlist("id") if text.isascii() and text.isdigit() and len(text) < 18]
    return list(dict.fromkeys(ids))


def _listed(request: HttpRequest) -> list[int]:
    """Everybody the roster's filter finds, up to one more than may be taken out."""
    today = timezone.localdate()
    form = _form(request, QueryDict(request.POST.get("list", "")))
    found = queries.roster_ids(request.actor, form.wanted(), limit=settings.MAX_EXPORT_PEOPLE, on=today)
    return list(found)


def _form(request: HttpRequest, asked: QueryDict) -> forms.RosterForm:
    scopes = gate().scopes(request.actor, kinds.ROSTER)
    units = organisations.subtree_choices(
        within=scopes, on=timezone.localdate(), limit=UNIT_CHOICES, also=asked.get("unit", "")
    )
    return forms.RosterForm(asked, units=units)
