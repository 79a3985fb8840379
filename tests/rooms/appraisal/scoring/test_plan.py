"""Which plans are refused, and does the refusal name every fault with its mend?"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dandang.parts.appraisal import scoring
from dandang.parts.appraisal.scoring.run import read_plan_file
from tests.rooms.appraisal.scoring import examples

Plan = dict[str, Any]


def changed(change: Callable[[Plan], object]) -> Plan:
    """The example plan after a change made in place."""
    made = examples.plan()
    change(made)
    return made


def faults_of(made: Plan) -> list[tuple[str, str]]:
    """Column and reason of every fault of a plan."""
    with pytest.raises(scoring.Refused) as refused:
        scoring.read_plan(made)
    assert all(fault.mend for fault in refused.value.faults)
    return [(fault.column, fault.reason) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        (lambda p: p["indicators"][0].update(weight=59), "indicators[].weight", "指标权重合计不是 100。"),
        (lambda p: p["rater_groups"][0].update(weight=61), "rater_groups[].weight", "测评主体权重合计不是 100。"),
        (
            lambda p: p.update(components=[{"id": "年度", "share": 90}]),
            "components[].share",
            "各部分份额合计不是 100。",
        ),
        (lambda p: p.update(components=[{"id": "平时", "share": 100}]), "components", "缺少“年度”这一项。"),
        (lambda p: p.update(method="transparent/2"), "method", "不在允许的写法之内。"),
        (lambda p: p.pop("quota"), "quota", "缺少这一项。"),
        (lambda p: p.update(wieghts=1), "wieghts", "方案里没有这一项。"),
        (lambda p: p["indicators"][1].update(id="作风"), "indicators", "编号出现了 2 次。"),
        (lambda p: p["rater_groups"][1].update(id="上级"), "rater_groups", "编号出现了 2 次。"),
        (lambda p: p["quota"].update(tie_order=["U1", "U1"]), "quota.tie_order", "编号出现了 2 次。"),
        (lambda p: p["indicators"][1].update(function="magic"), "indicators[1].function", "没有这个计分函数。"),
        (lambda p: p["indicators"][1].pop("function"), "indicators[1]", "量化指标没有写计分函数。"),
        (lambda p: p["indicators"][1].pop("x_good"), "indicators[1]", "缺少 x_good。"),
        (lambda p: p["indicators"][1].update(x_good=6), "indicators[1]", "x_bad 与 x_good 相等,除数为零。"),
        (lambda p: p["indicators"][0].update(clip=True), "indicators[0]", "测评指标不用函数和目标值。"),
        (lambda p: p["indicators"][0].update(kind="bonus"), "indicators[0].kind", "不在允许的写法之内。"),
        (lambda p: p["indicators"][0].update(weight="六十"), "indicators[0].weight", "应为数字。"),
        (lambda p: p["indicators"][0].update(weight="59.999"), "indicators[0].weight", "小数位太多。"),
        (lambda p: p["indicators"][0].update(weight=0), "indicators[0].weight", "须大于 0。"),
        (lambda p: p["indicators"][0].update(id=" 作风"), "indicators[0].id", "编号首尾有空格。"),
        (lambda p: p["indicators"][0].update(id=7), "indicators[0].id", "应为文字。"),
        (lambda p: p.update(indicators=[]), "indicators", "一项也没有。"),
        (lambda p: p.update(indicators="作风"), "indicators", "应为列表。"),
        (lambda p: p.update(rater_groups=[]), "rater_groups", "方案有测评指标,却没有测评主体。"),
        (lambda p: p["rules"].update(trim_min_n=2), "rules.trim_min_n", "不得小于 3。"),
        (lambda p: p["rules"].update(trim_share_pct=50), "rules.trim_share_pct", "不得大于 49。"),
        (lambda p: p["rules"].update(floor="eighty"), "rules.floor", "应为数字。"),
        (lambda p: p["quota"].update(default_rate_bp=20.5), "quota.default_rate_bp", "应为整数。"),
        (lambda p: p["quota"]["rate_bp"].update(U1=10001), "quota.rate_bp.U1", "不得大于 10000。"),
        (lambda p: p.update(rules=[]), "rules", "应为一组名称和值。"),
    ],
)
def test_a_faulty_plan_is_refused_with_its_reason(change: Callable[[Plan], object], column: str, reason: str) -> None:
    assert (column, reason) in faults_of(changed(change))


def test_every_fault_is_named_at_once() -> None:
    made = examples.plan()
    made["indicators"][0]["weight"] = 59
    made["indicators"][1]["function"] = "magic"
    made["rater_groups"][0]["must_have"] = "yes"
    del made["quota"]["default_rate_bp"]

    found = faults_of(made)

    assert ("indicators[].weight", "指标权重合计不是 100。") in found
    assert ("indicators[1].function", "没有这个计分函数。") in found
    assert ("rater_groups[0].must_have", "应为 true 或 false。") in found
    assert ("quota.default_rate_bp", "缺少这一项。") in found


def test_weights_of_99_say_what_is_missing() -> None:
    made = changed(lambda p: p["indicators"][0].update(weight=59))

    with pytest.raises(scoring.Refused) as refused:
        scoring.read_plan(made)

    assert refused.value.sentence == (
        "方案“indicators[].weight”(现为“99”):指标权重合计不是 100。还差 1,请调整到正好 100。"
    )


def test_a_plan_file_keeps_decimals_as_written(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    made = (
        json.dumps(examples.plan(), ensure_ascii=False)
        .replace('"x_bad": 6', '"x_bad": 0.1')
        .replace('"weight": 60', '"weight": 60.00')
    )
    path.write_text("\ufeff" + made, encoding="utf-8")

    plan = read_plan_file(path)

    assert plan.indicators[1].x_bad == Decimal("0.1")
    assert plan.indicator_weights == (60, 40)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"method": ', "不是完整的 JSON(第 1 行第 12 列读不下去)。"),
        (b"[]", "方案应为一组名称和值。"),
        ("{“方案”}".encode("gbk"), "文字不是 UTF-8 编码。"),
    ],
)
def test_a_plan_file_that_cannot_be_read_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(content)

    with pytest.raises(scoring.Refused) as refused:
        read_plan_file(path)

    assert refused.value.faults[0].reason == reason


def test_weights_with_two_places_are_counted_in_basis_points() -> None:
    made = examples.rated_plan()
    made["indicators"] = [
        {"id": "甲", "weight": "33.33", "kind": "rating"},
        {"id": "乙", "weight": "66.67", "kind": "rating"},
    ]

    assert scoring.read_plan(made).indicator_weights == (3333, 6667)


def test_equal_plans_have_equal_hashes() -> None:
    again = examples.plan()

    assert scoring.read_plan(examples.plan()).hash == scoring.read_plan(again).hash
    assert scoring.read_plan(examples.plan(title="别的")).hash != scoring.read_plan(again).hash
