"""A request to open an identity on its way: asked, approved by two bodies, refused, closed, over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import moves, refs
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.vault import errors, kinds, queries, sealing
from dandang.registry.vault.actions import both, keys, unlocking, waiting
from dandang.registry.vault.models import AccessRequest, Approval, Grant, KeyHolder, Share
from dandang.registry.vault.states import LIVE, REQUEST_MOVES, RequestState

LEAST_WORDS = 10


def request_access(
    *, actor: Actor, handle: str, purpose: str, clause: str, hours: int, at: datetime
) -> int:  # fmt: skip
    """This function will ask two bodies to open an identity for some hours and return the request's id.

    Refuses whom a gate refuses (the accused, his superiors and kin, who investigates, decides or reviews), somebody
    without a key of his own, an empty purpose or clause, more hours than the rule allows, and a second request while
    one runs. Basis: SPEC PR-01; 本系统规则 vault.
    """
    access.require(actor, "vault.access.request")
    rules = queries.rules_for(actor, handle, on=timezone.localdate(at))
    key = unlocking.key_in_use(actor)
    words = written("purpose", purpose), written("clause", clause, least=4)
    if not 1 <= hours <= rules.max_hours:
        raise errors.too_many_hours(rules.max_hours, rules.clause)
    with both.atomic():
        if queries.has_waiting(handle=handle, account_id=key.account_id, at=at):
            raise errors.asked_already()
        made = AccessRequest.objects.create(
            sealed_id=handle,
            requester_account_id=key.account_id,
            requester_person_id=actor.person_id,
            requester_name=actor.name,
            requester_body_id=key.body_id,
            requester_body_name=key.body_name,
            key=key,
            purpose=words[0],
            clause=words[1],
            hours=hours,
            max_hours=rules.max_hours,
            approvers_needed=max(2, rules.approvers),
            rule_clause=rules.clause,
            requested_at=at,
        )
        _record(actor, "vault.access.requested", made, at, hours=hours)
        waiting.of_request(actor, made, at)
    return made.pk


def approve_access(*, actor: Actor, request_id: int, passphrase: str, reason: str, at: datetime) -> int:
    """This function will give the approver's half of the key to the requester and say how many bodies are missing.

    The half is for this request only; with the approval of the last body needed the hours begin. Refuses the requester
    himself, a second person of one body, whom a gate refuses, somebody who holds no half, a wrong passphrase, and a
    request that does not wait.
    """
    access.require(actor, "vault.access.approve")
    expire_due(at=at)
    row = _for_custodian(actor, request_id)
    words = written("reason", reason)
    key = unlocking.key_in_use(actor)
    _refuse_approver(actor, key, row)
    shares = list(key.shares.filter(sealed_id=row.sealed_id))
    if not shares:
        raise errors.no_share()
    private = unlocking.unlocked(actor, key, passphrase, at)
    with both.atomic():
        row = _locked(row.pk)
        _refuse_approver(actor, key, row)
        Approval.objects.create(
            request=row,
            account_id=key.account_id,
            person_id=actor.person_id,
            body_id=key.body_id,
            body_name=key.body_name,
            name=actor.name,
            reason=words,
            requester_account_id=row.requester_account_id,
            requester_person_id=row.requester_person_id,
            approved_at=at,
        )
        _grant(row, shares, private)
        given = row.approvals.count()
        if given >= row.approvers_needed:
            _begin(row, at)
        _record(actor, "vault.access.approved", row, at, approval=given)
        waiting.of_request(actor, row, at)
    return max(0, row.approvers_needed - given)


def refuse_access(*, actor: Actor, request_id: int, reason: str, at: datetime) -> None:
    """This function will refuse a request with a reason; halves already given for it are deleted.

    One refusal ends it, whoever agreed before. Refuses the requester himself and a request that does not wait.
    """
    access.require(actor, "vault.access.approve")
    row = _for_custodian(actor, request_id)
    words = written("reason", reason)
    with both.atomic():
        row = _locked(row.pk)
        if _is_requester(actor, row):
            raise errors.own_request()
        _move(row, "refuse")
        row.refused_at, row.refused_by, row.refusal_reason = at, actor.name, words
        row.save()
        row.grants.all().delete()
        _record(actor, "vault.access.refused", row, at)
        waiting.of_request(actor, row, at)


def close_access(*, actor: Actor, request_id: int, at: datetime) -> None:
    """This function will close a request before its time: by the requester, or by a custodian at any moment.

    Refuses one that is over already.
    """
    access.require(actor, "vault.access.read")
    expire_due(at=at)
    row = queries.request_of(actor, request_id)
    with both.atomic():
        row = _locked(row.pk)
        _move(row, "close")
        row.closed_at, row.closed_by = at, actor.name
        row.save()
        row.grants.all().delete()
        _record(actor, "vault.access.closed", row, at)
        waiting.of_request(actor, row, at)


def expire_due(*, at: datetime) -> int:
    """This function will end every request whose hours are over, delete its halves, and return how many.

    Called by the schedule and before each step; a grant past its time is refused even where nobody has called it.
    """
    over = list(AccessRequest.objects.filter(state__in=LIVE, expires_at__lte=at).values_list("pk", flat=True))
    for request_id in over:
        with both.atomic():
            row = _locked(request_id)
            if row.state not in LIVE:
                continue
            _move(row, "expire")
            row.save()
            row.grants.all().delete()
            _record(access.system_actor("身份库"), "vault.access.expired", row, at)
    return len(over)


def grant_place(row: AccessRequest, body_id: int, with_body_id: int) -> str:
    """Return where a granted half belongs: to this request only."""
    return f"grant:{row.pk}:{row.sealed_id}:{body_id}:{with_body_id}"


def refuse_wrong_state(row: AccessRequest, move: str) -> str:
    """Return where `move` leads. Refuses a state it does not start from."""
    to = moves.next_state(REQUEST_MOVES, row.state, move)
    if to is None:
        label = str(RequestState(row.state).label)
        raise errors.not_open(label) if move == "look" else errors.not_waiting(label)
    return to


def _move(row: AccessRequest, move: str) -> None:
    row.state = refuse_wrong_state(row, move)


def _locked(request_id: int) -> AccessRequest:
    return AccessRequest.objects.select_for_update().get(pk=request_id)


def _for_custodian(actor: Actor, request_id: int) -> AccessRequest:
    """Return the request a custodian may decide. Raises NotHere where his branches do not reach."""
    row = queries.request_of(actor, request_id)
    access.require(actor, "vault.access.approve", path=organisations.get(row.sealed.organ_id).path)
    queries.refuse_gated(actor, row.sealed_id, kinds.APPROVE)
    return row


def _refuse_approver(actor: Actor, key: KeyHolder, row: AccessRequest) -> None:
    if _is_requester(actor, row):
        raise errors.own_request()
    refuse_wrong_state(row, "approve")
    earlier = list(row.approvals.values_list("body_id", "person_id"))
    is_same_person = actor.person_id is not None and actor.person_id in {person for _body, person in earlier}
    if is_same_person or key.body_id in {body for body, _person in earlier}:
        raise errors.same_body()


def _is_requester(actor: Actor, row: AccessRequest) -> bool:
    is_same_person = actor.person_id is not None and actor.person_id == row.requester_person_id
    return is_same_person or actor.account_id == row.requester_account_id


def _grant(row: AccessRequest, shares: list[Share], private: bytes) -> None:
    """Wrap the approver's halves anew to the requester. Refuses (and undoes) when one was tampered with."""
    public = bytes(row.key.public_key)
    try:
        Grant.objects.bulk_create(
            Grant(
                request=row,
                body_id=one.body_id,
                with_body_id=one.with_body_id,
                wrapped=sealing.wrap(
                    public, keys.half_of(one, private), grant_place(row, one.body_id, one.with_body_id)
                ),
            )
            for one in shares
        )
    except sealing.DoesNotOpen:
        raise errors.does_not_open() from None


def _begin(row: AccessRequest, at: datetime) -> None:
    """The last body has agreed: the hours begin, and halves without their counterpart go. Refuses without a pair."""
    given = {(one.body_id, one.with_body_id): one.pk for one in row.grants.all()}
    pair = next((here for here in sorted(given) if here[::-1] in given), None)
    if pair is None:
        raise errors.no_share()
    row.grants.exclude(pk__in=[given[pair], given[pair[::-1]]]).delete()
    _move(row, "approve")
    row.approved_at, row.expires_at = at, at + timedelta(hours=row.hours)
    row.save()


def written(field: str, text: str, least: int = LEAST_WORDS) -> str:
    """Return the words of a field. Refuses too few of them."""
    words = text.strip()
    if len(words) < least:
        raise errors.words_missing(field, least)
    return words


def _record(actor: Actor, verb: str, row: AccessRequest, at: datetime, **facts: int) -> None:
    """Purpose and reasons stay in the vault: words in the record could say what the vault keeps apart."""
    audit.record(
        actor=actor, verb=verb, target=refs.ref("vault.request", row.pk), clause=row.rule_clause, facts=facts, at=at
    )
