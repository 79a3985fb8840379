"""How are results drawn? From the room's records to the charts of `ui`; no query, no sentence of law."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dandang.foundation.ui import charts, formats

from .models import Result
from .queries.grades import Workspace
from .queries.quota import UnitPlaces

MOST_BARS = 10
NARROWEST_E2 = 200


def quota_bar(space: Workspace) -> charts.Drawing:
    """One cell per place of the unit."""
    return charts.quota_bar(candidates=space.candidates, tied=space.free_for_ties, empty=space.free)


def quota_keys(space: Workspace, floor: str) -> list[charts.Key]:
    """What the cells mean, with the number of people behind them."""
    keys = [charts.Key("", _("候选 %(n)d 人") % {"n": space.candidates})]
    if space.tied:
        words = {"n": space.tied, "places": space.free_for_ties}
        keys.append(charts.Key("k4", _("%(n)d 人同分，争 %(places)d 个名额") % words))
    keys.append(charts.Key("k3", _("总分低于 %(floor)s 分的不进候选，名额可以空着") % {"floor": floor}))
    return keys


@dataclass(frozen=True, slots=True)
class Band:
    """A result with its picture; `drawing` is none where no band could be computed."""

    drawing: charts.Drawing | None
    is_near_edge: bool


def bands(results: Sequence[Result | None], edge_e2: int | None) -> dict[int, Band]:
    """The bands of a table on one scale, by participant."""
    known = [one for one in results if one is not None and one.low_e2 is not None and one.high_e2 is not None]
    lowest = min((one.low_e2 or 0 for one in known), default=0)
    highest = max((one.high_e2 or 0 for one in known), default=10_000)
    return {
        one.participant_id: Band(
            charts.band(
                value_e2=one.total_e2 or 0,
                low_e2=one.low_e2 or 0,
                high_e2=one.high_e2 or 0,
                edge_e2=edge_e2,
                scale=(lowest, highest),
            ),
            one.is_near_edge,
        )
        for one in known
    }


def bar_width(lowest_e2: int, highest_e2: int) -> int:
    """The width of a bar in e2: two points, or more where that would make too many bars."""
    for width in (NARROWEST_E2, 500, 1000):
        if highest_e2 // width - lowest_e2 // width < MOST_BARS:
            return width
    return 1000


def distribution(counts: Mapping[int, int], width: int, edge_e2: int | None = None) -> charts.Chart | None:
    """How totals lie: people by bar number (total divided by `width`). None when nobody has a total."""
    if not counts:
        return None
    edge = edge_e2 // width if edge_e2 is not None else None
    bins = [
        charts.Bin(
            str(number * width // 100),
            counts.get(number, 0),
            _look(number, edge),
            f"{number * width // 100}–{(number + 1) * width // 100}",
        )
        for number in range(min(counts), max(counts) + 1)
    ]
    keys = [] if edge is None else [
        charts.Key("", _("名额线以上")), charts.Key("k2", _("名额线所在")), charts.Key("k5", _("其他")),
    ]  # fmt: skip
    return charts.distribution(bins, title=_("总分分布"), head=_("总分"), keys=keys)


def _look(number: int, edge: int | None) -> str:
    if edge is None:
        return "f1"
    return "f2" if number == edge else "f1" if number > edge else "f5"


def distribution_of(totals_e2: Sequence[int], edge_e2: int | None) -> charts.Chart | None:
    """The distribution of one unit's totals."""
    if not totals_e2:
        return None
    width = bar_width(min(totals_e2), max(totals_e2))
    counts: dict[int, int] = {}
    for total in totals_e2:
        counts[total // width] = counts.get(total // width, 0) + 1
    return distribution(counts, width, edge_e2)


def entitlement_words(places: UnitPlaces) -> str:
    """The sum behind a unit's places in words: people times rate, and what rounding did."""
    words = _("人 ＝ 应参加 %(people)d 人 × %(rate)s，得 %(sum)s") % {
        "people": places.people,
        "rate": places.rate,
        "sum": places.entitlement,
    }
    if places.by_remainder:
        return words + _("，片区内按最大余数进 1")
    return words + (_("，余数不进") if places.entitlement_e2 % 100 else "")


def score_text(value_e2: int | None) -> str:
    """A total as it is published; words where there is none."""
    return _("尚无") if value_e2 is None else formats.score2(value_e2)
