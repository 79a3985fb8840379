"""What the day asks of reports: those from the web come on record, and what reporters wrote becomes somebody's duty."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from . import forwarding, intake, reporter


@transaction.atomic
def run_day(*, actor: Actor, on: date, at: datetime) -> int:
    """This function will do what a day asks for and say how many reports from the web it put on record.

    Once a day at an hour of its own, so that no entry or duty tells the moment of a reporter's act; running it twice
    changes nothing the second time.
    """
    access.require(actor, "duties.run")
    taken = intake.take_in_day(actor=actor, on=on, at=at)
    reporter.follow_up_day(actor=actor, at=at)
    forwarding.open_feedback(actor=actor, on=on, at=at)
    return taken
