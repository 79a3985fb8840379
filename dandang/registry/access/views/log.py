"""The record as the audit administrator reads it: who did what when, without personal values."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from dandang.foundation.audit import kinds as audit_kinds
from dandang.foundation.audit import queries as audit
from dandang.foundation.ground import refs
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui import pages
from dandang.registry.access import forms
from dandang.registry.accounts import queries as accounts


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Show the entries that fit, the newest first."""
    form = forms.LogFilter(request.GET or None, verbs=audit_kinds.sentences())
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = pages.cut(audit.entries(_filter(wanted)), number=pages.number_of(request))
    context = {
        "form": form,
        "page": page,
        "lines": audit.lines(page.rows),
        "limit": audit_kinds.LIMIT,
    }
    return pages.render_page(request, "access/log.html", context)


def _filter(wanted: dict[str, object]) -> audit.Filter:
    return audit.Filter(
        starts_on=wanted.get("starts_on"),  # type: ignore[arg-type]
        ends_on=wanted.get("ends_on"),  # type: ignore[arg-type]
        actor=_actor(str(wanted.get("actor", ""))),
        verb=str(wanted.get("verb", "")),
        outcome=str(wanted.get("outcome", "")),
    )


def _actor(username: str) -> str:
    """The reference of the account typed; one that does not exist finds nothing rather than everything."""
    if username in {"", "system", "anonymous"}:
        return username
    try:
        return refs.ref("accounts.account", accounts.account_named(username).pk)
    except NotHere:
        return "accounts.account:0"
