"""How is something put on record? Called inside the business transaction, last, by every action."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from dandang.foundation.audit import chain, checkpoints, kinds
from dandang.foundation.audit.models import Entry, PrivateValue
from dandang.foundation.audit.records import Acting

_LOCK = 7_201_400_001  # any number, the same everywhere: whoever writes an entry holds this PostgreSQL lock


def record(
    *,
    actor: Acting | None,
    verb: str,
    target: str,
    reason: str = "",
    clause: str = "",
    facts: Mapping[str, Any] | None = None,
    private: Mapping[str, Any] | None = None,
    outcome: str = "DONE",
    at: datetime,
) -> int:
    """This function will append one entry to the chain and return its number.

    Call it as the last write of the action's transaction: if the business rolls back, so does the entry, and if the
    record cannot be written, neither is the business. `facts` hold no personal values; those go into `private`, of
    which the chain keeps salted commitments only. Refuses (ValueError) fractions in `facts` and unknown outcomes.
    """
    alg = settings.AUDIT_ALGORITHM
    salted = {name: (str(value), secrets.token_hex(16)) for name, value in (private or {}).items()}
    payload: dict[str, Any] = dict(facts or {})
    if salted:
        payload["private"] = {
            name: chain.commitment(alg, salt=salt, name=name, value=value) for name, (value, salt) in salted.items()
        }
    row: dict[str, Any] = {
        "alg": alg,
        "at": chain.instant_text(at),
        "actor": actor_ref(actor),
        "role": ",".join(sorted(actor.roles)) if actor is not None else "",
        "verb": verb,
        "target": target,
        "clause": clause,
        "reason": reason,
        "outcome": outcome,
        "payload": chain.canonical(payload),
    }
    # Without a savepoint of its own: inside a business transaction the entry stands and falls with it.
    with transaction.atomic(savepoint=False):
        row |= _next_place()
        row["digest"] = chain.entry_digest(row)
        entry = Entry.objects.create(**row)
        if salted:
            PrivateValue.objects.bulk_create(
                PrivateValue(entry=entry, name=name, value=value, salt=salt) for name, (value, salt) in salted.items()
            )
    return entry.seq


def record_read(*, actor: Acting | None, target: str, what: str, at: datetime) -> int:
    """This function will note that somebody looked at a file; `what` is the part, such as 任免审批表."""
    return record(actor=actor, verb=kinds.READ, target=target, facts={"what": what}, at=at)


def erase_private_values(*, actor: Acting, target: str, reason: str, at: datetime) -> int:
    """This function will delete the personal values that entries about `target` speak of and return how many.

    The chain stays whole, since it holds commitments only. Basis: 个人信息保护法 art. 47.
    """
    with transaction.atomic():
        count, _ = PrivateValue.objects.filter(entry__target=target).delete()
        record(actor=actor, verb=kinds.ERASED, target=target, reason=reason, facts={"values": count}, at=at)
    return count


def write_checkpoint(folder: Path, *, at: datetime) -> Path | None:
    """This function will sign the head of the record into a file in `folder` and return its path.

    Nothing is written when the record is empty (none) or has not grown since the newest file (that file).
    """
    digests = [
        bytes.fromhex(text) for text in Entry.objects.order_by("seq").values_list("digest", flat=True).iterator()
    ]
    if not digests:
        return None
    before = checkpoints.newest(folder)
    if before is not None and before.name.endswith(f"{len(digests):012d}.json"):
        return before
    checkpoint = checkpoints.Checkpoint(
        size=len(digests),
        head=digests[-1].hex(),
        root=chain.merkle_root(digests),
        at=chain.instant_text(at),
        previous=checkpoints.file_digest(before) if before else "",
    )
    return checkpoints.write(folder, checkpoint, checkpoints.load_key(settings.AUDIT_KEY))


def actor_ref(actor: Acting | None) -> str:
    """Return how the record names the one who acts: an account, the program itself, or nobody signed in."""
    if actor is None or (actor.account_id is None and not actor.is_system):
        return "anonymous"
    return "system" if actor.is_system else f"accounts.account:{actor.account_id}"


def _next_place() -> dict[str, Any]:
    """Take the writers' lock and return the number and the previous digest of the next entry.

    The number comes from the previous row and not from a sequence: a sequence leaves gaps after a rollback, and a gap
    must mean that something was deleted. SQLite needs no lock, its write transactions begin IMMEDIATE.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = Entry.objects.order_by("-seq").values_list("seq", "digest").first()
    return {"seq": last[0] + 1, "prev": last[1]} if last else {"seq": 1, "prev": chain.GENESIS}
