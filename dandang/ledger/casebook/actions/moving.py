"""What every step of an entry shares: locking it, moving it on, keeping its text and markings in step, its duties."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.moves import next_state
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput
from dandang.law.search import actions as search
from dandang.ledger.casebook import errors, finding, queries, rules, states
from dandang.ledger.casebook.models import Entry, Marking, Section
from dandang.ledger.casebook.queries import bench
from dandang.ledger.casebook.records import Found
from dandang.ledger.casebook.states import Decided, Part
from dandang.ledger.duties import actions as duties
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

MARK, APPROVE, LOOK = "casebook.mark", "casebook.approve_entry", "casebook.look"
SOURCE = "casebook.entry"


def locked(actor: Actor, entry_id: int) -> Entry:
    """Return an entry locked for the office that owns its case. Refuses (404) any other."""
    entry = queries.entry_to_work(actor, entry_id)
    return Entry.objects.select_for_update(of=("self",)).select_related("organ").get(pk=entry.pk)


def locked_for_approval(actor: Actor, entry_id: int) -> Entry:
    """Return an entry locked for a leader. Refuses (404) one he has no business with."""
    access.require(actor, queries.APPROVE)
    entry = queries.entry_to_approve(actor, entry_id)
    return Entry.objects.select_for_update(of=("self",)).select_related("organ").get(pk=entry.pk)


def moved(entry: Entry, move: str) -> str:
    """Return the state a move leads to. Refuses one that does not start here."""
    state = next_state(states.MOVES, entry.state, move)
    if state is None:
        raise errors.NotNow(str(entry.get_state_display()))
    return state


def require_draft(entry: Entry) -> None:
    """Refuse to change what somebody has checked."""
    if entry.state != states.State.DRAFT:
        raise errors.NotNow(str(entry.get_state_display()))


def written(text: str, label: str, field: str) -> str:
    """Return the text without its margins; refuse an empty one."""
    words = text.strip()
    if not words:
        raise BadInput(f"请写明{label}，不能空着", field=field)
    return words


def keep_parts(entry: Entry, parts: Mapping[str, str]) -> None:
    """Write the originals of the parts and look for what may tell who it was."""
    for part in Part.values:
        Section.objects.update_or_create(entry=entry, part=part, defaults={"original": parts.get(part, "").strip()})
    look_again(entry)


def look_again(entry: Entry) -> None:
    """Bring the markings up to the originals: new ones are open, decided ones stay, what is gone from the text goes."""
    sections = list(entry.sections.all())
    originals = {one.part: one.original for one in sections}
    found = {one.span: one for one in finding.found(originals, bench.known_of(entry, sections))}
    kept = {one.span: one for one in entry.markings.all()}
    for span, marking in kept.items():
        again = found.get(span)
        places = again.places if again is not None else finding.places_of(span, originals)
        if not places or (again is None and not marking.is_by_hand and marking.state == Decided.OPEN):
            marking.delete()
        else:
            marking.places = _plain(places)
            marking.save(update_fields=["places"])
    new = [one for span, one in found.items() if span not in kept]
    Marking.objects.bulk_create(_marking(entry, one) for one in new)
    write_texts(entry)


def _marking(entry: Entry, one: Found) -> Marking:
    return Marking(
        entry=entry, span=one.span[:120], kind=one.kind, suggestion=one.suggestion[:120], places=_plain(one.places)
    )


def _plain(places: Mapping[str, tuple[int, ...]]) -> dict[str, list[int]]:
    return {part: list(starts) for part, starts in places.items()}


def write_texts(entry: Entry) -> None:
    """Set the anonymised text of every part anew from originals and markings; the title stands on the entry as well."""
    marks = queries.marks_of(entry)
    for section in entry.sections.all():
        section.text = rules.anonymised(section.part, section.original, marks)
        section.save(update_fields=["text"])
        if section.part == Part.TITLE:
            entry.title = section.text[:120]
    entry.save(update_fields=["title"])


def saved(actor: Actor, entry: Entry, verb: str, at: datetime, *, reason: str = "", **facts: object) -> None:
    """Save the entry, bring the search up to date and put the step on record."""
    entry.save()
    search.index(source=SOURCE, keys=[entry.pk], at=at)
    audit.record(
        actor=actor, verb=verb, target=subject(entry), reason=reason, facts={"number": entry.number, **facts}, at=at
    )


def subject(entry: Entry) -> str:
    """The reference of an entry."""
    return ref(SOURCE, entry.pk)


def ask(actor: Actor, entry: Entry, kind: str, title: str, why: str, at: datetime) -> None:
    """Make the office, or its leaders, responsible for the next step."""
    duties.open_duty(
        actor=actor,
        kind=kind,
        title=f"{title}：{entry.number}",
        why=why,
        subject=subject(entry),
        role=f"{entry.desk}_{'LEADER' if kind == APPROVE else 'OFFICER'}",
        organisation_id=entry.organ_id,
        at=at,
    )


def done(actor: Actor, entry: Entry, kind: str, at: datetime) -> None:
    """Close the duty of a step."""
    duties.close_duty(actor=actor, kind=kind, subject=subject(entry), at=at)
