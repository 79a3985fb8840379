"""How are the pieces of SQL spelled that several statements share? Quoting, exact numbers, the functions of L3."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from . import points
from .measures import EFFICACY_BASE_E4, EFFICACY_SPAN_E4

MACROS: Final = f"""
CREATE MACRO floor_div(a, b) AS a // b - CASE WHEN a % b < 0 THEN 1 ELSE 0 END;
CREATE MACRO rhu(a, b) AS floor_div(2 * a + b, 2 * b);
CREATE MACRO decimal2(a) AS CASE WHEN a < 0 THEN '-' ELSE '' END || (abs(a) // 100)::VARCHAR || '.'
    || lpad((abs(a) % 100)::VARCHAR, 2, '0');
CREATE MACRO csv_cell(a) AS CASE WHEN contains(a, ',') OR contains(a, '"') OR contains(a, '#')
    THEN '"' || replace(a, '"', '""') || '"' ELSE a END;
CREATE MACRO reaches(is_lower_better, value, target) AS
    CASE WHEN is_lower_better THEN value <= target ELSE value >= target END;
CREATE MACRO is_kept_instead(fn, is_lower_better, base, target) AS
    fn = 'gap_closed' AND reaches(is_lower_better, base, target);
CREATE MACRO measure_over(fn, bad, good, is_lower_better, value, base, target) AS CASE
    WHEN fn = 'efficacy' THEN {EFFICACY_BASE_E4}::HUGEINT * (good - bad) + {EFFICACY_SPAN_E4}::HUGEINT * (value - bad)
    WHEN fn = 'min_max' THEN {points.FULL_SCORE_E4}::HUGEINT * (value - bad)
    WHEN fn = 'growth' THEN {points.FULL_SCORE_E4}::HUGEINT
        * (value::HUGEINT * {points.U6} - bad::HUGEINT * base)
    WHEN fn = 'kept' OR is_kept_instead(fn, is_lower_better, base, target)
        THEN CASE WHEN reaches(is_lower_better, value, target) THEN {points.FULL_SCORE_E4} ELSE 0 END::HUGEINT
    ELSE {points.FULL_SCORE_E4}::HUGEINT * (value - base) END;
CREATE MACRO measure_under(fn, bad, good, is_lower_better, value, base, target) AS CASE
    WHEN fn IN ('efficacy', 'min_max') THEN (good - bad)::HUGEINT
    WHEN fn = 'growth' THEN (good - bad)::HUGEINT * base
    WHEN fn = 'kept' OR is_kept_instead(fn, is_lower_better, base, target) THEN 1::HUGEINT
    ELSE (target - base)::HUGEINT END;
"""


def literal(text: str) -> str:
    """A text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def name(column: str) -> str:
    """A column as an SQL name."""
    return '"' + column.replace('"', '""') + '"'


def listed(texts: Iterable[str]) -> str:
    """Texts as an SQL list for IN; never empty."""
    return "(" + ", ".join([literal(text) for text in texts] or ["NULL"]) + ")"


def typed(columns: Iterable[str]) -> str:
    """Columns of a raw table: a row number and text."""
    return ", ".join(f"{name(column)} {'BIGINT' if column == 'row_no' else 'VARCHAR'}" for column in columns)


def by_place(column: str, values: Sequence[int]) -> str:
    """The value that stands at the place a column names."""
    cases = " ".join(f"WHEN {place} THEN {value}" for place, value in enumerate(values))
    return f"(CASE {column} {cases} END)::BIGINT" if values else "NULL::BIGINT"


def as_text(column: str, kind: str) -> str:
    """A typed Parquet column as the text ``points.cell_text`` would make of it; never NULL."""
    if kind == "VARCHAR":
        return f"coalesce({column}, '')"
    cast = f"{column}::DOUBLE::VARCHAR" if kind == "FLOAT" else f"{column}::VARCHAR"
    if kind.startswith("DECIMAL"):
        cast = f"CASE WHEN contains({cast}, '.') THEN rtrim(rtrim({cast}, '0'), '.') ELSE {cast} END"
    return f"coalesce({cast}, '')"


def scaled(column: str, places: int) -> str:
    """Decimal text as an integer of ``10**-places``, NULL when ``points.scaled`` gives None."""
    return (
        f"CASE WHEN regexp_full_match({column}, '-?[0-9]{{1,12}}(\\.[0-9]{{1,{places}}})?') "
        f"THEN (split_part({column}, '.', 1) || rpad(split_part({column}, '.', 2), {places}, '0'))::BIGINT END"
    )


def scaled_score(column: str, kind: str) -> str:
    """A typed score column as e4, NULL when it holds no decimal of at most four places; no text where not needed."""
    if kind == "DOUBLE":
        return (
            f"CASE WHEN abs({column}) <= 1000000 AND round({column} * {points.E4}) / {points.E4} = {column} "
            f"THEN TRY_CAST(round({column} * {points.E4}) AS INTEGER) END"
        )
    places = int(kind[:-1].split(",")[1]) if kind.startswith("DECIMAL") else 0
    if kind in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT") or (kind.startswith("DECIMAL") and places <= 4):
        return f"CASE WHEN {column} BETWEEN -1000 AND 1000 THEN ({column}::DECIMAL(10, 4) * {points.E4})::INTEGER END"
    return scaled(as_text(column, kind), points.SCORE_PLACES)
