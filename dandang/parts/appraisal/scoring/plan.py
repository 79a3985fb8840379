"""What is a scoring plan, and which plans are refused?

The plan is the document a committee adopts before the cycle: indicators and rater groups with weights, the rules and
the quota. It is read strictly; every fault is reported at once, in Chinese.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from . import plan_faults, points
from .faults import Fault, Refused

METHOD: Final = "transparent/1"
OWN_COMPONENT: Final = "年度"
"""The component computed here; every other component of the year is imported with its score."""

MOST_ITEMS: Final = 60
"""Indicators and groups are kept as bits of one 64-bit number while duplicate ballots are looked for."""

BLANKS: Final = " \u00a0\u3000"
"""What no identifier may begin or end with: plain, hard and full-width spaces."""

LONGEST_KEY: Final = 200

CLASS_COLUMNS: Final = ("region", "sector", "level", "post")
MeasureFunction = Literal["efficacy", "min_max", "gap_closed", "growth", "kept"]
FUNCTION_NAMES: Final[Mapping[str, MeasureFunction]] = {
    "efficacy": "efficacy",
    "efficacy_coefficient": "efficacy",
    "功效系数": "efficacy",
    "功效系数法": "efficacy",
    "min_max": "min_max",
    "min-max": "min_max",
    "minmax": "min_max",
    "极差法": "min_max",
    "gap_closed": "gap_closed",
    "growth": "growth",
    "kept": "kept",
}
NEEDS_GOALPOSTS: Final = frozenset({"efficacy", "min_max", "growth"})


def _plain_decimal(value: object) -> object:
    """Turn JSON numbers and decimal text into exact decimals; leave anything else for the type check to refuse."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float | str):
        text = points.cell_text(value)
        return Decimal(text) if points.NUMBER.fullmatch(text) else value
    return value


def _function_name(value: object) -> object:
    return FUNCTION_NAMES.get(value, value) if isinstance(value, str) else value


def _is_key(text: str) -> str:
    reason = key_fault(text)
    if reason:
        raise ValueError(reason)
    return text


def key_fault(text: str) -> str:
    """Say why a text cannot serve as an identifier (empty text: it can)."""
    if not text:
        return "编号为空。"
    if text != text.strip(BLANKS):
        return "编号首尾有空格。"
    if len(text) > LONGEST_KEY:
        return "编号超过 200 个字符。"
    if any(ord(sign) < 32 or ord(sign) == 127 for sign in text):
        return "编号里有换行或控制字符。"
    return ""


Key = Annotated[str, BeforeValidator(lambda value: _is_key(value) if isinstance(value, str) else value)]
Exact = Annotated[Decimal, BeforeValidator(_plain_decimal)]
Share = Annotated[Exact, Field(gt=0, le=100, decimal_places=2)]
BasisPoints = Annotated[int, Field(ge=0, le=10_000)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Indicator(_Part):
    """One thing that is assessed: by ratings, or by a measure through a declared function."""

    id: Key
    weight: Share
    kind: Literal["rating", "measure"]
    function: Annotated[MeasureFunction | None, BeforeValidator(_function_name)] = None
    x_bad: Annotated[Exact | None, Field(max_digits=18, decimal_places=points.MEASURE_PLACES)] = None
    x_good: Annotated[Exact | None, Field(max_digits=18, decimal_places=points.MEASURE_PLACES)] = None
    clip: bool = False
    name: str = ""

    @property
    def is_measure(self) -> bool:
        """Whether the score comes from a measure instead of ballots."""
        return self.kind == "measure"

    @property
    def bad_u6(self) -> int:
        """The lower goalpost in millionths; 0 when none is declared."""
        return int((self.x_bad or Decimal(0)) * points.U6)

    @property
    def good_u6(self) -> int:
        """The upper goalpost in millionths; 0 when none is declared."""
        return int((self.x_good or Decimal(0)) * points.U6)

    @property
    def is_lower_better(self) -> bool:
        """Whether less is better: declared by putting the good goalpost under the bad one."""
        return self.good_u6 < self.bad_u6


class RaterGroup(_Part):
    """One class of raters. ``anonymity_min`` governs what sheets may show, never the arithmetic."""

    id: Key
    weight: Share
    must_have: bool = False
    anonymity_min: Annotated[int, Field(ge=1)] | None = None
    name: str = ""


class Rules(_Part):
    """The numbers of the method; the defaults are those the method was published with."""

    trim_min_n: Annotated[int, Field(ge=3, le=10**9)] = 5
    trim_share_pct: Annotated[int, Field(ge=0, le=49)] = 10
    min_cover_pct: Annotated[int, Field(ge=0, le=100)] = 60
    max_tolerated_pct: Annotated[int, Field(ge=0, le=100)] = 50
    floor: Annotated[Exact, Field(ge=0, le=100, decimal_places=2)] = Decimal(0)

    @property
    def floor_e2(self) -> int:
        """The floor a candidate must reach, in hundredths of a point."""
        return int(self.floor * 100)


class Quota(_Part):
    """The share of each unit that may become candidates, in basis points, and the order equal remainders go by."""

    default_rate_bp: BasisPoints
    rate_bp: dict[str, BasisPoints] = Field(default_factory=dict)
    tie_order: tuple[str, ...] = ()

    @field_validator("tie_order", mode="before")
    @classmethod
    def _as_tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


class Component(_Part):
    """A part of the year and its share of the total."""

    id: Key
    share: Share


class Peers(_Part):
    """How small comparison groups are merged: columns kept at each step, from the most specific to the widest."""

    min_n: Annotated[int, Field(ge=2)] = 8
    path: tuple[tuple[Literal["region", "sector", "level", "post"], ...], ...] = (
        ("region", "sector", "level", "post"),
        ("region", "sector", "level"),
        ("region", "sector"),
        ("region",),
        (),
    )

    @field_validator("path", mode="before")
    @classmethod
    def _as_tuples(cls, value: object) -> object:
        if isinstance(value, list):
            return tuple(tuple(step) if isinstance(step, list) else step for step in value)
        return value


class Plan(_Part):
    """A scoring plan that passed every check."""

    method: Literal["transparent/1"]
    indicators: tuple[Indicator, ...] = Field(min_length=1, max_length=MOST_ITEMS)
    rater_groups: tuple[RaterGroup, ...] = Field(default=(), max_length=MOST_ITEMS)
    rules: Rules = Field(default_factory=Rules)
    quota: Quota
    components: tuple[Component, ...] = Field(default=(), max_length=MOST_ITEMS)
    peers: Peers | None = None
    title: str = ""

    @field_validator("indicators", "rater_groups", "components", mode="before")
    @classmethod
    def _as_tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @cached_property
    def indicator_weights(self) -> tuple[int, ...]:
        """Indicator weights as integers in plan order; percent when all are whole, else basis points."""
        return _whole([indicator.weight for indicator in self.indicators])

    @cached_property
    def group_weights(self) -> tuple[int, ...]:
        """Group weights as integers in plan order; percent when all are whole, else basis points."""
        return _whole([group.weight for group in self.rater_groups])

    @cached_property
    def shares(self) -> dict[str, int]:
        """Shares of the components by id; a plan without components is its own single component."""
        if not self.components:
            return {OWN_COMPONENT: 1}
        shares = _whole([component.share for component in self.components])
        return dict(zip((component.id for component in self.components), shares, strict=True))

    @cached_property
    def has_ratings(self) -> bool:
        """Whether any indicator is scored by ballots."""
        return any(not indicator.is_measure for indicator in self.indicators)

    def rate_bp(self, unit: str) -> int:
        """The rate of one unit in basis points."""
        return self.quota.rate_bp.get(unit, self.quota.default_rate_bp)

    @cached_property
    def hash(self) -> str:
        """A fingerprint of everything in the plan."""
        canonical = json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def read_plan(source: Mapping[str, Any] | Plan, *, file: str = "方案") -> Plan:
    """Read a plan from plain data, or refuse it with every fault at once."""
    if isinstance(source, Plan):
        return source
    try:
        plan = Plan.model_validate(dict(source))
    except ValidationError as error:
        raise Refused([*plan_faults.of_shape(error, file), *plan_faults.of_sums(source, file)]) from None
    faults = [*plan_faults.of_sums(source, file), *_contradictions(plan, file)]
    if faults:
        raise Refused(faults)
    return plan


def _contradictions(plan: Plan, file: str) -> list[Fault]:
    """Faults that only show when the whole plan is read together."""
    faults: list[Fault] = []

    def add(column: str, value: object, reason: str, mend: str) -> None:
        faults.append(Fault(file, None, column, str(value), reason, mend))

    for column, ids in (
        ("indicators", [indicator.id for indicator in plan.indicators]),
        ("rater_groups", [group.id for group in plan.rater_groups]),
        ("components", [component.id for component in plan.components]),
        ("quota.tie_order", list(plan.quota.tie_order)),
    ):
        for key, times in Counter(ids).items():
            if times > 1:
                add(column, key, f"编号出现了 {times} 次。", "请改成互不相同的编号。")
    for number, indicator in enumerate(plan.indicators):
        for reason, mend in _indicator_contradictions(indicator):
            add(f"indicators[{number}]", indicator.id, reason, mend)
    if plan.has_ratings and not plan.rater_groups:
        add("rater_groups", "", "方案有测评指标,却没有测评主体。", "请写明各类测评主体及其权重。")
    if plan.components and OWN_COMPONENT not in plan.shares:
        add("components", "", f"缺少“{OWN_COMPONENT}”这一项。", f"由本次计算得出的一项编号须写作“{OWN_COMPONENT}”。")
    return faults


def _indicator_contradictions(indicator: Indicator) -> list[tuple[str, str]]:
    declared = (indicator.function, indicator.x_bad, indicator.x_good)
    if not indicator.is_measure:
        if any(item is not None for item in declared) or indicator.clip:
            return [("测评指标不用函数和目标值。", "请删去 function、x_bad、x_good、clip,或把 kind 改为 measure。")]
        return []
    if indicator.function is None:
        return [("量化指标没有写计分函数。", f"请在 function 里写其中之一:{plan_faults.FUNCTION_LIST}。")]
    found = []
    missing = [name for name in ("x_bad", "x_good") if getattr(indicator, name) is None]
    if indicator.function in NEEDS_GOALPOSTS and missing:
        found.append((f"缺少 {'、'.join(missing)}。", "请写明不允许值 x_bad 和满意值 x_good。"))
    elif len(missing) == 1:
        found.append((f"只写了一个目标值,缺少 {missing[0]}。", "x_bad 和 x_good 须成对写明。"))
    elif not missing and indicator.x_bad == indicator.x_good:
        found.append(("x_bad 与 x_good 相等,除数为零。", "两个目标值须不同;越低越好的指标把 x_good 写小。"))
    if indicator.function == "growth" and any(abs(value) > 10**12 for value in (indicator.bad_u6, indicator.good_u6)):
        found.append(("增长倍数的目标值超过一百万倍。", "growth 的目标值是“本期 ÷ 基期”,例如 1.05。"))
    return found


def _whole(weights: list[Decimal]) -> tuple[int, ...]:
    """Weights as integers: percent if that loses nothing, else basis points."""
    scale = 1 if all(weight == weight.to_integral_value() for weight in weights) else 100
    return tuple(int(weight * scale) for weight in weights)
