"""Which reports does the actor find in the list? Four queries for a page of them, however long the list is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ground.refs import ref
from dandang.foundation.ui.pages import Page, cut
from dandang.ledger.duties import queries as duties
from dandang.ledger.duties.records import DutyRecord
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from ..models import Report
from . import clocks, reach

LOOKS = {
    "RECEIVED": "wait", "FORWARDED": "wait", "ACCEPTED": "open", "CONCLUDED": "done", "ANSWERED": "shut",
    "DUPLICATE": "shut", "WITHDRAWN": "shut",
}  # fmt: skip
# The columns a person may sort by: the name in the address and what it orders.
ORDERS = {
    "newest": ("-received_on", "-id"),
    "oldest": ("received_on", "id"),
    "number": ("number",),
}
MOST_ROWS = 10_000
_WAITING = ("RECEIVED", "FORWARDED")
# What is next where no duty says it yet: from the web before the daily run, or while the person is asked.
_NEXT = {
    "RECEIVED": gettext_lazy("决定是否受理"), "FORWARDED": gettext_lazy("决定是否受理"),
    "ACCEPTED": gettext_lazy("逐项办理"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """What the list is narrowed to; empty for everything. `signed` is `yes`, `no` or empty."""

    words: str = ""
    state: str = ""
    way: str = ""
    system: str = ""
    signed: str = ""
    late: bool = False
    order: str = "newest"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line of the list. `next_title` and `chip` are the most urgent thing to be done, empty when nothing is."""

    id: int
    number: str
    about: str
    system: str
    way: str
    is_signed: bool
    is_reference_only: bool
    received_on: date
    state_label: str
    look: str
    next_title: str
    chip: DeadlineChip | None


def report_page(actor: Actor, wanted: ReportFilter, *, on: date, number: int = 1) -> Page[ReportRow]:
    """This function will list the reports the actor may open; never one that names the actor."""
    access.require(actor, "protection.view")
    found = narrowed(reach.visible_reports(actor), wanted, on=on)
    page = cut(found.order_by(*ORDERS.get(wanted.order, ORDERS["newest"])), number=number)
    reports: list[Report] = list(page.rows)
    about = duties.open_about([ref("protection.report", one.pk) for one in reports], on) if reports else {}
    due = {one.accept_by for one in reports if one.accept_by and one.state in _WAITING}
    chips = calendars.deadline_chips(due, on) if due else {}
    rows = [_row(one, about.get(ref("protection.report", one.pk), []), chips) for one in reports]
    return Page(rows, page.number, page.size, page.total, page.is_capped)


def narrowed(found: QuerySet[Report], wanted: ReportFilter, *, on: date) -> QuerySet[Report]:
    """This function will keep the reports that fit the filter."""
    if wanted.words:
        words = wanted.words
        found = found.filter(Q(number__contains=words) | Q(about__contains=words) | Q(outside_number__contains=words))
    for name in ("state", "way", "system"):
        if value := getattr(wanted, name):
            found = found.filter(**{name: value})
    if wanted.signed:
        found = found.filter(is_signed=wanted.signed == "yes")
    if wanted.late:
        found = found.filter(_late(found, on))
    return found


def table_rows(actor: Actor, wanted: ReportFilter, *, on: date) -> list[tuple[str, ...]]:
    """This function will return the list as a table of numbers, days and states: no words, no names of anybody."""
    access.require(actor, "protection.staff")
    found = narrowed(reach.visible_reports(actor), wanted, on=on).order_by(*ORDERS.get(wanted.order, ORDERS["newest"]))
    return [
        (
            one.number,
            str(one.get_system_display()),
            str(one.get_way_display()),
            str(_("实名") if one.is_signed else _("匿名")),
            one.received_on.isoformat(),
            one.accepted_on.isoformat() if one.accepted_on else "",
            one.concluded_on.isoformat() if one.concluded_on else "",
            str(one.get_state_display()),
        )
        for one in found[:MOST_ROWS]
    ]


def _late(found: QuerySet[Report], on: date) -> Q:
    """Acceptance late, or the answer to a signed reporter: those days are counted from the day of conclusion."""
    done = found.filter(state="CONCLUDED", is_signed=True).exclude(concluded_on=None).order_by()
    days = list(done.values_list("concluded_on", "region").distinct())
    late = [day for day, region in days if day and clocks.is_answer_late(day, region=region, on=on)]
    return Q(state__in=_WAITING, accept_by__lt=on) | Q(state="CONCLUDED", is_signed=True, concluded_on__in=late)


def _row(report: Report, about: list[DutyRecord], chips: dict[date, DeadlineChip]) -> ReportRow:
    duty = about[0] if about else None
    chip = duty.chip if duty and duty.due_on else None
    if chip is None and report.state in _WAITING and report.accept_by:
        chip = chips[report.accept_by]
    return ReportRow(
        id=report.pk,
        number=report.number,
        about=report.about,
        system=str(report.get_system_display()),
        way=str(report.get_way_display()),
        is_signed=report.is_signed,
        is_reference_only=report.is_reference_only,
        received_on=report.received_on,
        state_label=str(report.get_state_display()),
        look=LOOKS[report.state],
        next_title=duty.title.removesuffix(f"（{report.number}）") if duty else str(_NEXT.get(report.state, "")),
        chip=chip,
    )
