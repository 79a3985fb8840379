"""Digests, canonical text and Merkle roots against published vectors and against each other."""

from __future__ import annotations

import hashlib

import pytest

from dandang.foundation.audit import chain, queries


def test_sm3_gives_the_digest_of_the_standard() -> None:
    # GB/T 32905-2016, appendix A.1.
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"

    assert chain.digest(chain.SM3, b"abc").hex() == expected


def test_an_unknown_digest_is_refused() -> None:
    with pytest.raises(ValueError, match="MD5"):
        chain.digest("MD5", b"abc")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": "中"}, '{"a":"中","b":1}'),
        ([True, None], "[true,null]"),
        ({}, "{}"),
    ],
)
def test_canonical_text_is_one(value: object, text: str) -> None:
    assert chain.canonical(value) == text


@pytest.mark.parametrize("value", [0.5, {"share": 0.1}, [1, {"x": [2.0]}]])
def test_fractions_are_refused_in_facts(value: object) -> None:
    with pytest.raises(ValueError, match="integers"):
        chain.canonical(value)


def split_root(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1 word for word: split at the largest power of two below the number of leaves."""
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + split_root(leaves[:half]) + split_root(leaves[half:])).digest()


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 7, 8, 13, 100])
def test_merkle_root_is_that_of_the_rfc(count: int) -> None:
    leaves = [bytes([number]) * 3 for number in range(count)]

    assert chain.merkle_root(leaves) == split_root(leaves).hex()


def test_merkle_root_of_nothing_is_the_digest_of_nothing() -> None:
    assert chain.merkle_root([]) == hashlib.sha256(b"").hexdigest()


def test_an_import_is_summed_up_and_any_changed_row_shows() -> None:
    rows = [{"name": "甲", "score": 9000}, {"name": "乙", "score": 8500}]
    changed = [rows[0], {"name": "乙", "score": 8501}]

    assert queries.batch_facts(rows)["rows"] == 2
    assert queries.batch_facts(rows)["root"] != queries.batch_facts(changed)["root"]
