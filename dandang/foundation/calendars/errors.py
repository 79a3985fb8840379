"""How the calendar says no."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput


class DayOutsideYear(BadInput):
    """A notice of one year cannot hold a day of another."""

    code = "calendar_day_outside_year"

    def __init__(self, day: date, year: int) -> None:
        super().__init__(
            _("%(day)s 不在 %(year)d 年里。请只填这一年的日期") % {"day": day.isoformat(), "year": year}, field="days"
        )


class NoSuchYear(BadInput):
    """The year has not been started."""

    code = "calendar_no_such_year"

    def __init__(self, year: int) -> None:
        super().__init__(_("日历里还没有 %d 年。请先录入这一年的放假通知") % year, field="date")
