"""Small plans and tables that the tests of scoring share, and a way to lay them down as files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "people": ("person", "unit", "pool"),
    "ratings": ("person", "indicator", "group", "rater", "score"),
    "measures": ("person", "indicator", "value", "base_value", "target"),
    "tolerated": ("person", "indicator"),
    "components": ("person", "component", "score"),
}


def plan(**changes: Any) -> dict[str, Any]:
    """A plan with one rated and one measured indicator and two groups; top-level parts can be exchanged."""
    return {
        "method": "transparent/1",
        "indicators": [
            {"id": "作风", "weight": 60, "kind": "rating"},
            {"id": "实绩", "weight": 40, "kind": "measure", "function": "efficacy", "x_bad": 6, "x_good": 12},
        ],
        "rater_groups": [{"id": "上级", "weight": 60}, {"id": "群众", "weight": 40}],
        "rules": {
            "trim_min_n": 5,
            "trim_share_pct": 10,
            "min_cover_pct": 60,
            "max_tolerated_pct": 50,
            "floor": "80.00",
        },
        "quota": {"default_rate_bp": 2000, "rate_bp": {}, "tie_order": []},
    } | changes


def rated_plan(*weights: int, **changes: Any) -> dict[str, Any]:
    """A plan with rated indicators I1, I2, … of these weights and one group."""
    indicators = [{"id": f"I{n}", "weight": weight, "kind": "rating"} for n, weight in enumerate(weights, start=1)]
    return plan(indicators=indicators, rater_groups=[{"id": "群众", "weight": 100}], **changes)


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """Write rows as a CSV file with a heading."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return path


def write_input(folder: Path, made: Mapping[str, Any], **tables: Iterable[Sequence[object]]) -> dict[str, Path]:
    """Lay down a plan and its tables; returns the arguments of ``run_files``."""
    folder.mkdir(parents=True, exist_ok=True)
    plan_path = folder / "plan.json"
    plan_path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    paths = {"plan_path": plan_path}
    for name, rows in tables.items():
        paths[name] = write_csv(folder / f"{name}.csv", COLUMNS[name], rows)
    return paths
