"""Pages for those who organise a unit's ballots: rolls, tickets, keying, turnout."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui.pages import render_page
from dandang.interchange.intake import marking
from dandang.law.documents import queries as documents
from dandang.registry.access import queries as access

from .. import forms_ballots as forms
from ..actions import ballots as actions
from ..promises import TERMS
from ..queries import ballot_books, ballot_papers, ballots
from ..queries import cycles as cycle_queries
from ..records import IssuedTicket
from ..tickets import digest

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_PROBLEMS = 50


@require_GET
def unit_detail(request: HttpRequest, unit_id: int) -> HttpResponse:
    unit = cycle_queries.get_unit(request.actor, unit_id)
    rolls = ballots.roll_rows(unit)
    context = {
        "unit": unit,
        "cycle": unit.cycle,
        "rolls": rolls,
        "is_issued": any(row.roll.issued for row in rolls),
        "outside": forms.OutsideForm(ballots.outside_groups(unit)),
        "people": ballots.assessed_count(unit),
        "may_work": access.may(request.actor, "appraisal.ballots") and unit.cycle.state == "BALLOTING",
        "terms": TERMS,
    }
    return render_page(request, "appraisal/unit_detail.html", context)


@require_POST
def rolls_draw(request: HttpRequest, unit_id: int) -> HttpResponse:
    unit = cycle_queries.get_unit(request.actor, unit_id, "appraisal.ballots")
    form = forms.OutsideForm(ballots.outside_groups(unit), request.POST)
    outside = form.counts() if form.is_valid() else {}
    actions.draw_rolls(actor=request.actor, unit_id=unit_id, outside=outside, at=timezone.now())
    messages.success(request, _("已按规则生成评议人名单。核对无误后发票。"))
    return redirect("appraisal:unit", unit_id)


@require_GET
def roll_detail(request: HttpRequest, roll_id: int) -> HttpResponse:
    roll = ballots.roll(request.actor, roll_id)
    names = ballots.names_of_assessed(roll)
    context = {"roll": roll, "unit": roll.unit, "cycle": roll.unit.cycle, "members": ballots.members(roll, names)}
    return render_page(request, "appraisal/roll_detail.html", context)


@require_POST
def tickets_issue(request: HttpRequest, roll_id: int) -> HttpResponse:
    """Issue and hand out the printed slips at once: the codes exist nowhere else afterwards."""
    issued = actions.issue_tickets(actor=request.actor, roll_id=roll_id, at=timezone.now())
    return _slips(request, roll_id, issued)


@require_http_methods(["GET", "POST"])
def tickets_reissue(request: HttpRequest, roll_id: int) -> HttpResponse:
    roll = ballots.roll(request.actor, roll_id)
    form = forms.ReissueForm(request.POST or None)
    if form.is_valid():
        try:
            issued = actions.reissue_tickets(
                actor=request.actor, roll_id=roll_id, reason=form.cleaned_data["reason"], at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            return _slips(request, roll_id, issued)
    context = {
        "form": form,
        "roll": roll,
        "unit": roll.unit,
        "unused": roll.tickets.filter(is_used=False, is_void=False).count(),
    }
    return render_page(request, "appraisal/tickets_reissue.html", context)


def _slips(request: HttpRequest, roll_id: int, issued: list[IssuedTicket]) -> HttpResponse:
    roll = ballots.roll(request.actor, roll_id)
    enter = request.build_absolute_uri(reverse("appraisal:ballot_enter"))
    data = ballot_papers.tickets_data(roll, issued, enter)
    return _download(
        documents.render_pdf("ballot_tickets", data), f"测评票 {roll.unit.organisation_name} {roll.group}.pdf"
    )


@require_GET
def ballot_sheet(request: HttpRequest, roll_id: int) -> HttpResponse:
    roll = ballots.roll(request.actor, roll_id)
    data = ballot_papers.sheet_data(roll)
    return _download(
        documents.render_pdf("ballot_sheet", data), f"测评表 {roll.unit.organisation_name} {roll.group}.pdf"
    )


@require_http_methods(["GET", "POST"])
def ballot_key(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Key one paper sheet: first the slip's code, then the marks of its group's people."""
    unit = cycle_queries.get_unit(request.actor, unit_id, "appraisal.ballots")
    code = request.POST.get("code", "").strip()
    code_form = forms.CodeForm(request.POST if code or request.method == "POST" else None)
    ticket = ballots.ticket_for(digest(code)) if code else None
    fault = ballots.ticket_fault(ticket) if code else ""
    if ticket is not None and ticket.roll.unit_id != unit.pk:
        fault = fault or _("这张票不是这个单位的。请核对票上印的单位名称。")
    if fault:
        code_form.add_error("code", fault)
    if ticket is None or fault:
        return render_page(request, "appraisal/ballot_key.html", {"unit": unit, "form": code_form, "people": []})
    people = ballots.sheet_people(ticket.roll, ticket.rater_id)
    marks, faults = forms.read_marks(request.POST, people)
    if "cast" in request.POST and not faults:
        try:
            actions.key_ballot(actor=request.actor, unit_id=unit_id, code=code, marks=marks, at=timezone.now())
        except Refusal as refusal:
            faults = [("", refusal.sentence)]
        else:
            messages.success(request, _("已录入一张票。下一张："))
            return redirect("appraisal:ballot_key", unit_id)
    context = {
        "unit": unit, "form": code_form, "code": code, "roll": ticket.roll, "faults": faults,
        "people": ballots.key_rows(people, request.POST), "has_errors": bool(faults),
    }  # fmt: skip
    return render_page(request, "appraisal/ballot_key.html", context)


@require_GET
def ballot_book_empty(request: HttpRequest, unit_id: int) -> HttpResponse:
    """The workbook to key many paper slips into."""
    unit = cycle_queries.get_unit(request.actor, unit_id, "appraisal.ballots")
    return _download(ballot_books.empty_book(unit), f"测评票录入表 {unit.organisation_name}.xlsx", XLSX)


@require_http_methods(["GET", "POST"])
def ballot_book(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Check a filled workbook, give it back with the faults marked, or import it whole.

    The file travels in the page between the steps: kept on the server it would store codes beside marks.
    """
    unit = cycle_queries.get_unit(request.actor, unit_id, "appraisal.ballots")
    form = forms.BookForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _book_page(request, unit, form)
    try:
        book = ballot_books.read_book(unit, form.content, form.file_name)
        if form.wants("marked"):
            marked = marking.marked_workbook(form.content, book.problems, is_workbook=True)
            return _download(marked, f"{form.file_name.rsplit('.', 1)[0]} 要改的地方.xlsx", XLSX)
        if form.wants("import") and book.is_ready:
            count = actions.import_ballots(actor=request.actor, unit_id=unit_id, slips=book.slips, at=timezone.now())
            messages.success(request, _("已导入 %(count)d 张票。请删去录入表，封存纸质票。") % {"count": count})
            return redirect("appraisal:unit", unit_id)
    except Refusal as refusal:
        form.add_error("upload", refusal.sentence)
        return _book_page(request, unit, form)
    return _book_page(request, unit, form, book)


def _book_page(
    request: HttpRequest, unit: object, form: forms.BookForm, book: ballot_books.FilledBook | None = None
) -> HttpResponse:
    context = {
        "unit": unit,
        "form": form,
        "fresh": forms.BookForm() if book else form,
        "book": book,
        "problems": book.problems[:SHOWN_PROBLEMS] if book else [],
        "has_errors": bool(form.errors or (book and not book.is_ready)),
    }
    return render_page(request, "appraisal/ballot_book.html", context)


@require_GET
def turnout(request: HttpRequest, cycle_id: int) -> HttpResponse:
    cycle = cycle_queries.get_cycle(request.actor, cycle_id)
    units = list(cycle_queries.units_of(request.actor, cycle).values_list("pk", flat=True))
    board = ballots.turnout_board(units)
    return render_page(request, "appraisal/turnout.html", {"cycle": cycle, "board": board})


def _download(content: bytes, name: str, kind: str = PDF) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = documents.attachment(name)
    return response
