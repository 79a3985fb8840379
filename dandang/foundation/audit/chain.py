"""How are entries chained, personal values committed to, and many rows summed up? Pure arithmetic, no Django.

`scripts/verify_audit.py` repeats these few rules with the standard library alone, so that somebody who does not trust
this program can check its record; `tests/rooms/audit/test_verifier.py` holds the two together.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives import hashes

SHA256, SM3 = "SHA-256", "SM3"
ALGORITHMS = (SHA256, SM3)  # an entry naming any other is altered: a weaker digest is not a choice
GENESIS = "0" * 64

# The order in which the fields enter the digest; `alg`, `prev` and `seq` stand before them.
FIELDS = ("at", "actor", "role", "verb", "target", "clause", "reason", "outcome", "payload")
_ORDER = ("alg", "prev", "seq", *FIELDS)
_PLAIN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # made once: a verification encodes a million rows


def digest(alg: str, data: bytes) -> bytes:
    """Return the digest of `data`. Raises ValueError for an algorithm the record does not use."""
    if alg == SHA256:
        return hashlib.sha256(data).digest()
    if alg == SM3:
        state = hashes.Hash(hashes.SM3())
        state.update(data)
        return state.finalize()
    raise ValueError(f"unknown digest {alg!r}")


def canonical(value: Any) -> str:
    """Return the one JSON text of `value`: sorted keys, no spaces, characters as they are, no fractions.

    Raises ValueError when a fraction (float) is inside: its text differs between writers, so amounts are integers.
    """
    _refuse_fractions(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _refuse_fractions(value: Any) -> None:
    if isinstance(value, float):
        raise ValueError("facts hold integers and text, not fractions")
    if isinstance(value, Mapping):
        for part in value.values():
            _refuse_fractions(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            _refuse_fractions(part)


def entry_digest(row: Mapping[str, Any]) -> str:
    """Return the digest of an entry in hexadecimal: algorithm, previous digest, number, then the fields."""
    text = _PLAIN.encode([row[name] for name in _ORDER])
    return digest(row["alg"], text.encode()).hex()


def commitment(alg: str, *, salt: str, name: str, value: str) -> str:
    """Return what the payload keeps of a personal value: useless without the salt, provable with it."""
    return digest(alg, _PLAIN.encode([salt, name, value]).encode()).hex()


def merkle_root(leaves: Sequence[bytes], alg: str = SHA256) -> str:
    """Return the Merkle tree hash of RFC 6962 §2.1 in hexadecimal (0x00 before leaves, 0x01 before nodes)."""
    if not leaves:
        return digest(alg, b"").hex()
    level = [digest(alg, b"\x00" + leaf) for leaf in leaves]
    while len(level) > 1:
        # Pairing neighbours and carrying an odd last one up gives the same tree as splitting at powers of two.
        paired = [digest(alg, b"\x01" + left + right) for left, right in zip(level[::2], level[1::2], strict=False)]
        level = paired + ([level[-1]] if len(level) % 2 else [])
    return level[0].hex()


def rows_root(rows: Iterable[Any]) -> dict[str, Any]:
    """Sum up many rows of one import for a single entry: how many there were and the Merkle root of them all."""
    leaves = [canonical(row).encode() for row in rows]
    return {"rows": len(leaves), "root": merkle_root(leaves)}


def instant_text(at: datetime) -> str:
    """Return an instant as the record writes it: UTC, microseconds, always 27 characters."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
