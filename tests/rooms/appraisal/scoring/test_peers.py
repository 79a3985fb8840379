"""With whom is a person compared, and where does the middle of that group lie?"""

from __future__ import annotations

import pytest

from dandang.parts.appraisal.scoring import peers
from dandang.parts.appraisal.scoring.plan import Peers

NORTH, SOUTH = ("北", "农业", "科", "主任"), ("南", "农业", "科", "主任")
PATH = (("region", "sector", "level", "post"), ("sector", "level"), ())


@pytest.mark.parametrize(
    ("north", "south", "columns", "n"),
    [
        (8, 0, ("region", "sector", "level", "post"), 8),
        (7, 1, ("sector", "level"), 8),
        (3, 4, None, 0),
    ],
)
def test_a_small_group_is_merged_along_the_path(
    north: int, south: int, columns: tuple[str, ...] | None, n: int
) -> None:
    everybody = [(NORTH, 8_000 + place) for place in range(north)] + [(SOUTH, 9_000)] * south

    group = peers.peer_group(Peers(path=PATH), NORTH, 8_000, everybody)

    assert (group and group.columns, group.n if group else 0) == (columns, n)


def test_the_group_shows_median_quartiles_and_own_rank() -> None:
    totals = [7_000, 7_500, 8_000, 8_001, 8_500, 9_000, 9_500, 9_900]

    group = peers.peer_group(Peers(path=PATH), NORTH, 8_500, [(NORTH, total) for total in totals])

    assert group is not None
    assert (group.lower_quartile_e2, group.median_e2, group.upper_quartile_e2) == (7_875, 8_251, 9_125)
    assert group.rank == 4


@pytest.mark.parametrize(
    ("totals", "quarter", "value"), [([5], 1, 5), ([1, 2], 2, 2), ([1, 4], 1, 2), ([1, 2, 9], 2, 2)]
)
def test_quartiles_are_interpolated_and_rounded_half_up(totals: list[int], quarter: int, value: int) -> None:
    assert peers.quartile(totals, quarter) == value
