"""What other rooms ask of the calendar. Each question costs one query, however many days it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from dandang.foundation.calendars import models, rules
from dandang.foundation.calendars.records import CalendarDay, Deadline, DeadlineChip, YearSummary


def is_working_day(day: date) -> bool:
    """This function will say whether `day` is worked, as far as the calendar knows."""
    return _loaded(day.year, day.year).is_working(day)


def add_working_days(start: date, n: int, *, cause: str = "") -> Deadline:
    """This function will count `n` working days after `start` (the day itself does not count).

    The deadline is provisional when the count touches a year whose notice is not in the calendar.
    Raises ValueError for a negative count. Basis: 民法典 第201条; 国务院办公厅 yearly notices.
    """
    days = _loaded(*rules.years_reached(start, n))
    on = days.add(start, n)
    is_provisional = days.is_provisional(start, on)
    return Deadline(on, is_provisional, n, cause or _cause(start, n, is_provisional), start)


def working_days_between(a: date, b: date) -> int:
    """This function will count the working days after `a` up to and with `b`; negative when `b` is earlier."""
    return _loaded(min(a, b).year, max(a, b).year).between(a, b)


def deadline_chip(on: date, today: date, *, is_provisional: bool = False, cause: str = "") -> DeadlineChip:
    """This function will say how far away a deadline is, in working days, as its chip shows it."""
    return _chip(_loaded(min(on, today).year, max(on, today).year), on, today, is_provisional, cause)


def deadline_chips(days: Iterable[date], today: date) -> dict[date, DeadlineChip]:
    """This function will make the chips of many deadlines with one query."""
    wanted = set(days)
    reach = wanted | {today}
    loaded = _loaded(min(reach).year, max(reach).year)
    return {on: _chip(loaded, on, today, loaded.is_provisional(min(on, today), max(on, today)), "") for on in wanted}


def working_days_until(days: Iterable[date], today: date) -> dict[date, int]:
    """This function will count the working days from `today` to each of many days with one query."""
    wanted = set(days)
    if not wanted:
        return {}
    loaded = _loaded(min(wanted | {today}).year, max(wanted | {today}).year)
    return {on: loaded.between(today, on) for on in wanted}


def years() -> list[YearSummary]:
    """This function will list the years of the calendar, newest first."""
    off = Count("days", filter=~Q(days__kind=models.Day.Kind.WORKING))
    worked = Count("days", filter=Q(days__kind=models.Day.Kind.WORKING))
    rows = models.Year.objects.annotate(off=off, worked=worked).order_by("-year")
    return [YearSummary(r.year, r.is_provisional, r.document, r.source, r.off, r.worked) for r in rows]


def days_of(year: int) -> list[CalendarDay]:
    """This function will list the days of `year` that differ from the plain week."""
    rows = models.Day.objects.filter(year_id=year).order_by("date")
    return [CalendarDay(d.date, d.kind, d.get_kind_display(), d.name) for d in rows]


def _loaded(first_year: int, last_year: int) -> rules.WorkingDays:
    """The calendar of whole years. A published year always has days, so the years are read from the days."""
    rows = models.Day.objects.filter(year_id__gte=first_year, year_id__lte=last_year).values_list(
        "date", "kind", "year_id", "year__is_provisional"
    )
    is_worked: dict[date, bool] = {}
    published: set[int] = set()
    for day, kind, year, is_provisional in rows:
        is_worked[day] = kind == models.Day.Kind.WORKING
        if not is_provisional:
            published.add(year)
    return rules.WorkingDays(is_worked, frozenset(published))


def _cause(start: date, n: int, is_provisional: bool) -> str:
    counted = _("自 %(start)s 次日起 %(n)d 个工作日") % {"start": start.isoformat(), "n": n}
    return counted + _("；有的年份放假通知尚未公布，只扣除法定节假日，公布后重算") if is_provisional else counted


def _chip(days: rules.WorkingDays, on: date, today: date, is_provisional: bool, cause: str) -> DeadlineChip:
    left = days.between(today, on)
    if on < today:
        words, level = (_("逾期 %d 个工作日") % -left if left else _("已过期限")), "late"
    elif on == today:
        words, level = _("今天到期"), "soon"
    else:
        words = _("还有 %d 个工作日") % left if left else _("在下个工作日之前到期")
        level = "soon" if left <= rules.SOON else "plain"
    return DeadlineChip(on, is_provisional, words, level, cause)
