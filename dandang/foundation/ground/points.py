"""Scores as integers: 1e-4 points (e4) inside, 1e-2 (e2) where they are published."""

from __future__ import annotations


def rhu(numerator: int, denominator: int) -> int:
    """Round half up on integers: (2a + b) div 2b. Raises ValueError unless a >= 0 and b > 0."""
    if numerator < 0 or denominator <= 0:
        raise ValueError("rhu takes a non-negative numerator and a positive denominator")
    return (2 * numerator + denominator) // (2 * denominator)


def text_e2(value: int) -> str:
    """8557 -> '85.57'."""
    return f"{value // 100}.{value % 100:02d}"
