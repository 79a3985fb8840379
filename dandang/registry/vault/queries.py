"""Is the vault ready, what has been asked of it, and how often was an identity looked at?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from dandang.registry.access import kinds as access_kinds
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation
from dandang.registry.vault import errors, kinds
from dandang.registry.vault import limits as _limits
from dandang.registry.vault.models import AccessRequest, KeyHolder, Sealed, Share
from dandang.registry.vault.models import Look as LookRow
from dandang.registry.vault.records import AccessRules, ApprovalLine, KeyState, Limit, Look, RequestLine
from dandang.registry.vault.states import LIVE, WAITING, RequestState

CUSTODIAN = access_kinds.IDENTITY_CUSTODIAN


# Ready? ----------------------------------------------------------------------------------------------------------


def is_ready(*, organ_id: int, on: date | None = None) -> bool:
    """Say whether what an organ takes in can be sealed: custodians of two bodies have keys.

    Without a day, custodians count who hold the role without an end.
    """
    return len(custodians(organ_id=organ_id, on=on or date.max)) >= 2


def is_empty() -> bool:
    """Say whether the vault holds nothing yet, no key and no record."""
    return not KeyHolder.objects.exists() and not Sealed.objects.exists()


def custodians(*, organ_id: int, on: date) -> dict[int, list[KeyHolder]]:
    """Return the key holders in use who are custodians over an organ on a day, by body."""
    accounts = access.accounts_covering(role=CUSTODIAN, organisation_id=organ_id, on=on)
    found: dict[int, list[KeyHolder]] = {}
    for holder in KeyHolder.objects.filter(account_id__in=accounts, ended_at=None).order_by("id"):
        found.setdefault(holder.body_id, []).append(holder)
    return found


def body_of(organisation_id: int) -> Organisation:
    """Return the body a unit belongs to: itself, or the organ whose inner department it is. Raises NotHere."""
    unit = organisations.get(organisation_id)
    while unit.kind == Organisation.Kind.INNER and unit.parent_id is not None:
        unit = organisations.get(unit.parent_id)
    return unit


def limits() -> tuple[Limit, ...]:
    """Return what the vault promises and what it cannot promise, as printed on the form."""
    return _limits.limits()


# Keys ------------------------------------------------------------------------------------------------------------


def key_of(actor: Actor) -> KeyHolder | None:
    """Return the actor's key in use."""
    return KeyHolder.objects.filter(account_id=actor.account_id, ended_at=None).first() if actor.account_id else None


def key_state(actor: Actor) -> KeyState:
    """Return what the page of the own key shows."""
    key = key_of(actor)
    return KeyState(
        has_key=key is not None,
        body=key.body_name if key else "",
        key_start=key_start(key) if key else "",
        made_at=key.made_at if key else None,
        waits_until=key.waits_until if key else None,
        is_custodian=CUSTODIAN in actor.roles,
        readable=_records_of(key).count() if key else 0,
    )


def key_start(key: KeyHolder) -> str:
    """Return the first bytes of a public key, to compare on the telephone."""
    shown = bytes(key.public_key).hex()[:16].upper()
    return " ".join(shown[place : place + 4] for place in range(0, 16, 4))


def only_with(key: KeyHolder) -> int:
    """Return how many records would never open again without this holder: fewer than two bodies would be left."""
    held = _records_of(key)
    others = Share.objects.filter(sealed__in=held).exclude(holder=key).order_by()
    safe = others.values("sealed_id").annotate(bodies=Count("body_id", distinct=True)).filter(bodies__gte=2)
    return held.count() - safe.count()


def colleagues(actor: Actor, on: date) -> list[KeyHolder]:
    """Return the other custodians of the actor's body who have keys: those he may hand over to."""
    key = key_of(actor)
    if key is None:
        return []
    accounts = access.accounts_covering(role=CUSTODIAN, organisation_id=key.body_id, on=on)
    others = KeyHolder.objects.filter(body_id=key.body_id, ended_at=None, account_id__in=accounts)
    return list(others.exclude(pk=key.pk).order_by("name", "id"))


def _records_of(key: KeyHolder) -> QuerySet[Sealed]:
    return Sealed.objects.filter(handle__in=Share.objects.filter(holder=key).values("sealed_id"))


# Requests --------------------------------------------------------------------------------------------------------


def sealed(handle: str) -> Sealed:
    """Return what lies under a handle. Raises NotHere."""
    found = Sealed.objects.filter(pk=handle).first()
    if found is None:
        raise errors.nothing_sealed()
    return found


def requests(actor: Actor) -> QuerySet[AccessRequest]:
    """Return the requests the actor may know of: his own, and as a custodian those about organs in his branches.

    A custodian whom a report names does not find what is asked about it.
    """
    seen = Q(requester_account_id=actor.account_id or 0)
    if access.may(actor, "vault.access.approve"):
        seen |= Q(sealed__organ_id__in=organs_of(actor)) & ~Q(sealed__in=kinds.barred(actor))
    return AccessRequest.objects.filter(seen)


def organs_of(actor: Actor) -> list[int]:
    """Return the organs in a custodian's branches for which something was sealed."""
    known = Sealed.objects.order_by("organ_id").values_list("organ_id", flat=True).distinct()
    inside = access.in_scopes(actor, "vault.access.approve", "path")
    return list(Organisation.objects.filter(inside, pk__in=list(known)).values_list("pk", flat=True))


def request_of(actor: Actor, request_id: int) -> AccessRequest:
    """Return a request the actor may know of. Raises NotHere."""
    found = requests(actor).select_related("sealed").filter(pk=request_id).first()
    if found is None:
        raise errors.nothing_sealed()
    return found


def found(actor: Actor, *, text: str, state: str, at: datetime) -> QuerySet[AccessRequest]:
    """Return the actor's requests with a text in name or purpose and in a state at a moment, the newest first."""
    rows = requests(actor)
    if text:
        rows = rows.filter(Q(requester_name__contains=text) | Q(purpose__contains=text))
    is_over = Q(state__in=LIVE, expires_at__lte=at)
    if state == RequestState.EXPIRED:
        rows = rows.filter(Q(state=state) | is_over)
    elif state:
        rows = rows.filter(state=state).exclude(is_over)
    return rows.prefetch_related("approvals").order_by("-id")


def request_line(actor: Actor, request_id: int, *, at: datetime) -> RequestLine:
    """Return one request the actor may know of. Raises NotHere."""
    return lines(actor, [request_of(actor, request_id)], at=at)[0]


def own_line(actor: Actor, request_id: int, *, at: datetime) -> RequestLine:
    """Return one of the actor's own requests. Raises NotHere for everybody else's, also for those who agreed."""
    line = request_line(actor, request_id, at=at)
    if line.requester_account_id != actor.account_id:
        raise errors.nothing_sealed()
    return line


def next_steps(actor: Actor, line: RequestLine) -> frozenset[str]:
    """Return what the actor may do now: approve, refuse, look, close, or first make a key. Actions ask again."""
    is_own = line.requester_account_id == actor.account_id
    steps = {"close"} if line.state in WAITING else set()
    if is_own and line.state in LIVE:
        steps.add("look")
    if line.state == RequestState.REQUESTED and not is_own and access.may(actor, "vault.access.approve"):
        key = key_of(actor)
        has_agreed = key is not None and key.body_name in {one.body for one in line.approvals}
        steps |= {"refuse"} if has_agreed else {"refuse", "approve"} if key else {"refuse", "make_key"}
    return frozenset(steps)


def rules_for(actor: Actor, handle: str, *, on: date) -> AccessRules:
    """Return how long and by how many a handle may be opened. Refuses whom a gate refuses, and where no rule is known.

    Raises NotHere outside the actor's branches.
    """
    row = sealed(handle)
    organ = organisations.get(row.organ_id)
    access.require(actor, "vault.access.request", path=organ.path)
    refuse_gated(actor, handle, kinds.REQUEST)
    if row.destroyed_on is not None:
        raise errors.destroyed(row.destroyed_on)
    found = kinds.rules(organ.region, on)
    if found is None:
        raise errors.no_rules()
    return found


def refuse_gated(actor: Actor, handle: str, act: str) -> None:
    """Refuse whom a room above refuses, and everybody while no room watches over handles."""
    if not kinds.has_gate():
        raise errors.nobody_watches()
    refusal = kinds.refusal(actor, handle, act)
    if refusal is not None:
        raise refusal


def lines(actor: Actor, rows: Iterable[AccessRequest], *, at: datetime | None = None) -> list[RequestLine]:
    """Return requests as lists show them, with the names their rooms give to the handles."""
    shown = list(rows)
    looked = dict(
        LookRow.objects.filter(request__in=shown).order_by().values_list("request_id").annotate(count=Count("pk"))
    )
    named = kinds.titles(actor, {row.sealed_id for row in shown})
    return [_line(row, looked.get(row.pk, 0), named.get(row.sealed_id, ("", "")), at) for row in shown]


def awaiting(actor: Actor) -> QuerySet[AccessRequest]:
    """Return the requests that wait for this custodian: not his own, and nobody of his body has agreed yet."""
    key = key_of(actor)
    rows = requests(actor).filter(state=RequestState.REQUESTED).exclude(requester_account_id=actor.account_id or 0)
    return rows.exclude(approvals__body_id=key.body_id) if key else rows


def looks(handle: str) -> tuple[Look, ...]:
    """Return every look at an identity, the oldest first: the day, what for, and which body's people."""
    rows = LookRow.objects.filter(sealed_id=handle).select_related("request").order_by("id")
    return tuple(
        Look(timezone.localdate(row.looked_at), row.request.purpose, row.request.requester_body_name) for row in rows
    )


def destroyed_on(handle: str) -> date | None:
    """Return the day what was sealed under a handle was destroyed, None while it lies there."""
    return Sealed.objects.filter(pk=handle).values_list("destroyed_on", flat=True).first()


def state_at(row: AccessRequest, at: datetime | None) -> RequestState:
    """Return the state at a moment: what was granted is over the second its time is, whoever wrote it down."""
    is_over = row.expires_at is not None and at is not None and at >= row.expires_at
    return RequestState.EXPIRED if row.state in LIVE and is_over else RequestState(row.state)


def has_waiting(*, handle: str, account_id: int, at: datetime) -> bool:
    """Say whether an account has a request about a handle that is not done with."""
    rows = AccessRequest.objects.filter(sealed_id=handle, requester_account_id=account_id, state__in=WAITING)
    return any(state_at(row, at) in WAITING for row in rows)


def _line(row: AccessRequest, looked: int, named: tuple[str, str], at: datetime | None) -> RequestLine:
    state = state_at(row, at)
    return RequestLine(
        request_id=row.pk,
        handle=row.sealed_id,
        requester_account_id=row.requester_account_id,
        requester=row.requester_name,
        body=row.requester_body_name,
        purpose=row.purpose,
        clause=row.clause,
        hours=row.hours,
        max_hours=row.max_hours,
        approvers_needed=row.approvers_needed,
        rule_clause=row.rule_clause,
        state=state.value,
        state_label=str(state.label),
        requested_at=row.requested_at,
        approvals=tuple(ApprovalLine(a.name, a.body_name, a.reason, a.approved_at) for a in row.approvals.all()),
        expires_at=row.expires_at,
        refused_by=row.refused_by,
        refusal_reason=row.refusal_reason,
        closed_at=row.closed_at,
        looks=looked,
        title=named[0],
        url=named[1],
    )
