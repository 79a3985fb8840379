"""Do two reports speak of the same matter? Words compared about what is alleged, never about who wrote them. Pure."""

from __future__ import annotations

import re

# From this share of the shorter text on, two reports are shown to a person as perhaps about the same matter.
ALIKE_FROM = 0.35
_HAN = re.compile(r"[一-鿿]+")


def likeness(one: str, other: str) -> float:
    """Return how much of the shorter text's pairs of Chinese characters both have, 0 to 1; 0 for a text without any.

    The shorter text counts, since a second letter often tells part of the first. How often a pair stands, order,
    punctuation and spelling play no part: what is compared is what was alleged, not how somebody writes.
    """
    left, right = _pairs(one), _pairs(other)
    fewest = min(len(left), len(right))
    return len(left & right) / fewest if fewest else 0.0


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters within each run of Chinese characters, each once."""
    return frozenset(run[place : place + 2] for run in _HAN.findall(text) for place in range(len(run) - 1))
