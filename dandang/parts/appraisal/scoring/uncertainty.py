"""How sure is a total? Standard error, band and nearness to the edge, shown beside the result and never in it.

These figures tell a reader which differences mean something; no rank, grade or quota is made from them, so they may be
floating-point numbers. They are never computed for a class of raters that is too small to be shown.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import variance
from typing import Final

from .plan import Plan
from .reference import marks_dropped
from .tables import Rating

NORMAL_95: Final = 1.96

MeansByGroup = Mapping[str, Sequence[float]]
"""What each rater of a class gave one person on average, in points."""


@dataclass(frozen=True, slots=True)
class Band:
    """The range a total may lie in, given how far its raters differ; all in hundredths of a point."""

    se_e2: int
    low_e2: int
    high_e2: int
    is_near_edge: bool


def rater_means(plan: Plan, marks: Iterable[Rating]) -> dict[str, list[float]]:
    """The weighted mean mark of each rater of one person, by class of raters.

    Indicators a rater left out are left out of that rater's mean.
    """
    weights = dict(zip((one.id for one in plan.indicators), plan.indicator_weights, strict=True))
    given: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for mark in marks:
        sums = given[mark.group, mark.rater]
        sums[0] += weights[mark.indicator] * mark.score
        sums[1] += weights[mark.indicator]
    means: dict[str, list[float]] = defaultdict(list)
    for (group, _), (total, weight) in sorted(given.items()):
        means[group].append(total / weight / 10_000)
    return dict(means)


def pooled_variances(everybody: Iterable[MeansByGroup]) -> dict[str, float]:
    """The variance inside each class of raters over many people; stands in where somebody had a single rater."""
    squares: dict[str, float] = defaultdict(float)
    freedom: dict[str, int] = defaultdict(int)
    for means in everybody:
        for group, values in means.items():
            if len(values) > 1:
                squares[group] += variance(values) * (len(values) - 1)
                freedom[group] += len(values) - 1
    return {group: squares[group] / freedom[group] for group in squares}


def standard_error(plan: Plan, means: MeansByGroup, pooled: Mapping[str, float]) -> float | None:
    """The standard error of a total in points, after Tukey and McLaughlin where marks are trimmed.

    Measures do not differ between raters, so only the share of the rated indicators counts. Nothing is returned when
    a class has one rater and no other person to borrow a variance from.
    """
    weights = dict(zip((group.id for group in plan.rater_groups), plan.group_weights, strict=True))
    heard = sum(weights[group] for group in means)
    squared = 0.0
    for group, values in means.items():
        spread = pooled.get(group) if len(values) == 1 else _squared_error(plan, values)
        if spread is None:
            return None
        squared += (weights[group] / heard) ** 2 * spread
    rated = sum(w for one, w in zip(plan.indicators, plan.indicator_weights, strict=True) if not one.is_measure)
    return math.sqrt(squared) * rated / sum(plan.indicator_weights) if means else None


def band(total_e2: int, error: float, edge_e2: int | None) -> Band:
    """The 95 % band of a total, and whether the edge of the last place lies inside it."""
    reach = round(NORMAL_95 * error * 100)
    low, high = total_e2 - reach, total_e2 + reach
    return Band(round(error * 100), low, high, edge_e2 is not None and low <= edge_e2 <= high)


def _squared_error(plan: Plan, values: Sequence[float]) -> float:
    """The squared standard error of a trimmed mean: winsorised variance, made wider by what was left out."""
    n, k = len(values), marks_dropped(plan, len(values))
    ordered = sorted(values)
    winsorised = [ordered[k]] * k + ordered[k : n - k] + [ordered[n - k - 1]] * k
    return variance(winsorised) / ((1 - 2 * k / n) ** 2 * n)
