"""Official papers of the assessment, one by one and for a whole unit, as PDF and as Word."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import render_page
from dandang.law.documents import kinds
from dandang.law.documents import queries as documents

from ..queries import cycles
from ..queries import papers as queries

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_GET
def papers(request: HttpRequest, unit_id: int) -> HttpResponse:
    unit = cycles.get_unit(request.actor, unit_id)
    context = {
        "unit": unit,
        "cycle": unit.cycle,
        "offers": queries.offers(unit),
        "people": queries.people_with_papers(unit),
    }
    return render_page(request, "appraisal/papers.html", context)


@require_GET
def unit_paper(request: HttpRequest, unit_id: int, kind: str, ext: str) -> HttpResponse:
    unit = cycles.get_unit(request.actor, unit_id)
    facts = queries.unit_paper(request.actor, unit, kind, request.GET)
    return print_paper(request, ref("appraisal.unit", unit.pk), kind, ext, facts, unit.organisation_name)


@require_GET
def person_paper(request: HttpRequest, participant_id: int, kind: str, ext: str) -> HttpResponse:
    one = cycles.get_participant(request.actor, participant_id)
    facts = queries.person_paper(one, kind)
    return print_paper(request, ref("appraisal.participant", one.pk), kind, ext, [facts], one.name)


def print_paper(
    request: HttpRequest, target: str, kind: str, ext: str, facts: Sequence[queries.Facts], whose: str
) -> HttpResponse:
    """Print the papers as one file and record who did. A pile of papers exists as PDF alone."""
    if ext not in TYPES or (ext == "docx" and len(facts) != 1):
        raise NotHere()
    content = documents.render_batch_pdf(kind, facts) if ext == "pdf" else documents.render_docx(kind, facts[0])
    title = kinds.paper(kind).title
    audit.record_read(actor=request.actor, target=target, what=title, at=timezone.now())
    response = HttpResponse(content, content_type=TYPES[ext])
    response.headers["Content-Disposition"] = documents.attachment(f"{title} {whose}.{ext}")
    return response
