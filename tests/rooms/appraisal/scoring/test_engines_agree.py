"""Do both engines write the same bytes, whatever the plan and the ballots?"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.csv
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dandang.parts.appraisal import scoring
from dandang.parts.appraisal.scoring import duckdb_engine, files
from tests.rooms.appraisal.scoring import examples

PROPERTY = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
NAMES = ["张三", "P,1", 'P"2', "O'Neil", "P#4", "=1+1", "李四", "P10", "P9", "é", "𠮷", "p", "Zz", "0"]
SCORES = st.one_of(
    st.sampled_from(["0", "100", "80", "80.0000", "79.9950", "90.5"]),
    st.integers(0, 1_000_000).map(lambda e4: f"{e4 // 10_000}.{e4 % 10_000:04d}"),
)
VALUES = st.one_of(st.integers(-100, 100).map(str), st.decimals(-50, 50, places=6).map(lambda value: f"{value:f}"))


@st.composite
def weights(draw: st.DrawFn, count: int) -> list[Any]:
    """Weights that add to 100, whole or with two places."""
    scale = draw(st.sampled_from([1, 100]))
    cuts = sorted(draw(st.lists(st.integers(1, 100 * scale - 1), min_size=count - 1, max_size=count - 1, unique=True)))
    edges = [0, *cuts, 100 * scale]
    parts = [high - low for low, high in zip(edges, edges[1:], strict=False)]
    return [part if scale == 1 else f"{part // 100}.{part % 100:02d}" for part in parts]


@st.composite
def indicators(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rated and measured indicators with every function."""
    count = draw(st.integers(1, 4))
    made = []
    for place, weight in enumerate(draw(weights(count))):
        one: dict[str, Any] = {"id": f"I{place}", "weight": weight, "kind": "rating"}
        if draw(st.booleans()):
            function = draw(st.sampled_from(["efficacy", "min_max", "gap_closed", "growth", "kept"]))
            bad = draw(st.integers(-20, 20))
            one |= {"kind": "measure", "function": function, "clip": draw(st.booleans())}
            one |= {"x_bad": bad, "x_good": bad + draw(st.sampled_from([-7, -2, 3, 13]))}
        made.append(one)
    return made


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """A whole plan."""
    groups = draw(st.integers(1, 3))
    made = examples.plan(
        indicators=draw(indicators()),
        rater_groups=[
            {"id": f"G{place}", "weight": weight, "must_have": draw(st.sampled_from([False, False, True]))}
            for place, weight in enumerate(draw(weights(groups)))
        ],
        rules={
            "trim_min_n": draw(st.sampled_from([3, 5, 1000])),
            "trim_share_pct": draw(st.sampled_from([0, 10, 30, 49])),
            "min_cover_pct": draw(st.sampled_from([0, 60, 100])),
            "max_tolerated_pct": draw(st.sampled_from([0, 50, 100])),
            "floor": draw(st.sampled_from(["0.00", "70.00", "80.00"])),
        },
        quota={
            "default_rate_bp": draw(st.sampled_from([0, 1500, 2000, 3333, 10000])),
            "rate_bp": draw(st.sampled_from([{}, {"U1": 2500, "U9": 1}])),
            "tie_order": draw(st.sampled_from([[], ["U3", "U1"]])),
        },
    )
    if draw(st.booleans()):
        made["components"] = [{"id": "平时", "share": 30}, {"id": "年度", "share": 60}, {"id": "专项", "share": 10}]
    if draw(st.booleans()):
        made["peers"] = {"min_n": draw(st.sampled_from([2, 4])), "path": [["region", "level"], ["level"], []]}
    return made


@st.composite
def runs(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, list[tuple[Any, ...]]]]:
    """A plan with tables that have gaps, ties, ballots sent twice, self-ratings and tolerated items."""
    made = draw(plans())
    people = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=9, unique=True))
    units, pools = st.sampled_from(["U1", "U2", "U3"]), st.sampled_from(["甲", "乙"])
    rated = [one["id"] for one in made["indicators"] if one["kind"] == "rating"]
    measured = [one for one in made["indicators"] if one["kind"] == "measure"]
    dice = random.Random(draw(st.integers(0, 10**6)))
    score = draw(st.lists(SCORES, min_size=3, max_size=12))
    groups = [one["id"] for one in made["rater_groups"]]
    raters = draw(st.sampled_from([3, 8, 24]))
    tables: dict[str, list[tuple[Any, ...]]] = {
        "people": [(name, draw(units), draw(pools)) for name in people],
        "ratings": [
            (name, item, dice.choice(groups), f"R{rater}" if rater else name, dice.choice(score))
            for name in people
            for item in rated
            for rater in range(raters)
            for _ in range(dice.choice([0, 1, 1, 1, 1, 1, 2]))
        ],
        "measures": [
            (
                name,
                one["id"],
                draw(VALUES),
                draw(st.sampled_from([10, 20, 40])),
                draw(st.sampled_from([-20, 10, 30, 60])),
            )
            for name in people
            for one in measured
            if dice.random() < 0.8
        ],
        "tolerated": [(name, one["id"]) for name in people for one in made["indicators"] if dice.random() < 0.2],
        "components": [
            (name, part, dice.choice(score))
            for name in people
            for part in ("平时", "专项")
            if "components" in made and dice.random() < 0.7
        ],
    }
    if rated and not tables["ratings"]:
        tables["ratings"] = [(people[0], rated[0], groups[0], "R1", "80")]
    return made, tables


@PROPERTY
@given(runs())
def test_files_are_equal_byte_for_byte(run: tuple[dict[str, Any], dict[str, list[tuple[Any, ...]]]]) -> None:
    made, tables = run
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = examples.write_input(folder / "in", made, **tables)

        reference = scoring.run_files(**paths, out=folder / "reference", engine="reference")
        quick = scoring.run_files(**paths, out=folder / "duckdb", engine="duckdb")

        for made_file in ("results.csv", "lines.csv"):
            assert (folder / "duckdb" / made_file).read_bytes() == (folder / "reference" / made_file).read_bytes()
        for same in ("run_id", "plan_hash", "input_hash", "rows"):
            assert quick[same] == reference[same]


@PROPERTY
@given(runs())
def test_small_ranges_straight_from_parquet_change_nothing(
    run: tuple[dict[str, Any], dict[str, list[tuple[Any, ...]]]],
) -> None:
    made, tables = run
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tables["ratings"].sort(key=lambda row: row[0])
        paths = examples.write_input(folder / "in", made, **tables)
        scoring.run_files(**paths, out=folder / "reference", engine="reference")
        found = {}
        for table in tables:
            text = pyarrow.csv.ConvertOptions(
                column_types={column: pyarrow.string() for column in examples.COLUMNS[table]}
            )
            parquet = folder / "in" / f"{table}.parquet"
            rows = pyarrow.csv.read_csv(paths[table], convert_options=text)
            pyarrow.parquet.write_table(rows, parquet, row_group_size=5)
            found[table] = files.open_table(table, parquet)
        work = folder / "work"
        work.mkdir()

        duckdb_engine.run_files(scoring.read_plan(made), found, work, True, lambda *_: None, range_size=2)

        for made_file in ("results.csv", "lines.csv"):
            assert (work / made_file).read_bytes() == (folder / "reference" / made_file).read_bytes()


@PROPERTY
@given(runs(), st.randoms(use_true_random=False))
def test_records_are_equal_and_the_order_of_rows_does_not_matter(
    run: tuple[dict[str, Any], dict[str, list[tuple[Any, ...]]]], dice: random.Random
) -> None:
    made, tables = run
    once = {(row[0], row[1], row[3]): row for row in tables["ratings"]}
    tables["ratings"] = list(once.values())

    straight = scoring.run(made, scoring.Tables(**tables), "reference")
    for rows in tables.values():
        dice.shuffle(rows)
    shuffled = scoring.run(made, scoring.Tables(**tables), "duckdb")

    assert shuffled.results == straight.results
    assert shuffled.lines == straight.lines
    assert shuffled.quotas == straight.quotas
    assert shuffled.input_hash == straight.input_hash


@PROPERTY
@given(runs())
def test_tolerance_never_lowers_a_total_and_quota_is_never_exceeded(
    run: tuple[dict[str, Any], dict[str, list[tuple[Any, ...]]]],
) -> None:
    made, tables = run

    tolerant = scoring.run(made, scoring.Tables(**tables), "reference")
    strict = scoring.run(made, scoring.Tables(**(tables | {"tolerated": []})), "reference")

    for with_rule, without in zip(tolerant.results, strict.results, strict=True):
        assert (with_rule.total_e4 is None) == (without.total_e4 is None)
        assert with_rule.total_e4 is None or without.total_e4 is None or with_rule.total_e4 >= without.total_e4
    for quota in tolerant.quotas:
        here = [one for one in tolerant.results if (one.pool, one.unit) == (quota.pool, quota.unit)]
        assert sum(one.grade_state == "candidate" for one in here) <= quota.places
        assert len(here) == quota.people
    for pool in {quota.pool for quota in tolerant.quotas}:
        here_quotas = [quota for quota in tolerant.quotas if quota.pool == pool]
        owed = sum(quota.people * quota.rate_bp for quota in here_quotas)
        assert sum(quota.places for quota in here_quotas) == owed // 10_000


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("DECIMAL(7,4)", "86.5"),
        ("DOUBLE", "86.6667"),
        ("DECIMAL(12,6)", "86.5"),
        ("INTEGER", "86"),
        ("VARCHAR", "7.1"),
        ("FLOAT", "86.5"),
    ],
)
def test_typed_scores_of_parquet_read_the_same_in_both_engines(tmp_path: Path, kind: str, cell: str) -> None:
    made = examples.rated_plan(100)
    paths = examples.write_input(tmp_path, made, people=[("P1", "U", "甲")], ratings=[])
    duckdb.sql(
        f"SELECT 'P1' AS person, 'I1' AS indicator, '群众' AS \"group\", 7 AS rater, '{cell}'::{kind} AS score"
    ).write_parquet(str(tmp_path / "ratings.parquet"))
    paths["ratings"] = tmp_path / "ratings.parquet"

    for engine in ("reference", "duckdb"):
        scoring.run_files(**paths, out=tmp_path / engine, engine=engine)

    written = (tmp_path / "duckdb" / "lines.csv").read_bytes()
    assert written == (tmp_path / "reference" / "lines.csv").read_bytes()
    assert f",{round(float(cell) * 10_000)},e4,component".encode() in written
