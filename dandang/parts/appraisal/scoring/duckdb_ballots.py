"""Where do the marks of a range of people come from? Straight from a Parquet file, or from a sorted copy.

A file written in blocks of people is read range by range as it lies; anything else is coded and sorted once into the
scratch database. Either way a range arrives as the table ``ballot``: one small integer key a cell, one score.
"""

# ruff: noqa: S608 (statements are built from numbers and texts quoted by duckdb_text)

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import duckdb

from . import duckdb_text as text
from . import files, fingerprint, points
from .duckdb_inputs import Inputs
from .rows import STATUSES
from .tables import refuse_without_ratings

READ_TWICE: Final = 3
"""A file whose blocks of people overlap so much that ranges would read it more often than this is sorted first."""


class Suspected(Exception):
    """A range holds ratings that cannot be scored; ``Ballots.refuse`` says which."""


@dataclass(frozen=True)
class Range:
    """People ``first`` up to, not including, ``end``, by their place in the order of identifiers."""

    first: int
    end: int


class Ballots:
    """The ratings of a run, range by range."""

    def __init__(self, inputs: Inputs, file: files.TableFile | None, range_size: int) -> None:
        self.inputs = inputs
        self.db = inputs.db
        self.range_size = range_size
        self.rows = 0
        self._cells = len(inputs.plan.indicators) * max(1, len(inputs.plan.rater_groups))
        self._groups = max(1, len(inputs.plan.rater_groups))
        self._direct = self._direct_source(file)
        if self._direct is None:
            self._sort_into_scratch()
        else:
            self.rows = inputs.number("SELECT count(*) FROM raw_ratings")
        refuse_without_ratings(inputs.plan, self.rows, inputs.names["ratings"])

    def ranges(self) -> list[Range]:
        """All ranges, in the order of identifiers."""
        people = self.inputs.people
        return [Range(first, min(first + self.range_size, people)) for first in range(0, people, self.range_size)]

    def load(self, db: duckdb.DuckDBPyConnection, part: Range) -> int:
        """Fill ``ballot`` (k, s) with the marks of a range that count (line L1); returns the number of rows read.

        Raises ``Suspected`` at faulty ratings. The connection is the caller's own: ranges are loaded side by side.
        """
        marks = self._marks(db, part)
        key = f"((ix - {part.first}) * {self._cells} + ind * {self._groups} + g)::INTEGER"
        db.execute(
            f"""CREATE OR REPLACE TEMP TABLE ballot AS SELECT CASE WHEN counts THEN {key} ELSE -1 END AS k, s,
                hash(ix, rater) AS rater, 1::BIGINT << ind AS item FROM ({marks})"""
        )
        found = db.execute(
            f"""SELECT count(*), count(*) FILTER (s IS NULL OR s NOT BETWEEN 0 AND {points.FULL_SCORE_E4} OR k IS NULL),
                count(*) FILTER (k < 0) FROM ballot"""
        ).fetchone()
        assert found is not None
        if found[1]:
            raise Suspected
        if found[2]:
            db.execute("DELETE FROM ballot WHERE k < 0")
        if db.execute(
            """SELECT rater FROM ballot GROUP BY rater HAVING count(*) <> bit_count(bit_or(item)) LIMIT 1"""
        ).fetchone():
            db.execute(
                f"""CREATE OR REPLACE TEMP TABLE ballot AS SELECT {key} AS k, s FROM ({marks}) WHERE counts
                    QUALIFY row_number() OVER (
                        PARTITION BY ix, ind, rater ORDER BY submitted_at DESC, row_no DESC) = 1"""
            )
        return int(found[0])

    def finish(self, met: int) -> None:
        """Refuse ratings of people nobody knows, which no range could have met."""
        if self._direct is not None and met != self.rows:
            self.refuse()

    def mark_number(self) -> str:
        """SQL for ``fingerprint.mark_number`` over ``ballot``."""
        mark = f"((s::BIGINT * {self._cells} + k % {self._cells}) % {fingerprint.MARK_PRIME})"
        return f"(({mark} * {mark}) % {fingerprint.MARK_PRIME})"

    def refuse(self) -> None:
        """Name every fault of the ratings (``Refused``)."""
        self.inputs.refuse_with_ratings()
        raise AssertionError("ratings were suspected without a fault")

    def _marks(self, db: duckdb.DuckDBPyConnection, part: Range) -> str:
        if self._direct is None:
            return f"SELECT *, true AS counts FROM mark WHERE ix >= {part.first} AND ix < {part.end}"
        bounds = db.execute(
            f"SELECT min(person), max(person) FROM people WHERE ix >= {part.first} AND ix < {part.end}"
        ).fetchone()
        assert bounds is not None
        low, high = (text.literal(bound) for bound in bounds)
        return f"{self._direct} WHERE r.person >= {low} AND r.person <= {high}"

    def _direct_source(self, file: files.TableFile | None) -> str | None:
        """A SELECT over the file itself, if it is Parquet with text identifiers lying in blocks of people."""
        if file is None or file.kind != "parquet":
            return None
        source = f"read_parquet({text.literal(str(file.path))}, file_row_number=true)"
        types = {row[0]: row[1] for row in self.db.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
        if any(types[column] != "VARCHAR" for column in ("person", "indicator", "group")) or self._overlaps(file):
            return None
        plan = self.inputs.plan
        items = {one.id: place for place, one in enumerate(plan.indicators) if not one.is_measure}
        groups = {one.id: place for place, one in enumerate(plan.rater_groups)}
        status = "coalesce(r.status::VARCHAR, '')" if "status" in types else "''"
        when = text.as_text("r.submitted_at", types["submitted_at"]) if "submitted_at" in types else "''"
        return f"""SELECT p.ix, {_place("r.indicator", items)} AS ind, {_place('r."group"', groups)} AS g,
            CASE WHEN r.rater IS NULL OR r.rater::VARCHAR = '' OR {status} NOT IN {text.listed(STATUSES)} THEN NULL
                 ELSE {text.scaled_score("r.score", types["score"])} END AS s,
            r.rater::VARCHAR AS rater, {when} AS submitted_at, file_row_number AS row_no,
            {status} IN ('', 'valid') AND r.rater::VARCHAR <> r.person AS counts
            FROM {source} r JOIN people p ON p.person = r.person"""

    def _overlaps(self, file: files.TableFile) -> bool:
        """Whether ranges of people would have to read far more of the file than it holds."""
        if self.inputs.people <= self.range_size:
            return False
        read, held, unknown = self.db.execute(
            f"""WITH block AS (SELECT row_group_num_rows AS n, stats_min_value AS low, stats_max_value AS high
                    FROM parquet_metadata({text.literal(str(file.path))}) WHERE path_in_schema = 'person'),
                part AS (SELECT min(person) AS low, max(person) AS high FROM people GROUP BY ix // {self.range_size})
                SELECT (SELECT sum(n) FROM block JOIN part ON part.low <= block.high AND part.high >= block.low),
                    (SELECT sum(n) FROM block), (SELECT count(*) FROM block WHERE low IS NULL OR high IS NULL)"""
        ).fetchone() or (0, 0, 1)
        return bool(unknown) or (read or 0) > READ_TWICE * (held or 0)

    def _sort_into_scratch(self) -> None:
        """Code all ratings and sort them by range; refuse them when any cannot be coded."""
        self.db.execute(
            f"""CREATE TABLE coded AS SELECT p.ix, CASE WHEN NOT i.is_measure THEN i.ind END AS ind, g.g,
                CASE WHEN r.rater <> '' AND r.status IN {text.listed(STATUSES)}
                     THEN {text.scaled("r.score", points.SCORE_PLACES)} END AS s,
                r.rater, r.submitted_at, r.row_no, r.status IN ('', 'valid') AND r.rater <> r.person AS kept
                FROM raw_ratings r LEFT JOIN people p ON p.person = r.person
                LEFT JOIN indicator i ON i.id = r.indicator LEFT JOIN rater_group g ON g.id = r."group" """
        )
        bad = self.inputs.number(
            f"""SELECT count(*) FROM coded WHERE ix IS NULL OR ind IS NULL OR g IS NULL OR s IS NULL
                OR s NOT BETWEEN 0 AND {points.FULL_SCORE_E4}"""
        )
        if bad:
            self.refuse()
        self.rows = self.inputs.number("SELECT count(*) FROM coded")
        order = f"ORDER BY ix // {self.range_size}" if self.inputs.people > self.range_size else ""
        self.db.execute(f"CREATE TABLE mark AS SELECT * EXCLUDE (kept) FROM coded WHERE kept {order}")
        self.db.execute("DROP TABLE coded")


def _place(column: str, places: Mapping[str, int]) -> str:
    cases = " ".join(f"WHEN {text.literal(key)} THEN {place}" for key, place in places.items())
    return f"CASE {column} {cases} END" if cases else "NULL::INTEGER"
