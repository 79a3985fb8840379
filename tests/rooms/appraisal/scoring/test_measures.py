"""Which score does a measured value earn? A table for every function, boundaries on both sides."""

from __future__ import annotations

from typing import Any

import pytest

from dandang.parts.appraisal import scoring
from tests.rooms.appraisal.scoring import examples

EFFICACY = {"function": "efficacy", "x_bad": 6, "x_good": 12}
LESS_IS_BETTER = {"function": "min_max", "x_bad": 60, "x_good": 20}
GAP = {"function": "gap_closed"}
GAP_DOWN = {"function": "gap_closed", "x_bad": 100, "x_good": 0}
GROWTH = {"function": "growth", "x_bad": "1.00", "x_good": "1.10"}


@pytest.mark.parametrize("engine", ["reference", "duckdb"])
@pytest.mark.parametrize(
    ("declared", "value", "base", "target", "score", "note"),
    [
        (EFFICACY, "6", "", "", 600_000, "efficacy"),
        (EFFICACY, "12", "", "", 1_000_000, "efficacy"),
        (EFFICACY, "15", "", "", 1_200_000, "efficacy"),
        (EFFICACY, "5.81", "", "", 587_333, "efficacy"),
        (EFFICACY, "-9", "", "", -400_000, "efficacy"),
        (EFFICACY | {"clip": True}, "5.81", "", "", 600_000, "efficacy clipped"),
        (EFFICACY | {"clip": True}, "15", "", "", 1_000_000, "efficacy clipped"),
        (EFFICACY | {"clip": True}, "12", "", "", 1_000_000, "efficacy"),
        (EFFICACY | {"function": "功效系数"}, "9", "", "", 800_000, "efficacy"),
        (LESS_IS_BETTER, "60", "", "", 0, "min_max"),
        (LESS_IS_BETTER, "30", "", "", 750_000, "min_max"),
        (LESS_IS_BETTER, "61", "", "", -25_000, "min_max"),
        (LESS_IS_BETTER | {"clip": True}, "61", "", "", 0, "min_max clipped"),
        ({"function": "min_max", "x_bad": 0, "x_good": 3}, "1", "", "", 333_333, "min_max"),
        ({"function": "min_max", "x_bad": 0, "x_good": 3}, "-1", "", "", -333_333, "min_max"),
        ({"function": "min_max", "x_bad": 0, "x_good": 2_000_000}, "0.000001", "", "", 0, "min_max"),
        ({"function": "min_max", "x_bad": 0, "x_good": 2_000_000}, "-1", "", "", 0, "min_max"),
        ({"function": "min_max", "x_bad": 0, "x_good": 2_000_000}, "1", "", "", 1, "min_max"),
        (GAP, "70", "60", "80", 500_000, "gap_closed"),
        (GAP, "50", "60", "80", -500_000, "gap_closed"),
        (GAP | {"clip": True}, "50", "60", "80", 0, "gap_closed clipped"),
        (GAP, "80", "80", "80", 1_000_000, "gap_closed_as_kept"),
        (GAP, "79.999999", "81", "80", 0, "gap_closed_as_kept"),
        (GAP_DOWN, "50", "60", "40", 500_000, "gap_closed"),
        (GAP_DOWN, "39", "38", "40", 1_000_000, "gap_closed_as_kept"),
        (GROWTH, "105", "100", "", 500_000, "growth"),
        (GROWTH, "95", "100", "", -500_000, "growth"),
        (GROWTH | {"clip": True}, "200", "100", "", 1_000_000, "growth clipped"),
        ({"function": "kept"}, "80", "", "80", 1_000_000, "kept"),
        ({"function": "kept"}, "79.9", "", "80", 0, "kept"),
    ],
)
def test_a_measure_scores_by_its_declared_function(
    engine: str, declared: dict[str, Any], value: str, base: str, target: str, score: int, note: str
) -> None:
    made = examples.plan(indicators=[{"id": "X", "weight": 100, "kind": "measure"} | declared], rater_groups=[])
    tables = scoring.Tables(people=[("甲", "U", "R")], measures=[("甲", "X", value, base, target)])

    found = scoring.run(made, tables, engine)

    assert (found.lines[0].line, found.lines[0].value, found.lines[0].note) == ("L3", score, note)
    assert found.results[0].total_e4 == score


@pytest.mark.parametrize("engine", ["reference", "duckdb"])
def test_the_largest_numbers_are_still_exact(engine: str) -> None:
    declared = {"function": "growth", "x_bad": 0, "x_good": 1_000_000}
    made = examples.plan(indicators=[{"id": "X", "weight": 100, "kind": "measure"} | declared], rater_groups=[])
    row = ("甲", "X", "999999999999.999999", "1000000.000007")

    found = scoring.run(made, scoring.Tables(people=[("甲", "U", "R")], measures=[row]), engine)

    over, under = found.lines[0].numerator, found.lines[0].denominator
    assert over is not None
    assert under is not None
    assert over * 1_000_000 * 1_000_000_000_007 == under * 1_000_000 * 999_999_999_999_999_999
    assert found.lines[0].value == 1_000_000
