"""How is a condition filled in row by row on a form? Rows to the expression of a pack and back. Pure.

Each row is one question with its answer. Rows without a group are joined by the form's own word (all, any, none); rows
of one group are joined by the other word first: 全部满足 with groups of 满足其一, and the other way round.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MODES = {"all_of": "下面各行全部满足", "any_of": "下面各行满足其一", "none_of": "下面各行一项也没有"}
OTHER = {"all_of": "any_of", "any_of": "all_of"}
OPERATORS = {"is": "是", "is_not": "不是", "at_most": "不超过", "at_least": "不少于"}
GROUPS = ("1", "2", "3", "4")
MET = "met:"


@dataclass(frozen=True, slots=True)
class Row:
    """`asked` is a fact with its answer (`motive.private_gain=no`), a number fact, or `met:` and a condition's id."""

    asked: str
    operator: str = "is"
    number: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A whole expression as rows; `fits` is false where it is nested deeper than rows can show."""

    mode: str
    rows: tuple[Row, ...]
    fits: bool = True


def to_rows(raw: Any) -> Rows:
    """Return an expression as rows. What rows cannot say comes back with `fits` false and no rows."""
    if raw is None or raw == {}:
        return Rows("all_of", ())
    mode, parts = "all_of", [raw]
    if isinstance(raw, dict) and len(raw) == 1 and next(iter(raw)) in MODES:
        mode, parts = next(iter(raw.items()))
    rows: list[Row] = []
    group = 0
    for part in parts:
        inner = _grouped(part, mode)
        if inner is None:
            return Rows("all_of", (), fits=False)
        name = ""
        if len(inner) > 1 and mode != "none_of":
            group += 1
            name = str(group)
        rows += [Row(row.asked, row.operator, row.number, name) for row in inner]
    return Rows(mode, tuple(rows)) if group <= len(GROUPS) else Rows("all_of", (), fits=False)


def from_rows(mode: str, rows: Sequence[Row]) -> Any:
    """Return the expression rows say; none without a row. A single row stands alone, as a pack would write it."""
    if not rows:
        return None
    parts: list[Any] = []
    places: dict[str, list[Any]] = {}
    for row in rows:
        written = _written(row)
        if not row.group or mode == "none_of":
            parts.append(written)
        elif row.group in places:
            places[row.group].append(written)
        else:
            places[row.group] = [written]
            parts.append({OTHER[mode]: places[row.group]})
    parts = [_shortest(part) for part in parts]
    return parts[0] if len(parts) == 1 and mode != "none_of" else {mode: parts}


def _shortest(part: Any) -> Any:
    """A group of one is the one; several answers to one question are written with `in`, as packs write them."""
    operator, inner = next(iter(part.items())) if isinstance(part, dict) and len(part) == 1 else ("", None)
    if not isinstance(inner, list) or operator not in OTHER:
        return part
    if len(inner) == 1:
        return inner[0]
    facts = {one.get("fact") if isinstance(one, dict) and "is" in one else None for one in inner}
    if operator == "any_of" and len(facts) == 1 and None not in facts:
        return {"fact": facts.pop(), "in": [one["is"] for one in inner]}
    return part


def _grouped(part: Any, mode: str) -> list[Row] | None:
    """One row, or those of a group; none for anything deeper."""
    row = _row(part)
    if row is not None:
        return [row]
    if isinstance(part, dict) and isinstance(part.get("in"), list) and mode != "any_of":
        found = [_row({"fact": part.get("fact"), "is": value}) for value in part["in"]]
    elif isinstance(part, dict) and mode in OTHER and list(part) == [OTHER[mode]]:
        found = [_row(one) for one in part[OTHER[mode]]]
    else:
        return None
    return [one for one in found if one is not None] if all(found) else None


def _row(part: Any) -> Row | None:
    if isinstance(part, str):
        return Row(f"{MET}{part}")
    if not isinstance(part, dict) or "fact" not in part or len(part) != 2:
        return None
    operator = next(name for name in part if name != "fact")
    value = part[operator]
    if operator in ("at_most", "at_least") and isinstance(value, int):
        return Row(str(part["fact"]), operator, value)
    if operator not in ("is", "is_not") or isinstance(value, list):
        return None
    said = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    return Row(f"{part['fact']}={said}", operator)


def _written(row: Row) -> Any:
    if row.asked.startswith(MET):
        return row.asked.removeprefix(MET)
    fact, _is, said = row.asked.partition("=")
    if row.operator in ("at_most", "at_least"):
        return {"fact": fact, row.operator: row.number}
    value: Any = {"yes": True, "no": False}.get(said, said)
    return {"fact": fact, row.operator: value}
