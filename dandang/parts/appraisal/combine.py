"""Several plans in one cycle: each scores its own people, then ranks, places and lines of all are settled together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .scoring.places import Standing, comparing_lines, l8_ranks, l10_grade_state, l10_quotas
from .scoring.plan import Plan
from .scoring.results import Line, PersonResult, UnitQuota
from .scoring.tables import Person


def _compares(line: Line) -> bool:
    """Ranks, peers and places; the published total itself (also L8) does not depend on others."""
    return line.line in {"L9", "L10"} or (line.line == "L8" and line.unit == "rank")


def settle(
    plan: Plan, results: Sequence[PersonResult], lines: Mapping[str, list[Line]]
) -> tuple[list[PersonResult], list[UnitQuota], dict[str, list[Line]]]:
    """Rank everybody together and give places by the quota of `plan`; replaces the lines that compare people.

    `plan` carries rules and quota common to the cycle; its weights are not used. The published total decides, so
    results of different plans stand side by side (scoring.md 3.3, L8 and L10).
    """
    standings = l8_ranks(
        [Standing(Person(one.person, one.unit, one.pool, ("", "", "", "")), one.state, one.total_e2) for one in results]
    )
    quotas = l10_quotas(plan, standings)
    placed = [
        replace(
            one,
            rank_in_unit=standing.rank_in_unit,
            rank_in_pool=standing.rank_in_pool,
            grade_state=l10_grade_state(plan, standing, quotas),
        )
        for one, standing in zip(results, standings, strict=True)
    ]
    kept = {person: [line for line in own if not _compares(line)] for person, own in lines.items()}
    for block in comparing_lines(plan, placed, standings, quotas, {}):
        kept[block[-1].person].extend(block)
    return placed, [quotas[cell] for cell in sorted(quotas)], kept
