"""`dandang score`: files in, results out. No Django, no database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dandang.operations.answers import Answer, CommandRefused, answered, progress

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.option("--plan", required=True, type=_FILE, help="考核方案（JSON）")
@click.option("--people", required=True, type=_FILE, help="参加考核的人（CSV 或 Parquet）")
@click.option("--ratings", required=True, type=_FILE, help="评分")
@click.option("--measures", type=_FILE, help="定量指标的实际值")
@click.option("--tolerated", type=_FILE, help="已容错、不作负面评价的人和指标")
@click.option("--components", type=_FILE, help="平时考核等组成部分的得分")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="结果放在哪个文件夹")
@click.option("--engine", default="duckdb", show_default=True, type=click.Choice(["reference", "duckdb", "spark"]))
@click.option("--lines", default="all", show_default=True, type=click.Choice(["all", "none"]), help="要不要计分明细")
@answered
def score(plan: Path, people: Path, ratings: Path, out: Path, **rest: Any) -> Answer:
    """按 transparent/1 计分，写出 results.csv、lines.csv 和 run.json。"""
    from dandang.parts.appraisal import scoring

    try:
        report = scoring.run_files(plan, people, ratings, out=out, progress=progress, **rest)
    except scoring.Refused as refused:
        raise CommandRefused(refused.as_errors(), str(refused)) from None
    rows = report["rows"]
    text = f"已计分 {rows['people']:,} 人，评分 {rows['ratings']:,} 条，用时 {report['seconds']} 秒。结果在 {out}"
    return Answer(report, text)
