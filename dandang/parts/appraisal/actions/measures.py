"""Measures and scores of other parts of the year: imported whole, each figure with its source."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.registry.access.records import Actor

from .. import datasheets
from ..errors import WrongState
from ..models import ComponentScore, Cycle, DataUpload, Measure
from ..queries import measures as queries
from ..records import ComponentInput, MeasureInput
from ..states import CycleState
from .cycles import locked

BATCH = 500


@transaction.atomic
def upload_data(*, actor: Actor, cycle_id: int, file_name: str, content: bytes, at: datetime) -> DataUpload:
    """This function will check a filled workbook and keep it with what was found; no figure is written yet.

    Refuses (FileRefused) a file that is no such workbook, and once a unit has proposed grades.
    """
    cycle = _open(actor, cycle_id)
    name = file_name[-120:] or "数据.xlsx"
    reading = datasheets.read(content, queries.expected(cycle), file=name)
    upload = DataUpload.objects.create(
        cycle=cycle, file_name=name, content=content, digest=hashlib.sha256(content).hexdigest(),
        measures=len(reading.figures), scores=len(reading.scores),
        problems=[{**one.as_dict(), "letter": one.place.letter} for one in reading.problems],
        uploaded_by=actor.name, uploaded_at=at,
    )  # fmt: skip
    audit.record(
        actor=actor, verb="appraisal.data.uploaded", target=ref("appraisal.cycle", cycle.pk),
        facts={"upload": upload.pk, "sha256": upload.digest, "problems": len(reading.problems)}, at=at,
    )  # fmt: skip
    return upload


@transaction.atomic
def apply_data(*, actor: Actor, upload_id: int, at: datetime) -> DataUpload:
    """This function will write everything a checked workbook holds, or nothing.

    Refuses one with problems, one that is written already, and one whose people or plans have changed since, naming
    the first cell that no longer fits.
    """
    upload = DataUpload.objects.select_for_update(of=("self",)).select_related("cycle").filter(pk=upload_id).first()
    if upload is None:
        raise NotHere()
    cycle = _open(actor, upload.cycle_id)
    if upload.applied_at is not None:
        raise WrongState("这份表格已经写入过。要改数，请改好表格重新上传。")
    reading = datasheets.read(bytes(upload.content), queries.expected(cycle), file=upload.file_name)
    if reading.problems:
        first = reading.problems[0]
        where = f"{first.place.sheet}第 {first.place.row} 行“{first.place.column}”"
        raise Refusal(
            f"还有 {len(reading.problems)} 处要改，没有写入任何数据。{where}：{first.reason}。{first.mend}。",
            code="data_has_problems",
        )
    if reading.figures:
        import_measures(actor=actor, cycle_id=cycle.pk, rows=reading.figures, at=at)
    if reading.scores:
        import_components(actor=actor, cycle_id=cycle.pk, rows=reading.scores, at=at)
    upload.applied_by, upload.applied_at = actor.name, at
    upload.save(update_fields=["applied_by", "applied_at"])
    return upload


@transaction.atomic
def import_measures(*, actor: Actor, cycle_id: int, rows: Sequence[MeasureInput], at: datetime) -> int:
    """This function will replace the measures of the people and indicators named in `rows`; returns how many.

    Refuses once any unit has proposed grades: figures may not change after people have seen what they do (DP11).
    """
    cycle = _open(actor, cycle_id)
    named = {(row.participant_id, row.indicator) for row in rows}
    there = Measure.objects.filter(participant__cycle=cycle).values_list("pk", "participant_id", "indicator")
    _replace(Measure, [pk for pk, person, name in there if (person, name) in named])
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
    named = {(row.participant_id, row.component) for row in rows}
    there = ComponentScore.objects.filter(participant__cycle=cycle).values_list("pk", "participant_id", "component")
    _replace(ComponentScore, [pk for pk, person, name in there if (person, name) in named])
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


def _replace(model: type[Measure | ComponentScore], keys: Sequence[int]) -> None:
    """Take away exactly the figures that are named again, and no other of the same people."""
    for start in range(0, len(keys), BATCH):
        model.objects.filter(pk__in=keys[start : start + BATCH]).delete()


def _open(actor: Actor, cycle_id: int) -> Cycle:
    cycle = locked(actor, cycle_id, "appraisal.prepare")
    if cycle.state == CycleState.SEALED or cycle.units.exclude(state="OPEN").exists():
        raise WrongState("已经有单位上报了等次建议，数据不能再改。请先退回这些单位的建议。")
    return cycle


def _audit(actor: Actor, cycle: Cycle, verb: str, rows: int, at: datetime) -> None:
    audit.record(actor=actor, verb=verb, target=ref("appraisal.cycle", cycle.pk), facts={"rows": rows}, at=at)
