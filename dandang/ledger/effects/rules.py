"""Do the given facts fit a kind's table, and are the dates in order? Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

CODE = re.compile(r"^[\w.-]{1,40}$")  # letters of any script: indicators of a plan are named in Chinese


class FactShape(Protocol):
    """What a rule must know of a fact; `kinds.Fact` is one."""

    @property
    def name(self) -> str: ...
    @property
    def shape(self) -> str: ...
    @property
    def is_required(self) -> bool: ...
    @property
    def options(self) -> Mapping[str, Any] | None: ...


@dataclass(frozen=True, slots=True)
class Fault:
    """A fact that does not fit: MISSING, UNKNOWN, NOT_A_DAY, NOT_A_CODE, NOT_AN_OPTION or NOT_TEXT."""

    name: str
    why: str


def facts_that_fit(shapes: Iterable[FactShape], facts: Mapping[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """The facts in stored form, and every fault. Nothing is repaired except blanks around text."""
    stored: dict[str, Any] = {}
    faults: list[Fault] = []
    shapes = tuple(shapes)
    for shape in shapes:
        value = facts.get(shape.name)
        value = value.strip() if isinstance(value, str) else value
        if value in (None, "", [], ()):
            if shape.is_required:
                faults.append(Fault(shape.name, "MISSING"))
            continue
        fitting, why = _CHECKS[shape.shape](shape, value)
        if why:
            faults.append(Fault(shape.name, why))
        else:
            stored[shape.name] = fitting
    known = {shape.name for shape in shapes}
    faults.extend(Fault(name, "UNKNOWN") for name in facts if name not in known)
    return stored, faults


def _text(_: FactShape, value: Any) -> tuple[Any, str]:
    return (value, "") if isinstance(value, str) and len(value) <= 300 else (None, "NOT_TEXT")


def _day(_: FactShape, value: Any) -> tuple[Any, str]:
    try:
        return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat(), ""
    except (TypeError, ValueError):
        return None, "NOT_A_DAY"


def _codes(_: FactShape, value: Any) -> tuple[Any, str]:
    codes = re.split(r"[,，、\s]+", value) if isinstance(value, str) else list(value)
    codes = [code for code in codes if code]
    return (codes, "") if codes and all(CODE.match(str(code)) for code in codes) else (None, "NOT_A_CODE")


def _choice(shape: FactShape, value: Any) -> tuple[Any, str]:
    return (value, "") if value in (shape.options or {}) else (None, "NOT_AN_OPTION")


def _choices(shape: FactShape, value: Any) -> tuple[Any, str]:
    chosen = [value] if isinstance(value, str) else list(value)
    is_known = all(one in (shape.options or {}) for one in chosen)
    return (sorted(set(chosen)), "") if is_known else (None, "NOT_AN_OPTION")


_CHECKS = {"TEXT": _text, "DAY": _day, "CODES": _codes, "CHOICE": _choice, "CHOICES": _choices}


def period_is_in_order(starts_on: date, ends_on: date | None) -> bool:
    """Whether the end, if there is one, comes after the start."""
    return ends_on is None or ends_on > starts_on
