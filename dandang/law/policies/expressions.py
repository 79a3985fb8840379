"""How is a condition written in a pack, and is it met? Closed operators, and three answers: yes, no, not known.

Pure. A fact nobody has given makes a test unknown, never false (Kleene's strong logic, as SPEC LW-05 asks): a list of
conditions fails as soon as one is not met, and is met only when all are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# What a test may ask of one fact, and in which words.
COMPARISONS = {"is": "是", "is_not": "不是", "in": "是其中之一", "at_most": "不超过", "at_least": "不少于"}
GROUPS = {"all_of": "全部满足", "any_of": "满足其一", "none_of": "一项也没有"}
NUMERIC = ("at_most", "at_least")


@dataclass(frozen=True, slots=True)
class Test:
    """A question about one fact: `Test("motive.private_gain", "is", False)`."""

    fact: str
    operator: str
    value: Any


@dataclass(frozen=True, slots=True)
class Met:
    """Whether a named condition of the same table is met."""

    condition: str


@dataclass(frozen=True, slots=True)
class Group:
    """Several expressions joined: `all_of`, `any_of` or `none_of`."""

    operator: str
    parts: tuple[Expression, ...]


Expression = Test | Met | Group


def read(raw: Any) -> Expression:
    """Return what a pack wrote as an expression; a bare word names a condition. Raises ValueError in Chinese."""
    if isinstance(raw, str):
        return Met(raw)
    if not isinstance(raw, dict):
        raise ValueError(f"{raw!r} 不是条件；请写成 {{fact: 事实, is: true}}，或者条件的编号")
    groups = [name for name in GROUPS if name in raw]
    if groups and len(raw) == 1:
        return _group(groups[0], raw[groups[0]])
    if groups:
        raise ValueError(f"{groups[0]} 要单独写，不能和 {'、'.join(sorted(set(raw) - set(groups[:1])))} 放在一起")
    return _test(raw)


def _group(operator: str, parts: Any) -> Group:
    if not isinstance(parts, list) or not parts:
        raise ValueError(f"{operator} 后面要写一列条件，至少一项")
    return Group(operator, tuple(read(part) for part in parts))


def _test(raw: Mapping[str, Any]) -> Test:
    known = "、".join([*COMPARISONS, *GROUPS])
    if "fact" not in raw:
        raise ValueError(f"条件里没有 fact，也没有可用的算子（{'、'.join(sorted(map(str, raw)))}）；可用的是 {known}")
    operators = sorted(set(raw) - {"fact"})
    if len(operators) != 1:
        raise ValueError(f"{raw['fact']} 要写一个算子，写了 {len(operators)} 个；可用的是 {known}")
    if operators[0] not in COMPARISONS:
        raise ValueError(f"没有算子 {operators[0]}，可用的是 {known}")
    return Test(str(raw["fact"]), operators[0], raw[operators[0]])


def truth(expression: Expression, facts: Mapping[str, Any], met: Mapping[str, bool | None]) -> bool | None:
    """Return whether an expression holds: True, False, or None where a missing fact could turn it either way."""
    if isinstance(expression, Met):
        return met[expression.condition]
    if isinstance(expression, Test):
        given = facts.get(expression.fact)
        return None if given is None else _compare(given, expression.operator, expression.value)
    answers = [truth(part, facts, met) for part in expression.parts]
    if expression.operator == "all_of":
        return _all(answers)
    at_least_one = _any(answers)
    if expression.operator == "any_of" or at_least_one is None:
        return at_least_one
    return not at_least_one


def _all(answers: list[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _any(answers: list[bool | None]) -> bool | None:
    if True in answers:
        return True
    return None if None in answers else False


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "is": lambda given, wanted: bool(given == wanted),
    "is_not": lambda given, wanted: bool(given != wanted),
    "in": lambda given, wanted: given in wanted,
    "at_most": lambda given, wanted: bool(given <= wanted),
    "at_least": lambda given, wanted: bool(given >= wanted),
}


def _compare(given: Any, operator: str, wanted: Any) -> bool:
    return _COMPARE[operator](given, wanted)


def open_facts(
    expression: Expression, facts: Mapping[str, Any], conditions: Mapping[str, Expression]
) -> tuple[str, ...]:
    """Return the facts that still matter: those missing from parts that are not decided by what is known."""
    return tuple(dict.fromkeys(_open(expression, facts, conditions)))


def _open(expression: Expression, facts: Mapping[str, Any], conditions: Mapping[str, Expression]) -> Iterator[str]:
    if isinstance(expression, Met):
        yield from _open(conditions[expression.condition], facts, conditions)
    elif isinstance(expression, Test):
        if facts.get(expression.fact) is None:
            yield expression.fact
    elif truth(_resolved(expression, conditions), facts, {}) is None:
        for part in expression.parts:
            yield from _open(part, facts, conditions)


def _resolved(expression: Expression, conditions: Mapping[str, Expression]) -> Expression:
    """Return the expression with every named condition replaced by its test."""
    if isinstance(expression, Met):
        return conditions[expression.condition]
    if isinstance(expression, Group):
        return Group(expression.operator, tuple(_resolved(part, conditions) for part in expression.parts))
    return expression


def tests_in(expression: Expression) -> Iterator[Test]:
    """Return every test of a fact inside an expression, in reading order."""
    if isinstance(expression, Test):
        yield expression
    elif isinstance(expression, Group):
        for part in expression.parts:
            yield from tests_in(part)


def conditions_in(expression: Expression) -> Iterator[str]:
    """Return the ids of the conditions an expression names, in reading order."""
    if isinstance(expression, Met):
        yield expression.condition
    elif isinstance(expression, Group):
        for part in expression.parts:
            yield from conditions_in(part)
