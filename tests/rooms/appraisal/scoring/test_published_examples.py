"""Does the package reproduce examples published elsewhere? They lie beside the project; without them it skips."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dandang.parts.appraisal import scoring
from dandang.parts.appraisal.scoring import places, points
from tests.rooms.appraisal.scoring import examples

Load = Callable[[str], dict[str, Any]]


@pytest.fixture
def published(shared: Path) -> Load:
    """Reads one published example."""
    return lambda name: json.loads((shared / "worked_examples" / f"{name}.json").read_text(encoding="utf-8"))


def hand_plan(config: dict[str, Any]) -> dict[str, Any]:
    """The plan of the hand example in the format of a plan."""
    return {
        "method": "transparent/1",
        "indicators": [{"id": key, "weight": w, "kind": "rating"} for key, w in config["indicator_weight"].items()],
        "rater_groups": [{"id": key, "weight": weight} for key, weight in config["group_weight"].items()],
        "rules": {
            "trim_min_n": config["trim_min_n"],
            "trim_share_pct": 10,
            "min_cover_pct": config["min_cover_pct"],
            "max_tolerated_pct": config["max_tolerated_pct"],
            "floor": points.decimal_text(config["floor_e2"], 2),
        },
        "quota": {"default_rate_bp": 0, "rate_bp": config["rate_bp"], "tie_order": config["tie_order"]},
    }


@pytest.mark.parametrize("engine", ["reference", "duckdb"])
def test_the_hand_example_line_by_line(published: Load, engine: str) -> None:
    example = published("scoring_hand_example")
    given, expected = example["inputs"], example["expected"]
    ratings = [row | {"score": points.decimal_text(row["score_e4"], 4)} for row in given["ratings"]]
    tables = scoring.Tables(people=given["people"], ratings=ratings, tolerated=given["tolerated"])

    found = scoring.run(hand_plan(given["config"]), tables, engine)

    assert [
        {"step": "group", "key": [one.person, one.indicator, one.group]}
        | {"n": one.n, "dropped": one.dropped, "value_e4": one.value_e4}
        for one in found.lines
        if one.line == "L2"
    ] == expected["lines"]
    for result, wanted in zip(found.results, expected["people"], strict=True):
        mine = [line for line in found.lines if line.person == result.person]
        raw = {line.indicator: line.value_e4 for line in mine if line.line == "L4"}
        raised = {line.indicator: line.value_e4 for line in mine if line.line == "L5"}
        quota = next(line.value for line in mine if line.line == "L10")
        assert {
            "person": result.person,
            "items_raw_e4": raw,
            "items_e4": raw | raised,
            "cover_bp": result.cover_bp,
            "total_e4": result.total_e4,
            "total_e2": result.total_e2,
            "status": result.state,
            "rank_unit": result.rank_in_unit,
            "grade": result.grade_state,
            "quota_unit": quota,
        } == {key: value for key, value in wanted.items() if key not in ("unit", "pool", "tolerance_base_e4")}


def test_the_efficacy_coefficient_of_the_statistics_examination(published: Load) -> None:
    example = published("efficacy_coefficient_total_assets")
    given = example["inputs"]
    goalposts = {"x_bad": given["not_allowed"], "x_good": given["satisfactory"]}
    indicator = {"id": "X", "weight": 100, "kind": "measure", "function": "efficacy"} | goalposts
    tables = scoring.Tables(people=[("甲", "U", "R")], measures=[("甲", "X", given["x"])])

    found = scoring.run(examples.plan(indicators=[indicator], rater_groups=[]), tables)

    assert found.results[0].total_e2 == round(example["expected"]["published_2dp"] * 100)


@pytest.mark.parametrize(
    ("dimension", "key"),
    [
        ("life_expectancy", "life"),
        ("mean_years_schooling", "mean_years"),
        ("expected_years_schooling", "expected_years"),
    ],
)
def test_goalposts_of_the_human_development_index(published: Load, dimension: str, key: str) -> None:
    example = published("hdi_2010_china")
    given = example["inputs"][dimension]
    goalposts = {"x_bad": given["min"], "x_good": given["max"]}
    indicator = {"id": "X", "weight": 100, "kind": "measure", "function": "min_max"} | goalposts
    tables = scoring.Tables(people=[("中国", "U", "R")], measures=[("中国", "X", given["x"])])

    found = scoring.run(examples.plan(indicators=[indicator], rater_groups=[]), tables)

    assert found.lines[0].value == round(example["expected"]["recomputed_6dp"][key] * 1_000_000)


def test_the_trimmed_mean_of_the_manual_of_r(published: Load) -> None:
    example = published("trimmed_mean_r_doc")
    rows = [("甲", "I1", "群众", f"R{n}", score) for n, score in enumerate(example["inputs"]["x"])]

    found = scoring.run(examples.rated_plan(100), scoring.Tables(people=[("甲", "U", "R")], ratings=rows))

    assert found.lines[0].value == round(example["expected"]["trimmed_mean"] * 10_000)


def test_the_seats_of_1790_by_largest_remainder(published: Load) -> None:
    example = published("hamilton_1790_states")
    population, seats = example["inputs"]["population"], example["inputs"]["seats"]
    claims = {state: people * seats for state, people in population.items()}

    assert places.largest_remainder(claims, sum(population.values()), []) == example["expected"]["seats"]
