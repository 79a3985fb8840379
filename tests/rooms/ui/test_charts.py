"""Charts: what is drawn agrees with the numbers, and every chart has its table."""

from __future__ import annotations

import pytest

from dandang.foundation.ui import charts


def shapes(drawing: charts.Drawing, look: str) -> list[charts.Shape]:
    return [shape for shape in drawing.shapes if str(shape.attributes.get("class", "")).split(" ")[0] == look]


def every_chart() -> list[charts.Chart]:
    pairs = [charts.Pair("德", 9020, 8860), charts.Pair("廉", None, 9140), charts.Pair("绩", 8815, None)]
    points = [charts.Point("2024", 8410, 8480), charts.Point("2025", None, 8510), charts.Point("2026", 8600, None)]
    return [
        charts.distribution([charts.Bin("80", 3), charts.Bin("82", 0)], title="分布", head="总分"),
        charts.distribution([], title="分布", head="总分"),
        charts.dot_and_gap(pairs, title="方面", own="本人", median="中位数"),
        charts.dot_and_gap([], title="方面", own="本人", median="中位数"),
        charts.lines(points, title="历年", own="本人", median="中位数", head="年度"),
        charts.lines(points[:1], title="历年", own="本人", median="中位数", head="年度"),
        charts.lines([], title="历年", own="本人", median="中位数", head="年度"),
        charts.coverage([charts.Cover("河湾镇", 90, 97)], title="谈话", done="已谈", left="还没有谈"),
        charts.coverage([], title="谈话", done="已谈", left="还没有谈"),
    ]


@pytest.mark.parametrize("chart", every_chart())
def test_every_chart_has_a_name_a_table_and_no_style(chart: charts.Chart) -> None:
    rows = {len(row) for row in chart.table.rows}

    assert chart.drawing.attributes["aria-label"]
    assert chart.table.heads
    assert rows <= {len(chart.table.heads)}
    assert all("style" not in shape.attributes for shape in chart.drawing.shapes)


@pytest.mark.parametrize("chart", every_chart())
def test_nothing_is_drawn_outside_the_picture(chart: charts.Chart) -> None:
    _, _, width, height = (float(part) for part in str(chart.drawing.attributes["viewBox"]).split())

    for shape in chart.drawing.shapes:
        across = [float(str(shape.attributes[name])) for name in ("x", "x1", "x2", "cx") if name in shape.attributes]
        down = [float(str(shape.attributes[name])) for name in ("y", "y1", "y2", "cy") if name in shape.attributes]
        assert all(0 <= x <= width for x in across)
        assert all(0 <= y <= height for y in down)


def test_quota_bar_has_one_cell_per_place() -> None:
    drawing = charts.quota_bar(candidates=4, tied=1, empty=2)

    assert len(shapes(drawing, "f1")) == 4
    assert len(shapes(drawing, "f-red")) == 1
    assert "7 个名额" in str(drawing.attributes["aria-label"])


@pytest.mark.parametrize("places", [1, 3, 24, 500])
def test_quota_cells_fill_the_bar_from_end_to_end(places: int) -> None:
    cells = shapes(charts.quota_bar(candidates=places, tied=0, empty=0), "f1")
    last = cells[-1].attributes

    assert len(cells) == places
    assert float(str(cells[0].attributes["x"])) == 0
    assert float(str(last["x"])) + float(str(last["width"])) == pytest.approx(1000, abs=0.2)


def test_quota_bar_of_nothing_draws_an_empty_bar() -> None:
    assert len(charts.quota_bar(candidates=0, tied=0, empty=0).shapes) == 1


def test_band_keeps_its_order_and_stays_in_the_cell() -> None:
    drawing = charts.band(value_e2=9100, low_e2=8000, high_e2=9900, edge_e2=8996, scale=(8600, 9400))
    span = shapes(drawing, "s1")[0].attributes
    dot = shapes(drawing, "f1")[0].attributes

    assert 0 < float(str(span["x1"])) < float(str(dot["cx"])) < float(str(span["x2"])) < 220
    assert drawing.attributes["aria-label"] == "91.00 分，区间 80.00 至 99.00"


def test_band_without_an_edge_draws_no_dashed_line() -> None:
    drawing = charts.band(value_e2=9100, low_e2=9000, high_e2=9200, edge_e2=None, scale=(9100, 9100))

    assert not shapes(drawing, "s3")


@pytest.mark.parametrize(
    ("done", "total", "filled"), [(412, 468, 105.6), (0, 10, 0), (10, 10, 120), (0, 0, 120), (12, 10, 120)]
)
def test_meter_is_as_long_as_the_share(done: int, total: int, filled: float) -> None:
    bar = shapes(charts.meter(done, total, "谈心谈话"), "f1")[0]

    assert float(str(bar.attributes["width"])) == pytest.approx(filled, abs=0.05)


def test_distribution_bars_are_in_proportion_and_empty_ranges_have_none() -> None:
    bins = [charts.Bin("80", 2, words="80–82"), charts.Bin("82", 0), charts.Bin("84", 4, "f1")]
    chart = charts.distribution(bins, title="总分分布", head="总分")

    low, high = shapes(chart.drawing, "f5"), shapes(chart.drawing, "f1")

    assert len(low) == 1
    assert float(str(high[0].attributes["height"])) == 2 * float(str(low[0].attributes["height"]))
    assert chart.table.rows[0] == ("80–82", "2")


def test_a_missing_year_breaks_the_line_and_is_named_in_the_table() -> None:
    points = [charts.Point(str(year), None if year == 2023 else 8400 + year, 8500) for year in range(2021, 2026)]
    chart = charts.lines(points, title="历年", own="本人", median="中位数", head="年度")

    own_lines = [shape for shape in shapes(chart.drawing, "s1") if shape.tag == "polyline"]

    assert len(own_lines) == 2
    assert chart.table.rows[2][1] == "尚无"


def test_coverage_draws_one_dot_for_each_person() -> None:
    units = [charts.Cover("云岭乡", 9, 16), charts.Cover("县直一组", 56, 56)]
    chart = charts.coverage(units, title="谈话", done="已谈", left="还没有谈")

    assert len(shapes(chart.drawing, "f1")) == 65
    assert len(shapes(chart.drawing, "s-hollow")) == 7
    assert chart.table.rows[0] == ("云岭乡", "16", "9", "7")


def test_stacked_bars_are_in_proportion_and_the_sum_stands_at_the_end() -> None:
    stacks = [charts.Stack("2025", [1, 3]), charts.Stack("2026", [2, 0])]
    chart = charts.stacked(stacks, ["免责", "从轻"], title="结果", head="年份")

    first, second = shapes(chart.drawing, "f1"), shapes(chart.drawing, "f2")

    assert [round(float(str(bar.attributes["width"])) + 2) for bar in first] == [89, 178]
    assert len(second) == 1  # nothing is drawn for a count of zero
    assert chart.table.rows == [("2025", "1", "3", "4"), ("2026", "2", "0", "2")]
    assert [key.label for key in chart.keys] == ["免责", "从轻"]


@pytest.mark.parametrize(
    ("low", "high", "marks"),
    [
        (8520, 9020, [8400, 8600, 8800, 9000, 9200]),
        (0, 10000, [0, 2000, 4000, 6000, 8000, 10000]),
        (8800, 8800, [8800, 8850]),
        (0, 2_000_000, [0, 2_000_000]),
    ],
)
def test_ticks_are_round_and_enclose_the_scores(low: int, high: int, marks: list[int]) -> None:
    assert charts.ticks(low, high) == marks
