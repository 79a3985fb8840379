"""The roster, and what is made from a selection of people."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dandang.foundation.ground.gate import gate
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.ui.pages import render_page
from dandang.registry.organisations import queries as organisations
from dandang.registry.people import actions, errors, forms, kinds, queries

PRINTED = 500
_COLUMNS = 11  # columns besides the years; the unit's line spans all


@require_GET
def roster(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    scopes = gate().scopes(request.actor, kinds.ROSTER)
    form = forms.RosterForm(request.GET, units=organisations.subtree_choices(within=scopes, on=today))
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
        "outputs": [one for one in kinds.outputs() if one.is_bulk],
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
    ids = [int(text) for text in request.POST.getlist("id") if text.isascii() and text.isdigit()]
    ids = list(dict.fromkeys(ids))
    if not ids:
        raise BadInput("没有选中任何人。请回到名册，在姓名前打勾，再打印或者导出。")
    if len(ids) > settings.MAX_EXPORT_PEOPLE:
        raise errors.too_many(len(ids), settings.MAX_EXPORT_PEOPLE)
    content, name = actions.make_output(actor=request.actor, key=key, person_ids=ids, at=timezone.now())
    response = HttpResponse(content, content_type=made.content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
