"""The handler's pages of a hearing: notice, two columns with answers, words keyed from paper, record, waiver, end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.foundation.ui.pages import render_page, scan_to_keep

from .. import forms_hearings
from ..actions import hearings as actions
from ..models import Case
from ..queries import findings, law, reach
from ..queries import hearings as queries
from .acts import done


@require_safe
def hearing(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show both columns; the person concerned is led to the page of their own."""
    if queries.is_own(request.actor, case_id):
        return redirect("tolerance:my_reply", case_id)
    return _page(request, queries.case_to_hear(request.actor, case_id))


def _page(
    request: HttpRequest,
    case: Case,
    *,
    answering: int = 0,
    answer_form: forms_hearings.AnswerForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    today = timezone.localdate()
    record = queries.hearing_of(case)
    may_handle = reach.may_handle(request.actor, case)
    open_points = queries.answerable(case, record) if may_handle else ()
    forms = {point: forms_hearings.AnswerForm(auto_id=f"id_{point}_%s") for point in open_points}
    if answer_form is not None:
        forms[answering] = answer_form
    context = {
        "case": case,
        "hearing": record,
        "rows": [(point, forms.get(point.id)) for point in (record.points if record else ())],
        "answering": answering,
        "answer_form": answer_form,
        "may_handle": may_handle,
        "missing": queries.missing_of(case, today=today),
        "against": findings.reasons_to_hear(case, on=today) if case.state == "INVESTIGATED" else (),
        "sentences": [refusal] if refusal else [],
        "has_errors": bool(refusal) or bool(answer_form and answer_form.errors),
    }
    return render_page(request, "tolerance/hearing.html", context)


@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, case_id: int) -> HttpResponse:
    """Write the points and the days, and tell the person."""
    case, today = _case(request, case_id), timezone.localdate()
    pieces = findings.evidence_choices(case)
    wants_more = request.POST.get("go") == "more"
    if request.method == "POST":
        data = forms_hearings.one_more(request.POST) if wants_more else request.POST
        form = forms_hearings.NoticeForm(data)
        points = forms_hearings.PointFormSet(data, pieces=pieces)
    else:
        days = law.notice_days(case).value  # where no rule gives any, people name the day; none is suggested
        reply_by = today + timedelta(days=int(days)) if days is not None else None
        form = forms_hearings.NoticeForm(initial={"notice_on": today, "reply_by": reply_by})
        drafted = queries.suggested_points(case, on=today)
        points = forms_hearings.PointFormSet(initial=forms_hearings.rows_for(drafted), pieces=pieces)

    def send() -> None:
        actions.send_hearing_notice(
            actor=request.actor, case_id=case_id, points=forms_hearings.points_of(points), at=timezone.now(),
            **form.cleaned_data,
        )  # fmt: skip

    if request.method == "POST" and not wants_more and points.is_valid() and done(form, send):
        messages.success(request, _("已告知本人。本人说明以后逐点答复。"))
        return redirect("tolerance:hearing", case_id)
    context = {"case": case, "form": form, "points": points, "rule": law.notice_days(case)}
    return render_page(request, "tolerance/hearing_notice.html", context)


@require_POST
def skip(request: HttpRequest, case_id: int) -> HttpResponse:
    """Pass on a case in which nothing speaks against the person."""
    case = _case(request, case_id)
    try:
        actions.skip_hearing(actor=request.actor, case_id=case_id, at=timezone.now())
    except NotHere:
        raise
    except Refusal as refusal:
        return _page(request, case, refusal=refusal.sentence)
    messages.success(request, _("没有不利的点，已转集体研究。"))
    return redirect("tolerance:case", case_id)


@require_POST
def answer(request: HttpRequest, case_id: int, point_id: int) -> HttpResponse:
    """Answer one point; what is refused comes back in its column."""
    case = _case(request, case_id)
    _require_point(case, point_id)
    form = forms_hearings.AnswerForm(request.POST, auto_id=f"id_{point_id}_%s")

    def write() -> None:
        actions.answer_point(actor=request.actor, point_id=point_id, at=timezone.now(), **form.cleaned_data)

    if done(form, write):
        messages.success(request, _("已答复。"))
        return redirect("tolerance:hearing", case_id)
    return _page(request, case, answering=point_id, answer_form=form)


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, case_id: int, point_id: int) -> HttpResponse:
    """Key what the person said to one point from the signed record."""
    case = _case(request, case_id)
    point = _require_point(case, point_id)
    form = forms_hearings.WordsForm(request.POST or None, initial={"statement": point.statement})
    form.fields["statement"].label = _("笔录里本人的话")

    def write() -> None:
        actions.key_words_of_person(actor=request.actor, point_id=point_id, at=timezone.now(), **form.cleaned_data)

    if done(form, write):
        messages.success(request, _("已代录，记下了是您登记的。"))
        return redirect("tolerance:hearing", case_id)
    context = {"case": case, "point": point, "form": form}
    return render_page(request, "tolerance/hearing_words.html", context)


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, case_id: int) -> HttpResponse:
    """Note when and where the person was heard, with the signed record."""
    case = _case(request, case_id)
    found = queries.hearing_of(case)
    initial = {"held_on": found.held_on or timezone.localdate(), "place": found.place} if found else {}
    form = forms_hearings.RecordForm(request.POST or None, request.FILES or None, initial=initial)

    def write() -> None:
        given = form.cleaned_data
        actions.record_hearing(
            actor=request.actor, case_id=case_id, held_on=given["held_on"], place=given["place"], scan=form.scan(),
            at=timezone.now(),
        )  # fmt: skip

    if done(form, write):
        messages.success(request, _("已登记听取意见的日期和地点。"))
        return redirect("tolerance:hearing", case_id)
    context = {"case": case, "form": form, "title": _("登记听取意见"), "act": _("登记")}
    return render_page(request, "tolerance/hearing_scan.html", context)


@require_http_methods(["GET", "POST"])
def waiver(request: HttpRequest, case_id: int) -> HttpResponse:
    """Note the person's written waiver with its scan."""
    case = _case(request, case_id)
    initial = {"waived_on": timezone.localdate()}
    form = forms_hearings.WaiverForm(request.POST or None, request.FILES or None, initial=initial)

    def write() -> None:
        actions.waive_hearing(
            actor=request.actor, case_id=case_id, waived_on=form.cleaned_data["waived_on"], scan=form.scan(),
            at=timezone.now(),
        )  # fmt: skip

    if done(form, write):
        messages.success(request, _("已登记本人书面放弃。每一点仍要写明处理意见。"))
        return redirect("tolerance:hearing", case_id)
    context = {"case": case, "form": form, "title": _("登记书面放弃"), "act": _("登记")}
    return render_page(request, "tolerance/hearing_scan.html", context)


@require_POST
def close(request: HttpRequest, case_id: int) -> HttpResponse:
    """End the hearing."""
    case = _case(request, case_id)
    try:
        actions.close_hearing(actor=request.actor, case_id=case_id, at=timezone.now())
    except NotHere:
        raise
    except Refusal as refusal:
        return _page(request, case, refusal=refusal.sentence)
    messages.success(request, _("听取意见已结束，转集体研究。"))
    return redirect("tolerance:case", case_id)


@require_safe
def scan(request: HttpRequest, case_id: int) -> HttpResponse:
    """Hand out the signed record or waiver as a file to keep; who fetched it is recorded."""
    row = queries.scan_of(request.actor, case_id)
    what = "听取意见的签字件"
    audit.record_read(actor=request.actor, target=ref("tolerance.case", case_id), what=what, at=timezone.now())
    return scan_to_keep(row.record_scan, what)


def _case(request: HttpRequest, case_id: int) -> Case:
    """The case, for those who do the office's work on it."""
    case = queries.case_to_hear(request.actor, case_id)
    if not reach.may_handle(request.actor, case):
        raise NotHere()
    return case


def _require_point(case: Case, point_id: int) -> Any:
    """The point of the last round of this very case. Raises NotHere."""
    found = queries.hearing_of(case)
    point = next((one for one in found.points if one.id == point_id), None) if found else None
    if point is None:
        raise NotHere()
    return point
