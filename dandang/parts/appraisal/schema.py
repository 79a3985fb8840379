"""A plan as people write it: indicators, rater groups, parts of the year, rules. Refuses what cannot be right."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from .errors import PlanRefused


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Indicator(_Strict):
    """One line of the plan; weights are whole percent of the year's assessment."""

    id: str = Field(min_length=1, max_length=20)
    weight: int = Field(ge=1, le=100)
    kind: Literal["rating", "measure"] = "rating"
    points: str = Field(default="", max_length=120, description="评价要点")
    function: Literal["efficacy", "min_max", "gap_closed", "growth"] | None = None
    x_bad: str | None = None
    x_good: str | None = None
    clip: bool = True
    unit: str = Field(default="", max_length=20)
    source: str = Field(default="", max_length=80, description="数据来源")


class RaterGroup(_Strict):
    """One class of raters. A named group's ballots carry the rater's name, a confidential group's do not."""

    id: str = Field(min_length=1, max_length=20)
    weight: int = Field(ge=1, le=100)
    must_have: bool = False
    promise: Literal["NAMED", "CONFIDENTIAL"] = "CONFIDENTIAL"
    drawn: Literal["SUPERIORS", "PEERS", "SUBORDINATES", "OUTSIDE"] = "PEERS"


class Component(_Strict):
    """A part of the year and its share in percent; `年度` is the part scored here."""

    id: str = Field(min_length=1, max_length=20)
    share: int = Field(ge=1, le=100)


class PlanRules(_Strict):
    """The declared parameters of method transparent/1. A plan states each of them; the usual ones stand in the pack."""

    trim_min_n: int = Field(ge=3)
    trim_share_pct: int = Field(ge=0, le=40)
    min_cover_pct: int = Field(ge=0, le=100)
    max_tolerated_pct: int = Field(ge=0, le=100)
    floor: str = Field(pattern=r"^(100\.00|\d{1,2}\.\d{2})$")


class PlanBody(_Strict):
    """A whole plan. Weights of indicators, of groups and of components each add to 100."""

    indicators: list[Indicator] = Field(min_length=1, max_length=30)
    rater_groups: list[RaterGroup] = Field(max_length=8)
    components: list[Component] = Field(default_factory=lambda: [Component(id="年度", share=100)])
    rules: PlanRules

    @model_validator(mode="after")
    def _adds_up(self) -> PlanBody:
        faults = [*_weight_faults(self), *_double_faults(self), *_goalpost_faults(self)]
        if faults:
            raise ValueError("；".join(faults))
        return self

    def scoring_plan(self) -> dict[str, Any]:
        """Return the plan in the form the scoring package and `dandang score` read (SPEC §12)."""
        indicators = []
        for item in self.indicators:
            entry: dict[str, Any] = {"id": item.id, "weight": item.weight, "kind": item.kind}
            if item.kind == "measure":
                entry |= {"function": item.function, "clip": item.clip}
                entry |= {"x_bad": item.x_bad, "x_good": item.x_good} if item.x_bad is not None else {}
            indicators.append(entry)
        return {
            "method": "transparent/1",
            "indicators": indicators,
            "rater_groups": [{"id": g.id, "weight": g.weight, "must_have": g.must_have} for g in self.rater_groups],
            "components": [{"id": c.id, "share": c.share} for c in self.components],
            "rules": self.rules.model_dump(),
        }

    def digest(self) -> str:
        """SHA-256 of the canonical JSON: two plans with the same digest score alike."""
        text = json.dumps(self.model_dump(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def _weight_faults(plan: PlanBody) -> list[str]:
    sums = [
        ("指标权重", sum(i.weight for i in plan.indicators)),
        ("评议类别权重", sum(g.weight for g in plan.rater_groups)),
        ("各部分占比", sum(c.share for c in plan.components)),
    ]
    if not any(i.kind == "rating" for i in plan.indicators):
        sums = [entry for entry in sums if entry[0] != "评议类别权重"]
    return [f"{what}合计是 {total}%，要正好是 100%" for what, total in sums if total != 100]


def _double_faults(plan: PlanBody) -> list[str]:
    faults = []
    for what, ids in (
        ("指标", [i.id for i in plan.indicators]),
        ("评议类别", [g.id for g in plan.rater_groups]),
        ("组成部分", [c.id for c in plan.components]),
    ):
        doubles = sorted({one for one in ids if ids.count(one) > 1})
        faults += [f"{what}“{one}”写了两次，请删掉一行" for one in doubles]
    if "年度" not in [c.id for c in plan.components]:
        faults.append("组成部分里要有“年度”，它是这里计分的部分")
    return faults


def _goalpost_faults(plan: PlanBody) -> list[str]:
    faults = []
    for item in plan.indicators:
        if item.kind != "measure":
            continue
        if item.function is None:
            faults.append(f"指标“{item.id}”是数据指标，请选一个计分办法")
        elif item.function in {"efficacy", "min_max", "growth"}:
            if item.x_bad is None or item.x_good is None:
                faults.append(f"指标“{item.id}”要写不满意值和满意值")
            elif Decimal(item.x_bad) == Decimal(item.x_good):
                faults.append(f"指标“{item.id}”的不满意值和满意值相同，分不出高低")
    return faults


def read_plan(data: dict[str, Any]) -> PlanBody:
    """Read a plan. Raises PlanRefused with every fault in one sentence each."""
    try:
        return PlanBody.model_validate(data)
    except ValidationError as error:
        raise PlanRefused([_sentence(item) for item in error.errors()]) from None


def _sentence(item: Any) -> str:
    if item["type"] == "value_error":
        return str(item["ctx"]["error"])
    place = " → ".join(str(part + 1) if isinstance(part, int) else str(part) for part in item["loc"])
    return f"方案的“{place}”填得不对：请检查这一格（{item['msg']}）"
