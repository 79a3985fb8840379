"""The health address and the pages of the working-day calendar."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dandang.foundation.calendars import queries as calendars
from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.operations import actions, forms, queries
from dandang.registry.access import queries as access


def health(request: HttpRequest) -> HttpResponse:
    """Public and without details: 200 when everything works, else 503."""
    found = queries.health(timezone.now())
    parts = {"database": found.has_database, "migrations": found.is_migrated, "worker": found.worker_keeps_up}
    answer = {"ok": found.is_well} | {name: "ok" if works else "failing" for name, works in parts.items()}
    return JsonResponse(answer, status=200 if found.is_well else 503, headers={"Cache-Control": "no-store"})


def calendar(request: HttpRequest) -> HttpResponse:
    """Every year of the calendar and on whose word it stands."""
    context = {"years": calendars.years()}
    return pages.render_page(request, "operations/calendar.html", context)


def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: its days that differ from the plain week, and the forms that change it."""
    return _year_page(request, year)


@require_POST
def set_day(request: HttpRequest, year: int) -> HttpResponse:
    """Change one day."""
    form = forms.DayForm(request.POST, prefix="day")
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.set_day(
                actor=request.actor,
                day=typed["date"],
                kind="" if typed["kind"] == "ORDINARY" else typed["kind"],
                name=typed["name"],
                reason=typed["reason"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("已改好。暂定的期限今晚重算。"))
            return redirect("operations:year", typed["date"].year)
    return _year_page(request, year, day_form=form)


@require_POST
def publish(request: HttpRequest, year: int) -> HttpResponse:
    """Enter the notice of a year."""
    form = forms.NoticeForm(request.POST, prefix="notice")
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.publish_year(
                actor=request.actor,
                year=year,
                document=typed["document"],
                days=typed["lines"],
                reason=typed["reason"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error("lines" if refusal.field == "days" else None, refusal.sentence)
        else:
            messages.success(request, _("%d 年的放假通知已录入。暂定的期限今晚重算。") % year)
            return redirect("operations:year", year)
    return _year_page(request, year, notice_form=form)


def _year_page(
    request: HttpRequest,
    year: int,
    *,
    day_form: forms.DayForm | None = None,
    notice_form: forms.NoticeForm | None = None,
) -> HttpResponse:
    summary = next((one for one in calendars.years() if one.year == year), None)
    if summary is None:
        raise Http404
    may_edit = access.may(request.actor, "calendars.year.edit")
    context = {
        "summary": summary,
        "days": calendars.days_of(year),
        "day_form": (day_form or forms.DayForm(prefix="day")) if may_edit else None,
        "notice_form": (notice_form or forms.NoticeForm(prefix="notice")) if may_edit else None,
        "has_errors": bool((day_form and day_form.errors) or (notice_form and notice_form.errors)),
    }
    return pages.render_page(request, "operations/year.html", context)
