"""How far may a total be off, and is it near the edge? Checked against formulas worked by hand."""

from __future__ import annotations

import math

import pytest

from dandang.parts.appraisal import scoring
from dandang.parts.appraisal.scoring import uncertainty
from dandang.parts.appraisal.scoring.tables import Rating
from tests.rooms.appraisal.scoring import examples


def mark(indicator: str, group: str, rater: str, points: float) -> Rating:
    """A mark of one rater for one person."""
    return Rating("甲", indicator, group, rater, round(points * 10_000), "", "", 1)


TWO_GROUPS = [{"id": "上级", "weight": 60}, {"id": "群众", "weight": 40}]


def test_a_rater_who_left_an_indicator_out_is_averaged_over_the_rest() -> None:
    plan = scoring.read_plan(examples.rated_plan(30, 70) | {"rater_groups": TWO_GROUPS})
    marks = [mark("I1", "上级", "R1", 80), mark("I2", "上级", "R1", 90), mark("I2", "群众", "R2", 70)]

    assert uncertainty.rater_means(plan, marks) == {"上级": [pytest.approx(87)], "群众": [70]}


def test_standard_error_adds_the_classes_by_weight() -> None:
    plan = scoring.read_plan(examples.rated_plan(100) | {"rater_groups": TWO_GROUPS})

    error = uncertainty.standard_error(plan, {"上级": [80, 90], "群众": [70, 80, 90, 80]}, {})

    assert error == pytest.approx(math.sqrt(0.36 * 50 / 2 + 0.16 * (200 / 3) / 4))


def test_one_rater_borrows_the_variance_of_the_class_or_leaves_it_open() -> None:
    plan = scoring.read_plan(examples.rated_plan(100))
    pooled = uncertainty.pooled_variances([{"群众": [70, 80]}, {"群众": [60, 70, 80]}, {"群众": [90]}])

    assert pooled == {"群众": pytest.approx((50 + 200) / 3)}
    assert uncertainty.standard_error(plan, {"群众": [90]}, pooled) == pytest.approx(math.sqrt(250 / 3))
    assert uncertainty.standard_error(plan, {"群众": [90]}, {}) is None
    assert uncertainty.standard_error(plan, {}, {}) is None


def test_trimmed_marks_use_the_winsorised_variance() -> None:
    plan = scoring.read_plan(examples.rated_plan(100))

    error = uncertainty.standard_error(plan, {"群众": [0, 70, 80, 90, 100]}, {})

    winsorised_variance = (100 + 100 + 0 + 100 + 100) / 4
    assert error == pytest.approx(math.sqrt(winsorised_variance) / (0.6 * math.sqrt(5)))


def test_measures_do_not_differ_between_raters() -> None:
    plan = scoring.read_plan(examples.plan())

    half = uncertainty.standard_error(plan, {"群众": [70, 90]}, {})

    assert half == pytest.approx(0.6 * math.sqrt(200 / 2))


@pytest.mark.parametrize(
    ("edge", "is_near"), [(8_303, False), (8_304, True), (8_500, True), (8_696, True), (8_697, False), (None, False)]
)
def test_the_band_tells_whether_the_edge_is_near(edge: int | None, is_near: bool) -> None:
    band = uncertainty.band(8_500, 1.0, edge)

    assert (band.low_e2, band.high_e2, band.se_e2) == (8_304, 8_696, 100)
    assert band.is_near_edge is is_near
