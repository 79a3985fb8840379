"""公示: the statutory working days between the proposal of 优秀 and the decision."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dandang.foundation.audit import actions as audit
from dandang.foundation.calendars import queries as calendars
from dandang.foundation.ground.refs import ref
from dandang.registry.access.records import Actor

from ..errors import MissingReason, NotYet
from ..models import CycleUnit
from ..queries import law
from .cycles import locked_unit
from .grades import move_unit
from .unit_duties import close_step, open_step


@transaction.atomic
def publicise(*, actor: Actor, unit_id: int, starts_on: date, at: datetime) -> CycleUnit:
    """This function will begin a unit's 公示; its last day is counted in working days from the pack.

    Refuses a day in the past, and where the pack has no number of days in force. Basis: 公务员考核规定 (公示).
    """
    unit = locked_unit(actor, unit_id, "appraisal.grade")
    if starts_on < timezone.localdate(at):
        raise MissingReason("公示要从今天或以后的一天开始，过去的日子没有公示过。", field="starts_on")
    days = law.value("appraisal.publicity_working_days", unit.cycle)
    if days.value is None:
        raise NotYet("政策库里没有生效的公示天数（未规定）。请先在政策库补上。")
    move_unit(unit, "publicise")
    deadline = calendars.add_working_days(starts_on - timedelta(days=1), int(str(days.value)))
    unit.publicity_starts_on, unit.publicity_ends_on = starts_on, deadline.on
    unit.save()
    target = ref("appraisal.unit", unit.pk)
    audit.record(
        actor=actor, verb="appraisal.unit.publicised", target=target, clause=days.citation,
        facts={"from": starts_on.isoformat(), "to": deadline.on.isoformat(), "provisional": deadline.is_provisional},
        at=at,
    )  # fmt: skip
    close_step(actor, unit, "appraisal.publicity", at)
    open_step(
        actor,
        unit,
        "appraisal.seal",
        "公示期满以后研究确定",
        at,
        due_on=deadline.on + timedelta(days=1),
        clause=days.citation,
    )
    return unit


@transaction.atomic
def note_feedback(*, actor: Actor, unit_id: int, feedback: str, at: datetime) -> CycleUnit:
    """This function will note what was said during 公示, so that the committee has it before it votes."""
    unit = locked_unit(actor, unit_id, "appraisal.grade")
    if unit.state != "PUBLICISED":
        raise NotYet("公示期间才登记反映。")
    unit.publicity_feedback = feedback.strip()
    unit.save(update_fields=["publicity_feedback"])
    audit.record(
        actor=actor, verb="appraisal.unit.feedback_noted", target=ref("appraisal.unit", unit.pk),
        private={"feedback": feedback.strip()}, at=at,
    )  # fmt: skip
    return unit
