"""The person's sheet as an official paper: the same lines as on the page, in the layout that is handed over."""

from __future__ import annotations

from typing import Any

from dandang.foundation.ui import formats
from dandang.foundation.ui.records import ScoreLine
from dandang.law.policies import queries as policies

from ..errors import NotYet
from ..models import Participant
from .sheets import Aspect, Sheet, sheet_of

_WEIGHT = "{}%"
_MOST_ROWS = 40  # rows of a small table on the paper
_MOST_COLUMNS = 8


def person_result_sheet(one: Participant, *, may_see_matters: bool, rights: str) -> dict[str, Any]:
    """年度考核结果单 of a settled result. Refuses before the grade is fixed and where nothing was scored."""
    if not one.grade:
        raise NotYet("年度考核结果单：等次确定以后才有。")
    sheet = sheet_of(one, may_see_matters=may_see_matters)
    if not sheet.lines or sheet.result is None:
        raise NotYet("年度考核结果单：这个人没有计分结果，等次是研究确定的，请看通知书。")
    facts: dict[str, Any] = {
        "organ": sheet.sealing.body_name if sheet.sealing else one.unit.organisation_name,
        "year": one.cycle.year,
        "name": one.name,
        "unit": one.unit.organisation_name,
        "post": one.post_text[:200],
        "grade": one.grade,
        "score": _e2(sheet.result.total_e2),
        "band_low": _e2(sheet.result.low_e2),
        "band_high": _e2(sheet.result.high_e2),
        "decided_by": sheet.sealing.body_name if sheet.sealing else "",
        "decided_on": sheet.sealing.held_on if sheet.sealing else None,
        "dimensions": [_dimension(aspect) for aspect in sheet.aspects if aspect.own_e4 is not None],
        "subtotal": _e4(sheet.subtotal_e4),
        "lines": [_line(line) for line in sheet.lines],
        "tolerated": [
            {"text": f"{matter.name}（{matter.document}）。", "clause": matter.clause} for matter in sheet.matters[:6]
        ],
        "strengths": sheet.strengths,
        "gaps": sheet.gaps,
        "history": [
            {"year": row.year, "grade": row.grade, "score": _e2(row.total_e2)}
            for row in reversed(sheet.years)
            if not row.is_this
        ],
        "objection": [{"text": rights, "clause": _citation(sheet.review)}],
        "run_hash": sheet.run.input_hash[:16] if sheet.run else "",
    }
    return facts | _peer(sheet)


def _peer(sheet: Sheet) -> dict[str, Any]:
    if not sheet.peer:
        return {}
    return {
        "peer": {
            "name": sheet.peer_name,
            "count": sheet.peer["n"],
            "median": _e2(sheet.peer["median_e2"]),
            "difference": sheet.ahead_words,
        }
    }


def _dimension(aspect: Aspect) -> dict[str, str]:
    return {
        "name": aspect.name,
        "weight": _WEIGHT.format(aspect.weight),
        "own": _e4(aspect.own_e4),
        "median": _e4(aspect.median_e4),
        "counted": _e4(aspect.counted_e4),
    }


def _line(line: ScoreLine) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "code": line.code,
        "sentence": line.sentence,
        "value": line.value,
        "detail": line.text,
    }
    if line.heads and line.rows:
        facts["table"] = {
            "head": list(line.heads)[:_MOST_COLUMNS],
            "rows": [list(row)[:_MOST_COLUMNS] for row in line.rows[:_MOST_ROWS]],
        }
    return facts


def _citation(value: policies.Value) -> str:
    return value.citation if value.value is not None else ""


def _e2(value: int | None) -> str:
    return "" if value is None else formats.score2(value)


def _e4(value: int | None) -> str:
    return "" if value is None else formats.score2_from_e4(value)
