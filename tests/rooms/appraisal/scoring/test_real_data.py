"""Does scoring hold on real figures? Each number below can be checked by hand or with three lines of pandas.

The data lie beside the project and are not part of it; where they are missing these tests skip.
"""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas
import pytest

from dandang.parts.appraisal import scoring
from dandang.parts.appraisal.scoring import points
from tests.rooms.appraisal.scoring import examples

ENGINES = ("reference", "duckdb")
NEVER_TRIM = {"trim_min_n": 10**6, "trim_share_pct": 10, "min_cover_pct": 60, "max_tolerated_pct": 50, "floor": "0"}


def table(shared: Path, name: str) -> list[dict[str, str]]:
    """One of the data sets as text; skips where it is missing."""
    path = shared / "data" / f"{name}.csv"
    if not path.is_file():
        pytest.skip(f"{name} is not here")
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def results(folder: Path, made: dict[str, Any], **tables: list[tuple[Any, ...]]) -> dict[str, dict[str, str]]:
    """The rows of results.csv by person, after both engines wrote the same bytes."""
    paths = examples.write_input(folder / "in", made, **tables)
    for engine in ENGINES:
        scoring.run_files(**paths, out=folder / engine, engine=engine)
    for name in ("results.csv", "lines.csv"):
        assert (folder / "duckdb" / name).read_bytes() == (folder / "reference" / name).read_bytes()
    with (folder / "duckdb" / "results.csv").open(encoding="utf-8", newline="") as stream:
        return {row["person"]: row for row in csv.DictReader(stream)}


def test_ninety_nine_companies_rated_by_5400_members(shared: Path, tmp_path: Path) -> None:
    rows = table(shared, "leader_ratings_bhr2000")
    items = [name for name in rows[0] if name not in ("GRP", "HRS")]
    indicators = [{"id": item, "weight": 9, "kind": "rating"} for item in items]
    indicators[-1]["weight"] = 10
    made = examples.plan(indicators=indicators, rater_groups=[{"id": "官兵", "weight": 100}], rules=NEVER_TRIM)
    ratings = [
        (row["GRP"], item, "官兵", f"R{number}", 25 * (int(row[item]) - 1))
        for number, row in enumerate(rows)
        for item in items
    ]

    found = results(
        tmp_path, made, people=[(name, name, "全体") for name in {row["GRP"] for row in rows}], ratings=ratings
    )

    assert len(found) == 99
    means = pandas.DataFrame(rows)[["GRP", *items]].astype(int).groupby("GRP").mean()
    shares = pandas.Series({str(one["id"]): one["weight"] for one in indicators}) / 100
    expected = ((means - 1) * 25 * shares).sum(axis=1)
    for company, row in found.items():
        assert float(row["total"]) == pytest.approx(expected[int(company)], abs=0.0051)
    assert sum(row["rank_in_pool"] == "1" for row in found.values()) == 1
    best = next(name for name, row in found.items() if row["rank_in_pool"] == "1")
    assert int(best) == expected.idxmax()


def test_trimming_real_marks_agrees_with_sorting_them_by_hand(shared: Path, tmp_path: Path) -> None:
    rows = table(shared, "leader_ratings_bhr2000")
    made = examples.rated_plan(100)
    scores: dict[str, list[int]] = {}
    ratings = []
    for number, row in enumerate(rows):
        score = 25 * (int(row["AP12"]) - 1)
        scores.setdefault(row["GRP"], []).append(score)
        ratings.append((row["GRP"], "I1", "群众", f"R{number}", score))

    found = results(tmp_path, made, people=[(name, name, "全体") for name in scores], ratings=ratings)

    assert max(len(marks) for marks in scores.values()) == 188
    for company, marks in scores.items():
        k = max(1, len(marks) // 10)
        kept = sorted(marks)[k:-k]
        assert found[company]["total"] == points.decimal_text(
            points.rhu(points.rhu(sum(kept) * 10_000, len(kept)), 100), 2
        )


def test_forty_three_judges_rated_by_lawyers(shared: Path, tmp_path: Path) -> None:
    rows = table(shared, "usjudge_ratings")
    weights = {"INTG": 30, "DILG": 20, "CFMG": 20, "PREP": 20, "DMNR": 10}
    made = examples.plan(
        indicators=[{"id": item, "weight": weight, "kind": "rating"} for item, weight in weights.items()],
        rater_groups=[{"id": "律师", "weight": 100}],
        quota={"default_rate_bp": 2000},
    )
    ratings = [
        (row["judge"], item, "律师", "律师", int(row[item].replace(".", ""))) for row in rows for item in weights
    ]

    found = results(tmp_path, made, people=[(row["judge"], "法院", "全体") for row in rows], ratings=ratings)

    assert found["J01"]["total"] == "74.40"  # 0.3*79 + 0.2*73 + 0.2*71 + 0.2*71 + 0.1*77
    assert sum(row["grade_state"] == "candidate" for row in found.values()) <= 8
    for row in rows:
        exact = sum(Fraction(row[item]) * weight for item, weight in weights.items()) / 10
        assert Fraction(found[row["judge"]]["total"]) == exact


def test_growth_and_air_of_the_cities_of_anhui(shared: Path, tmp_path: Path) -> None:
    rows = table(shared, "china_prefecture_panel")
    cities = {
        year: {row["division_code"]: row for row in rows if row["prov_code"] == "34" and row["year"] == year}
        for year in ("2009", "2010")
    }
    made = examples.plan(
        indicators=[
            {"id": "增速", "weight": 40, "kind": "measure", "function": "efficacy", "x_bad": "0.05", "x_good": "0.20"},
            {"id": "财政", "weight": 30, "kind": "measure", "function": "growth", "x_bad": 1, "x_good": "1.5"}
            | {"clip": True},
            {"id": "空气", "weight": 30, "kind": "measure", "function": "gap_closed", "x_bad": 75, "x_good": 35}
            | {"clip": True},
        ],
        rater_groups=[],
        rules=NEVER_TRIM,
    )
    measures = []
    for code, row in cities["2010"].items():
        before = cities["2009"][code]
        measures += [
            (code, "增速", row["real_gdp_growth"], "", ""),
            (code, "财政", row["revenue_10k_yuan"], before["revenue_10k_yuan"], ""),
            (code, "空气", row["pm25_ug_m3"], before["pm25_ug_m3"], "35"),
        ]
    measures = [measure for measure in measures if measure[2]]

    found = results(
        tmp_path, made, people=[(code, "安徽", "省") for code in cities["2010"]], ratings=[], measures=measures
    )

    # 芜湖 2010: growth 0.37375 -> 60 + 40*(0.32375/0.15) = 146.3333; revenue 948372/694123 = 1.36629 -> 73.2577;
    # PM2.5 from 57.95 to 52.02 on the way to 35: 5.93/22.95 = 25.8388; 0.4*146.3333 + 0.3*73.2577 + 0.3*25.8388
    assert found["340200"]["total"] == "88.26"
    # 合肥 2010: 60 + 40*(0.25174/0.15) = 127.1307; 2594283/1808977 = 1.434116 -> 86.8232; the air grew worse: 0
    assert found["340100"]["total"] == "76.90"
    assert len(found) == 17
