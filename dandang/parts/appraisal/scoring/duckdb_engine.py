"""The method on DuckDB: the same lines as the reference, for a million people within a bounded memory.

People are scored in ranges of some twenty thousand, so that the state of a range fits the cache of the processor;
only then is everybody compared with everybody.
"""

# ruff: noqa: S608 (statements are built from numbers and texts quoted by duckdb_text)

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import duckdb

from . import duckdb_places as places
from . import duckdb_text as text
from . import files, fingerprint
from .duckdb_ballots import Ballots, Range, Suspected
from .duckdb_inputs import Inputs, database
from .duckdb_lines import STANDING, RangeScorer
from .plan import Plan
from .results import LINE_COLUMNS, RESULT_COLUMNS, Counts, Line, PersonResult, RunResult, UnitQuota
from .tables import Tables

RANGE_SIZE: Final = 20_000
"""At most 32,767: a line's turn within its range is a 32-bit number."""
BLOCK: Final = 20_000
MOST_WORKERS: Final = 4
"""Ranges scored side by side, each by one thread: two threads in one range spend a fifth on joining their halves."""

CSV: Final = "(FORMAT csv, HEADER false, DELIMITER ',', QUOTE '\"', ESCAPE '\"')"
FINISHED: Final = "(FORMAT csv, HEADER false, DELIMITER '\x01', QUOTE '')"
"""How finished lines are written as they are, never quoted again; no identifier may hold the delimiter."""

Progress = Callable[[int, int], None]


def run_tables(
    plan: Plan,
    given: Tables,
    on_lines: Callable[[Sequence[Line]], None],
    progress: Progress,
    *,
    range_size: int = RANGE_SIZE,
) -> RunResult:
    """Score tables in memory; lines go to ``on_lines`` in blocks, in the order of the reference."""
    with tempfile.TemporaryDirectory(prefix="scoring-") as name, database(Path(name)) as db:
        inputs = Inputs.from_tables(db, plan, given)
        inputs.load()
        ballots = Ballots(inputs, None, range_size)
        db.execute(STANDING)
        scorer = RangeScorer(plan, ballots, db)
        for part in ballots.ranges():
            scorer.score(part)
            _hand_over(db, scorer.lines(part), on_lines)
            progress(part.end, inputs.people)
        places.place_everybody(db, plan)
        _hand_over(db, places.LINES, on_lines)
        results = [PersonResult(*row) for row in db.execute(places.RECORDS).fetchall()]
        quotas = [UnitQuota(*row) for row in db.execute(places.QUOTAS).fetchall()]
        return RunResult(results, quotas, plan_hash=plan.hash, input_hash=_input_hash(inputs))


def run_files(
    plan: Plan,
    found: Mapping[str, files.TableFile],
    work: Path,
    with_lines: bool,
    progress: Progress,
    *,
    range_size: int = RANGE_SIZE,
) -> Counts:
    """Score files into ``results.csv`` and ``lines.csv`` in the working folder."""
    with database(work) as db:
        inputs = Inputs.from_files(db, plan, found)
        inputs.load()
        ballots = Ballots(inputs, found.get("ratings"), range_size)
        met = lines = 0
        with (work / "all_lines").open("wb") as stream:
            stream.write((",".join(LINE_COLUMNS) + "\n").encode())
            for done in _scored_ranges(plan, ballots, work, with_lines):
                met += done.met
                lines += done.lines
                _append(done.piece, stream)
                progress(done.part.end, inputs.people)
            ballots.finish(met)
            places.place_everybody(db, plan)
            if with_lines:
                lines += _write(db, places.LINES, CSV, work / "piece")
                _append(work / "piece", stream)
        if with_lines:
            (work / "all_lines").rename(work / "lines.csv")
        with (work / "results.csv").open("wb") as stream:
            stream.write((",".join(RESULT_COLUMNS) + "\n").encode())
            _write(db, places.RESULTS, CSV, work / "piece")
            _append(work / "piece", stream)
        return Counts(inputs.people, ballots.rows, lines, _input_hash(inputs))


@dataclass(frozen=True)
class _Done:
    """One range scored: rows of ratings read, lines written, and where."""

    part: Range
    met: int
    lines: int
    piece: Path


def _scored_ranges(plan: Plan, ballots: Ballots, work: Path, with_lines: bool) -> Iterator[_Done]:
    """Score all ranges, several at a time; they come out in order. Refuses faulty ratings."""
    db = ballots.db
    db.execute(STANDING)

    def score(part: Range) -> _Done:
        piece = work / f"piece-{part.first}"
        with db.cursor() as own:
            scorer = RangeScorer(plan, ballots, own)
            met = scorer.score(part)
            lines = _write(own, scorer.line_texts(part), FINISHED, piece) if with_lines else 0
        return _Done(part, met, lines, piece)

    parts = ballots.ranges()
    cores = os.cpu_count() or 1
    workers = min(len(parts), cores, MOST_WORKERS)
    db.execute(f"SET threads = {cores // workers}")
    try:
        with ThreadPoolExecutor(workers) as pool:
            yield from pool.map(score, parts)
    except Suspected:
        ballots.refuse()
    finally:
        db.execute("RESET threads")


def _write(db: duckdb.DuckDBPyConnection, query: str, how: str, piece: Path) -> int:
    """Write the rows of a query to a file; returns their number."""
    written = db.execute(f"COPY ({query}) TO {text.literal(str(piece))} {how}").fetchone()
    return int(written[0]) if written else 0


def _append(piece: Path, stream: BinaryIO) -> None:
    """Move a piece, if there is one, to the end of a file."""
    if piece.exists():
        with piece.open("rb") as source:
            shutil.copyfileobj(source, stream, 1 << 20)
        piece.unlink()


def _hand_over(db: duckdb.DuckDBPyConnection, query: str, on_lines: Callable[[Sequence[Line]], None]) -> None:
    found = db.execute(query)
    while rows := found.fetchmany(BLOCK):
        on_lines([_line(row) for row in rows])


def _line(cells: tuple[Any, ...]) -> Line:
    person, line, indicator, group, n, dropped, numerator, denominator, value, unit, note = cells
    return Line(person, line, indicator or "", group or "", n, dropped, numerator, denominator, value, unit, note or "")


def _input_hash(inputs: Inputs) -> str:
    people, *rest = inputs.row_hashes()
    separator = text.literal(fingerprint.SEPARATOR)
    ballots = inputs.number(
        f"""SELECT sum(md5_number_upper(concat_ws({separator}, p.person, s.marks, s.mark_sum))::HUGEINT)
            FROM standing s JOIN people p USING (ix) WHERE s.marks IS NOT NULL"""
    )
    return fingerprint.together(people, ballots, *rest)
