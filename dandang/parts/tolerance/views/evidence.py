"""Evidence of a case: the list, one piece with its chain of custody, and its file. Every look is on record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dandang.foundation.ui.pages import render_page
from dandang.law.documents import queries as documents
from dandang.ledger.matters import actions as matters
from dandang.ledger.matters.records import SeenEvidence

from ..queries import evidence as queries
from ..queries import own

# Only what a browser shows without running anything; the rest is kept as a file.
_SHOWN = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


@require_safe
def evidence(request: HttpRequest, case_id: int) -> HttpResponse:
    """List the evidence of a case with where each piece is cited."""
    return render_page(request, "tolerance/evidence_list.html", {"view": queries.evidence_list(request.actor, case_id)})


@require_safe
def evidence_piece(request: HttpRequest, case_id: int, evidence_id: int) -> HttpResponse:
    """Show one piece with its chain of custody."""
    view = queries.evidence_piece(request.actor, case_id, evidence_id)
    return render_page(request, "tolerance/evidence_piece.html", {"view": view})


@require_safe
def evidence_file(request: HttpRequest, case_id: int, evidence_id: int) -> HttpResponse:
    """Hand out the file of one piece; the look is noted in its chain of custody."""
    queries.evidence_piece(request.actor, case_id, evidence_id)
    seen = matters.look_at_evidence(actor=request.actor, evidence_id=evidence_id, at=timezone.now())
    return _file(seen)


@require_safe
def my_evidence(request: HttpRequest, case_id: int, evidence_id: int) -> HttpResponse:
    """Hand the person concerned a piece that was put to them; the look is noted like anybody's."""
    own.piece_shown(request.actor, case_id, evidence_id)
    seen = matters.look_at_evidence(actor=request.actor, evidence_id=evidence_id, at=timezone.now())
    return _file(seen)


def _file(seen: SeenEvidence) -> HttpResponse:
    content_type = _SHOWN.get(seen.record.form, "application/octet-stream")
    response = HttpResponse(seen.content, content_type=content_type)
    name = f"{seen.record.label} {seen.record.title}.{seen.record.form}"
    response.headers["Content-Disposition"] = documents.attachment(name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
