"""Writing the effects of a decision and taking them back. For the files of this package."""

from __future__ import annotations

import calendar
from datetime import date, datetime

from dandang.foundation.ground.months import PartialDate
from dandang.foundation.ground.refs import ref
from dandang.ledger.effects import actions as effects
from dandang.ledger.matters import actions as matter_actions
from dandang.ledger.matters import queries as matters
from dandang.registry.access.records import Actor

from ..models import Case, Decision, Review, WrittenEffect
from ..queries import outcomes
from ..queries.outcomes import Choice
from ..records import ShieldInput
from .moving import subject_of

# What an outcome means for the accountability matter beside the case.
_RESULT = {"EXEMPT": "TOLERATED", "MITIGATED": "LIGHTER", "LIGHTER": "LIGHTER", "NOT_TOLERATED": "NOT_TOLERATED"}


def write_effects(
    actor: Actor, decision: Decision, choice: Choice, shield: ShieldInput, at: datetime, *, review: Review | None = None
) -> list[int]:
    """Write what the pack says follows from the outcome, and nothing else: 从轻 is not 免责. Basis: 云南 第11点.

    A shield holds from the day of the happening, so that it does not matter in which order decision and assessment are
    entered; where the pack limits it, the months count from the decision.
    """
    case = decision.case
    written = []
    for one in choice.outcome.effects:
        begins = min(case.acted_on, case.matter.happened_from)
        effect_id = effects.write_effect(
            actor=actor,
            kind=one.kind,
            person_id=case.person_id,
            starts_on=begins,
            ends_on=_after_months(decision.decided_on, one.months) if one.months else None,
            document=document_of(case),
            clause=choice.clause,
            source=subject_of(case),
            facts=_facts(case, outcomes.codes_of(one.assessments, one.awards, one.selection), shield),
            at=at,
        )
        WrittenEffect.objects.create(decision=decision, effect_id=effect_id, restored_by_review=review)
        written.append(effect_id)
    return written


def _facts(case: Case, codes: list[str], shield: ShieldInput) -> dict[str, object]:
    matter = case.matter
    ended = matter.happened_to.isoformat() if matter.happened_to else ""
    return {
        "matter": matter.title,
        "indicators": list(shield.indicators),
        "matter_from": min(case.acted_on, matter.happened_from).isoformat(),
        "matter_to": ended,
        "assessments": codes,
    }


def take_back(actor: Actor, decision: Decision, review: Review, reason: str, at: datetime) -> list[str]:
    """Revoke every standing effect of a decision and return the references of all work that leaned on one of them."""
    leaned: list[str] = []
    standing = decision.written_effects.filter(effect__revoked_at=None).order_by("id")
    for written in standing:
        leaned += effects.revoke_by_decision(
            actor=actor,
            effect_id=written.effect_id,
            decided_by=ref("tolerance.review", review.pk),
            reason=reason,
            at=at,
        )
    return list(dict.fromkeys(leaned))


def standing_shield(decision: Decision) -> ShieldInput:
    """What the shield of a decision covers, for one that takes its place after a review."""
    written = decision.written_effects.select_related("effect").order_by("id").last()
    return ShieldInput(tuple(written.effect.facts["indicators"])) if written is not None else ShieldInput()


def tell_accountability(actor: Actor, case: Case, outcome: str, at: datetime) -> None:
    """Give the accountability matter beside the case its result. One that never noted the case keeps its own duty."""
    if case.accountability_id is None:
        return
    record = matters.accountability_record(case.accountability_id)
    if record is not None and record.tolerance_case == subject_of(case):
        matter_actions.record_case_result(
            actor=actor, accountability_id=case.accountability_id, result=_RESULT[outcome], document=document_of(case),
            at=at,
        )  # fmt: skip


def document_of(case: Case) -> str:
    """How the decision is cited in the ledger."""
    return f"{case.number}认定决定书"


def _after_months(start: date, months: int) -> date:
    month = PartialDate.of(start).plus_months(months)
    return date(month.year, month.month, min(start.day, calendar.monthrange(month.year, month.month)[1]))
