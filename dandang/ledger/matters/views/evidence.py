"""Filing a piece of evidence, its page with the chain of custody, and the file itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.law.documents import queries as documents
from dandang.ledger.matters import actions, forms, queries, shown
from dandang.ledger.matters.queries import register
from dandang.registry.access import queries as access

_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png", "txt": "text/plain; charset=utf-8"}


@require_http_methods(["GET", "POST"])
def new_evidence(request: HttpRequest, matter_id: int) -> HttpResponse:
    """File one piece of evidence of a matter."""
    row = register.matter_row(request.actor, matter_id, verb="matters.evidence.add")
    form = forms.EvidenceForm(request.POST or None, request.FILES or None, initial={"channel": row.channel})
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.enter_evidence(actor=request.actor, matter_id=matter_id, at=timezone.now(), **form.given())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已登记为%s。") % queries.evidence_record_of(saved).label)
            return redirect("matters:matter", matter_id)
    return pages.render_page(request, "matters/evidence_form.html", {"form": form, "matter": row})


def evidence(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """One piece of evidence with who filed, compared and looked at it."""
    return _evidence_page(request, evidence_id, forms.ReasonForm())


@require_GET
def file(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """The file itself, as it was filed; the look is noted."""
    seen = actions.read_evidence(actor=request.actor, evidence_id=evidence_id, at=timezone.now())
    kind = _TYPES.get(seen.record.form, "application/octet-stream")
    response = HttpResponse(seen.content, content_type=kind)
    response.headers["Content-Disposition"] = documents.attachment(f"{seen.record.label} {seen.record.file_name}")
    return response


@require_POST
def confirm(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Compared with the original by somebody else than who filed it."""
    actions.confirm_evidence(actor=request.actor, evidence_id=evidence_id, at=timezone.now())
    messages.success(request, _("已记下：与原件核对无误。"))
    return redirect("matters:evidence", evidence_id)


@require_POST
def withdraw(request: HttpRequest, evidence_id: int) -> HttpResponse:
    """Withdraw a piece with a reason; it stays on file."""
    form = forms.ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.withdraw_evidence(actor=request.actor, evidence_id=evidence_id, reason=reason, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已撤回。记录留在证据目录里。"))
            return redirect("matters:evidence", evidence_id)
    return _evidence_page(request, evidence_id, form)


def _evidence_page(request: HttpRequest, evidence_id: int, form: forms.ReasonForm) -> HttpResponse:
    row = register.evidence_row(request.actor, evidence_id)
    record = queries.evidence_record_of(evidence_id)
    looks = queries.looks_of([evidence_id]).get(evidence_id, [])
    context = {
        "matter": row.matter,
        "evidence": record,
        "facts": shown.evidence_facts(record),
        "happenings": shown.custody_line(record, looks, timezone.localdate()),
        "is_own": register.is_own(request.actor, row.added_by),
        "may_handle": access.may(request.actor, register.READ_EVIDENCE),
        "form": form,
    }
    return pages.render_page(request, "matters/evidence_detail.html", context)
