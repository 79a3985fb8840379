"""How do input tables come into DuckDB, checked? Loads people, measures, tolerated matters and components as codes.

Filters here only find suspect rows; what is wrong with them is said by ``rows``, as in the reference engine.
"""

# ruff: noqa: S608 (statements are built from numbers and texts quoted by duckdb_text)

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as arrow

from . import duckdb_text as text
from . import files, measures, points
from .faults import MOST_SHOWN, Fault, FaultList, Refused
from .fingerprint import SEPARATOR
from .plan import BLANKS, CLASS_COLUMNS, LONGEST_KEY, OWN_COMPONENT, Plan
from .rows import OPTIONAL, REQUIRED, STATUSES, RowCheck
from .tables import NAMES, TITLES, Tables, refuse_without_people

BATCH: Final = 50_000


class Inputs:
    """The raw input as views ``raw_<table>`` of text with row numbers, and the checked codes made from them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, plan: Plan, names: Mapping[str, str]) -> None:
        self.db = connection
        self.plan = plan
        self.names = names
        self.people = 0
        self._load_plan()

    @classmethod
    def from_tables(cls, connection: duckdb.DuckDBPyConnection, plan: Plan, given: Tables) -> Inputs:
        """Take tables in memory."""
        inputs = cls(connection, plan, TITLES)
        for name in NAMES:
            columns = (*REQUIRED[name], *OPTIONAL[name])
            schema = arrow.schema([("row_no", arrow.int64()), *((column, arrow.string()) for column in columns)])
            connection.execute(f"CREATE TABLE raw_{name} ({text.typed(schema.names)})")
            block: list[dict[str, object]] = []
            for number, row in given.source(name).rows():
                block.append({"row_no": number, **row})
                if len(block) == BATCH:
                    inputs._append(name, block, schema)
                    block = []
            inputs._append(name, block, schema)
        return inputs

    @classmethod
    def from_files(
        cls, connection: duckdb.DuckDBPyConnection, plan: Plan, found: Mapping[str, files.TableFile]
    ) -> Inputs:
        """Take files that were looked at before."""
        inputs = cls(connection, plan, {**TITLES, **{name: file.path.name for name, file in found.items()}})
        for name in NAMES:
            columns = ("row_no", *REQUIRED[name], *OPTIONAL[name])
            if name not in found:
                connection.execute(f"CREATE TABLE raw_{name} ({text.typed(columns)})")
            elif found[name].kind == "csv":
                inputs._load_csv(found[name])
            else:
                inputs._view_parquet(found[name])
        return inputs

    def load(self) -> None:
        """Check and code everything but the ratings, or refuse it with every fault found."""
        faults = FaultList()
        self._load_people(faults)
        self._read_measures()
        for name in ("measures", "tolerated", "components"):
            self._note_faults(name, faults)
        if any(faults):
            self.refuse_with_ratings(faults)
        self._code_measures()
        self.db.execute(
            """CREATE TABLE tolerated AS SELECT DISTINCT p.ix, i.ind FROM raw_tolerated r
               JOIN people p ON p.person = r.person JOIN indicator i ON i.id = r.indicator ORDER BY ix, ind"""
        )
        self.db.execute(
            f"""CREATE TABLE component AS SELECT p.ix, r.component,
               {text.scaled("r.score", points.SCORE_PLACES)} AS score FROM raw_components r
               JOIN people p ON p.person = r.person ORDER BY ix"""
        )

    def refuse_with_ratings(self, faults: FaultList | None = None) -> None:
        """Look through all ratings for faults, and refuse the input if there are any."""
        found = FaultList()
        self._note_faults("ratings", found)
        for fault in [*found, *(faults or ())]:
            found.add(fault if fault not in list(found) else None)
        ordered = sorted(found, key=lambda fault: list(self.names.values()).index(fault.file))
        if ordered:
            raise Refused(ordered)

    def row_hashes(self) -> tuple[int, int, int, int]:
        """The fingerprint sums of people, measures, tolerated matters and components."""
        keep = ", ".join(("person", "unit", "pool", *CLASS_COLUMNS))
        return (
            self._hash_sum(keep, "people"),
            self._hash_sum(
                "p.person, i.id, m.value, coalesce(m.base::VARCHAR, ''), coalesce(m.goal::VARCHAR, '')",
                "measured m JOIN people p USING (ix) JOIN indicator i USING (ind)",
            ),
            self._hash_sum("p.person, i.id", "tolerated t JOIN people p USING (ix) JOIN indicator i USING (ind)"),
            self._hash_sum("p.person, c.component, c.score", "component c JOIN people p USING (ix)"),
        )

    def number(self, query: str) -> int:
        """One number from the database; 0 for none."""
        row = self.db.execute(query).fetchone()
        return int(row[0] or 0) if row else 0

    def _hash_sum(self, columns: str, source: str) -> int:
        joined = f"concat_ws({text.literal(SEPARATOR)}, {columns})"
        return self.number(f"SELECT sum(md5_number_upper({joined})::HUGEINT) FROM {source}")

    def _append(self, name: str, block: list[dict[str, object]], schema: arrow.Schema) -> None:
        if block:
            rows = arrow.Table.from_pylist(block, schema=schema)
            self.db.register("incoming", rows)
            self.db.execute(f"INSERT INTO raw_{name} SELECT * FROM incoming")
            self.db.unregister("incoming")

    def _load_csv(self, file: files.TableFile) -> None:
        types = ", ".join(f"{text.literal(column)}: 'VARCHAR'" for column in file.columns)
        reader = (
            f"read_csv({text.literal(str(file.path))}, columns={{{types}}}, header=true, auto_detect=false, delim=',', "
            "quote='\"', escape='\"', strict_mode=true, null_padding=false, nullstr='')"
        )
        kept = [self._or_empty(column, file) for column in (*REQUIRED[file.table], *OPTIONAL[file.table])]
        self.db.execute("SET preserve_insertion_order = true")
        try:
            self.db.execute(
                f"CREATE TABLE raw_{file.table} AS SELECT row_number() OVER () + 1 AS row_no, {', '.join(kept)} "
                f"FROM {reader}"
            )
        except duckdb.Error:
            files.refuse_uneven_rows(file)
            raise Refused(
                [Fault(file.path.name, None, "", "", "不能按表格读出。", "请另存为“CSV UTF-8(逗号分隔)”后再试。")]
            ) from None
        finally:
            self.db.execute("SET preserve_insertion_order = false")

    def _or_empty(self, column: str, file: files.TableFile) -> str:
        return (
            f"coalesce({text.name(column)}, '') AS {text.name(column)}"
            if column in file.columns
            else (f"'' AS {text.name(column)}")
        )

    def _view_parquet(self, file: files.TableFile) -> None:
        source = f"read_parquet({text.literal(str(file.path))}, file_row_number=true)"
        described = self.db.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
        types = {row[0]: row[1] for row in described}
        columns = [
            f"{text.as_text(text.name(column), types[column])} AS {text.name(column)}"
            if column in file.columns
            else f"'' AS {text.name(column)}"
            for column in (*REQUIRED[file.table], *OPTIONAL[file.table])
        ]
        self.db.execute(
            f"CREATE VIEW raw_{file.table} AS SELECT file_row_number + 1 AS row_no, {', '.join(columns)} FROM {source}"
        )

    def _load_plan(self) -> None:
        self.db.execute(text.MACROS)
        self.db.execute(
            """CREATE TABLE indicator (ind INTEGER, id VARCHAR, w BIGINT, is_measure BOOLEAN, fn VARCHAR, bad BIGINT,
               good BIGINT, is_lower_better BOOLEAN, clip BOOLEAN, lowest BIGINT)"""
        )
        self.db.executemany(
            "INSERT INTO indicator VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    *(place, one.id, weight, one.is_measure, one.function),
                    *(one.bad_u6, one.good_u6, one.is_lower_better, one.clip, measures.lowest_e4(one)),
                )
                for place, (one, weight) in enumerate(
                    zip(self.plan.indicators, self.plan.indicator_weights, strict=True)
                )
            ],
        )
        self.db.execute("CREATE TABLE rater_group (g INTEGER, id VARCHAR, w BIGINT)")
        for place, (group, weight) in enumerate(zip(self.plan.rater_groups, self.plan.group_weights, strict=True)):
            self.db.execute("INSERT INTO rater_group VALUES (?, ?, ?)", [place, group.id, weight])

    def _load_people(self, faults: FaultList) -> None:
        self.db.execute("CREATE TABLE people (ix INTEGER, person VARCHAR)")
        if self.number(
            f"""SELECT count(*) - count(DISTINCT r.person) + count(*) FILTER ({self._suspect("people")})
                FROM raw_people r"""
        ):
            self._note_faults("people", faults)
            faults.refuse_if_any()
        self.people = self.number("SELECT count(*) FROM raw_people")
        refuse_without_people(self.people, self.names["people"])
        columns = ", ".join(("person", "unit", "pool", *CLASS_COLUMNS))
        self.db.execute(
            f"""CREATE OR REPLACE TABLE people AS
                SELECT (row_number() OVER (ORDER BY person) - 1)::INTEGER AS ix, {columns}
                FROM raw_people ORDER BY ix"""
        )

    def _note_faults(self, name: str, faults: FaultList) -> None:
        """Add the faults of one table: what a row filter finds, and keys that come again."""
        columns = ("row_no", *REQUIRED[name], *OPTIONAL[name])
        listed = ", ".join(f"r.{text.name(column)}" for column in columns)
        source = "measure_read" if name == "measures" else f"raw_{name}"
        again = _KEYS.get(name)
        repeated = f"row_number() OVER (PARTITION BY bad, {again} ORDER BY row_no) > 1" if again else "false"
        rows = self.db.execute(
            f"""WITH judged AS (
                    SELECT {listed}, p.person IS NOT NULL AS known, {self._suspect(name)} AS bad
                    FROM {source} r LEFT JOIN people p ON p.person = r.person
                    LEFT JOIN indicator i ON i.id = {"r.indicator" if "indicator" in columns else "''"}),
                marked AS (SELECT *, NOT bad AND {repeated} AS again FROM judged)
                SELECT * EXCLUDE (bad) FROM marked WHERE bad OR again ORDER BY row_no LIMIT {MOST_SHOWN}"""
        ).fetchall()
        for *cells, known, again_here in rows:
            rule = RowCheck(self.plan, name, self.names[name], _anybody if known else _nobody)
            row = {column: points.cell_text(cell) for column, cell in zip(columns, cells, strict=True)}
            fault = rule.repeated(cells[0], row) if again_here else rule.fault(cells[0], row)
            if fault is None:
                raise AssertionError(f"row {cells[0]} of {name} was suspected without a fault")
            faults.add(fault)

    def _suspect(self, name: str) -> str:
        """A condition that holds for exactly the rows ``rows.RowCheck`` finds faulty."""
        if name == "people":
            return " OR ".join(_bad_key(f"r.{column}") for column in ("person", "unit", "pool"))
        score = (
            f"coalesce({text.scaled('r.score', points.SCORE_PLACES)} NOT BETWEEN 0 AND {points.FULL_SCORE_E4}, true)"
        )
        if name == "ratings":
            groups = text.listed(group.id for group in self.plan.rater_groups)
            return (
                f'p.person IS NULL OR i.id IS NULL OR i.is_measure OR NOT coalesce(r."group" IN {groups}, false) '
                f"OR r.rater = '' OR r.status NOT IN {text.listed(STATUSES)} OR {score}"
            )
        if name == "measures":
            return (
                "p.person IS NULL OR i.id IS NULL OR NOT i.is_measure OR r.v IS NULL "
                "OR (i.fn IN ('gap_closed', 'growth') AND r.base IS NULL) "
                "OR (i.fn IN ('gap_closed', 'kept') AND r.goal IS NULL) OR (i.fn = 'growth' AND r.base <= 0) "
                f"OR coalesce(abs(rhu(r.num, nullif(r.den, 0))) > {points.HIGHEST_MEASURED_E4}, false)"
            )
        if name == "components":
            names = text.listed(part for part in self.plan.shares if part != OWN_COMPONENT)
            return f"p.person IS NULL OR NOT coalesce(r.component IN {names}, false) OR {score}"
        return "p.person IS NULL OR i.id IS NULL"

    def _read_measures(self) -> None:
        """Read numbers and work out the exact score of every measure, before it is known whether it makes sense."""
        value, base, target = (
            text.scaled(f"r.{column}", points.MEASURE_PLACES) for column in ("value", "base_value", "target")
        )
        given = "i.fn, i.bad, i.good, i.is_lower_better, r.v, r.base, r.goal"
        self.db.execute(
            f"""CREATE TABLE measure_read AS
                WITH parsed AS (SELECT *, {value} AS v, {base} AS base, {target} AS goal FROM raw_measures r),
                scored AS (SELECT r.*, i.fn, i.clip, i.lowest, measure_over({given}) AS over,
                        measure_under({given}) AS under,
                        is_kept_instead(i.fn, i.is_lower_better, r.base, r.goal) AS is_kept
                    FROM parsed r LEFT JOIN indicator i ON i.id = r.indicator),
                positive AS (SELECT * EXCLUDE (over, under), over * sign(under)::INTEGER AS unclipped,
                        abs(under) AS den FROM scored)
                SELECT * EXCLUDE (clip, lowest), CASE
                        WHEN clip THEN least(greatest(unclipped, lowest * den), {points.FULL_SCORE_E4} * den)
                        ELSE unclipped END AS num
                FROM positive"""
        )

    def _code_measures(self) -> None:
        """L3 for everybody: the exact ratio, reduced, and rounded once."""
        self.db.execute(
            """CREATE TABLE measured AS
               SELECT p.ix, i.ind, r.v AS value, r.base, r.goal, num // gcd(abs(num), den) AS num,
                   den // gcd(abs(num), den) AS den, rhu(num, den)::BIGINT AS v,
                   CASE WHEN is_kept THEN 'gap_closed_as_kept' ELSE r.fn END
                       || CASE WHEN num <> unclipped THEN ' clipped' ELSE '' END AS note
               FROM measure_read r JOIN people p ON p.person = r.person JOIN indicator i ON i.id = r.indicator
               ORDER BY p.ix, i.ind"""
        )
        self.db.execute("DROP TABLE measure_read")


_KEYS: Final[Mapping[str, str]] = {
    "people": "person",
    "measures": "person, indicator",
    "components": "person, component",
}


def _anybody(person: str) -> bool:
    """Known: the database found this person."""
    return True


def _nobody(person: str) -> bool:
    """Unknown: the database found nobody of this name."""
    return False


def _bad_key(column: str) -> str:
    blank = text.literal(BLANKS)
    return (
        f"{column} = '' OR {column} <> trim({column}, {blank}) OR length({column}) > {LONGEST_KEY} "
        f"OR regexp_matches({column}, '[\\x00-\\x1f\\x7f]')"
    )


def database(work: Path) -> duckdb.DuckDBPyConnection:
    """A scratch database in the working folder of a run, kept within a memory bound by spilling there."""
    connection = duckdb.connect(str(work / "scratch.duckdb"))
    connection.execute(f"SET temp_directory = {text.literal(str(work / 'spill'))}")
    connection.execute("SET memory_limit = '800MB'")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute("SET enable_progress_bar = false")
    return connection
