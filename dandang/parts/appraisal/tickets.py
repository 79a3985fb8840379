"""What a ticket's code looks like, what is kept of it, and how a mark is read. Pure."""

from __future__ import annotations

import hashlib
import secrets
from decimal import Decimal, InvalidOperation

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O 1 I L: people copy codes from paper
CODE_LENGTH = 16  # 31^16, about 79 bits


def new_code() -> str:
    """Return a fresh ticket code in four groups of four."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(text[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def digest(code: str) -> str:
    """Return what is kept of a code: SHA-256 of its letters, without separators, in upper case."""
    plain = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()


def score_e4(text: str) -> int | None:
    """Read points such as `92` or `88.5` into 1e-4 points; None when it is no number from 0 to 100 with four places."""
    try:
        value = Decimal(text.translate(str.maketrans("０１２３４５６７８９．", "0123456789."))) * 10_000
    except (InvalidOperation, ValueError):
        return None
    if not value.is_finite() or value != value.to_integral_value() or not 0 <= value <= 1_000_000:
        return None
    return int(value)
