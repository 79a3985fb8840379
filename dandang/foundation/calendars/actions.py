"""Writing the calendar: the seed, a year's notice, one day.

This room is below rights and record (see the room's docstring); `operations.actions` asks and records around these.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from importlib import metadata
from pathlib import Path

from django.db import transaction

from dandang.foundation.calendars import models
from dandang.foundation.calendars.errors import DayOutsideYear, NoSuchYear

STATUTORY_DAYS = Path(__file__).parent / "data" / "statutory_days.csv"
STATUTORY_LAW = "全国年节及纪念日放假办法（2024年修订）第二条"
FESTIVALS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


@transaction.atomic
def seed_calendar() -> int:
    """This function will fill in every year that is not there yet and return how many were added.

    Published years come from chinesecalendar (the State Council's notices 2004 to 2026), later ones hold statutory
    days only and stay provisional. Years already present are left as people made them.
    """
    present = set(models.Year.objects.values_list("year", flat=True))
    published = _published_years()
    missing = {year: days for year, days in {**_statutory_years(), **published}.items() if year not in present}
    for year, days in missing.items():
        _write_year(year, days, is_provisional=year not in published)
    return len(missing)


@transaction.atomic
def publish_year(*, year: int, document: str, days: Mapping[date, tuple[str, str]]) -> None:
    """This function will replace a year's days with those of its notice: date -> (kind, name).

    Refuses days of another year. Basis: the yearly notice, named in `document`.
    """
    for day in days:
        if day.year != year:
            raise DayOutsideYear(day, year)
    models.Day.objects.filter(year_id=year).delete()
    models.Year.objects.update_or_create(
        year=year, defaults={"is_provisional": False, "document": document, "source": "按通知录入"}
    )
    models.Day.objects.bulk_create(
        models.Day(date=day, year_id=year, kind=kind, name=name) for day, (kind, name) in sorted(days.items())
    )


@transaction.atomic
def set_day(*, day: date, kind: str, name: str = "") -> None:
    """This function will say what a day is; an empty `kind` makes it an ordinary day of the week again.

    Refuses a year that is not in the calendar.
    """
    if not models.Year.objects.select_for_update().filter(year=day.year).exists():
        raise NoSuchYear(day.year)
    if kind:
        models.Day.objects.update_or_create(date=day, defaults={"year_id": day.year, "kind": kind, "name": name})
    else:
        models.Day.objects.filter(date=day).delete()


def _write_year(year: int, days: Mapping[date, tuple[str, str]], *, is_provisional: bool) -> None:
    if is_provisional:
        document, source = STATUTORY_LAW, "按放假办法推算，不含调休"
    else:
        document = f"国务院办公厅关于{year}年部分节假日安排的通知"
        source = f"chinesecalendar {metadata.version('chinesecalendar')}"
    models.Year.objects.create(year=year, is_provisional=is_provisional, document=document, source=source)
    models.Day.objects.bulk_create(
        models.Day(date=day, year_id=year, kind=kind, name=name) for day, (kind, name) in sorted(days.items())
    )


def _published_years() -> dict[int, dict[date, tuple[str, str]]]:
    """The library's tables as years; it holds every day off of a festival, weekends among them."""
    from chinese_calendar import constants

    years: dict[int, dict[date, tuple[str, str]]] = {}
    for day, name in constants.holidays.items():
        kind = models.Day.Kind.LIEU if day in constants.in_lieu_days else models.Day.Kind.STATUTORY
        years.setdefault(day.year, {})[day] = (kind, FESTIVALS[name])
    for day, name in constants.workdays.items():
        years.setdefault(day.year, {})[day] = (models.Day.Kind.WORKING, FESTIVALS[name])
    return years


def _statutory_years() -> dict[int, dict[date, tuple[str, str]]]:
    years: dict[int, dict[date, tuple[str, str]]] = {}
    with STATUTORY_DAYS.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            day = date.fromisoformat(row["date"])
            years.setdefault(day.year, {})[day] = (row["kind"], row["name"])
    return years
