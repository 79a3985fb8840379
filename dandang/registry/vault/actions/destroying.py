"""Destroying what has been kept long enough: proposed by one, agreed by another body, put on record, never by a timer.

What goes: the ciphertext, the original files, every half of the key. What stays: the handle, the day it was sealed, who
asked and looked, and the entry that it was destroyed. Copies in backups age out with them (docs/operating.md).
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import moves, refs
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.vault import errors, keeping, kinds, queries
from dandang.registry.vault.actions import both, requests, unlocking, waiting
from dandang.registry.vault.models import AccessRequest, Destruction, Grant, KeyHolder, Sealed
from dandang.registry.vault.states import DESTRUCTION_MOVES, WAITING, DestructionState


def propose_destruction(*, actor: Actor, handle: str, reason: str, passphrase: str, at: datetime) -> int:
    """This function will propose to destroy a record whose time is over and return the proposal's id.

    Refuses what must still be kept or where the years are 未规定, what somebody asks for or looks at, whom a gate
    refuses, too short a reason, a wrong passphrase, and a second proposal. Basis: 本系统规则 identity-keeping.
    """
    access.require(actor, "vault.destroy")
    over = keeping.over_record(actor, handle, on=timezone.localdate(at))
    _refuse_outside(actor, queries.sealed(handle))
    key = unlocking.key_in_use(actor)
    words = requests.written("reason", reason)
    unlocking.unlocked(actor, key, passphrase, at)
    with both.atomic():
        sealed = Sealed.objects.select_for_update().get(pk=handle)
        _refuse_in_use(sealed, at)
        if sealed.destructions.filter(state=DestructionState.PROPOSED).exists():
            raise errors.proposed_already()
        made = Destruction.objects.create(
            sealed=sealed,
            ended_on=over.ended_on,
            kept_until=over.kept_until,
            rule_clause=over.clause,
            account_id=key.account_id,
            person_id=actor.person_id,
            body_id=key.body_id,
            body_name=key.body_name,
            name=actor.name,
            reason=words,
            proposed_at=at,
        )
        _record(actor, "vault.destruction.proposed", made, at)
        waiting.of_destruction(actor, made, at)
    return made.pk


def destroy_identity(*, actor: Actor, destruction_id: int, reason: str, passphrase: str, at: datetime) -> None:
    """This function will destroy what was proposed: words, files and halves are gone, the entry stays.

    Refuses the proposer, anybody of his body, whom a gate refuses, a wrong passphrase, a proposal that is decided, and
    a record that must be kept after all because its report was opened again or is asked for.
    """
    access.require(actor, "vault.destroy")
    row = keeping.destruction_of(actor, destruction_id)
    _refuse_outside(actor, row.sealed)
    key = unlocking.key_in_use(actor)
    _refuse_other(actor, key, row)
    words = requests.written("reason", reason)
    unlocking.unlocked(actor, key, passphrase, at)
    with both.atomic():
        row = _locked(row.pk)
        _move(row, "agree")
        _refuse_other(actor, key, row)
        keeping.over_record(actor, row.sealed_id, on=timezone.localdate(at))
        _refuse_in_use(row.sealed, at)
        _decide(row, actor, key, words, at)
        files = _wipe(row, at)
        _record(actor, "vault.identity.destroyed", row, at, files=files)
        waiting.of_destruction(actor, row, at)


def refuse_destruction(*, actor: Actor, destruction_id: int, reason: str, at: datetime) -> None:
    """This function will end a proposal with a reason: another custodian does not agree, or its proposer takes it back.

    Nothing is destroyed; it may be proposed anew. Refuses a proposal that is decided.
    """
    access.require(actor, "vault.destroy")
    row = keeping.destruction_of(actor, destruction_id)
    _refuse_outside(actor, row.sealed)
    words = requests.written("reason", reason)
    with both.atomic():
        row = _locked(row.pk)
        _move(row, "refuse")
        _decide(row, actor, queries.key_of(actor), words, at)
        _record(actor, "vault.destruction.refused", row, at)
        waiting.of_destruction(actor, row, at)


def _wipe(row: Destruction, at: datetime) -> int:
    """Take away all that could be opened and say how many files there were. The database asks for a decision first."""
    files = row.sealed.files.all().delete()[0]
    row.sealed.shares.all().delete()
    Grant.objects.filter(request__sealed=row.sealed).delete()
    Sealed.objects.filter(pk=row.sealed_id).update(ciphertext=b"", destroyed_on=timezone.localdate(at))
    return files


def _decide(row: Destruction, actor: Actor, key: KeyHolder | None, words: str, at: datetime) -> None:
    row.other_account_id, row.other_person_id, row.other_name = actor.account_id, actor.person_id, actor.name
    row.other_body_id, row.other_body_name = (key.body_id, key.body_name) if key else (None, "")
    row.other_reason, row.decided_at = words, at
    row.save()


def _refuse_outside(actor: Actor, sealed: Sealed) -> None:
    access.require(actor, "vault.destroy", path=organisations.get(sealed.organ_id).path)
    queries.refuse_gated(actor, sealed.pk, kinds.APPROVE)


def _refuse_in_use(sealed: Sealed, at: datetime) -> None:
    rows = AccessRequest.objects.filter(sealed=sealed, state__in=WAITING)
    if any(queries.state_at(one, at) in WAITING for one in rows):
        raise errors.in_use()


def _refuse_other(actor: Actor, key: KeyHolder, row: Destruction) -> None:
    is_same_person = actor.person_id is not None and actor.person_id == row.person_id
    if is_same_person or actor.account_id == row.account_id:
        raise errors.own_proposal()
    if key.body_id == row.body_id:
        raise errors.same_body_destroys()


def _locked(destruction_id: int) -> Destruction:
    return Destruction.objects.select_for_update(of=("self",)).select_related("sealed").get(pk=destruction_id)


def _move(row: Destruction, move: str) -> None:
    to = moves.next_state(DESTRUCTION_MOVES, row.state, move)
    if to is None:
        raise errors.not_proposed(str(DestructionState(row.state).label))
    row.state = to


def _record(actor: Actor, verb: str, row: Destruction, at: datetime, **facts: int) -> None:
    """Reasons stay in the vault; the record says that it happened and under which rule."""
    audit.record(
        actor=actor, verb=verb, target=refs.ref("vault.destruction", row.pk), clause=row.rule_clause, facts=facts, at=at
    )
