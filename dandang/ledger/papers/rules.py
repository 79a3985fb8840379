"""How a paper is numbered, what is printed on it at each step, and who may not be the next. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from typing import Any

_WORD = re.compile(r"[一-鿿]{1,12}")
_CODE_LENGTH = 12


def is_word(word: str) -> bool:
    """Whether this can be an organ's code word (机关代字): Chinese characters only, no brackets, year or number."""
    return _WORD.fullmatch(word) is not None


def number_text(word: str, year: int, sequence: int) -> str:
    """青容〔2026〕3号: full year in hexagonal brackets, no leading 第, no padding (GB/T 9704-2012 7.2.5)."""
    return f"{word}〔{year}〕{sequence}号"


def with_issue(data: Mapping[str, Any], fields: Collection[str], *, number: str, issued_on: str) -> dict[str, Any]:
    """The facts as issued: the number and the day of signing in their places, where the kind has them.

    The day of a paper is the day on which it was signed (GB/T 9704-2012 7.3.5.4), whatever the draft said.
    """
    changed = dict(data)
    for name, value in (("number", number), ("issued_on", issued_on)):
        if name in fields and value:
            changed[name] = value
    return changed


def check_code(content: bytes) -> str:
    """Twelve letters of the SHA-256 in groups of four, short enough to be compared by eye."""
    digest = hashlib.sha256(content).hexdigest()[:_CODE_LENGTH]
    return "-".join(digest[start : start + 4] for start in range(0, _CODE_LENGTH, 4))
