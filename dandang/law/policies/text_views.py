"""The full text of an edition: upload, look at the cut, confirm; read it whole."""

from __future__ import annotations

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.law.policies import actions, queries, text_queries
from dandang.registry.access import queries as access

IMPORT = "policies.text.import"


class TextForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("全文文件"),
        help_text=gettext_lazy(".txt 或者 .docx，不超过 50 MB。扫描件要先识别成文字。"),
        error_messages={
            "required": gettext_lazy("请选一个文件"),
            "empty": gettext_lazy("文件是空的，请重新保存再上传"),
        },
    )


@require_GET
def full_text(request: HttpRequest, key: str, starts_on: date) -> HttpResponse:
    """The whole text with an anchor at every part and item."""
    edition = queries.edition_shown(queries.document(key), on=starts_on, starts_on=starts_on)
    context = {
        "edition": edition,
        "text": text_queries.confirmed_text(edition),
        "proposed": text_queries.proposed_text(edition),
        "may_import": access.may(request.actor, IMPORT),
    }
    return pages.render_page(request, "policies/full_text.html", context)


@require_http_methods(["GET", "POST"])
def import_text(request: HttpRequest, key: str, starts_on: date) -> HttpResponse:
    """Upload a text; the cut is shown next."""
    edition = queries.edition_shown(queries.document(key), on=starts_on, starts_on=starts_on)
    form = TextForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.propose_text(
                actor=request.actor, edition_id=edition.pk, content=file.read(), name=file.name, at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            return redirect("policies:text_cut", made)
    return pages.render_page(request, "policies/text_import.html", {"edition": edition, "form": form})


@require_http_methods(["GET", "POST"])
def text_cut(request: HttpRequest, text_id: int) -> HttpResponse:
    """How the program cut the text; a person confirms it or lays it aside."""
    found = text_queries.text(text_id)
    if request.method == "POST":
        is_right = request.POST.get("act") == "confirm"
        act = actions.confirm_text if is_right else actions.discard_text
        act(actor=request.actor, text_id=text_id, at=timezone.now())
        messages.success(request, _("已确认，引用会打开原文的那一点") if is_right else _("已放弃这次上传"))
        return redirect("policies:full_text", found.edition.document.key, found.edition.starts_on)
    passages = [(clause, text_queries.passage(clause, found)) for clause in found.edition.clauses.all()]
    context = {"text": found, "edition": found.edition, "passages": passages, "parts": list(found.parts.all())}
    return pages.render_page(request, "policies/text_cut.html", context)
