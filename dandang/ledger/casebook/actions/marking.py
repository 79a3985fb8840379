"""Deciding, marking by marking, what may stay readable, and checking that nothing else is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.ledger.casebook import errors, finding, kinds, queries, rules
from dandang.ledger.casebook.actions import moving
from dandang.ledger.casebook.models import Entry, Marking
from dandang.ledger.casebook.queries import bench
from dandang.ledger.casebook.records import Choice
from dandang.ledger.casebook.states import Decided, MarkKind
from dandang.registry.access.records import Actor


@transaction.atomic
def decide_markings(*, actor: Actor, entry_id: int, choices: Mapping[int, Choice], at: datetime) -> int:
    """This function will write down what a person decided about markings and say how many are still open.

    A marking is replaced by what the person writes, or kept with a reason; one may be decided anew until the entry is
    checked. Refuses a replacement that is empty or still holds what it replaces, and keeping without a reason.
    """
    entry = moving.locked(actor, entry_id)
    moving.require_draft(entry)
    rows = {one.pk: one for one in entry.markings.select_for_update()}
    changed = [_decided(rows[pk], choice, actor, at) for pk, choice in choices.items() if pk in rows]
    Marking.objects.bulk_update(changed, ["state", "replacement", "reason", "decided_at", "decided_by"])
    moving.write_texts(entry)
    replaced = sum(1 for one in changed if one.state == Decided.CONFIRMED)
    moving.saved(actor, entry, "casebook.entry.marked", at, replaced=replaced, kept=len(changed) - replaced)
    return entry.markings.filter(state=Decided.OPEN).count()


@transaction.atomic
def mark_by_hand(*, actor: Actor, entry_id: int, span: str, replacement: str, at: datetime) -> int:
    """This function will mark, and replace everywhere, a piece of text the assistant did not find; it returns the row.

    Refuses a piece that does not stand in the originals, and one marked already.
    """
    entry = moving.locked(actor, entry_id)
    moving.require_draft(entry)
    words = moving.written(span, _("要标出的文字"), "span")[:120]
    places = finding.places_of(words, {one.part: one.original for one in entry.sections.all()})
    if not places:
        raise errors.MarkingMissing(_("原文里没有“%s”。请照原文抄一遍，标点和空格也要一样") % words, field="span")
    if entry.markings.filter(span=words).exists():
        raise errors.MarkingMissing(_("“%s”已经标出来了，请在下面的表里确认") % words, field="span")
    row = Marking(
        entry=entry,
        span=words,
        kind=MarkKind.OTHER,
        suggestion=replacement.strip()[:120],
        places={part: list(starts) for part, starts in places.items()},
        is_by_hand=True,
    )
    _decided(row, Choice(Decided.CONFIRMED, replacement), actor, at).save()
    moving.write_texts(entry)
    moving.saved(actor, entry, "casebook.entry.marked", at, replaced=1, kept=0)
    return row.pk


@transaction.atomic
def check_entry(*, actor: Actor, entry_id: int, risk_note: str, at: datetime) -> None:
    """This function will state that everything marked was looked at and send the entry to a leader for approval.

    The anonymised text is looked over once more. Refuses open markings, anything the second look finds, a risk nobody
    has answered in words, and a case that changed since. Basis: SPEC TL-11; 个人信息保护法 6, 73 (匿名化).
    """
    entry = moving.locked(actor, entry_id)
    state = moving.moved(entry, "check")
    _refuse_unsettled(entry)
    note = risk_note.strip()
    _refuse_readable(entry, note)
    entry.state, entry.risk_note, entry.return_reason = state, note, ""
    entry.checked_at, entry.checked_by, entry.checker_person_id = at, audit.actor_ref(actor), actor.person_id
    moving.saved(actor, entry, "casebook.entry.checked", at, markings=entry.markings.count())
    moving.done(actor, entry, moving.MARK, at)
    moving.ask(actor, entry, moving.APPROVE, "审批案例", "只给您看隐去以后的文字；整理的人不能自己审批", at)


def _refuse_unsettled(entry: Entry) -> None:
    why_not = kinds.why_not(entry.source)
    if why_not:
        raise errors.CaseNotSettled(why_not)


def _refuse_readable(entry: Entry, note: str) -> None:
    open_spans = list(entry.markings.filter(state=Decided.OPEN).values_list("span", flat=True))
    if open_spans:
        raise errors.MarkingsOpen(open_spans)
    sections = list(entry.sections.all())
    texts = {one.part: one.text for one in sections}
    left = bench.left_over(texts, bench.known_of(entry, sections), queries.marks_of(entry))
    if left:
        raise errors.StillReadable(one.span for one in left)
    found = rules.risks(texts, queries.people_by_post(organ_path=entry.organ_path, texts=texts.values()))
    if found and not note:
        raise errors.RiskNotAnswered(one.sentence for one in found)


def _decided(row: Marking, choice: Choice, actor: Actor, at: datetime) -> Marking:
    """Set one row to what the person chose. Refuses what would leave it readable, or kept for no reason."""
    replacement, reason = choice.replacement.strip(), choice.reason.strip()
    if choice.state == Decided.CONFIRMED:
        if not replacement or row.span in replacement:
            raise errors.MarkingMissing(_("请写明“%s”换成什么，换的文字里不能还有它") % row.span, field=f"m{row.pk}")
        row.replacement, row.reason = replacement[:120], ""
    elif choice.state == Decided.KEPT:
        if not reason:
            raise errors.MarkingMissing(_("“%s”要保留原文的，请写明理由") % row.span, field=f"m{row.pk}")
        row.replacement, row.reason = "", reason[:200]
    else:
        raise errors.MarkingMissing(_("“%s”请选替换或者保留") % row.span, field=f"m{row.pk}")
    row.state, row.decided_at, row.decided_by = choice.state, at, audit.actor_ref(actor)
    return row
