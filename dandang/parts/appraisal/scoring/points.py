"""How are points counted without a single floating-point number?

Scores are integers in ten-thousandths of a point (``e4``), published totals in hundredths (``e2``), shares in basis
points (``bp``), measures in millionths of their unit (``u6``). Text goes in and out exactly.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

SCORE_PLACES: Final = 4
MEASURE_PLACES: Final = 6
E4: Final = 10**SCORE_PLACES
U6: Final = 10**MEASURE_PLACES
FULL_SCORE_E4: Final = 100 * E4
HIGHEST_MEASURED_E4: Final = 10_000 * E4
"""A measure scoring beyond +-10,000 points is a mistaken unit, and would leave the range all engines can hold."""

NUMBER: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]+)?")


def rhu(numerator: int, denominator: int) -> int:
    """Round ``numerator / denominator`` to the nearest integer, halves towards plus infinity.

    The denominator must be positive. For numerators of zero and above this is the ``rhu`` of the published method;
    below zero (an unclipped measure far under its floor) the same formula holds with floor division.
    """
    return (2 * numerator + denominator) // (2 * denominator)


def scaled(text: str, places: int) -> int | None:
    """Read plain decimal text as an integer of ``10**-places``; ``None`` when it is no number or has more places."""
    found = NUMBER.fullmatch(text)
    if not found or len(found[1] or ".") - 1 > places:
        return None
    whole, _, fraction = text.partition(".")
    return int(whole + fraction.ljust(places, "0"))


def decimal_text(value: int | None, places: int) -> str:
    """Write an integer of ``10**-places`` as decimal text with exactly that many places; ``None`` as empty text."""
    if value is None:
        return ""
    whole, fraction = divmod(abs(value), 10**places)
    return f"{'-' if value < 0 else ''}{whole}.{fraction:0{places}d}"


def cell_text(value: object) -> str:
    """Write one value of an input table the way a CSV file would hold it, without losing or inventing digits."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
