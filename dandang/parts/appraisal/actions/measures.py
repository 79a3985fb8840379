"""Measures and scores of other parts of the year: imported whole, each figure with its source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.registry.access.records import Actor

from ..errors import WrongState
from ..models import ComponentScore, Cycle, Measure
from ..records import ComponentInput, MeasureInput
from ..states import CycleState
from .cycles import locked

BATCH = 500


@transaction.atomic
def import_measures(*, actor: Actor, cycle_id: int, rows: Sequence[MeasureInput], at: datetime) -> int:
    """This function will replace the measures of the people and indicators named in `rows`; returns how many.

    Refuses once any unit has proposed grades: figures may not change after people have seen what they do (DP11).
    """
    cycle = _open(actor, cycle_id)
    ids = {row.participant_id for row in rows}
    names = {row.indicator for row in rows}
    Measure.objects.filter(participant__cycle=cycle, participant_id__in=ids, indicator__in=names).delete()
    Measure.objects.bulk_create(
        (
            Measure(
                participant_id=row.participant_id,
                indicator=row.indicator,
                value=row.value,
                base_value=row.base_value,
                target=row.target,
                source=row.source,
                recorded_at=at,
            )
            for row in rows
        ),
        batch_size=BATCH,
    )
    _audit(actor, cycle, "appraisal.measures.imported", len(rows), at)
    return len(rows)


@transaction.atomic
def import_components(*, actor: Actor, cycle_id: int, rows: Sequence[ComponentInput], at: datetime) -> int:
    """This function will replace the scores of 平时, 专项 and other parts named in `rows`; returns how many.

    Refuses as `import_measures` does. Basis: 公务员法 36 (定期考核以平时考核、专项考核为基础).
    """
    cycle = _open(actor, cycle_id)
    ids = {row.participant_id for row in rows}
    names = {row.component for row in rows}
    ComponentScore.objects.filter(participant__cycle=cycle, participant_id__in=ids, component__in=names).delete()
    ComponentScore.objects.bulk_create(
        (
            ComponentScore(
                participant_id=row.participant_id,
                component=row.component,
                score_e4=row.score_e4,
                source=row.source,
                recorded_at=at,
            )
            for row in rows
        ),
        batch_size=BATCH,
    )
    _audit(actor, cycle, "appraisal.components.imported", len(rows), at)
    return len(rows)


def _open(actor: Actor, cycle_id: int) -> Cycle:
    cycle = locked(actor, cycle_id, "appraisal.prepare")
    if cycle.state == CycleState.SEALED or cycle.units.exclude(state="OPEN").exists():
        raise WrongState("已经有单位上报了等次建议，数据不能再改。请先退回这些单位的建议。")
    return cycle


def _audit(actor: Actor, cycle: Cycle, verb: str, rows: int, at: datetime) -> None:
    audit.record(actor=actor, verb=verb, target=ref("appraisal.cycle", cycle.pk), facts={"rows": rows}, at=at)
