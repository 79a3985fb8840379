"""Lines L2 to L8 of a range of people, as SQL. Each statement leaves a temporary table the next one reads."""

# ruff: noqa: S608 (statements are built from numbers and texts quoted by duckdb_text)

from __future__ import annotations

from typing import Final

import duckdb

from . import duckdb_text as text
from .duckdb_ballots import Ballots, Range
from .plan import OWN_COMPONENT, Plan

GROUP_SCORE: Final = "((2 * num + n - 2 * d) // (2 * (n - 2 * d)))"
"""The trimmed mean of a cell, rounded half up; marks are never negative."""


STANDING: Final = """CREATE TABLE standing (ix INTEGER, state VARCHAR, total_e4 BIGINT, total_e2 BIGINT,
    cover_bp INTEGER, marks BIGINT, mark_sum HUGEINT)"""
"""Where every range puts its people."""


class RangeScorer:
    """Scores ranges of people, one after another, on a connection of its own."""

    def __init__(self, plan: Plan, ballots: Ballots, db: duckdb.DuckDBPyConnection) -> None:
        self.plan = plan
        self.ballots = ballots
        self.db = db
        self._groups = max(1, len(plan.rater_groups))
        self._items = len(plan.indicators)

    def score(self, part: Range) -> int:
        """Make ``cell``, ``item`` and ``tally`` of a range, and add its people to ``standing``; returns rows read."""
        met = self.ballots.load(self.db, part)
        self._l2_groups()
        self._l4_items(part)
        self._l5_to_l8(part)
        self.db.execute(
            """INSERT INTO standing SELECT ix, state, year, rhu(year, 100), cover_bp, marks, mark_sum
               FROM tally ORDER BY ix"""
        )
        return met

    def _l2_groups(self) -> None:
        """L2: cells with at most one mark dropped need no sorting: count, sum, least and greatest are enough."""
        rules = self.plan.rules
        self.db.execute(
            f"""CREATE OR REPLACE TEMP TABLE cell AS
                WITH counted AS (SELECT k, count(*)::INTEGER AS n, sum(s)::BIGINT AS t, min(s) AS low, max(s) AS high
                    FROM ballot GROUP BY k),
                trimmed AS (SELECT *, CASE WHEN n < {rules.trim_min_n} THEN 0
                        ELSE greatest(1, n::BIGINT * {rules.trim_share_pct} // 100) END AS d FROM counted)
                SELECT k, n, d, CASE d WHEN 0 THEN t WHEN 1 THEN t - low - high END AS num FROM trimmed"""
        )
        if self.db.execute("SELECT d FROM cell WHERE d > 1 LIMIT 1").fetchone():
            self.db.execute(
                """UPDATE cell SET num = kept.num FROM (
                       SELECT k, sum(s)::BIGINT AS num FROM (
                           SELECT b.k, b.s, c.n, c.d, row_number() OVER (PARTITION BY b.k ORDER BY b.s) AS place
                           FROM ballot b JOIN cell c USING (k) WHERE c.d > 1)
                       WHERE place > d AND place <= n - d GROUP BY k) kept
                   WHERE cell.k = kept.k"""
            )

    def _l4_items(self, part: Range) -> None:
        """L4, with the measures of L3 beside it: one row a person and indicator."""
        planned = sum(self.plan.group_weights) or 1
        weight = text.by_place(f"k % {self._groups}", self.plan.group_weights)
        self.db.execute(
            f"""CREATE OR REPLACE TEMP TABLE item AS
                WITH grouped AS (SELECT k // {self._groups} AS j, {weight} AS w, {GROUP_SCORE} AS v FROM cell),
                rated AS (SELECT j, sum(w * v)::BIGINT AS num, sum(w)::BIGINT AS den, count(*) AS n
                    FROM grouped GROUP BY j),
                every AS (
                    SELECT j // {self._items} + {part.first} AS ix, j % {self._items} AS ind, num::HUGEINT AS num,
                        den::HUGEINT AS den, (2 * num + den) // (2 * den) AS v, n, NULL AS note, den AS heard FROM rated
                    UNION ALL SELECT ix, ind, num, den, v, NULL, note, {planned} FROM measured
                    WHERE ix >= {part.first} AND ix < {part.end})
                SELECT e.*, {text.by_place("e.ind", self.plan.indicator_weights)} AS w,
                    t.ix IS NOT NULL AS is_tolerated
                FROM every e LEFT JOIN tolerated t ON t.ix = e.ix AND t.ind = e.ind"""
        )

    def _l5_to_l8(self, part: Range) -> None:
        """L5 to L8: what tolerated items count as, the component, its coverage, the year; one row a person."""
        plan = self.plan
        planned = sum(plan.indicator_weights) * (sum(plan.group_weights) or 1)
        must = sum(1 << place for place, group in enumerate(plan.rater_groups) if group.must_have)
        must = must if plan.has_ratings else 0
        over, under, parts, n = self._year()
        self.db.execute(
            f"""CREATE OR REPLACE TEMP TABLE tally AS
                WITH summed AS (
                    SELECT ix, count(*) AS items, sum(w * v)::BIGINT AS all_num, sum(w)::BIGINT AS all_den,
                        sum(w * v) FILTER (NOT is_tolerated)::BIGINT AS plain_num,
                        sum(w) FILTER (NOT is_tolerated)::BIGINT AS plain_den,
                        sum(w) FILTER (is_tolerated)::BIGINT AS tolerated_w, sum(w * heard)::BIGINT AS heard
                    FROM item GROUP BY ix),
                based AS (SELECT *, rhu(plain_num, plain_den) AS base, tolerated_w IS NOT NULL AND (plain_den IS NULL
                        OR tolerated_w * 100 > {plan.rules.max_tolerated_pct} * all_den) AS is_manual FROM summed),
                raised AS (SELECT ix, sum(i.w * greatest(i.v, b.base))::BIGINT
                        + any_value(coalesce(b.plain_num, 0)) AS raised_num
                    FROM item i JOIN based b USING (ix) WHERE i.is_tolerated AND b.base IS NOT NULL GROUP BY ix),
                asked AS (SELECT k // {self._items * self._groups} + {part.first} AS ix,
                        bit_or(1::BIGINT << k % {self._groups}) AS groups, count(*) AS marks,
                        sum({self.ballots.mark_number()})::HUGEINT AS mark_sum FROM ballot GROUP BY ix),
                imported AS (SELECT ix{self._component_columns()} FROM component
                    WHERE ix >= {part.first} AND ix < {part.end} GROUP BY ix),
                joined AS (SELECT p.ix, b.* EXCLUDE (ix, heard), r.raised_num, a.marks, a.mark_sum,
                        coalesce(b.heard, 0) AS heard, coalesce(a.groups, 0) AS groups, m.* EXCLUDE (ix),
                        CASE WHEN b.is_manual OR r.raised_num IS NULL THEN b.all_num ELSE r.raised_num END AS num
                    FROM people p LEFT JOIN based b USING (ix) LEFT JOIN raised r USING (ix)
                    LEFT JOIN asked a USING (ix) LEFT JOIN imported m USING (ix)
                    WHERE p.ix >= {part.first} AND p.ix < {part.end}),
                component_scored AS (SELECT *, rhu(num, all_den) AS own,
                    rhu(10000 * heard, {planned}) AS cover_bp FROM joined),
                year_summed AS (SELECT *, CASE WHEN own IS NOT NULL THEN {over} END AS year_num,
                    CASE WHEN own IS NOT NULL THEN {under} END AS year_den, {parts} AS parts, {n} AS parts_n
                    FROM component_scored)
                SELECT *, rhu(year_num, year_den) AS year,
                    CASE WHEN own IS NULL OR cover_bp < {plan.rules.min_cover_pct * 100}
                              OR groups & {must} <> {must} THEN 'incomplete'
                         WHEN is_manual THEN 'manual' ELSE 'ok' END AS state
                FROM year_summed"""
        )

    def _component_columns(self) -> str:
        return "".join(
            f", max(score) FILTER (component = {text.literal(part)}) AS part_{place}"
            for place, part in enumerate(self.plan.shares)
        )

    def _year(self) -> tuple[str, str, str, str]:
        """SQL of L7: numerator, denominator, the parts present, and their number."""
        over, under, parts, counted = [], [], [], []
        for place, (part, share) in enumerate(self.plan.shares.items()):
            score = "own" if part == OWN_COMPONENT else f"part_{place}"
            there = f"{score} IS NOT NULL"
            over.append(f"coalesce({share} * {score}, 0)")
            under.append(f"CASE WHEN {there} THEN {share} ELSE 0 END")
            parts.append(f"CASE WHEN {there} THEN {text.literal(part)} END")
            counted.append(f"({there})::INTEGER")
        return " + ".join(over), " + ".join(under), f"concat_ws('+', {', '.join(parts)})", " + ".join(counted)

    def lines(self, part: Range) -> str:
        """A SELECT of every line of the range, in order: person, line, indicator, group."""
        return f"""{self._every_line(part, "parts")}
            SELECT p.person, 'L' || e.line AS line, i.id, CASE WHEN e.line = 2 THEN g.id END AS g_id, e.n, e.dropped,
                e.num, e.den, e.v, e.unit, e.note
            FROM every e JOIN people p USING (ix) LEFT JOIN indicator i ON i.ind = e.ind
            LEFT JOIN rater_group g ON g.g = e.g ORDER BY e.turn"""

    def line_texts(self, part: Range) -> str:
        """The same lines as finished CSV: sorting one short text a line costs half of sorting eleven columns."""
        return f"""{self._every_line(part, "csv_cell(parts)")},
            who AS (SELECT ix, csv_cell(person) AS person FROM people WHERE ix >= {part.first} AND ix < {part.end}),
            what AS (SELECT ind, csv_cell(id) AS id FROM indicator),
            whom AS (SELECT 2 AS line, g, csv_cell(id) AS id FROM rater_group)
            SELECT concat(p.person, ',L', e.line, ',', i.id, ',', g.id, ',', e.n, ',', e.dropped, ',', e.num, ',',
                e.den, ',', e.v, ',', e.unit, ',', e.note)
            FROM every e JOIN who p USING (ix) LEFT JOIN what i USING (ind) LEFT JOIN whom g USING (line, g)
            ORDER BY e.turn"""

    def _every_line(self, part: Range, parts: str) -> str:
        """The start of a SELECT: every line of the range with codes for names, and its ``turn`` in the order.

        ``parts`` says how the note of L7 is written, the only one made of identifiers.
        """
        nothing = "NULL::BIGINT"
        last = self._items
        cells = self._items * self._groups
        note = (
            "CASE WHEN t.is_manual THEN 'manual_above_limit' WHEN t.base > i.v THEN 'raised' ELSE 'own_score_kept' END"
        )
        return f"""WITH coded AS (
            SELECT k // {cells} + {part.first} AS ix, 2 AS line, k // {self._groups} % {self._items} AS ind,
                k % {self._groups} AS g, n, d AS dropped, num::HUGEINT AS num, (n - 2 * d)::HUGEINT AS den,
                {GROUP_SCORE} AS v, 'e4' AS unit, NULL::VARCHAR AS note FROM cell
            UNION ALL SELECT ix, CASE WHEN n IS NULL THEN 3 ELSE 4 END, ind, 0, n, {nothing}, num, den, v, 'e4', note
                FROM item
            UNION ALL SELECT ix, 5, i.ind, 0, {nothing}, {nothing}, t.plain_num, t.plain_den, greatest(i.v, t.base),
                'e4', {note} FROM item i JOIN tally t USING (ix) WHERE i.is_tolerated AND t.base IS NOT NULL
            UNION ALL SELECT ix, 5, i.ind, 0, {nothing}, {nothing}, {nothing}, {nothing}, {nothing}, 'e4',
                'manual_no_plain_item' FROM item i JOIN tally t USING (ix) WHERE i.is_tolerated AND t.base IS NULL
            UNION ALL SELECT ix, 6, {last}, 0, items, {nothing}, num, all_den, own, 'e4', 'component' FROM tally
                WHERE own IS NOT NULL
            UNION ALL SELECT ix, 6, {last}, 1, items, {nothing}, raised_num, all_den, rhu(raised_num, all_den), 'e4',
                'with_tolerance' FROM tally WHERE is_manual AND raised_num IS NOT NULL
            UNION ALL SELECT ix, 6, {last}, 2, {nothing}, {nothing}, heard, {self._planned()}, cover_bp, 'bp',
                'coverage' FROM tally
            UNION ALL SELECT ix, 7, {last}, 0, parts_n, {nothing}, year_num, year_den, year, 'e4', {parts} FROM tally
                WHERE year IS NOT NULL
            UNION ALL SELECT ix, 8, {last}, 0, {nothing}, {nothing}, year, 100, rhu(year, 100), 'e2', 'total'
                FROM tally WHERE year IS NOT NULL),
            every AS (SELECT *, (((ix - {part.first}) * 16 + line) * 64 + ind) * 64 + g AS turn FROM coded)"""

    def _planned(self) -> int:
        return sum(self.plan.indicator_weights) * (sum(self.plan.group_weights) or 1)
