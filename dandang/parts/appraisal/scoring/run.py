"""The two doors of scoring: tables in memory, and files on disk. Plan in, tables in, lines out."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Literal

from . import duckdb_engine, files, reference, tables
from .faults import Fault, Refused
from .plan import METHOD, Plan, read_plan
from .results import LINE_COLUMNS, RESULT_COLUMNS, Counts, Line, RunResult, write_csv

CODE_VERSION: Final = f"{METHOD} r1"
ENGINES: Final = ("reference", "duckdb")

Engine = Literal["reference", "duckdb"]
Progress = Callable[[int, int], None]
"""Called with the number of people scored so far and the number of all."""

LineSink = Callable[[Sequence[Line]], None]


@dataclass(frozen=True)
class InputPaths:
    """Where the tables of a run lie."""

    people: Path
    ratings: Path
    measures: Path | None = None
    tolerated: Path | None = None
    components: Path | None = None


def run(
    plan: Plan | Mapping[str, Any],
    given: tables.Tables,
    engine: str = "duckdb",
    *,
    on_lines: LineSink | None = None,
    progress: Progress | None = None,
) -> RunResult:
    """Score tables in memory.

    Lines are gathered in the result, or handed to ``on_lines`` in blocks as they are made. Refuses (``Refused``) a
    plan or a table with faults, naming all of them; then ``on_lines`` was never called.
    """
    plan = read_plan(plan)
    refuse_unknown_engine(engine)
    gathered: list[Line] = []
    sink = on_lines or gathered.extend
    watch = progress or _unwatched
    if engine == "reference":
        checked = tables.check(plan, {name: given.source(name) for name in tables.NAMES})
        found = reference.run(plan, checked, sink, watch)
    else:
        found = duckdb_engine.run_tables(plan, given, sink, watch)
    return replace(found, lines=gathered, engine=engine)


def run_files(
    plan_path: str | os.PathLike[str],
    people: str | os.PathLike[str],
    ratings: str | os.PathLike[str],
    measures: str | os.PathLike[str] | None = None,
    tolerated: str | os.PathLike[str] | None = None,
    components: str | os.PathLike[str] | None = None,
    *,
    out: str | os.PathLike[str],
    engine: str = "duckdb",
    lines: str = "all",
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Score files and write ``results.csv``, ``lines.csv`` and ``run.json`` into ``out``; returns what run.json holds.

    Refuses (``Refused``) faulty files with every fault; then ``out`` is left as it was. ``lines="none"`` leaves out
    ``lines.csv``.
    """
    started = time.monotonic()
    refuse_unknown_engine(engine)
    given = (people, ratings, measures, tolerated, components)
    paths = InputPaths(*(Path(path) if path else None for path in given))  # type: ignore[arg-type]
    plan = read_plan_file(Path(plan_path))
    found = {name: files.open_table(name, path) for name in tables.NAMES if (path := getattr(paths, name)) is not None}
    target = Path(out)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".scoring-", dir=target) as name:
        work = Path(name)
        score = _score_with_reference if engine == "reference" else duckdb_engine.run_files
        counts = score(plan, found, work, lines == "all", progress or _unwatched)
        report = _report(plan, Path(plan_path), found, counts, engine, time.monotonic() - started)
        (work / "run.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        if lines != "all":
            (target / "lines.csv").unlink(missing_ok=True)
        for made in ("results.csv", "lines.csv", "run.json"):
            if (work / made).exists():
                shutil.move(work / made, target / made)
    return report


def read_plan_file(path: Path) -> Plan:
    """Read a plan from a JSON file, numbers taken as the decimals they are written as."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        raise Refused([Fault(path.name, None, "", "", "找不到这个文件。", "请核对路径。")]) from None
    except UnicodeDecodeError:
        raise Refused([Fault(path.name, None, "", "", "文字不是 UTF-8 编码。", "请另存为 UTF-8。")]) from None
    except json.JSONDecodeError as error:
        reason = f"不是完整的 JSON(第 {error.lineno} 行第 {error.colno} 列读不下去)。"
        raise Refused([Fault(path.name, error.lineno, "", "", reason, "请检查逗号、引号和括号。")]) from None
    if not isinstance(data, dict):
        raise Refused([Fault(path.name, None, "", "", "方案应为一组名称和值。", "请用花括号包住全部内容。")])
    return read_plan(data, file=path.name)


def refuse_unknown_engine(engine: str) -> None:
    """Refuse an engine that is not built."""
    if engine not in ENGINES:
        reason = "Spark 计分引擎尚未提供。" if engine == "spark" else "没有这个计分引擎。"
        raise Refused(
            [Fault("命令", None, "engine", engine, reason, "请改用 duckdb(默认)或 reference,结果逐字节相同。")]
        )


def _score_with_reference(
    plan: Plan, found: Mapping[str, files.TableFile], work: Path, with_lines: bool, progress: Progress
) -> Counts:
    sources = {name: found[name].source() if name in found else files.absent(name) for name in tables.NAMES}
    checked = tables.check(plan, sources)
    with (work / "lines.csv").open("w", encoding="utf-8", newline="") as stream:
        write_csv(stream, LINE_COLUMNS, ())
        kept = 0

        def keep(block: Sequence[Line]) -> None:
            nonlocal kept
            kept += len(block)
            write_csv(stream, (), (line.cells() for line in block))

        result = reference.run(plan, checked, keep, progress)
    if not with_lines:
        (work / "lines.csv").unlink()
    with (work / "results.csv").open("w", encoding="utf-8", newline="") as stream:
        write_csv(stream, RESULT_COLUMNS, (one.cells() for one in result.results))
    return Counts(len(result.results), len(checked.ratings), kept, result.input_hash)


def _report(
    plan: Plan,
    plan_path: Path,
    found: Mapping[str, files.TableFile],
    counts: Counts,
    engine: str,
    seconds: float,
) -> dict[str, Any]:
    hashes = {name: {"name": file.path.name, "sha256": files.file_hash(file.path)} for name, file in found.items()}
    run_id = files.text_hash(f"{plan.hash} {counts.input_hash} {CODE_VERSION}")
    return {
        "run_id": run_id,
        "method": METHOD,
        "code": CODE_VERSION,
        "engine": engine,
        "plan_hash": plan.hash,
        "input_hash": counts.input_hash,
        "plan": plan_path.name,
        "files": hashes,
        "rows": {"people": counts.people, "ratings": counts.ratings, "lines": counts.lines},
        "seconds": round(seconds, 3),
    }


def _unwatched(done: int, everybody: int) -> None:
    """Nobody watches the progress."""
