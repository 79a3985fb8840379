"""Which score does a measured value earn? Exact fractions for every declared function (line L3).

All functions are straight lines through declared goalposts, so a score is a ratio of integers; it is rounded once.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from . import points
from .plan import Indicator

NEEDED_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "efficacy": (),
    "min_max": (),
    "gap_closed": ("base_value", "target"),
    "growth": ("base_value",),
    "kept": ("target",),
}
EFFICACY_BASE_E4: Final = 60 * points.E4
EFFICACY_SPAN_E4: Final = 40 * points.E4


def lowest_e4(indicator: Indicator) -> int:
    """The score at the bad goalpost, in e4: 60 for the efficacy coefficient, else 0."""
    return EFFICACY_BASE_E4 if indicator.function == "efficacy" else 0


def fraction(indicator: Indicator, value: int, base: int | None, target: int | None) -> Fraction:
    """The score in e4 as an exact fraction, clipped only where the plan declares it.

    Values are in u6. The caller has checked that the columns the function needs are there and divide by no zero.
    """
    score = _unclipped(indicator, value, base or 0, target or 0)
    if indicator.clip:
        return min(max(score, Fraction(lowest_e4(indicator))), Fraction(points.FULL_SCORE_E4))
    return score


def note(indicator: Indicator, value: int, base: int | None, target: int | None) -> str:
    """Which function was applied, and whether the score was clipped."""
    name = str(indicator.function)
    if is_kept_instead(indicator, base, target):
        name = "gap_closed_as_kept"
    unclipped = _unclipped(indicator, value, base or 0, target or 0)
    was_clipped = unclipped != fraction(indicator, value, base, target)
    return f"{name} clipped" if was_clipped else name


def is_kept_instead(indicator: Indicator, base: int | None, target: int | None) -> bool:
    """Whether a gap was already closed at the start, so that keeping the target is what counts."""
    return indicator.function == "gap_closed" and _reaches(indicator, base or 0, target or 0)


def _unclipped(indicator: Indicator, value: int, base: int, target: int) -> Fraction:
    bad, span = indicator.bad_u6, indicator.good_u6 - indicator.bad_u6
    full = points.FULL_SCORE_E4
    if indicator.function == "efficacy":
        return EFFICACY_BASE_E4 + Fraction(EFFICACY_SPAN_E4 * (value - bad), span)
    if indicator.function == "min_max":
        return Fraction(full * (value - bad), span)
    if indicator.function == "growth":
        return Fraction(full * (value * points.U6 - bad * base), span * base)
    if indicator.function == "kept" or is_kept_instead(indicator, base, target):
        return Fraction(full if _reaches(indicator, value, target) else 0)
    return Fraction(full * (value - base), target - base)


def _reaches(indicator: Indicator, value: int, target: int) -> bool:
    return value <= target if indicator.is_lower_better else value >= target
