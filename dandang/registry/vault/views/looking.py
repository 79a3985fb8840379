"""One look: the passphrase is asked for, the identity is shown once, nothing is kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.registry.vault import actions, forms, kinds, queries


@sensitive_post_parameters("passphrase")
@sensitive_variables("identity", "form", "context")
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, request_id: int) -> HttpResponse:
    """Ask for the passphrase, then show the identity once; loading the page again is another look."""
    at = timezone.now()
    line = queries.own_line(request.actor, request_id, at=at)
    form = forms.Unlock(request.POST or None)
    status = None
    if request.method == "POST" and form.is_valid():
        try:
            identity = actions.open_identity(actor=request.actor, request_id=request_id, at=at, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            status = refusal.status
        else:
            shown = [(kinds.label(name), text) for name, text in identity.fields.items()]
            context = {"line": line, "identity": identity, "fields": shown, "mark": _mark(request, at)}
            return pages.render_page(request, "vault/identity.html", context)
    return pages.render_page(request, "vault/look.html", {"line": line, "form": form}, status=status)


@sensitive_post_parameters("passphrase")
@sensitive_variables("file", "form")
@require_http_methods(["GET", "POST"])
def file(request: HttpRequest, request_id: int, number: int) -> HttpResponse:
    """Ask for the passphrase, then hand over one original file; this too is a look."""
    at = timezone.now()
    line = queries.own_line(request.actor, request_id, at=at)
    form = forms.Unlock(request.POST or None)
    status = None
    if request.method == "POST" and form.is_valid():
        try:
            file = actions.open_file(
                actor=request.actor, request_id=request_id, number=number, at=at, **form.cleaned_data
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            status = refusal.status
        else:
            response = HttpResponse(file.content, content_type="application/octet-stream")
            response["Content-Disposition"] = content_disposition_header(True, _plain(file.name)) or "attachment"
            return response
    return pages.render_page(request, "vault/look.html", {"line": line, "form": form, "number": number}, status=status)


def _mark(request: HttpRequest, at: object) -> str:
    """Who reads, from which body, and when: drawn across the page and onto any print."""
    when = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")  # type: ignore[arg-type]
    return _("%(name)s　%(body)s　%(when)s") % {
        "name": request.actor.name,
        "body": request.actor.organisation_name,
        "when": when,
    }


def _plain(name: str) -> str:
    return "".join(character for character in name if character.isprintable() and character not in '/\\:*?"<>|')
