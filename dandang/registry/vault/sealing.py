"""How is something sealed so that two bodies must come together to read it? Plain cryptography, no Django.

A record has a fresh key (AES-256-GCM, the handle in its associated data). The key is cut in two for each pair of
bodies; a half is wrapped (X25519, HKDF, AES-GCM) to every key holder of its body. A holder's private key lies under
Argon2id of a passphrase. Nothing here writes, logs or remembers.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SCHEME = "X25519-AES256GCM-1"  # kept beside every record: a later scheme is another word
KEY_BYTES = 32
NONCE_BYTES = 12
LENGTH_BYTES = 8
BUCKETS = (256, 1024, 4096, 16 * 1024, 64 * 1024)
LEAST_RECORD = 4096  # ten characters or a few hundred, a name or none: the same length


class DoesNotOpen(Exception):
    """The key, the passphrase or the place is not the one it was sealed with, or a byte was changed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess of a passphrase costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A public key and the private one locked under a passphrase."""

    public: bytes
    locked: bytes
    salt: bytes


# Length hiding ---------------------------------------------------------------------------------------------------


def padded_size(length: int, least: int = 0) -> int:
    """Return the bucket for so many bytes: 256 B, 1, 4, 16, 64 KiB, then doubled; never below `least`."""
    for bucket in BUCKETS:
        if max(length, least) <= bucket:
            return bucket
    size = BUCKETS[-1]
    while size < length:
        size *= 2
    return size


def _padded(plain: bytes, least: int) -> bytes:
    size = padded_size(LENGTH_BYTES + len(plain), least)
    return (len(plain).to_bytes(LENGTH_BYTES, "big") + plain).ljust(size, b"\0")


def _unpadded(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:LENGTH_BYTES], "big")
    return padded[LENGTH_BYTES : LENGTH_BYTES + length]


# Records ---------------------------------------------------------------------------------------------------------


def new_key() -> bytes:
    """Return a fresh key for one record."""
    return secrets.token_bytes(KEY_BYTES)


def new_handle() -> str:
    """Return a random handle of 256 bits; it says nothing and cannot be guessed."""
    return secrets.token_urlsafe(KEY_BYTES)


def seal(key: bytes, plain: bytes, place: str, *, least: int = 0) -> bytes:
    """Return the padded ciphertext; it opens at `place` only, so that two rows cannot change places."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, _padded(plain, least), place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """Return what was sealed at `place`. Raises DoesNotOpen."""
    try:
        return _unpadded(AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode()))
    except (InvalidTag, ValueError):
        raise DoesNotOpen from None


# Two halves ------------------------------------------------------------------------------------------------------


def halves(key: bytes) -> tuple[bytes, bytes]:
    """Cut a key in two; either half alone is noise."""
    one = secrets.token_bytes(len(key))
    return one, joined(one, key)


def joined(one: bytes, other: bytes) -> bytes:
    """Put two halves together again."""
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


# Wrapping to a person --------------------------------------------------------------------------------------------


def wrap(public: bytes, secret: bytes, place: str) -> bytes:
    """Return `secret` so that only the holder of the private key reads it, and only at `place`."""
    once = X25519PrivateKey.generate()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    mine = once.public_key().public_bytes_raw()
    nonce = secrets.token_bytes(NONCE_BYTES)
    return mine + nonce + AESGCM(_derived(shared, mine, public)).encrypt(nonce, secret, place.encode())


def unwrap(private: bytes, wrapped: bytes, place: str) -> bytes:
    """Return what was wrapped at `place`. Raises DoesNotOpen."""
    own = X25519PrivateKey.from_private_bytes(private)
    theirs, nonce, sealed = wrapped[:KEY_BYTES], wrapped[KEY_BYTES : KEY_BYTES + NONCE_BYTES], wrapped[44:]
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(theirs))
        key = _derived(shared, theirs, own.public_key().public_bytes_raw())
        return AESGCM(key).decrypt(nonce, sealed, place.encode())
    except (InvalidTag, ValueError):
        raise DoesNotOpen from None


def _derived(shared: bytes, once: bytes, public: bytes) -> bytes:
    """Both public keys are part of the derivation: the result belongs to this sender and this holder."""
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=b"dandang.vault" + once + public).derive(
        shared
    )


# The holder's own key --------------------------------------------------------------------------------------------


def new_key_pair(passphrase: str, place: str, cost: Cost) -> KeyPair:
    """Return a new key pair, the private key locked under the passphrase at `place`."""
    private = X25519PrivateKey.generate()
    return locked(private.private_bytes_raw(), passphrase, place, cost)


def locked(private: bytes, passphrase: str, place: str, cost: Cost) -> KeyPair:
    """Return the key pair of a private key, locked under a passphrase with a fresh salt."""
    salt = secrets.token_bytes(16)
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = nonce + AESGCM(_stretched(passphrase, salt, cost)).encrypt(nonce, private, place.encode())
    public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return KeyPair(public, sealed, salt)


def unlocked(pair: KeyPair, passphrase: str, place: str, cost: Cost) -> bytes:
    """Return the private key. Raises DoesNotOpen when the passphrase is another one."""
    try:
        key = _stretched(passphrase, pair.salt, cost)
        return AESGCM(key).decrypt(pair.locked[:NONCE_BYTES], pair.locked[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError):
        raise DoesNotOpen from None


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        secret=passphrase.encode(),
        salt=salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
