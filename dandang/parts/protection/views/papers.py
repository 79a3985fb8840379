"""Papers of a report, a clarification and a false accusation: the list, a look as PDF or Word, the draft."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import render_page
from dandang.law.documents import queries as documents

from ..actions import papers as actions
from ..queries import papers_for as queries
from ..queries import tabs
from ..queries.papers_offered import Printable

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
def report_papers(request: HttpRequest, report_id: int) -> HttpResponse:
    """List the papers of a report."""
    view = queries.report_papers(request.actor, report_id)
    return render_page(request, "protection/papers_report.html", {"view": view})


@require_safe
def clarification_papers(request: HttpRequest, clarification_id: int) -> HttpResponse:
    """List the papers of a clarification."""
    view = queries.clarification_papers(request.actor, clarification_id)
    context = {"view": view, "clarification_url": tabs.address("clarification", clarification_id)}
    return render_page(request, "protection/papers_clarification.html", context)


@require_safe
def accusation_papers(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """List the papers of a false accusation."""
    view = queries.accusation_papers(request.actor, accusation_id)
    return render_page(request, "protection/papers_accusation.html", {"view": view, "row": view.row})


@require_safe
def accusation_paper(request: HttpRequest, accusation_id: int, kind: str, ext: str) -> HttpResponse:
    """Show a paper of a false accusation as it would be drafted."""
    paper = queries.accusation_paper(request.actor, accusation_id, kind)
    return _shown(request, ref("protection.accusation", accusation_id), paper, ext)


@require_POST
def draft_accusation_paper(request: HttpRequest, accusation_id: int, kind: str) -> HttpResponse:
    """Put a paper of a false accusation on the register."""
    return _drafted(request, ref("protection.accusation", accusation_id), kind, 0)


@require_safe
def report_paper(request: HttpRequest, report_id: int, kind: str, part: int, ext: str) -> HttpResponse:
    """Show a paper of a report as it would be drafted."""
    paper = queries.report_paper(request.actor, report_id, kind, part)
    return _shown(request, ref("protection.report", report_id), paper, ext)


@require_safe
def clarification_paper(request: HttpRequest, clarification_id: int, kind: str, ext: str) -> HttpResponse:
    """Show a paper of a clarification as it would be drafted."""
    paper = queries.clarification_paper(request.actor, clarification_id, kind)
    return _shown(request, ref("protection.clarification", clarification_id), paper, ext)


@require_POST
def draft_report_paper(request: HttpRequest, report_id: int, kind: str, part: int) -> HttpResponse:
    """Put a paper of a report on the register."""
    return _drafted(request, ref("protection.report", report_id), kind, part)


@require_POST
def draft_clarification_paper(request: HttpRequest, clarification_id: int, kind: str) -> HttpResponse:
    """Put a paper of a clarification on the register."""
    return _drafted(request, ref("protection.clarification", clarification_id), kind, 0)


def _drafted(request: HttpRequest, subject: str, kind: str, part: int) -> HttpResponse:
    paper_id = actions.draft_paper(actor=request.actor, subject=subject, kind=kind, part=part, at=timezone.now())
    messages.success(request, _("已拟稿，进入文书登记簿。下一步由另一个人核稿。"))
    return redirect("papers:paper", paper_id)


def _shown(request: HttpRequest, target: str, paper: Printable, ext: str) -> HttpResponse:
    if ext not in TYPES:
        raise NotHere()
    facts = paper.facts | {"issued_on": timezone.localdate()}
    make = documents.render_pdf if ext == "pdf" else documents.render_docx
    response = HttpResponse(make(paper.kind, facts), content_type=TYPES[ext])
    response.headers["Content-Disposition"] = documents.attachment(f"{paper.title}.{ext}")
    audit.record_read(actor=request.actor, target=target, what=paper.title, at=timezone.now())
    return response
