"""Correction measures: writing them with the decision, making each somebody's duty. For the files of this package."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput
from dandang.ledger.duties import actions as duties
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Decision, Measure
from ..queries.outcomes import Choice
from ..records import MeasureInput

CORRECT, ACCEPT = "tolerance.correct", "tolerance.accept_measure"


def subject_of(measure: Measure) -> str:
    """How other rooms name a measure."""
    return ref("tolerance.measure", measure.pk)


def require_correction(choice: Choice, correction: str, measures: Sequence[MeasureInput], decided_on: date) -> None:
    """Refuse an outcome without the correction its clause asks for; measures without words, owner or a later day."""
    if choice.outcome.needs_correction and (not correction.strip() or not measures):
        words = f"“{choice.label}”要同时提出纠错要求，责令限期整改：请写明纠错要求和至少一项整改，每项有责任人和期限。"
        raise errors.NotYet(words, ("纠错要求",), clause=choice.clause, field="correction")
    if measures and not correction.strip():
        raise BadInput(_("写了整改措施，请也写明总的纠错要求"), field="correction")
    for number, one in enumerate(measures, start=1):
        if not one.text.strip() or not one.owner_name.strip():
            raise BadInput(_("第 %d 项整改请写明整改什么、由谁负责") % number, field="measures")
        if one.due_on <= decided_on:
            raise BadInput(_("第 %d 项整改的期限要晚于决定日期") % number, field="measures")


def write(decision: Decision, measures: Sequence[MeasureInput]) -> None:
    """Write the measures in the order they were given."""
    Measure.objects.bulk_create(
        Measure(
            decision=decision,
            number=number,
            text=one.text.strip(),
            owner_name=one.owner_name.strip(),
            owner_person_id=one.owner_person_id,
            due_on=one.due_on,
        )
        for number, one in enumerate(measures, start=1)
    )


def open_duties(actor: Actor, decision: Decision, at: datetime) -> None:
    """Make every measure the duty of its owner; one without a person named is the duty of the person's unit."""
    for measure in decision.measures.order_by("number"):
        open_duty(actor, measure, at)


def open_duty(actor: Actor, measure: Measure, at: datetime) -> None:
    """Make one measure the duty of its owner, due on its day; reminders and reports to leaders come of themselves."""
    case, owner = measure.decision.case, measure.owner_person_id
    duties.open_duty(
        actor=actor,
        kind=CORRECT,
        title=f"完成整改第 {measure.number} 项（{case.number}）",
        why=measure.text,
        clause=measure.decision.clause,
        subject=subject_of(measure),
        role="" if owner else "UNIT_OFFICER",
        organisation_id=None if owner else case.person.home_id,
        person_id=owner,
        due_on=measure.due_on,
        at=at,
    )
