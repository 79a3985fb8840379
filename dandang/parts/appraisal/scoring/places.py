"""Who stands where, and for whom is there a place? Ranks, peers and quota in plain Python (lines L8 to L10)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from .plan import CLASS_COLUMNS, Plan
from .results import GradeState, Line, PersonResult, State, UnitQuota
from .tables import Person

Cell = tuple[str, str]
"""Pool and unit: where places are counted."""

WHOLE = 10_000
Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands among those who can be ranked."""

    person: Person
    state: State
    total_e2: int | None
    rank_in_unit: int | None = None
    rank_in_pool: int | None = None
    above_in_cell: int = 0
    equal_in_cell: int = 0

    @property
    def cell(self) -> Cell:
        """The pool and unit this person's place is counted in."""
        return self.person.pool, self.person.unit


@dataclass(frozen=True, slots=True)
class PeerPlace:
    """The peer group of one person, and the rank in it."""

    columns: tuple[str, ...]
    members: int
    rank: int


def l8_ranks(standings: Sequence[Standing]) -> list[Standing]:
    """L8: ranks among those whose state is ok: one more than the number above, by published totals only."""
    by_unit, by_pool, by_cell = (
        _by(standings, lambda one: one.person.unit),
        _by(standings, lambda one: one.person.pool),
        _by(standings, lambda one: one.cell),
    )
    ranked = []
    for one in standings:
        if one.state != "ok" or one.total_e2 is None:
            ranked.append(one)
            continue
        cell = by_cell[one.cell]
        ranked.append(
            replace(
                one,
                rank_in_unit=rank_among(by_unit[one.person.unit], one.total_e2),
                rank_in_pool=rank_among(by_pool[one.person.pool], one.total_e2),
                above_in_cell=rank_among(cell, one.total_e2) - 1,
                equal_in_cell=bisect_right(cell, -one.total_e2) - bisect_left(cell, -one.total_e2),
            )
        )
    return ranked


def _by(standings: Sequence[Standing], group: Callable[[Standing], Group]) -> dict[Group, list[int]]:
    """Totals of those who can be ranked, highest first (negated, so that bisect works), in every group."""
    totals: dict[Group, list[int]] = defaultdict(list)
    for one in standings:
        if one.state == "ok" and one.total_e2 is not None:
            totals[group(one)].append(-one.total_e2)
    for values in totals.values():
        values.sort()
    return totals


def l9_peers(plan: Plan, standings: Sequence[Standing]) -> dict[str, PeerPlace]:
    """L9: the most specific group of the declared path that has enough people who can be ranked."""
    if plan.peers is None:
        return {}
    found: dict[str, PeerPlace] = {}
    for columns in plan.peers.path:
        members = _by(standings, partial(_class_of, columns))
        for one in standings:
            totals = members.get(_class_of(columns, one), [])
            if one.state == "ok" and one.total_e2 is not None and len(totals) >= plan.peers.min_n:
                found.setdefault(one.person.person, PeerPlace(columns, len(totals), rank_among(totals, one.total_e2)))
    return found


def _class_of(columns: Sequence[str], one: Standing) -> tuple[str, ...]:
    return tuple(one.person.classes[CLASS_COLUMNS.index(column)] for column in columns)


def l10_quotas(plan: Plan, standings: Sequence[Standing]) -> dict[Cell, UnitQuota]:
    """L10: places of every unit by largest remainder within its pool; everybody in the list counts in the denominator.

    Equal remainders go by the declared order of units; units it does not name follow in the order of their code.
    """
    people = Counter(one.cell for one in standings)
    quotas: dict[Cell, UnitQuota] = {}
    for pool in sorted({pool for pool, _ in people}):
        units = {unit: n for (its_pool, unit), n in people.items() if its_pool == pool}
        owed = {unit: n * plan.rate_bp(unit) for unit, n in units.items()}
        for unit, places in largest_remainder(owed, WHOLE, plan.quota.tie_order).items():
            has_more = places > owed[unit] // WHOLE
            quotas[pool, unit] = UnitQuota(pool, unit, units[unit], plan.rate_bp(unit), places, has_more)
    return quotas


def largest_remainder(owed: Mapping[str, int], whole: int, tie_order: Sequence[str]) -> dict[str, int]:
    """Share out as many places as all claims add up to: whole ones first, the rest by the largest remainder.

    A claim of ``whole`` is one place. Equal remainders go by ``tie_order``, then by name.
    """
    order = {unit: place for place, unit in enumerate(tie_order)}
    left = sum(owed.values()) // whole - sum(due // whole for due in owed.values())
    queue = sorted(owed, key=lambda unit: (-(owed[unit] % whole), order.get(unit, len(order)), unit))
    return {unit: owed[unit] // whole + (turn < left) for turn, unit in enumerate(queue)}


def l10_grade_state(plan: Plan, standing: Standing, quotas: Mapping[Cell, UnitQuota]) -> GradeState:
    """L10: candidate, or at a tie over the edge that people must decide, or below."""
    if standing.state != "ok" or standing.total_e2 is None:
        return "manual" if standing.state == "manual" else "incomplete"
    places = quotas[standing.cell].places
    if standing.total_e2 < plan.rules.floor_e2 or standing.above_in_cell >= places:
        return "below"
    return "candidate" if standing.above_in_cell + standing.equal_in_cell <= places else "boundary_tie"


def quota_list(quotas: Mapping[Cell, UnitQuota]) -> list[UnitQuota]:
    """All quotas in the order of pool and unit."""
    return [quotas[cell] for cell in sorted(quotas)]


def comparing_lines(
    plan: Plan,
    results: Sequence[PersonResult],
    standings: Sequence[Standing],
    quotas: Mapping[Cell, UnitQuota],
    peers: Mapping[str, PeerPlace],
) -> Iterator[list[Line]]:
    """The lines of each person that depend on others: ranks (L8), peers (L9), places (L10)."""
    ranked = [one for one in results if one.state == "ok"]
    in_unit = Counter(one.unit for one in ranked)
    in_pool = Counter(one.pool for one in ranked)
    for result in results:
        lines = []
        if result.state == "ok":
            for note, n, rank in (
                ("rank_in_unit", in_unit[result.unit], result.rank_in_unit),
                ("rank_in_pool", in_pool[result.pool], result.rank_in_pool),
            ):
                lines.append(Line(result.person, "L8", n=n, value=rank, unit="rank", note=note))
        peer = peers.get(result.person)
        if peer:
            note = "+".join(peer.columns) or "all"
            lines.append(Line(result.person, "L9", n=peer.members, value=peer.rank, unit="rank", note=note))
        quota = quotas[result.pool, result.unit]
        lines.append(
            Line(
                result.person,
                "L10",
                n=quota.people,
                numerator=quota.people * quota.rate_bp,
                denominator=WHOLE,
                value=quota.places,
                unit="places",
                note=result.grade_state,
            )
        )
        yield lines


def rank_among(negated_ascending: Sequence[int], total: int) -> int:
    """One more than the number of totals above this one; the totals come negated, so that the highest is first."""
    return bisect_left(negated_ascending, -total) + 1
