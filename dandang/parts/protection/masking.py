"""Taking a reporter's own name, telephone and number out of the words handlers read. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

MARK = "〔反映人〕"
_BETWEEN = r"[\s\-—·.　]{0,3}"  # what people put between the signs of a number or a name
_FULL_WIDTH = {digit: chr(ord(digit) + 0xFEE0) for digit in "0123456789"}


def masked(text: str, parts: Iterable[str]) -> str:
    """Return the text with every one of `parts` replaced, however it is spaced, in full or half width."""
    for part in sorted({one.strip() for one in parts} - {""}, key=len, reverse=True):
        if len(part) >= 2:
            text = re.sub(_pattern(part), MARK, text, flags=re.IGNORECASE)
    return text


def _pattern(part: str) -> str:
    return _BETWEEN.join(_sign(letter) for letter in part if not letter.isspace())


def _sign(letter: str) -> str:
    return f"[{letter}{_FULL_WIDTH[letter]}]" if letter in _FULL_WIDTH else re.escape(letter)
