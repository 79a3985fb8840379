"""Taking the private key out from under its passphrase, for the length of one action; guesses are slowed down."""

from __future__ import annotations

from datetime import datetime, timedelta

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import refs
from dandang.registry.access.records import Actor
from dandang.registry.vault import errors, queries, sealing
from dandang.registry.vault.actions import both
from dandang.registry.vault.models import KeyHolder

GUESSES = 5
WAIT = timedelta(minutes=15)


def key_place(account_id: int) -> str:
    """Return where a locked private key belongs: under another account it does not open."""
    return f"key:{account_id}"


def key_in_use(actor: Actor) -> KeyHolder:
    """Return the actor's key. Refuses somebody without one."""
    key = queries.key_of(actor)
    if key is None:
        raise errors.no_key()
    return key


def unlocked(actor: Actor, key: KeyHolder, passphrase: str, at: datetime) -> bytes:
    """Return the private key. Refuses a wrong passphrase, and after five of them every one for a quarter of an hour.

    The count stays although the action is refused: it is written in a transaction of its own, before any other.
    """
    if key.waits_until is not None and at < key.waits_until:
        raise errors.wait_first(key.waits_until)
    pair = sealing.KeyPair(bytes(key.public_key), bytes(key.locked_private_key), bytes(key.salt))
    try:
        private = sealing.unlocked(pair, passphrase, key_place(key.account_id), cost_of(key))
    except sealing.DoesNotOpen:
        raise _counted(actor, key, at) from None
    if key.wrong_passphrases or key.waits_until:
        KeyHolder.objects.filter(pk=key.pk).update(wrong_passphrases=0, waits_until=None)
    return private


def cost_of(key: KeyHolder) -> sealing.Cost:
    """Return the cost this key was locked with."""
    return sealing.Cost(key.memory_kib, key.passes, key.lanes)


def _counted(actor: Actor, key: KeyHolder, at: datetime) -> Exception:
    with both.atomic():
        row = KeyHolder.objects.select_for_update().get(pk=key.pk)
        row.wrong_passphrases += 1
        if row.wrong_passphrases >= GUESSES:
            row.wrong_passphrases, row.waits_until = 0, at + WAIT
        row.save(update_fields=["wrong_passphrases", "waits_until"])
        audit.record(
            actor=actor, verb="vault.key.refused", target=refs.ref("vault.key", key.pk), outcome="REFUSED", at=at
        )
    if row.waits_until is not None and at < row.waits_until:
        return errors.wait_first(row.waits_until)
    return errors.wrong_passphrase(GUESSES - row.wrong_passphrases)
