"""How are days, periods, scores, counts and masked numbers written? Screen and paper, as the design language says."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from dandang.foundation.ground import points


def weekday(day: date) -> str:
    """Return the day's short name, e.g. 周三."""
    names = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))
    return names[day.weekday()]


def day(value: date, today: date) -> str:
    """Return 11月25日 周三; the year is added when it is not the year of `today`."""
    if value.year == today.year:
        return _("%(month)d月%(day)d日 %(weekday)s") % {
            "month": value.month,
            "day": value.day,
            "weekday": weekday(value),
        }
    return f"{day_long(value)} {weekday(value)}"


def day_long(value: date) -> str:
    """Return 2026年11月23日, the form used on paper."""
    return _("%(year)d年%(month)d月%(day)d日") % {"year": value.year, "month": value.month, "day": value.day}


def month(value: date) -> str:
    """Return 1986.07, the archive's year and month."""
    return f"{value.year}.{value.month:02d}"


def period(starts_on: date, ends_on: date | None) -> str:
    """Return 2016.03—2021.12; an open end is left open: 2021.12—."""
    return f"{month(starts_on)}—{month(ends_on) if ends_on else ''}"


def clock(value: datetime) -> str:
    """Return 18:00."""
    return f"{value:%H:%M}"


def whole_months(starts_on: date, on: date) -> int:
    """Return the full months from `starts_on` to `on`; never negative."""
    months = (on.year - starts_on.year) * 12 + on.month - starts_on.month
    return max(0, months - (on.day < starts_on.day))


def age(born_on: date, on: date) -> str:
    """Return 40岁, in full years up to `on`."""
    return _("%(years)d岁") % {"years": whole_months(born_on, on) // 12}


def duration(starts_on: date, on: date) -> str:
    """Return 4年11个月, 17年 or 3个月, counted in full months up to `on`."""
    years, months = divmod(whole_months(starts_on, on), 12)
    if years and months:
        return _("%(years)d年%(months)d个月") % {"years": years, "months": months}
    if years:
        return _("%(years)d年") % {"years": years}
    return _("%(months)d个月") % {"months": months}


def score2(value_e2: int) -> str:
    """Return 88.57 for 8857 hundredths of a point."""
    sign = "-" if value_e2 < 0 else ""
    return sign + points.text_e2(abs(value_e2))


def score2_from_e4(value_e4: int) -> str:
    """Return 88.57 for 885 650 ten-thousandths of a point, rounded half up (away from zero when negative)."""
    rounded = points.rhu(abs(value_e4), 100)
    return score2(-rounded if value_e4 < 0 else rounded)


def share(part: int, whole: int) -> str:
    """Return 11 / 17 ＝ 65%; with nothing in the denominator only 0 / 0, since no share exists."""
    if whole == 0:
        return f"{part:,} / 0"
    return f"{part:,} / {whole:,} ＝ {points.rhu(100 * part, whole)}%"


def mask_id(number: str) -> str:
    """Return 3401**********3215: first four and last four of an identity number."""
    return _masked(number, first=4, last=4)


def mask_phone(number: str) -> str:
    """Return 138****0107."""
    return _masked(number, first=3, last=4)


def _masked(text: str, *, first: int, last: int) -> str:
    if len(text) <= first + last:
        return "*" * len(text)
    return text[:first] + "*" * (len(text) - first - last) + text[-last:]
