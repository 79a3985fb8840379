"""Who has to take a unit's next step: the unit for its own staff, one duty a step for the body that manages leaders.

A unit officer gets a duty per unit. The organisation department has every unit of a leaders' cycle before it, so it
gets one duty per step that stands until the last unit has taken it.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from dandang.foundation.ground.refs import ref
from dandang.ledger.duties import actions as duties
from dandang.registry.access.records import Actor

from ..models import CycleUnit

TITLES = {
    "appraisal.ballots": "组织民主测评",
    "appraisal.grade": "提出等次建议",
    "appraisal.publicity": "公示拟定优秀的人员",
    "appraisal.seal": "研究确定等次",
    "appraisal.notice": "书面通知考核结果",
}
_WAITING = {
    "appraisal.ballots": Q(cycle__state="BALLOTING"),
    "appraisal.grade": Q(state="OPEN", cycle__state="SCORED"),
    "appraisal.publicity": Q(state="PROPOSED"),
    "appraisal.seal": Q(state__in=["PROPOSED", "PUBLICISED"]),
    "appraisal.notice": Q(state="SEALED", participants__participation="GRADED", participants__notice=None),
}


def open_step(
    actor: Actor, unit: CycleUnit, kind: str, why: str, at: datetime, *, due_on: date | None = None, clause: str = ""
) -> None:
    """Open the duty of a unit's next step; for leaders the same duty stands for every unit."""
    cycle = unit.cycle
    is_civil = cycle.staff_class == "CIVIL"
    seals = kind == "appraisal.seal"
    role = (
        ("COMMITTEE_SECRETARY" if seals else "UNIT_OFFICER") if is_civil else ("ORG_LEADER" if seals else "ORG_OFFICER")
    )
    duties.open_duty(
        actor=actor,
        kind=kind,
        title=f"{unit.organisation_name}：{TITLES[kind]}（{cycle.title}）"
        if is_civil
        else f"{TITLES[kind]}（{cycle.title}）",
        why=why,
        clause=clause,
        subject=_subject(unit),
        role=role,
        organisation_id=unit.organisation_id if is_civil else cycle.owner_id,
        due_on=due_on,
        at=at,
    )


def close_step(actor: Actor, unit: CycleUnit, kind: str, at: datetime) -> None:
    """Close the duty of a step the unit has taken; for leaders only when no other unit still has to take it."""
    if unit.cycle.staff_class == "CIVIL" or not _others_wait(unit, kind):
        duties.close_duty(actor=actor, kind=kind, subject=_subject(unit), at=at)


def _others_wait(unit: CycleUnit, kind: str) -> bool:
    return (
        CycleUnit.objects.filter(_WAITING[kind], cycle=unit.cycle, participants__participation="GRADED")
        .exclude(pk=unit.pk)
        .exists()
    )


def _subject(unit: CycleUnit) -> str:
    if unit.cycle.staff_class == "CIVIL":
        return ref("appraisal.unit", unit.pk)
    return ref("appraisal.cycle", unit.cycle_id)
