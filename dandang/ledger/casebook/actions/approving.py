"""Approving an entry, returning it, taking it back, and hiding it while its case is looked at again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.ledger.casebook import errors, kinds, queries
from dandang.ledger.casebook.actions import moving
from dandang.ledger.casebook.models import Entry
from dandang.ledger.casebook.states import State
from dandang.registry.access.records import Actor


@transaction.atomic
def approve_entry(*, actor: Actor, entry_id: int, at: datetime) -> None:
    """This function will put a checked entry into the casebook, where every business account reads it and finds it.

    Refuses whoever drafted or checked it, by account or as a natural person, and a case that changed since.
    """
    entry = moving.locked_for_approval(actor, entry_id)
    state = moving.moved(entry, "approve")
    if not actor.is_system and queries.had_a_hand(actor, entry):
        raise errors.SameHands()
    why_not = kinds.why_not(entry.source)
    if why_not:
        raise errors.CaseNotSettled(why_not)
    entry.state = state
    entry.approved_at, entry.approved_by = at, audit.actor_ref(actor)
    moving.saved(actor, entry, "casebook.entry.approved", at)
    moving.done(actor, entry, moving.APPROVE, at)


@transaction.atomic
def return_entry(*, actor: Actor, entry_id: int, reason: str, at: datetime) -> None:
    """This function will send a checked entry back to be mended, with the reason. Refuses an empty one."""
    entry = moving.locked_for_approval(actor, entry_id)
    state = moving.moved(entry, "return")
    entry.return_reason = moving.written(reason, _("退回的理由"), "reason")[:300]
    entry.state = state
    entry.checked_at, entry.checked_by, entry.checker_person = None, "", None
    moving.saved(actor, entry, "casebook.entry.returned", at, reason=entry.return_reason)
    moving.done(actor, entry, moving.APPROVE, at)
    moving.ask(actor, entry, moving.MARK, "按退回意见改案例", f"退回理由：{entry.return_reason}", at)


@transaction.atomic
def withdraw_entry(*, actor: Actor, entry_id: int, reason: str, at: datetime) -> None:
    """This function will take an approved entry out of the casebook, with the reason; a new one may follow."""
    entry = moving.locked(actor, entry_id)
    entry.state = moving.moved(entry, "withdraw")
    entry.end_reason = moving.written(reason, _("撤下的理由"), "reason")[:300]
    entry.ended_at, entry.ended_by = at, audit.actor_ref(actor)
    entry.doubt, entry.doubted_at = "", None
    moving.saved(actor, entry, "casebook.entry.withdrawn", at, reason=entry.end_reason)
    moving.done(actor, entry, moving.LOOK, at)


@transaction.atomic
def doubt_source(*, actor: Actor, subject: str, reason: str, at: datetime) -> int:
    """This function will hide the entries drawn from a case that is looked at again, and ask their office to look.

    Parts call it inside the action that reopens, changes or overturns the case; the right was asked there. Returns how
    many entries were hidden. An entry in the making is stopped by its own checks.
    """
    rows = Entry.objects.select_for_update().filter(source=subject, state=State.APPROVED, doubted_at=None)
    found = list(rows.order_by("pk"))
    for entry in found:
        entry.doubt, entry.doubted_at = reason[:300], at
        moving.saved(actor, entry, "casebook.entry.doubted", at, reason=reason)
        moving.ask(actor, entry, moving.LOOK, "复核案例能不能再用", reason, at)
    return len(found)


@transaction.atomic
def settle_doubt(*, actor: Actor, entry_id: int, reason: str, at: datetime) -> None:
    """This function will show an entry again after a person looked at its case, with the reason.

    Refuses while the case may still change, and once its outcome is another: then the entry is withdrawn and redrawn.
    """
    entry = moving.locked(actor, entry_id)
    if entry.state != State.APPROVED or entry.doubted_at is None:
        raise errors.NotNow(str(entry.get_state_display()))
    words = moving.written(reason, _("为什么可以再用"), "reason")
    why_not = kinds.why_not(entry.source) or _changed(entry)
    if why_not:
        raise errors.CaseNotSettled(why_not)
    entry.doubt, entry.doubted_at = "", None
    moving.saved(actor, entry, "casebook.entry.settled", at, reason=words)
    moving.done(actor, entry, moving.LOOK, at)


def _changed(entry: Entry) -> str:
    source = kinds.source_of(entry.source)
    if source is None or source.load(entry.source).outcome == entry.outcome:
        return ""
    return _("结论已经变了，请撤下这一条，重新编")
