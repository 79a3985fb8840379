"""Ranks, peers and places of everybody at once, as SQL (lines L8 to L10)."""

# ruff: noqa: S608 (statements are built from numbers and texts quoted by duckdb_text)

from __future__ import annotations

import duckdb

from . import duckdb_text as text
from .places import WHOLE
from .plan import Plan


def place_everybody(db: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Make ``quota`` (one row a pool and unit) and ``placed`` (one row a person) from ``standing``."""
    _make_quota(db, plan)
    db.execute(
        """CREATE TABLE ok AS SELECT s.ix, q.cell_no, q.unit_no, q.pool_no, s.total_e2 FROM standing s
           JOIN people p USING (ix) JOIN quota q ON q.pool = p.pool AND q.unit = p.unit WHERE s.state = 'ok'"""
    )
    db.execute(
        f"""CREATE TABLE ranked AS
            WITH in_cell AS (SELECT cell_no, total_e2, count(*) AS equals,
                    sum(count(*)) OVER (PARTITION BY cell_no ORDER BY total_e2 DESC)::BIGINT AS up_to
                FROM ok GROUP BY cell_no, total_e2)
            SELECT ok.ix, {_rank("unit_no")} AS rank_in_unit, {_rank("pool_no")} AS rank_in_pool,
                count(*) OVER (PARTITION BY unit_no) AS unit_n, count(*) OVER (PARTITION BY pool_no) AS pool_n,
                c.up_to, c.equals{_peer_windows(plan)}
            FROM ok JOIN in_cell c USING (cell_no, total_e2){_peer_join(plan)}"""
    )
    db.execute(
        f"""CREATE TABLE placed AS
            SELECT p.ix, p.person, p.unit, p.pool, s.state, s.total_e4, s.total_e2, s.cover_bp, r.unit_n, r.pool_n,
                r.rank_in_unit, r.rank_in_pool, {_peer_place(plan)}, q.people, q.rate_bp, q.places,
                CASE WHEN s.state <> 'ok' THEN s.state
                     WHEN s.total_e2 < {plan.rules.floor_e2} OR r.up_to - r.equals >= q.places THEN 'below'
                     WHEN r.up_to <= q.places THEN 'candidate' ELSE 'boundary_tie' END AS grade_state
            FROM standing s JOIN people p USING (ix) JOIN quota q ON q.pool = p.pool AND q.unit = p.unit
            LEFT JOIN ranked r USING (ix)"""
    )


def _make_quota(db: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    db.execute("CREATE TABLE rate (unit VARCHAR, rate_bp BIGINT)")
    db.execute("CREATE TABLE tie_order (unit VARCHAR, place BIGINT)")
    if plan.quota.rate_bp:
        db.executemany("INSERT INTO rate VALUES (?, ?)", list(plan.quota.rate_bp.items()))
    if plan.quota.tie_order:
        db.executemany(
            "INSERT INTO tie_order VALUES (?, ?)", [(unit, place) for place, unit in enumerate(plan.quota.tie_order)]
        )
    db.execute(
        f"""CREATE TABLE quota AS
            WITH owed AS (SELECT pool, unit, people, bp AS rate_bp, people * bp AS due, people * bp // {WHOLE} AS whole
                FROM (SELECT p.pool, p.unit, count(*) AS people, coalesce(any_value(r.rate_bp),
                    {plan.quota.default_rate_bp}) AS bp FROM people p LEFT JOIN rate r USING (unit) GROUP BY ALL)),
            queued AS (SELECT owed.*, (sum(due) OVER (PARTITION BY pool))::BIGINT // {WHOLE}
                    - (sum(whole) OVER (PARTITION BY pool))::BIGINT AS left_over,
                row_number() OVER (PARTITION BY pool
                    ORDER BY due % {WHOLE} DESC, t.place ASC NULLS LAST, owed.unit) AS turn
                FROM owed LEFT JOIN tie_order t ON t.unit = owed.unit)
            SELECT pool, unit, people, rate_bp, whole + CASE WHEN turn <= left_over THEN 1 ELSE 0 END AS places,
                turn <= left_over AS has_remainder_place, row_number() OVER () AS cell_no,
                dense_rank() OVER (ORDER BY unit) AS unit_no, dense_rank() OVER (ORDER BY pool) AS pool_no
            FROM queued ORDER BY pool, unit"""
    )


def _rank(group: str) -> str:
    return f"rank() OVER (PARTITION BY {group} ORDER BY ok.total_e2 DESC)"


def _peer_join(plan: Plan) -> str:
    return "" if plan.peers is None else " JOIN people p USING (ix)"


def _peer_windows(plan: Plan) -> str:
    if plan.peers is None:
        return ""
    windows = ""
    for step, columns in enumerate(plan.peers.path):
        group = ", ".join([f"p.{column}" for column in columns]) or "1"
        windows += f", count(*) OVER (PARTITION BY {group}) AS peers_{step}, {_rank(group)} AS peer_rank_{step}"
    return windows


def _peer_place(plan: Plan) -> str:
    if plan.peers is None:
        return "NULL AS peers, NULL AS peer_rank, NULL AS peer_columns"
    pieces = []
    for value, name in (("peers_{0}", "peers"), ("peer_rank_{0}", "peer_rank"), ("{1}", "peer_columns")):
        cases = " ".join(
            f"WHEN peers_{step} >= {plan.peers.min_n} "
            f"THEN {value.format(step, text.literal('+'.join(columns) or 'all'))}"
            for step, columns in enumerate(plan.peers.path)
        )
        pieces.append(f"CASE {cases} END AS {name}")
    return ", ".join(pieces)


RESULTS = """SELECT person, unit, pool, state, CASE WHEN total_e2 IS NOT NULL THEN decimal2(total_e2) END,
    decimal2(cover_bp), rank_in_unit, rank_in_pool, grade_state FROM placed ORDER BY ix"""

RECORDS = """SELECT person, unit, pool, state, total_e4, total_e2, cover_bp, rank_in_unit, rank_in_pool, grade_state
    FROM placed ORDER BY ix"""

QUOTAS = "SELECT pool, unit, people, rate_bp, places, has_remainder_place FROM quota ORDER BY pool, unit"

LINES = f"""WITH every AS (
    SELECT ix, person, 1 AS turn, 'L8' AS line, unit_n AS n, NULL AS num, NULL AS den, rank_in_unit AS v,
        'rank' AS unit, 'rank_in_unit' AS note FROM placed WHERE state = 'ok'
    UNION ALL SELECT ix, person, 2, 'L8', pool_n, NULL, NULL, rank_in_pool, 'rank', 'rank_in_pool' FROM placed
        WHERE state = 'ok'
    UNION ALL SELECT ix, person, 3, 'L9', peers, NULL, NULL, peer_rank, 'rank', peer_columns FROM placed
        WHERE peers IS NOT NULL
    UNION ALL SELECT ix, person, 4, 'L10', people, people * rate_bp, {WHOLE}, places, 'places', grade_state FROM placed)
    SELECT person, line, NULL, NULL, n, NULL, num, den, v, unit, note FROM every ORDER BY ix, turn"""
