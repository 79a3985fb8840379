"""Which records have been kept long enough, which destruction was proposed, and who may still decide? Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from dandang.foundation.ui.pages import PAGE_SIZE, Page
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.vault import errors, kinds, queries
from dandang.registry.vault.models import Destruction, Sealed
from dandang.registry.vault.records import DestructionLine, KeepingRule, Over
from dandang.registry.vault.states import DestructionState


def rule_of(actor: Actor, *, on: date) -> KeepingRule:
    """Return how long records are kept in the region of the actor's body."""
    if actor.organisation_id is None:
        return KeepingRule(None)
    return kinds.keeping(organisations.get(actor.organisation_id).region, on)


def due(actor: Actor, *, on: date) -> list[Over]:
    """Return the records in a custodian's branches whose time is over and that nobody destroyed, the oldest first."""
    found = kinds.over(on)
    if not found:
        return []
    hidden = kinds.barred(actor)
    rows = Sealed.objects.filter(pk__in=[one.handle for one in found], destroyed_on=None)
    mine = set(rows.filter(organ_id__in=queries.organs_of(actor)).values_list("pk", flat=True)) - hidden
    return [one for one in found if one.handle in mine]


def due_page(actor: Actor, *, on: date, number: int) -> Page[DestructionLine]:
    """Return one page of them as the list shows them."""
    found = due(actor, on=on)
    last = max(1, -(-len(found) // PAGE_SIZE))
    number = min(max(1, number), last)
    rows = due_lines(actor, found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    return Page(rows, number, PAGE_SIZE, len(found), False)


def over_record(actor: Actor, handle: str, *, on: date) -> Over:
    """Return one of them. Refuses what must be kept, is destroyed, or lies outside the actor's branches."""
    row = queries.sealed(handle)
    found = next((one for one in due(actor, on=on) if one.handle == row.pk), None)
    if found is None:
        raise errors.not_over(rule_of(actor, on=on).clause)
    return found


def due_lines(actor: Actor, rows: Iterable[Over]) -> list[DestructionLine]:
    """Return records whose time is over as the list shows them, each with the proposal that waits for it."""
    shown = list(rows)
    handles = [one.handle for one in shown]
    waiting = {
        row.sealed_id: row for row in Destruction.objects.filter(sealed__in=handles, state=DestructionState.PROPOSED)
    }
    named = kinds.titles(actor, handles)
    return [
        _line(waiting[one.handle], named)
        if one.handle in waiting
        else DestructionLine(one.handle, one.ended_on, one.kept_until, one.clause, *named.get(one.handle, ("", "")))
        for one in shown
    ]


def destructions(actor: Actor, *, state: str = "") -> QuerySet[Destruction]:
    """Return the register of destructions in a custodian's branches, the newest first."""
    rows = Destruction.objects.filter(sealed__organ_id__in=queries.organs_of(actor))
    rows = rows.exclude(sealed_id__in=kinds.barred(actor))
    return (rows.filter(state=state) if state else rows).order_by("-id")


def lines(actor: Actor, rows: Iterable[Destruction]) -> list[DestructionLine]:
    """Return entries of the register as pages show them."""
    shown = list(rows)
    named = kinds.titles(actor, {row.sealed_id for row in shown})
    return [_line(row, named) for row in shown]


def destruction_of(actor: Actor, destruction_id: int) -> Destruction:
    """Return one entry the actor may know of. Raises NotHere."""
    found = destructions(actor).select_related("sealed").filter(pk=destruction_id).first()
    if found is None:
        raise errors.nothing_sealed()
    return found


def next_steps(actor: Actor, row: Destruction) -> frozenset[str]:
    """Return what the actor may do with a proposal: agree, refuse, or first make a key. Actions ask again."""
    if row.state != DestructionState.PROPOSED:
        return frozenset()
    key = queries.key_of(actor)
    is_other = row.account_id != actor.account_id and (key is None or key.body_id != row.body_id)
    return frozenset({"refuse"} | ({"agree"} if is_other and key else {"make_key"} if is_other else set()))


def _line(row: Destruction, named: dict[str, tuple[str, str]]) -> DestructionLine:
    title, url = named.get(row.sealed_id, ("", ""))
    return DestructionLine(
        handle=row.sealed_id,
        ended_on=row.ended_on,
        kept_until=row.kept_until,
        clause=row.rule_clause,
        title=title,
        url=url,
        destruction_id=row.pk,
        state=row.state,
        state_label=str(DestructionState(row.state).label),
        name=row.name,
        body=row.body_name,
        reason=row.reason,
        proposed_at=row.proposed_at,
        other_name=row.other_name,
        other_body=row.other_body_name,
        other_reason=row.other_reason,
        decided_at=row.decided_at,
    )
