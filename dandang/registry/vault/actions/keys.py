"""Keys of custodians and of those who may ask: made, given another passphrase, handed over, ended."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import refs
from dandang.foundation.ground.refusal import BadInput
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.vault import errors, queries, sealing
from dandang.registry.vault.actions import both, unlocking, waiting
from dandang.registry.vault.models import AccessRequest, Grant, KeyHolder, Share
from dandang.registry.vault.states import WAITING, RequestState

LEAST_LENGTH = 12
LEAST_VARIETY = 6


def make_key(*, actor: Actor, passphrase: str, at: datetime) -> int:
    """This function will make the actor's key pair, the private half under his passphrase, and return its id.

    Nobody else knows the passphrase and nobody can reset it. Refuses a second key, a weak passphrase, an account
    without a unit, and the program itself. What was sealed earlier is not readable with a new key.
    """
    access.require(actor, "vault.key.make")
    if actor.account_id is None:
        raise errors.no_account()
    if actor.organisation_id is None:
        raise errors.no_body()
    _refuse_weak(passphrase)
    body = queries.body_of(actor.organisation_id)
    cost = _cost()
    pair = sealing.new_key_pair(passphrase, unlocking.key_place(actor.account_id), cost)
    with both.atomic():
        if queries.key_of(actor) is not None:
            raise errors.has_key()
        made = KeyHolder.objects.create(
            account_id=actor.account_id,
            person_id=actor.person_id,
            body_id=body.pk,
            body_name=body.name,
            name=actor.name,
            made_at=at,
            **_columns(pair, cost),
        )
        _record(actor, "vault.key.made", made, at)
    return made.pk


def change_passphrase(*, actor: Actor, passphrase: str, new_passphrase: str, at: datetime) -> None:
    """This function will lock the actor's key under another passphrase; everything it opens stays open to it.

    Refuses a wrong old passphrase and a weak new one. A copy of the database made before still opens with the old one.
    """
    access.require(actor, "vault.key.make")
    key = unlocking.key_in_use(actor)
    _refuse_weak(new_passphrase)
    private = unlocking.unlocked(actor, key, passphrase, at)
    cost = _cost()
    pair = sealing.locked(private, new_passphrase, unlocking.key_place(key.account_id), cost)
    with both.atomic():
        KeyHolder.objects.filter(pk=key.pk, ended_at=None).update(**_columns(pair, cost))
        _record(actor, "vault.key.relocked", key, at)


def end_key(*, actor: Actor, reason: str, at: datetime) -> None:
    """This function will end the actor's own key for good: the private half, its shares and open requests are gone.

    For a lost or exposed passphrase. Refuses without a reason. Records that only this holder could still have opened
    for his body stay sealed; the page says how many before.
    """
    access.require(actor, "vault.key.make")
    key = unlocking.key_in_use(actor)
    words = reason.strip()
    if not words:
        raise errors.words_missing("reason", 1)
    with both.atomic():
        live = AccessRequest.objects.filter(key=key, state__in=WAITING)
        closed = list(live.order_by("pk").values_list("pk", flat=True))
        halves = sorted(set(key.shares.values_list("sealed_id", flat=True)))
        Grant.objects.filter(request__in=closed).delete()
        live.update(state=RequestState.CLOSED, closed_at=at, closed_by=actor.name)
        gone = Share.objects.filter(holder=key).delete()[0]
        key.locked_private_key = key.salt = b""
        key.ended_at, key.end_reason = at, words[:200]
        key.save(update_fields=["locked_private_key", "salt", "ended_at", "end_reason"])
        _record(actor, "vault.key.ended", key, at, shares=gone)
        for row in AccessRequest.objects.filter(pk__in=closed).order_by("pk"):
            waiting.of_request(actor, row, at)
        waiting.of_requests_with(actor, halves, at)


def hand_over(*, actor: Actor, to_key_id: int, passphrase: str, at: datetime) -> int:
    """This function will let another custodian of the same body read what the actor can, and return how many records.

    Each half is unwrapped with the actor's passphrase and wrapped anew to the colleague; the body still has one half
    only. Refuses anybody of another body, without the role or without a key, and a wrong passphrase.
    """
    access.require(actor, "vault.key.hand_over")
    key = unlocking.key_in_use(actor)
    other = next((one for one in queries.colleagues(actor, timezone.localdate(at)) if one.pk == to_key_id), None)
    if other is None:
        raise errors.not_a_colleague()
    private = unlocking.unlocked(actor, key, passphrase, at)
    has = {(sealed, other_body) for sealed, other_body in other.shares.values_list("sealed_id", "with_body_id")}
    missing = [one for one in key.shares.order_by("id") if (one.sealed_id, one.with_body_id) not in has]
    try:
        wrapped = [_wrapped_for(one, other, private) for one in missing]
    except sealing.DoesNotOpen:
        raise errors.does_not_open() from None
    with both.atomic():
        Share.objects.bulk_create(wrapped)
        handles = sorted({one.sealed_id for one in wrapped})
        _record(actor, "vault.key.handed_over", other, at, records=len(handles))
        waiting.of_requests_with(actor, handles, at)
    return len(handles)


def share_place(handle: str, body_id: int, with_body_id: int, holder_id: int) -> str:
    """Return where a wrapped half belongs; it opens nowhere else."""
    return f"share:{handle}:{body_id}:{with_body_id}:{holder_id}"


def half_of(share: Share, private: bytes) -> bytes:
    """Return the half a share wraps. Raises sealing.DoesNotOpen."""
    place = share_place(share.sealed_id, share.body_id, share.with_body_id, share.holder_id)
    return sealing.unwrap(private, bytes(share.wrapped), place)


def _wrapped_for(share: Share, holder: KeyHolder, private: bytes) -> Share:
    half = half_of(share, private)
    place = share_place(share.sealed_id, share.body_id, share.with_body_id, holder.pk)
    return Share(
        sealed_id=share.sealed_id,
        body_id=share.body_id,
        with_body_id=share.with_body_id,
        holder=holder,
        wrapped=sealing.wrap(bytes(holder.public_key), half, place),
    )


def _refuse_weak(passphrase: str) -> None:
    if len(passphrase) < LEAST_LENGTH or len(set(passphrase)) < LEAST_VARIETY:
        raise errors.weak_passphrase(LEAST_LENGTH)
    if len(passphrase) > 1000:
        raise BadInput("口令太长。请控制在 1000 个字符以内。", field="passphrase")


def _cost() -> sealing.Cost:
    return sealing.Cost(*settings.VAULT_KEY_COST)


def _columns(pair: sealing.KeyPair, cost: sealing.Cost) -> dict[str, object]:
    return {
        "public_key": pair.public,
        "locked_private_key": pair.locked,
        "salt": pair.salt,
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
    }


def _record(actor: Actor, verb: str, key: KeyHolder, at: datetime, **facts: int) -> None:
    audit.record(actor=actor, verb=verb, target=refs.ref("vault.key", key.pk), facts=facts, at=at)
