"""Pages of the hearing of a reporter: what is asked, what was said, what we answer; through the receipt or on paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import render_page, scan_to_keep

from .. import forms_accusations as forms
from ..actions import accusation_hearings as actions
from ..models import Told
from ..queries import accusation_hearings as queries
from ..queries import accusation_pages as pages
from ..queries.accusation_pages import AccusationPage
from .acts import done


@require_safe
def accusation_hearing(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Show both columns: the points, and what was said and answered to each."""
    return _page(request, pages.accusation_page(request.actor, accusation_id, on=timezone.localdate()))


@require_http_methods(["GET", "POST"])
def accusation_notice(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Write the points and the days, and tell the reporter."""
    file = _heard(request, accusation_id)
    told = Told.RECEIPT if file.row.report.receipt_digest else Told.PAPER
    form = forms.NoticeForm(request.POST or None, initial={"told": told.value, "notice_on": timezone.localdate()})
    drafted = [{"about": one.about, "point": one.point} for one in queries.drafted_points(file.row)]
    points = forms.PointFormSet(request.POST or None, initial=drafted)

    def write() -> None:
        actions.send_accusation_notice(
            actor=request.actor, accusation_id=accusation_id, points=forms.points_of(points), at=timezone.now(),
            **form.cleaned_data,
        )  # fmt: skip

    if request.method == "POST" and points.is_valid() and done(form, write):
        messages.success(request, _("已登记告知。反映人说明以后逐点答复。"))
        return redirect("protection:accusation_hearing", accusation_id)
    context = {"file": file, "row": file.row, "form": form, "points": points}
    return render_page(request, "protection/accusation_notice.html", context)


@require_POST
def accusation_take(request: HttpRequest, accusation_id: int, point_id: int) -> HttpResponse:
    """Take over what the reporter wrote through the receipt to one point."""
    file = _heard(request, accusation_id, point_id)
    form = forms.TakeForm(request.POST, replies=file.replies)

    def write() -> None:
        actions.take_words(actor=request.actor, point_id=point_id, at=timezone.now(), **form.cleaned_data)

    if done(form, write):
        messages.success(request, _("已照原话记下。"))
        return redirect("protection:accusation_hearing", accusation_id)
    return _page(request, file, shown=form, at_point=point_id)


@require_POST
def accusation_words(request: HttpRequest, accusation_id: int, point_id: int) -> HttpResponse:
    """Key what the reporter said to one point from the signed record."""
    file = _heard(request, accusation_id, point_id)
    form = forms.WordsForm(request.POST)

    def write() -> None:
        actions.key_words(actor=request.actor, point_id=point_id, at=timezone.now(), **form.cleaned_data)

    if done(form, write):
        messages.success(request, _("已代录。"))
        return redirect("protection:accusation_hearing", accusation_id)
    return _page(request, file, shown=form, at_point=point_id)


@require_POST
def accusation_answer(request: HttpRequest, accusation_id: int, point_id: int) -> HttpResponse:
    """Answer one point."""
    file = _heard(request, accusation_id, point_id)
    form = forms.AnswerForm(request.POST)

    def write() -> None:
        actions.answer_accusation_point(actor=request.actor, point_id=point_id, at=timezone.now(), **form.cleaned_data)

    if done(form, write):
        messages.success(request, _("已答复。"))
        return redirect("protection:accusation_hearing", accusation_id)
    return _page(request, file, shown=form, at_point=point_id)


@require_http_methods(["GET", "POST"])
def accusation_record(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Note when and where the reporter was heard, with the signed record."""
    file = _heard(request, accusation_id)
    form = forms.RecordForm(request.POST or None, request.FILES or None, initial={"held_on": timezone.localdate()})

    def write() -> None:
        given = form.cleaned_data
        actions.record_accusation_hearing(
            actor=request.actor, accusation_id=accusation_id, held_on=given["held_on"], place=given["place"],
            scan=forms.scan_of(form) or b"", at=timezone.now(),
        )  # fmt: skip

    if request.method == "POST" and done(form, write):
        messages.success(request, _("已登记。现在可以按笔录代录反映人的话。"))
        return redirect("protection:accusation_hearing", accusation_id)
    return _form_page(request, file, form, _("登记听取和笔录"))


@require_http_methods(["GET", "POST"])
def accusation_waiver(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Note the reporter's written waiver: a signed paper, or a line through the receipt."""
    file = _heard(request, accusation_id)
    form = _waiver_form(request, file)

    def write() -> None:
        given = form.cleaned_data
        actions.waive_accusation_hearing(
            actor=request.actor, accusation_id=accusation_id, waived_on=given["waived_on"], scan=forms.scan_of(form),
            question_id=given.get("question_id"), at=timezone.now(),
        )  # fmt: skip

    if request.method == "POST" and done(form, write):
        messages.success(request, _("已登记反映人书面放弃。每一点仍要写明处理意见。"))
        return redirect("protection:accusation_hearing", accusation_id)
    return _form_page(request, file, form, _("登记书面放弃"))


@require_http_methods(["GET", "POST"])
def accusation_silence(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Put on record that nobody answered through the receipt in time."""
    file = _heard(request, accusation_id)
    form = forms.SilenceForm(request.POST or None)

    def write() -> None:
        actions.note_silence(
            actor=request.actor, accusation_id=accusation_id, note=form.cleaned_data["note"], at=timezone.now()
        )

    if request.method == "POST" and done(form, write):
        messages.success(request, _("已登记等候的情况。每一点仍要写明处理意见。"))
        return redirect("protection:accusation_hearing", accusation_id)
    return _form_page(request, file, form, _("登记等候期满没有说明"))


@require_POST
def accusation_hearing_close(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """End the hearing."""
    file = _heard(request, accusation_id)
    form = Form(request.POST)

    def write() -> None:
        actions.close_accusation_hearing(actor=request.actor, accusation_id=accusation_id, at=timezone.now())

    if done(form, write):
        messages.success(request, _("听取意见已结束，可以提交集体研究。"))
        return redirect("protection:accusation", accusation_id)
    return _page(request, file, shown=form)


@require_safe
def accusation_scan(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Hand out the signed record or waiver as a file to keep; who fetched it is recorded."""
    row = queries.scan_of(request.actor, accusation_id)
    what = "听取反映人意见的签字件"
    target = ref("protection.accusation", accusation_id)
    audit.record_read(actor=request.actor, target=target, what=what, at=timezone.now())
    return scan_to_keep(row.record_scan, what)


def _heard(request: HttpRequest, accusation_id: int, point_id: int = 0) -> AccusationPage:
    """The case, for those who do the office's work; with a point, one of its last hearing. Raises NotHere."""
    file = pages.accusation_page(request.actor, accusation_id, on=timezone.localdate())
    known = {one.pk for one in file.hearing.points.all()} if file.hearing else set()
    if not file.rights.may_handle or (point_id and point_id not in known):
        raise NotHere()
    return file


def _waiver_form(request: HttpRequest, file: AccusationPage) -> Form:
    initial = {"waived_on": timezone.localdate()}
    if file.hearing is not None and file.hearing.told == Told.RECEIPT:
        return forms.ReceiptWaiverForm(request.POST or None, replies=file.replies, initial=initial)
    return forms.PaperWaiverForm(request.POST or None, request.FILES or None, initial=initial)


def _page(request: HttpRequest, file: AccusationPage, *, shown: Form | None = None, at_point: int = 0) -> HttpResponse:
    may_answer = file.rights.may_handle and file.row.state == "HEARING"
    context = {
        "file": file,
        "row": file.row,
        "lines": [(one, _forms(file, one, shown if one.pk == at_point else None)) for one in _points(file)],
        "may_answer": may_answer,
        "at_point": at_point,
        "shown": shown,
    }
    return render_page(request, "protection/accusation_hearing.html", context)


def _points(file: AccusationPage) -> list[Any]:
    return sorted(file.hearing.points.all(), key=lambda one: one.number) if file.hearing else []


def _forms(file: AccusationPage, point: Any, shown: Form | None) -> dict[str, Form]:
    """The forms under one point: the reporter's words by the way of the hearing, and the answer."""
    assert file.hearing is not None
    made: dict[str, Form] = {"answer": forms.AnswerForm(auto_id=f"id_{point.pk}_%s")}
    if file.hearing.told == Told.RECEIPT and file.replies:
        made["take"] = forms.TakeForm(replies=file.replies, auto_id=f"id_{point.pk}_%s")
    elif file.hearing.record_scan:
        made["words"] = forms.WordsForm(initial={"statement": point.statement}, auto_id=f"id_{point.pk}_%s")
    for name, form in made.items():
        if shown is not None and type(form) is type(shown):
            made[name] = shown
    return made


def _form_page(request: HttpRequest, file: AccusationPage, form: Form, title: str) -> HttpResponse:
    context = {"file": file, "row": file.row, "form": form, "title": title}
    return render_page(request, "protection/accusation_form.html", context)
