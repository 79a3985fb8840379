"""How is the head of the chain carried out of the database? Signed files, for a folder its owner cannot reach.

The key is made once per installation and kept beside the other data; who holds copies of the files needs only the
public half, which stands in each of them.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dandang.foundation.audit import chain

PATTERN = "checkpoint-*.json"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of the record at one moment: how long it was, its last digest and the Merkle root of all digests.

    `previous` is the SHA-256 of the checkpoint file before this one, or empty.
    """

    size: int
    head: str
    root: str
    at: str
    previous: str

    @property
    def signed_bytes(self) -> bytes:
        return chain.canonical(asdict(self)).encode()


class Untrusted(Exception):
    """A checkpoint file that cannot be read, or that this installation did not sign. The text says which."""


def load_key(path: Path) -> Ed25519PrivateKey:
    """Return the signing key, made on first use and readable by the owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(path.read_bytes())


def write(folder: Path, checkpoint: Checkpoint, key: Ed25519PrivateKey) -> Path:
    """Write the file whole or not at all and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    body = {
        "checkpoint": asdict(checkpoint),
        "public_key": key.public_key().public_bytes_raw().hex(),
        "signature": key.sign(checkpoint.signed_bytes).hex(),
    }
    path = folder / f"checkpoint-{checkpoint.size:012d}.json"
    unfinished = path.with_suffix(".part")
    unfinished.write_text(chain.canonical(body) + "\n", encoding="utf-8")
    unfinished.replace(path)
    return path


def newest(folder: Path) -> Path | None:
    """Return the file of the longest record in the folder itself, or none."""
    return max(folder.glob(PATTERN), default=None)


def file_digest(path: Path) -> str:
    """Return what the next checkpoint says about this file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files(folder: Path) -> list[Path]:
    """Return every checkpoint file in the folder and below: each body may keep its copies in a folder of its own."""
    return sorted(folder.rglob(PATTERN))


def read(path: Path, trusted: Iterable[Ed25519PublicKey]) -> Checkpoint:
    """Return a checkpoint signed by one of the trusted keys. Raises Untrusted for every other file."""
    try:
        body = json.loads(path.read_text(encoding="utf-8"))
        checkpoint = Checkpoint(**body["checkpoint"])
        signature = bytes.fromhex(body["signature"])
        is_shaped = isinstance(checkpoint.size, int) and isinstance(checkpoint.head, str)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Untrusted(path.name) from error
    if not is_shaped or not any(_is_signed(key, signature, checkpoint.signed_bytes) for key in trusted):
        raise Untrusted(path.name)
    return checkpoint


def _is_signed(key: Ed25519PublicKey, signature: bytes, data: bytes) -> bool:
    try:
        key.verify(signature, data)
    except InvalidSignature:
        return False
    return True
