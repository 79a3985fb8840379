"""What a receipt looks like and what is kept of it: sixteen digits to write down, stored as a keyed digest only."""

from __future__ import annotations

import re
import secrets
import unicodedata

from django.conf import settings
from django.utils.crypto import salted_hmac

LENGTH = 16  # 10^16 receipts; beside a few thousand reports a guess hits once in 10^12
_SALT = "dandang.protection.receipt"
_ONCE = re.compile(r"[0-9a-f]{32}")


def new_code() -> str:
    """Return a fresh receipt in four groups of four digits."""
    return grouped(f"{secrets.randbelow(10**LENGTH):0{LENGTH}d}")


def new_once() -> str:
    """Return a fresh mark for one form: sent twice by a double tap or a reload, it is one report with one receipt."""
    return secrets.token_hex(16)


def code_for(once: str, content: bytes) -> str:
    """Return the receipt of a form's mark and what it says; a fresh one for no mark. Neither is kept for it."""
    if not _ONCE.fullmatch(once):
        return new_code()
    drawn = salted_hmac(_SALT, once.encode() + content, secret=settings.SECRET_KEY, algorithm="sha256").digest()
    return grouped(f"{int.from_bytes(drawn, 'big') % 10**LENGTH:0{LENGTH}d}")


def grouped(digits: str) -> str:
    """Return digits in groups of four, as people copy them."""
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def plain(code: str) -> str:
    """Return the digits of what somebody typed; full-width digits, blanks and dashes are forgiven."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", code) if letter.isascii() and letter.isdigit())


def digest(code: str) -> str:
    """Return what is kept of a receipt today."""
    return _digest(plain(code), settings.SECRET_KEY)


def digests(code: str) -> tuple[str, ...]:
    """Return every digest a receipt may be kept under, where the key of the installation was changed meanwhile."""
    return tuple(_digest(plain(code), str(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def _digest(digits: str, key: str) -> str:
    return salted_hmac(_SALT, digits, secret=key, algorithm="sha256").hexdigest()
