"""For whom does something wait now? Said to the rooms that listen, inside the action that changed it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from dandang.foundation.ground import refs
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.vault import kinds, queries
from dandang.registry.vault.models import AccessRequest, Destruction, KeyHolder
from dandang.registry.vault.states import DestructionState, RequestState


def of_request(actor: Actor, row: AccessRequest, at: datetime) -> None:
    """Say which custodians may still agree to a request: those with a half, of a body that has not agreed yet."""
    on = timezone.localdate(at)
    agreed = list(row.approvals.values_list("body_id", flat=True))
    holders = KeyHolder.objects.filter(shares__sealed=row.sealed_id, ended_at=None).exclude(body_id__in=agreed)
    accounts = holders.exclude(account_id=row.requester_account_id).order_by("account_id").distinct()
    ids = accounts.values_list("account_id", flat=True) if row.state == RequestState.REQUESTED else []
    _say(actor, refs.ref("vault.request", row.pk), row.rule_clause, _who_may(ids, row.sealed_id, on), at)


def of_requests_with(actor: Actor, handles: Iterable[str], at: datetime) -> None:
    """Say the same of every waiting request about these records: somebody gained or lost a half."""
    rows = AccessRequest.objects.filter(sealed__in=list(handles), state=RequestState.REQUESTED).order_by("pk")
    for row in rows:
        of_request(actor, row, at)


def of_destruction(actor: Actor, row: Destruction, at: datetime) -> None:
    """Say which custodians may agree to a destruction: those of other bodies than the proposer's."""
    on = timezone.localdate(at)
    bodies = queries.custodians(organ_id=row.sealed.organ_id, on=on)
    ids = [one.account_id for body, holders in bodies.items() if body != row.body_id for one in holders]
    if row.state != DestructionState.PROPOSED:
        ids = []
    _say(actor, refs.ref("vault.destruction", row.pk), row.rule_clause, _who_may(ids, row.sealed_id, on), at)


def _who_may(account_ids: Iterable[int], handle: str, on: date) -> list[int]:
    """Those who still hold the role and whom no gate refuses: a custodian whom the report names hears of nothing."""
    found = []
    for pk in account_ids:
        custodian = access.actor_by_account(pk, on=on)
        if access.may(custodian, "vault.access.approve") and kinds.refusal(custodian, handle, kinds.APPROVE) is None:
            found.append(pk)
    return found


def _say(actor: Actor, subject: str, clause: str, account_ids: list[int], at: datetime) -> None:
    kinds.tell_waiting(actor=actor, subject=subject, clause=clause, account_ids=account_ids, at=at)
