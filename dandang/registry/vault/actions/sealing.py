"""Sealing an identity, first words and files. No actor and no record: whoever reports is nobody here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from itertools import combinations

from dandang.registry.vault import errors, queries, sealing
from dandang.registry.vault.actions import both
from dandang.registry.vault.actions.keys import share_place
from dandang.registry.vault.models import KeyHolder, Sealed, SealedFile, Share


def seal(*, payload: Mapping[str, str], files: Sequence[tuple[str, bytes]], organ_id: int, on: date) -> str:
    """This function will seal words and files for the custodians over an organ and return the handle.

    Two custodians of different bodies must come together to open it; this program cannot. By the day, without an entry
    in the record: both would say when somebody reported. Refuses while custodians of two bodies have no keys. Call it
    first in the caller's transaction: should that fail, a sealed record stays behind that nothing refers to.
    """
    bodies = queries.custodians(organ_id=organ_id, on=on)
    if len(bodies) < 2:
        raise errors.not_ready()
    key, handle = sealing.new_key(), sealing.new_handle()
    words = json.dumps(dict(payload), ensure_ascii=False).encode()
    with both.atomic():
        row = Sealed.objects.create(
            handle=handle,
            organ_id=organ_id,
            ciphertext=sealing.seal(key, words, record_place(handle), least=sealing.LEAST_RECORD),
            sealed_on=on,
        )
        SealedFile.objects.bulk_create(
            SealedFile(
                sealed=row,
                number=number,
                ciphertext=sealing.seal(key, _packed(name, content), file_place(handle, number)),
            )
            for number, (name, content) in enumerate(files, start=1)
        )
        Share.objects.bulk_create(_shares(row, key, bodies))
    return handle


def record_place(handle: str) -> str:
    """Return where a record's words belong; under another handle they do not open."""
    return f"record:{handle}"


def file_place(handle: str, number: int) -> str:
    """Return where an original file belongs."""
    return f"file:{handle}:{number}"


def unpacked(packed: bytes) -> tuple[str, str, bytes]:
    """Return name, SHA-256 and content of an original file as it was packed."""
    size = int.from_bytes(packed[:4], "big")
    head = json.loads(packed[4 : 4 + size])
    return head["name"], head["sha256"], packed[4 + size :]


def _packed(name: str, content: bytes) -> bytes:
    head = json.dumps({"name": name, "sha256": sha256(content).hexdigest()}, ensure_ascii=False).encode()
    return len(head).to_bytes(4, "big") + head + content


def _shares(row: Sealed, key: bytes, bodies: Mapping[int, list[KeyHolder]]) -> list[Share]:
    """For each pair of bodies the key is cut anew, each half wrapped to every holder of its body."""
    made: list[Share] = []
    for one, other in combinations(sorted(bodies), 2):
        for body, partner, half in zip((one, other), (other, one), sealing.halves(key), strict=True):
            for holder in bodies[body]:
                place = share_place(row.handle, body, partner, holder.pk)
                wrapped = sealing.wrap(bytes(holder.public_key), half, place)
                made.append(Share(sealed=row, body_id=body, with_body_id=partner, holder=holder, wrapped=wrapped))
    return made
