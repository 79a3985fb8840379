"""Taking results out and looking at one person's sheet: both leave a trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.ui import formats
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from ..errors import TooMany
from ..models import Result
from ..queries import cycles, sheets
from ..queries import runs as queries
from ..queries.sheets import Sheet

HEADS = ("单位", "编号", "姓名", "职务", "总分", "区间", "单位内名次", "覆盖", "建议等次", "等次")


@dataclass(frozen=True, slots=True)
class Taken:
    """A list to hand out: heads, rows of text and the line that says who took it when."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    mark: str


@transaction.atomic
def export_results(*, actor: Actor, cycle_id: int, choice: queries.ResultChoice, at: datetime) -> Taken:
    """This function will hand out the results a filter shows and put on record who took whose.

    Refuses nobody, and more people than may leave without a second person (SPEC PL-10). Who was shielded is not in it.
    """
    access.require(actor, "appraisal.view")
    cycle = cycles.get_cycle(actor, cycle_id)
    limit = int(str(queries.export_limit(cycle).value))
    rows = list(queries.results(actor, cycle, choice)[: limit + 1])
    if not rows:
        raise BadInput("没有可以导出的结果。请放宽条件，或者先计分。")
    if len(rows) > limit:
        raise TooMany(f"一次最多导出 {limit} 人，再多要第二个人同意。请先按单位筛选，分几次导出。")
    audit.record(
        actor=actor, verb="appraisal.results.exported", target=ref("appraisal.cycle", cycle.pk),
        facts={"people": len(rows), "ids": [row.participant_id for row in rows]}, at=at,
    )  # fmt: skip
    here = timezone.localtime(at)
    return Taken(HEADS, [_cells(row) for row in rows], f"导出：{actor.name} {here:%Y-%m-%d %H:%M}。内部资料，注意保密")


def _cells(row: Result) -> list[str]:
    one = row.participant
    has_band = row.low_e2 is not None and row.high_e2 is not None
    return [
        one.unit.organisation_name,
        one.person_number,
        one.name,
        one.post_text,
        formats.score2(row.total_e2) if row.total_e2 is not None else "",
        f"{formats.score2(row.low_e2 or 0)}–{formats.score2(row.high_e2 or 0)}" if has_band else "",
        str(row.rank_in_unit or ""),
        f"{row.coverage_bp // 100}%",
        one.proposed_grade,
        one.grade,
    ]


@transaction.atomic
def open_sheet(*, actor: Actor, participant_id: int, at: datetime) -> Sheet:
    """This function will return one person's result sheet to an officer of the branch and put on record who looked.

    Refuses (NotHere) people outside the branch. Tolerated matters are named only to those who may read effects.
    """
    one = cycles.get_participant(actor, participant_id)
    audit.record_read(actor=actor, target=ref("appraisal.participant", one.pk), what="考核结果单", at=at)
    return sheets.sheet_of(one, may_see_matters=access.may(actor, "effects.effect.read"))
