"""One look at an identity: only by the requester, only with both halves, only in its hours, always on record."""

from __future__ import annotations

import json
from datetime import datetime

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import refs
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.vault import errors, kinds, queries, sealing
from dandang.registry.vault.actions import both, requests, unlocking
from dandang.registry.vault.actions.sealing import file_place, record_place, unpacked
from dandang.registry.vault.models import AccessRequest, Look, Sealed
from dandang.registry.vault.records import Identity, OriginalFile
from dandang.registry.vault.states import RequestState


def open_identity(*, actor: Actor, request_id: int, passphrase: str, at: datetime) -> Identity:
    """This function will open what was sealed for one look, which is counted for the reporter and put on record.

    Files are named with their digests; their content is a look of its own (`open_file`). Refuses everybody but the
    requester, whom a gate refuses, a request not approved, closed or past its time, a wrong passphrase, and bytes that
    were tampered with.
    """
    row, key = _opened(actor, request_id, passphrase, at)
    try:
        fields = json.loads(sealing.unseal(key, bytes(row.sealed.ciphertext), record_place(row.sealed_id)))
        files = tuple(_file(row.sealed, key, number) for number in _numbers(row.sealed))
    except sealing.DoesNotOpen:
        raise errors.does_not_open() from None
    named = tuple(OriginalFile(one.number, one.name, one.digest) for one in files)
    number = _counted(actor, row, Look.What.IDENTITY, at)
    return Identity(fields=fields, files=named, look_number=number, expires_at=row.expires_at)


def open_file(*, actor: Actor, request_id: int, number: int, passphrase: str, at: datetime) -> OriginalFile:
    """This function will open one original file as it came; a look like any other, refused like any other.

    Raises NotHere for a number that is not there.
    """
    row, key = _opened(actor, request_id, passphrase, at)
    if number not in _numbers(row.sealed):
        raise errors.no_such_file()
    try:
        file = _file(row.sealed, key, number)
    except sealing.DoesNotOpen:
        raise errors.does_not_open() from None
    _counted(actor, row, Look.What.FILE, at)
    return file


def _opened(actor: Actor, request_id: int, passphrase: str, at: datetime) -> tuple[AccessRequest, bytes]:
    """Return the request and the record's key, for those few lines that need it."""
    access.require(actor, "vault.access.request")
    requests.expire_due(at=at)
    row = queries.request_of(actor, request_id)
    if actor.account_id is None or row.requester_account_id != actor.account_id:
        raise errors.not_yours()
    _refuse_wrong_time(row, at)
    access.require(actor, "vault.access.request", path=organisations.get(row.sealed.organ_id).path)
    queries.refuse_gated(actor, row.sealed_id, kinds.OPEN)
    holder = unlocking.key_in_use(actor)
    if holder.pk != row.key_id:
        raise errors.key_changed()
    private = unlocking.unlocked(actor, holder, passphrase, at)
    return row, _joined(row, private)


def _refuse_wrong_time(row: AccessRequest, at: datetime) -> None:
    """Refuse a request that is not live at this moment, whatever its stored state says."""
    if queries.state_at(row, at) != row.state:
        raise errors.not_open(str(RequestState.EXPIRED.label))
    requests.refuse_wrong_state(row, "look")
    if row.approved_at is None or at < row.approved_at:
        raise errors.not_open(str(RequestState.REQUESTED.label))


def _joined(row: AccessRequest, private: bytes) -> bytes:
    """Put the two granted halves together. Refuses when they are not two, or not for this request."""
    given = list(row.grants.order_by("body_id"))
    if len(given) != 2:
        raise errors.does_not_open()
    try:
        one, other = (
            sealing.unwrap(private, bytes(half.wrapped), requests.grant_place(row, half.body_id, half.with_body_id))
            for half in given
        )
    except sealing.DoesNotOpen:
        raise errors.does_not_open() from None
    return sealing.joined(one, other)


def _numbers(sealed: Sealed) -> list[int]:
    return list(sealed.files.order_by("number").values_list("number", flat=True))


def _file(sealed: Sealed, key: bytes, number: int) -> OriginalFile:
    stored = sealed.files.get(number=number)
    name, digest, content = unpacked(
        sealing.unseal(key, bytes(stored.ciphertext), file_place(sealed.handle, number))
    )  # fmt: skip
    return OriginalFile(number, name, digest, content)


def _counted(actor: Actor, row: AccessRequest, what: Look.What, at: datetime) -> int:
    """Count the look and put it on record before anything is shown. Returns which look at this identity it is."""
    with both.atomic():
        row = AccessRequest.objects.select_for_update().get(pk=row.pk)
        _refuse_wrong_time(row, at)
        row.state = requests.refuse_wrong_state(row, "look")
        row.save(update_fields=["state"])
        Look.objects.create(request=row, sealed_id=row.sealed_id, what=what, looked_at=at)
        number = Look.objects.filter(sealed_id=row.sealed_id).count()
        audit.record(
            actor=actor,
            verb="vault.identity.looked",
            target=refs.ref("vault.request", row.pk),
            clause=row.rule_clause,
            facts={"look": number, "what": what.value},
            at=at,
        )
    return number
