"""How long does scoring take, how much memory does it need, and how does that grow?

Makes up N people x 12 raters x 8 indicators as Parquet (seeded; 8 % of marks missing, 1 % of items tolerated, rows
lying by person as ballots arrive). Then runs, in a process of its own each: a bare scan of every column, the DuckDB
engine without and with ``lines.csv``, and a plain pandas script for the same trimmed means, weights and totals. Prints
seconds of wall clock and processor, peak memory, ratios and the growth exponent. Asserts nothing; deletes its data.

    python benchmarks/scoring.py --people 100000 1000000 [--pandas] [--lines none all] [--folder DIR]
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

GROUPS = ("上级",) + ("同级",) * 3 + ("下级",) * 3 + ("服务对象",) * 2 + ("群众",) * 3
GROUP_WEIGHTS = {"上级": 30, "同级": 20, "下级": 15, "服务对象": 15, "群众": 20}
INDICATOR_WEIGHTS = (20, 20, 15, 15, 10, 10, 5, 5)
PLAN = {
    "method": "transparent/1",
    "indicators": [{"id": f"I{n}", "weight": w, "kind": "rating"} for n, w in enumerate(INDICATOR_WEIGHTS, start=1)],
    "rater_groups": [{"id": group, "weight": weight} for group, weight in GROUP_WEIGHTS.items()],
    "rules": {"trim_min_n": 3, "trim_share_pct": 10, "min_cover_pct": 60, "max_tolerated_pct": 50, "floor": "70.00"},
    "quota": {"default_rate_bp": 2000},
}

SCAN = '''
import duckdb, sys
duckdb.sql("SET enable_progress_bar = false")
duckdb.sql(
    f"""SELECT max(person), max(indicator), max("group"), max(rater), sum(score)
        FROM '{sys.argv[1]}/ratings.parquet'"""
).fetchall()
'''
ENGINE = """
import sys
from dandang.parts.appraisal import scoring
folder, lines = sys.argv[1:3]
scoring.run_files(f"{folder}/plan.json", f"{folder}/people.parquet", f"{folder}/ratings.parquet",
                  tolerated=f"{folder}/tolerated.parquet", out=f"{folder}/out", lines=lines)
"""
PANDAS = """
import json, sys
import pandas as pd
folder = sys.argv[1]
plan = json.load(open(f"{folder}/plan.json"))
r = pd.read_parquet(f"{folder}/ratings.parquet")
for column in ("person", "indicator", "group"):
    r[column] = r[column].astype("category")
r["score"] = (r["score"].astype("float64") * 10000).round().astype("int64")
cell = r.groupby(["person", "indicator", "group"], observed=True)["score"].agg(["count", "sum", "min", "max"])
del r
trimmed = (cell["sum"] - cell["min"] - cell["max"]).where(cell["count"] >= 3, cell["sum"])
n = (cell["count"] - 2).where(cell["count"] >= 3, cell["count"])
score = ((2 * trimmed + n) // (2 * n)).reset_index(name="v")
score["w"] = score["group"].map({g["id"]: g["weight"] for g in plan["rater_groups"]}).astype("int64")
score["wv"] = score["w"] * score["v"]
item = score.groupby(["person", "indicator"], observed=True)[["wv", "w"]].sum()
item = ((2 * item["wv"] + item["w"]) // (2 * item["w"])).reset_index(name="v")
item["w"] = item["indicator"].map({i["id"]: i["weight"] for i in plan["indicators"]}).astype("int64")
item["wv"] = item["w"] * item["v"]
total = item.groupby("person", observed=True)[["wv", "w"]].sum()
total = ((2 * total["wv"] + total["w"]) // (2 * total["w"]) + 50) // 100
people = pd.read_parquet(f"{folder}/people.parquet").set_index("person")
people["total"] = total
people["rank_in_unit"] = people.groupby("unit")["total"].rank(method="min", ascending=False)
people["rank_in_pool"] = people.groupby("pool")["total"].rank(method="min", ascending=False)
people.to_csv(f"{folder}/pandas.csv")
"""


@dataclass(frozen=True)
class Spent:
    """What one process took."""

    wall: float
    cpu: float
    peak_mb: int


def make_input(folder: Path, people: int, seed: int) -> None:
    """Write the plan and its tables; the same for the same seed."""
    import duckdb

    (folder / "plan.json").write_text(json.dumps(PLAN, ensure_ascii=False), encoding="utf-8")
    with duckdb.connect() as db:
        db.execute("SET enable_progress_bar = false")
        groups = "[" + ", ".join(f"'{group}'" for group in GROUPS) + "]"
        db.execute(
            f"""COPY (SELECT printf('P%08d', p) AS person, 'I' || (1 + i) AS indicator, {groups}[r + 1] AS "group",
                    printf('R%06d-%02d', p // 20, r) AS rater,
                    (60 + (hash(p * 96 + i * 12 + r + {seed}) % 400000) / 10000.0)::DECIMAL(7, 4) AS score
                FROM (SELECT x // 96 AS p, x % 96 // 12 AS i, x % 12 AS r FROM range({people}::BIGINT * 96) t(x))
                WHERE hash(p * 96 + i * 12 + r, {seed}) % 100 >= 8)
                TO '{folder}/ratings.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 960000)"""
        )
        db.execute(
            f"""COPY (SELECT printf('P%08d', p) AS person, 'U' || p // 20 AS unit, 'R' || p // 2000 AS pool
                FROM range({people}) t(p)) TO '{folder}/people.parquet' (FORMAT parquet)"""
        )
        db.execute(
            f"""COPY (SELECT printf('P%08d', x // 8) AS person, 'I' || (1 + x % 8) AS indicator
                FROM range({people}::BIGINT * 8) t(x) WHERE hash(x, {seed}) % 100 = 0)
                TO '{folder}/tolerated.parquet' (FORMAT parquet)"""
        )


def measured(script: str, *arguments: str) -> Spent:
    """Run a script in a fresh interpreter; its wall clock, processor seconds and peak memory."""
    started = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", script, *arguments])
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"a measured script ended with {child.returncode}")
    return Spent(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def main() -> None:
    """Measure every size asked for and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--lines", choices=("none", "all"), nargs="+", default=["none", "all"])
    parser.add_argument("--pandas", action="store_true", help="also run pandas (10 GB of memory at a million people)")
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--folder", type=Path, help="where to put the data while measuring (default: temporary files)")
    asked = parser.parse_args()
    runs = [("scan", SCAN, ())] + [(f"duckdb, lines {lines}", ENGINE, (lines,)) for lines in asked.lines]
    runs += [("pandas", PANDAS, ())] if asked.pandas else []
    before: dict[str, tuple[int, Spent]] = {}
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    heads = f"{'wall s':>8} {'cpu s':>8} {'peak MB':>8} {'x scan':>7} {'x cpu':>7} {'growth':>7} {'in cpu':>7}"
    print(f"{'people':>9} {'run':<18} {heads}")
    for people in asked.people:
        with tempfile.TemporaryDirectory(dir=asked.folder) as name:
            make_input(Path(name), people, asked.seed)
            scan = measured(SCAN, name)
            for title, script, arguments in runs:
                spent = scan if title == "scan" else measured(script, name, *arguments)
                growth = in_cpu = ""
                if title in before:
                    fewer, earlier = before[title]
                    growth = f"{math.log(spent.wall / earlier.wall) / math.log(people / fewer):.2f}"
                    in_cpu = f"{math.log(spent.cpu / earlier.cpu) / math.log(people / fewer):.2f}"
                before[title] = (people, spent)
                print(
                    f"{people:>9} {title:<18} {spent.wall:>8.2f} {spent.cpu:>8.2f} {spent.peak_mb:>8} "
                    f"{spent.wall / scan.wall:>7.1f} {spent.cpu / scan.cpu:>7.1f} {growth:>7} {in_cpu:>7}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
