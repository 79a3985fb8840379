"""What stands beside a total and never in it: the band it may lie in, and the peer group it is compared with (L9).

Pure: settled results in, figures out. The arithmetic of both is `scoring.uncertainty` and `scoring.peers`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from . import scoring
from .scoring import uncertainty
from .scoring.peers import quartile
from .scoring.plan import OWN_COMPONENT, Peers

# Declared merge path: same sector and level, then same level, then everybody of the cycle. The smallest group is the
# method's own (scoring.plan.Peers).
PEERS = Peers(path=(("sector", "level"), ("level",), ()))

Items = Mapping[str, int]
"""The counted score of every indicator in 1e-4 points."""


@dataclass(frozen=True, slots=True)
class PostClass:
    """The two keys people are grouped by."""

    sector: str
    level: str


@dataclass(frozen=True, slots=True)
class PeerFacts:
    """A peer group: what its members share, how many, where their totals lie (e2) and each indicator's median (e4)."""

    by: tuple[str, ...]
    name: str
    n: int
    lower_e2: int
    median_e2: int
    upper_e2: int
    items: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The facts as they are stored with a result."""
        return {**asdict(self), "by": list(self.by)}


def items_of(lines: Sequence[scoring.Line]) -> dict[str, int]:
    """The score each indicator counts with: raised by L5 where a tolerated matter says so, else L3 or L4."""
    found: dict[str, int] = {}
    for line in lines:
        is_score = line.line in {"L3", "L4"} or (line.line == "L5" and line.note == "raised")
        if is_score and line.value is not None:
            found[line.indicator] = line.value
    return found


def own_share(plan: scoring.Plan, lines: Sequence[scoring.Line]) -> float:
    """How much of the total the part scored here makes up for this person, between 0 and 1 (line L7)."""
    year = next((line for line in lines if line.line == "L7"), None)
    if year is None:
        return 1.0
    present = sum(plan.shares[name] for name in year.note.split("+"))
    return plan.shares[OWN_COMPONENT] / present


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a unit's places end: the totals of the last who has one and the first who has none (equal in a tie)."""

    last_in_e2: int
    first_out_e2: int

    def seen_from(self, total_e2: int) -> int:
        """The total that would change this person's place: for those inside the first one out, else the last one in."""
        return self.first_out_e2 if total_e2 >= self.last_in_e2 else self.last_in_e2


def edges(results: Sequence[scoring.PersonResult], quotas: Sequence[scoring.UnitQuota]) -> dict[str, Edge]:
    """The edge of every unit in which somebody stands below the last place."""
    totals: dict[str, list[int]] = defaultdict(list)
    for one in results:
        if one.state == "ok" and one.total_e2 is not None:
            totals[one.unit].append(one.total_e2)
    found = {}
    for unit in quotas:
        ranked = sorted(totals[unit.unit], reverse=True)
        if 0 < unit.places < len(ranked):
            found[unit.unit] = Edge(ranked[unit.places - 1], ranked[unit.places])
    return found


def bands(
    results: Sequence[scoring.PersonResult], errors: Mapping[str, float], edge_of: Mapping[str, Edge]
) -> dict[str, uncertainty.Band]:
    """The band of everybody whose raters allow one; `errors` are standard errors of totals in points."""
    found = {}
    for one in results:
        if one.total_e2 is not None and one.person in errors:
            edge = edge_of.get(one.unit)
            seen = edge.seen_from(one.total_e2) if edge else None
            found[one.person] = uncertainty.band(one.total_e2, errors[one.person], seen)
    return found


def peers(
    results: Sequence[scoring.PersonResult], classes: Mapping[str, PostClass], items: Mapping[str, Items]
) -> dict[str, PeerFacts]:
    """The most specific group of the declared path that is large enough, for everybody; one pass a step of the path."""
    found: dict[str, PeerFacts] = {}
    ranked = [one for one in results if one.state == "ok" and one.total_e2 is not None]
    for columns in PEERS.path:
        groups: dict[Hashable, list[scoring.PersonResult]] = defaultdict(list)
        for one in ranked:
            groups[_key(columns, classes[one.person])].append(one)
        facts = {key: _facts(columns, key, group, items) for key, group in groups.items() if len(group) >= PEERS.min_n}
        for one in results:
            key = _key(columns, classes[one.person])
            if one.total_e2 is not None and one.person not in found and key in facts:
                found[one.person] = facts[key]
    return found


def _key(columns: Sequence[str], of: PostClass) -> tuple[str, ...]:
    return tuple(getattr(of, column) for column in columns)


def _facts(
    columns: Sequence[str], key: Hashable, group: Sequence[scoring.PersonResult], items: Mapping[str, Items]
) -> PeerFacts:
    totals = sorted(one.total_e2 for one in group if one.total_e2 is not None)
    scores: dict[str, list[int]] = defaultdict(list)
    for one in group:
        for indicator, score in items.get(one.person, {}).items():
            scores[indicator].append(score)
    medians = {name: quartile(sorted(own), 2) for name, own in scores.items() if len(own) >= PEERS.min_n}
    low, middle, high = (quartile(totals, quarter) for quarter in (1, 2, 3))
    words = "、".join(word for word in key if word) if isinstance(key, tuple) else ""
    return PeerFacts(tuple(columns), words, len(totals), low, middle, high, medians)
