"""Were two runs given the same input? An order-free fingerprint, the same from every engine.

Every row gives a number and the numbers are added, so the order of rows does not matter. Ballots enter as marks per
person, indicator and group: the pseudonym of a rater does not enter the result, and does not enter here.
The fingerprint tells honest runs apart; ``run.json`` also holds SHA-256 sums of the files themselves.
"""

from __future__ import annotations

import hashlib
from typing import Final

MARK_PRIME: Final = 2_147_483_647
MODULUS: Final = 2**64
SEPARATOR: Final = "\x1f"


def mark_number(cell: int, score_e4: int, cells: int) -> int:
    """The number one mark adds to its person: not linear, so that two offsetting changes still show."""
    mark = score_e4 * cells + cell
    return mark * mark % MARK_PRIME


def row_number(*fields: object) -> int:
    """The number one row adds to its table."""
    text = SEPARATOR.join("" if field is None else str(field) for field in fields)
    return int.from_bytes(hashlib.md5(text.encode(), usedforsecurity=False).digest()[:8], "little")


def together(*sums: int) -> str:
    """One text from the sums of all tables."""
    text = SEPARATOR.join(str(total % MODULUS) for total in sums)
    return hashlib.sha256(text.encode()).hexdigest()
