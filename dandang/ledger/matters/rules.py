"""Numbers of matters, order of dates, what a happening's days cover. Pure."""

from __future__ import annotations

from datetime import date

_SUFFIXES = ("自治县", "自治州", "自治区", "特别行政区", "县", "市", "区", "省", "州", "盟", "旗")


def prefix_of(region_name: str) -> str:
    """Return the prefix of a region's numbers: 青禾县 gives 青禾事."""
    for suffix in _SUFFIXES:
        if region_name.endswith(suffix) and len(region_name) > len(suffix) + 1:
            return region_name.removesuffix(suffix) + "事"
    return f"{region_name}事"


def number_text(prefix: str, year: int, count: int) -> str:
    """Return a number as it stands on paper: 青禾事〔2026〕12号."""
    return f"{prefix}〔{year}〕{count}号"


def days_are_in_order(happened_from: date, happened_to: date | None) -> bool:
    """Whether the last day, if there is one, is not before the first."""
    return happened_to is None or happened_to >= happened_from
