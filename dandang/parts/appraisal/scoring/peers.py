"""With whom may a person be compared? The peer group of line L9 with its median and quartiles.

Groups too small to say anything are merged along the path the plan declares; no name leaves this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .places import rank_among
from .plan import CLASS_COLUMNS, Peers
from .points import rhu


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """Who is in the group by definition, how many they are, and where their totals lie (in e2)."""

    columns: tuple[str, ...]
    n: int
    lower_quartile_e2: int
    median_e2: int
    upper_quartile_e2: int
    rank: int


def peer_group(
    peers: Peers, classes: Sequence[str], total_e2: int, everybody: Iterable[tuple[Sequence[str], int]]
) -> PeerGroup | None:
    """The most specific group with enough people that ``classes`` (region, sector, level, post) belongs to.

    ``everybody`` holds classes and totals of all who can be ranked, the person included. Nothing is returned when not
    even the widest group is large enough.
    """
    known = list(everybody)
    for columns in peers.path:
        places = [CLASS_COLUMNS.index(column) for column in columns]
        totals = sorted(total for theirs, total in known if all(theirs[place] == classes[place] for place in places))
        if len(totals) >= peers.min_n:
            low, middle, high = (quartile(totals, quarter) for quarter in (1, 2, 3))
            rank = rank_among(sorted(-total for total in totals), total_e2)
            return PeerGroup(columns, len(totals), low, middle, high, rank)
    return None


def quartile(ascending: Sequence[int], quarter: int) -> int:
    """A quartile by linear interpolation between neighbours, rounded half up; exact in integers."""
    whole, part = divmod((len(ascending) - 1) * quarter, 4)
    after = ascending[min(whole + 1, len(ascending) - 1)]
    return rhu(ascending[whole] * (4 - part) + after * part, 4)
