"""What somebody with the databases, but without two passphrases, can do: nothing (RV01, security.md 1.1, 1.2, 1.8)."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from dandang.foundation.ground.refusal import Refusal
from dandang.registry.accounts.models import Account
from dandang.registry.vault import actions, queries
from dandang.registry.vault.models import Grant, KeyHolder, Sealed, SealedFile, Share
from tests.factories import vault as make
from tests.factories.database import triggers_lifted
from tests.factories.vault import NOW, PASSPHRASE, Vault

pytestmark = pytest.mark.django_db

CANARIES = ("柳长亭", "13905550123", "341299198001011234", "liuchangting", "砂石少了三车")
ENCODINGS: dict[str, Callable[[str], list[bytes]]] = {
    "utf-8": lambda text: [text.encode()],
    "utf-16-le": lambda text: [text.encode("utf-16-le")],
    "utf-16-be": lambda text: [text.encode("utf-16-be")],
    "gb18030": lambda text: [text.encode("gb18030")],
    "base64": lambda text: [_inner_base64(text, shift) for shift in range(3)],
    "hex": lambda text: [text.encode().hex().encode(), text.encode().hex().upper().encode()],
    "json escape": lambda text: [json.dumps(text)[1:-1].encode()],
    "percent": lambda text: [quote(text).encode()],
}


@pytest.fixture
def vault() -> Vault:
    return make.vault()


def _inner_base64(text: str, shift: int) -> bytes:
    """The characters that do not depend on what stands before and after."""
    coded = base64.b64encode(b"\0" * shift + text.encode() + b"\0" * 3)
    return coded[4 if shift else 0 : -8]


def _cells(alias: str) -> Iterator[bytes]:
    """Every value of every table, and unpacked where it can be unpacked."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for cell in row:
                    yield from _readings(cell)


def _readings(cell: Any) -> Iterator[bytes]:
    raw = bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode()
    yield raw
    for unpack in (gzip.decompress, zlib.decompress):
        try:
            yield unpack(raw)
        except (OSError, EOFError, zlib.error):
            continue


def _hits(alias: str) -> list[tuple[str, str]]:
    dump = b"\n".join(_cells(alias))
    return [
        (canary, name)
        for canary in CANARIES
        for name, coded in ENCODINGS.items()
        if any(form in dump for form in coded(canary))
    ]


def test_no_database_shows_a_reporter_in_any_of_eight_encodings(vault: Vault, caplog: pytest.LogCaptureFixture) -> None:
    """After sealing, asking, approving and looking through the pages, with files and wrong passphrases in between."""
    payload = {"name": CANARIES[0], "phone": CANARIES[1], "identity_number": CANARIES[2], "text": CANARIES[4]}
    files = [(f"{CANARIES[3]}.txt", "".join(CANARIES).encode())]
    handle = actions.seal(payload=payload, files=files, organ_id=vault.place.discipline.pk, on=make.make.TODAY)
    vault.handle = handle
    request_id = vault.approved(at=timezone.now())
    client = Client()
    client.force_login(Account.objects.get(pk=vault.asker.account_id))
    for passphrase in ("错的口令错的口令", PASSPHRASE):
        client.post(f"/vault/requests/{request_id}/look/", {"passphrase": passphrase})
        client.post(f"/vault/requests/{request_id}/files/1/", {"passphrase": passphrase})

    assert len(queries.looks(handle)) == 2
    assert _hits("default") == []
    assert _hits("vault") == []
    assert not any(canary in caplog.text for canary in CANARIES)


def test_the_search_for_canaries_finds_one_that_is_there(vault: Vault) -> None:
    """A control: a search that finds nothing anywhere would pass the test above."""
    for number, (_name, coded) in enumerate(ENCODINGS.items()):
        form = coded(CANARIES[0])[0]
        KeyHolder.objects.filter(account_id=vault.one.account_id).update(salt=b"ab" + form)
        found = [name for canary, name in _hits("vault") if canary == CANARIES[0]]
        assert found, number
    KeyHolder.objects.filter(account_id=vault.one.account_id).update(salt=gzip.compress(CANARIES[0].encode()))
    assert (CANARIES[0], "utf-8") in _hits("vault")


def test_ten_and_two_hundred_characters_give_equal_lengths(vault: Vault) -> None:
    handles = [
        make.sealed_again(vault, {"text": words, "name": name})
        for words, name in [("一" * 10, "柳长亭"), ("一" * 200, "柳长亭"), ("一" * 200, "")]
    ]

    lengths = {len(bytes(Sealed.objects.get(pk=handle).ciphertext)) for handle in handles}

    assert len(lengths) == 1


@pytest.mark.parametrize("what", ["record", "shares", "grants", "file"])
def test_ciphertexts_that_change_places_do_not_open(vault: Vault, what: str) -> None:
    """The administrator of the database wants his own approved request to show another record."""
    mine = vault.approved()
    vault.handle = make.sealed_again(vault, {"name": "别人"})
    other = vault.approved()
    with triggers_lifted(connections["vault"]):
        _swap(what, mine, other)

    step = actions.open_file if what == "file" else actions.open_identity
    more: dict[str, Any] = {"number": 1} if what == "file" else {}
    with pytest.raises(Refusal) as refused:
        step(actor=vault.asker, request_id=mine, passphrase=PASSPHRASE, at=NOW, **more)

    assert refused.value.code == "does_not_open"
    assert "没有显示" in refused.value.sentence


def _swap(what: str, mine: int, other: int) -> None:
    own = Grant.objects.filter(request_id=mine).order_by("body_id")
    theirs = list(Grant.objects.filter(request_id=other).order_by("body_id"))
    if what == "grants":
        for grant, foreign in zip(own, theirs, strict=True):
            Grant.objects.filter(pk=grant.pk).update(wrapped=foreign.wrapped)
    elif what == "shares":
        Grant.objects.filter(pk=own[0].pk).update(wrapped=Share.objects.order_by("id")[0].wrapped)
    elif what == "file":
        file = SealedFile.objects.get()
        SealedFile.objects.filter(pk=file.pk).update(ciphertext=bytes(file.ciphertext)[::-1])
    else:
        one, two = Sealed.objects.order_by("handle")
        Sealed.objects.filter(pk=one.pk).update(ciphertext=two.ciphertext)
        Sealed.objects.filter(pk=two.pk).update(ciphertext=one.ciphertext)


def test_a_half_moved_to_another_custodian_is_of_no_use(vault: Vault) -> None:
    request_id = vault.request()
    Share.objects.filter(holder__account_id=vault.other.account_id).update(
        wrapped=Share.objects.get(holder__account_id=vault.one.account_id).wrapped
    )
    vault.approve(request_id, vault.one)

    with pytest.raises(Refusal) as refused:
        vault.approve(request_id, vault.other)

    assert refused.value.code == "does_not_open"


def test_a_key_taken_over_by_another_account_does_not_unlock(vault: Vault) -> None:
    """The administrator of the database writes a custodian's key under his own account number."""
    taken = KeyHolder.objects.get(account_id=vault.one.account_id)
    colleague = make.without_key("IDENTITY_CUSTODIAN", vault.place.discipline, vault.place.county)
    KeyHolder.objects.filter(pk=taken.pk).update(account_id=colleague.account_id)
    request_id = vault.request()

    with pytest.raises(Refusal) as refused:
        vault.approve(request_id, colleague)

    assert refused.value.code == "wrong_passphrase"


def test_a_request_approved_by_raw_rows_still_has_no_halves(vault: Vault) -> None:
    request_id = vault.request()
    with triggers_lifted(connections["vault"]), connections["vault"].cursor() as cursor:
        cursor.execute(
            "UPDATE vault_accessrequest SET state = 'APPROVED', approved_at = requested_at, expires_at = %s",
            ["2036-01-01 00:00:00+00:00"],
        )

    with pytest.raises(Refusal) as refused:
        vault.look(request_id)

    assert refused.value.code == "does_not_open"
