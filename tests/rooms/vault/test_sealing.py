"""The cryptography itself: what is sealed opens in its place only, for its holder only, and shows no length."""

from __future__ import annotations

import os

import pytest

from dandang.config import settings as production
from dandang.registry.vault import sealing
from dandang.registry.vault.sealing import Cost, DoesNotOpen

CHEAP = Cost(8, 1, 1)
PLACE = "record:one"


def test_production_makes_a_guess_dear() -> None:
    """Argon2id with at least 64 MiB and three passes (security.md 1.2)."""
    memory_kib, passes, lanes = production.VAULT_KEY_COST
    cost = Cost(memory_kib, passes, lanes)

    pair = sealing.new_key_pair("一句很长的口令", PLACE, cost)

    assert (memory_kib >= 64 * 1024, passes >= 3, lanes >= 1) == (True, True, True)
    assert len(sealing.unlocked(pair, "一句很长的口令", PLACE, cost)) == 32


def test_equal_words_give_unequal_ciphertexts_of_one_length() -> None:
    key = sealing.new_key()

    one, other = (sealing.seal(key, "同一句话".encode(), PLACE) for _time in range(2))

    assert one != other
    assert len(one) == len(other)


@pytest.mark.parametrize(
    ("length", "bucket"),
    [(0, 256), (256, 256), (257, 1024), (1025, 4096), (4097, 16384), (16385, 65536), (65537, 131072), (131073, 262144)],
)
def test_lengths_fall_into_buckets(length: int, bucket: int) -> None:
    assert sealing.padded_size(length) == bucket


@pytest.mark.parametrize("words", ["", "短", "一" * 10, "一" * 200, "a" * 3000])
def test_ten_and_two_hundred_characters_look_alike(words: str) -> None:
    key = sealing.new_key()

    sealed = sealing.seal(key, words.encode(), PLACE, least=sealing.LEAST_RECORD)

    assert len(sealed) == sealing.NONCE_BYTES + 4096 + 16
    assert sealing.unseal(key, sealed, PLACE).decode() == words


def test_every_flipped_or_missing_byte_is_noticed() -> None:
    key = sealing.new_key()
    sealed = sealing.seal(key, b"words", PLACE)

    for offset in range(len(sealed)):
        with pytest.raises(DoesNotOpen):
            sealing.unseal(key, sealed[:offset] + bytes([sealed[offset] ^ 1]) + sealed[offset + 1 :], PLACE)
    for length in (0, 1, 11, 12, 27, len(sealed) - 1):
        with pytest.raises(DoesNotOpen):
            sealing.unseal(key, sealed[:length], PLACE)


def test_a_record_opens_at_its_own_place_only() -> None:
    key = sealing.new_key()
    sealed = sealing.seal(key, b"words", PLACE)

    with pytest.raises(DoesNotOpen):
        sealing.unseal(key, sealed, "record:two")
    with pytest.raises(DoesNotOpen):
        sealing.unseal(sealing.new_key(), sealed, PLACE)


def test_a_half_alone_opens_nothing() -> None:
    key = sealing.new_key()
    one, other = sealing.halves(key)
    sealed = sealing.seal(key, b"words", PLACE)

    assert sealing.joined(one, other) == key
    for half in (one, other):
        with pytest.raises(DoesNotOpen):
            sealing.unseal(half, sealed, PLACE)


def test_what_is_wrapped_opens_for_its_holder_at_its_place() -> None:
    cost = CHEAP
    mine, theirs = (sealing.new_key_pair("口令", PLACE, cost) for _time in range(2))
    own, foreign = (sealing.unlocked(pair, "口令", PLACE, cost) for pair in (mine, theirs))
    wrapped = sealing.wrap(mine.public, b"half", "share:1")

    assert sealing.unwrap(own, wrapped, "share:1") == b"half"
    for private, text, place in [
        (foreign, wrapped, "share:1"),
        (own, wrapped, "share:2"),
        (own, wrapped[:-1], "share:1"),
        (own, os.urandom(len(wrapped)), "share:1"),
        (own, b"", "share:1"),
    ]:
        with pytest.raises(DoesNotOpen):
            sealing.unwrap(private, text, place)


def test_a_key_opens_under_its_passphrase_and_account_only() -> None:
    pair = sealing.new_key_pair("对的口令", "key:1", CHEAP)

    for passphrase, place in [("错的口令", "key:1"), ("对的口令", "key:2"), ("", "key:1")]:
        with pytest.raises(DoesNotOpen):
            sealing.unlocked(pair, passphrase, place, CHEAP)
