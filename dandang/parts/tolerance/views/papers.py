"""Papers of a case as PDF and as Word; every print is on record."""

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
from ..queries.papers_offered import Printable

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
def case_papers(request: HttpRequest, case_id: int) -> HttpResponse:
    """List the papers that can be printed of the case as it stands."""
    view = queries.case_papers(request.actor, case_id)
    return render_page(request, "tolerance/case_papers.html", {"view": view, "case": view.case})


@require_POST
def draft_case_paper(request: HttpRequest, case_id: int, kind: str, part: int) -> HttpResponse:
    """Put a paper on the register, where it is checked, signed, numbered and served."""
    paper_id = actions.draft_case_paper(actor=request.actor, case_id=case_id, kind=kind, part=part, at=timezone.now())
    messages.success(request, _("已拟稿，进入文书登记簿。下一步由另一个人核稿。"))
    return redirect("papers:paper", paper_id)


@require_safe
def case_paper(request: HttpRequest, case_id: int, kind: str, part: int, ext: str) -> HttpResponse:
    """Print one paper of the case for those who work on it."""
    return _print(request, case_id, queries.case_paper(request.actor, case_id, kind, part), ext)


@require_safe
def my_paper(request: HttpRequest, case_id: int, kind: str, part: int, ext: str) -> HttpResponse:
    """Print one of the papers addressed to the person concerned."""
    return _print(request, case_id, queries.own_paper(request.actor, case_id, kind, part), ext)


@require_safe
def applied_paper(request: HttpRequest, case_id: int, kind: str, part: int, ext: str) -> HttpResponse:
    """Print one of the papers addressed to the unit that applied."""
    return _print(request, case_id, queries.applied_paper(request.actor, case_id, kind, part), ext)


@require_safe
def blank_application(request: HttpRequest, ext: str) -> HttpResponse:
    """Print an application form to be filled in with a pen."""
    return _answer(Printable("tolerance_application", "容错认定申请表", queries.blank(request.actor)), ext)


def _print(request: HttpRequest, case_id: int, paper: Printable, ext: str) -> HttpResponse:
    response = _answer(paper, ext)
    target = ref("tolerance.case", case_id)
    audit.record_read(actor=request.actor, target=target, what=paper.title, at=timezone.now())
    return response


def _answer(paper: Printable, ext: str) -> HttpResponse:
    if ext not in TYPES:
        raise NotHere()
    make = documents.render_pdf if ext == "pdf" else documents.render_docx
    response = HttpResponse(make(paper.kind, paper.facts), content_type=TYPES[ext])
    whose = str((paper.facts.get("head") or paper.facts).get("name") or paper.facts.get("recipient") or "")
    response.headers["Content-Disposition"] = documents.attachment(f"{paper.title} {whose}".strip() + f".{ext}")
    return response
