"""A plan that cannot be right is refused, every fault in a sentence of its own."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from dandang.parts.appraisal.errors import PlanRefused
from dandang.parts.appraisal.schema import read_plan
from tests.factories.appraisal import MEASURED, PLAN

Change = Callable[[dict[str, Any]], object]


def _changed(change: Change, source: dict[str, Any] = MEASURED) -> dict[str, Any]:
    body = copy.deepcopy(source)
    change(body)
    return body


def test_a_right_plan_is_read_and_keeps_everything() -> None:
    plan = read_plan(MEASURED)

    assert [one.id for one in plan.indicators] == ["德", "能", "绩", "按期办结率"]
    assert plan.rater_groups[0].must_have
    assert plan.rules.floor == "80.00"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda b: b["indicators"][0].update(weight=29), "指标权重合计是 99%，要正好是 100%"),
        (lambda b: b["indicators"][0].update(weight=31), "指标权重合计是 101%"),
        (lambda b: b["rater_groups"][0].update(weight=39), "评议类别权重合计是 99%"),
        (lambda b: b["components"][0].update(share=71), "各部分占比合计是 101%"),
        (lambda b: b["rater_groups"].clear(), "评议类别权重合计是 0%"),
        (lambda b: b["indicators"][1].update(id="德"), "指标“德”写了两次"),
        (lambda b: b["rater_groups"][1].update(id="上级"), "评议类别“上级”写了两次"),
        (lambda b: b["components"][1].update(id="年度"), "组成部分“年度”写了两次"),
        (lambda b: b["components"][0].update(id="专项"), "组成部分里要有“年度”"),
        (lambda b: b["indicators"][3].update(function=None), "请选一个计分办法"),
        (lambda b: b["indicators"][3].update(x_bad=None), "要写不满意值和满意值"),
        (lambda b: b["indicators"][3].update(x_good="60.0"), "分不出高低"),
        (lambda b: b["indicators"][3].update(function="magic"), "indicators → 4 → function"),
        (lambda b: b["indicators"].clear(), "indicators"),
        (lambda b: b["indicators"][0].update(weight=0), "indicators → 1 → weight"),
        (lambda b: b["indicators"][0].update(weight="三十"), "indicators → 1 → weight"),
        (lambda b: b["indicators"][0].update(id=""), "indicators → 1 → id"),
        (lambda b: b["rater_groups"][0].update(promise="ANONYMOUS"), "rater_groups → 1 → promise"),
        (lambda b: b["rules"].update(trim_min_n=2), "rules → trim_min_n"),
        (lambda b: b["rules"].update(trim_share_pct=41), "rules → trim_share_pct"),
        (lambda b: b["rules"].update(min_cover_pct=101), "rules → min_cover_pct"),
        (lambda b: b["rules"].update(floor="eighty"), "rules → floor"),
        (lambda b: b["rules"].update(floor="100.01"), "rules → floor"),
        (lambda b: b["rules"].pop("max_tolerated_pct"), "rules → max_tolerated_pct"),
        (lambda b: b.pop("rules"), "“rules”"),
        (lambda b: b.update(veto=True), "veto"),
    ],
)
def test_each_fault_is_named(change: Change, sentence: str) -> None:
    with pytest.raises(PlanRefused) as refused:
        read_plan(_changed(change))

    assert sentence in refused.value.sentence


def test_all_faults_come_at_once() -> None:
    def change(body: dict[str, Any]) -> None:
        body["indicators"][0]["weight"] = 29
        body["components"][0]["share"] = 60

    with pytest.raises(PlanRefused) as refused:
        read_plan(_changed(change))

    assert "指标权重合计是 99%" in refused.value.sentence
    assert "各部分占比合计是 90%" in refused.value.sentence


def test_measures_alone_need_no_raters() -> None:
    def change(body: dict[str, Any]) -> None:
        body["indicators"] = [{**body["indicators"][3], "weight": 100}]
        body["rater_groups"] = []

    assert read_plan(_changed(change)).rater_groups == []


def test_the_digest_knows_what_scores_alike() -> None:
    heavier = _changed(
        lambda b: (b["indicators"][0].update(weight=31), b["indicators"][1].update(weight=29)), PLAN
    )  # fmt: skip

    assert read_plan(PLAN).digest() == read_plan(copy.deepcopy(PLAN)).digest()
    assert read_plan(heavier).digest() != read_plan(PLAN).digest()


def test_scoring_gets_the_plan_of_the_specification() -> None:
    found = read_plan(MEASURED).scoring_plan()

    assert found["method"] == "transparent/1"
    assert found["indicators"][3] == {
        "id": "按期办结率", "weight": 20, "kind": "measure", "function": "efficacy", "clip": True, "x_bad": "60",
        "x_good": "100",
    }  # fmt: skip
    assert found["rater_groups"][0] == {"id": "上级", "weight": 40, "must_have": True}
    assert found["rules"] == PLAN["rules"]
