"""How long may a step of a case take, by the procedure pinned with it? 未规定 is an answer and no figure."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from dandang.law.policies.records import Procedure
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.records import Due

from ..models import Case
from .organs import officers_of


@dataclass(frozen=True, slots=True)
class StageClock:
    """The period of a stage: `due` none where nothing sets it, `text` in words, with the clause that says so."""

    due: Due | None
    text: str
    note: str
    clause: str
    clause_url: str
    reliability: str


def pinned(procedure: Procedure | None) -> dict[str, Any]:
    """This function will turn a procedure into the JSON that is kept with a case."""
    if procedure is None:
        return {"officer_role": officers_of(None), "openers": [], "stages": []}
    kept: dict[str, Any] = _plain(asdict(procedure))
    return kept | {"officer_role": officers_of(procedure)}


def stage_of(case: Case, code: str) -> dict[str, Any]:
    """This function will return a stage of the pinned procedure; empty when it has none of this code."""
    stages: list[dict[str, Any]] = case.procedure.get("stages") or []
    return next((stage for stage in stages if stage.get("code") == code), {})


def stage_clock(case: Case, code: str, counted_from: date) -> StageClock | None:
    """This function will return the period of one stage counted from a day; None where the procedure has no period."""
    stage = stage_of(case, code)
    deadline = stage.get("deadline")
    if not deadline:
        return None
    cited = deadline.get("citation") or {}
    due = casework.deadline_for(amount=deadline["amount"], unit=deadline["unit"], counted_from=counted_from)
    return StageClock(
        due, deadline["text"], deadline.get("note", ""), cited.get("text", ""), cited.get("url", ""),
        cited.get("reliability", ""),
    )  # fmt: skip


def gate_clause(case: Case) -> str:
    """This function will return the clause by which tolerance is considered here, empty where none speaks of it."""
    gate = case.procedure.get("gate") or {}
    return str((gate.get("citation") or {}).get("text", ""))


def _plain(value: Any) -> Any:
    """Days become text, tuples lists: what JSON keeps on both databases."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
