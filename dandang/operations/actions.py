"""Writing what stands below rights and record: the calendar, asked for and recorded here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from dandang.foundation.audit import actions as audit
from dandang.foundation.calendars import actions as calendars
from dandang.foundation.ground.refs import ref
from dandang.operations import errors
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

EDIT_CALENDAR = "calendars.year.edit"


@transaction.atomic
def seed_calendar(*, actor: Actor, at: datetime) -> int:
    """This function will fill in the calendar's missing years and return how many were added."""
    access.require(actor, EDIT_CALENDAR)
    added = calendars.seed_calendar()
    if added:
        target = ref("calendars.year", "seed")
        audit.record(actor=actor, verb="calendars.year.seeded", target=target, facts={"years": added}, at=at)
    return added


@transaction.atomic
def publish_year(
    *, actor: Actor, year: int, document: str, days: Mapping[date, tuple[str, str]], reason: str, at: datetime
) -> None:
    """This function will replace a year's days by those of the State Council's notice.

    Refuses an empty reason or document. Provisional deadlines are counted again by the next daily run.
    """
    access.require(actor, EDIT_CALENDAR)
    if not reason.strip():
        raise errors.CalendarNeedsReason()
    calendars.publish_year(year=year, document=document.strip(), days=days)
    audit.record(
        actor=actor,
        verb="calendars.year.published",
        target=ref("calendars.year", year),
        reason=reason.strip(),
        facts={"document": document.strip(), "days": len(days)},
        at=at,
    )


@transaction.atomic
def set_day(*, actor: Actor, day: date, kind: str, name: str, reason: str, at: datetime) -> None:
    """This function will say what one day is; an empty `kind` makes it an ordinary day of the week.

    Refuses an empty reason and a year that is not in the calendar.
    """
    access.require(actor, EDIT_CALENDAR)
    if not reason.strip():
        raise errors.CalendarNeedsReason()
    calendars.set_day(day=day, kind=kind, name=name.strip())
    audit.record(
        actor=actor,
        verb="calendars.day.set",
        target=ref("calendars.day", day.isoformat()),
        reason=reason.strip(),
        facts={"kind": kind or "ORDINARY"},
        at=at,
    )
