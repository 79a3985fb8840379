"""What is an entry in the making, beside what it is made from? Only for the office that owns the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.codes import queries as codes
from dandang.foundation.ground.refusal import NotHere
from dandang.law.policies import queries as policies
from dandang.ledger.casebook import finding, kinds, rules
from dandang.ledger.casebook.models import Entry, EntryQuerySet, Marking, Section
from dandang.ledger.casebook.queries.entries import APPROVE, DRAFT
from dandang.ledger.casebook.queries.known import known_for, people_by_post
from dandang.ledger.casebook.records import Found, Known, Mark, Risk, Segment, SourceChoice, ToHide
from dandang.ledger.casebook.states import Decided, Part, State
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations

LIMIT = 200  # organs in a select
DOUBTED = "DOUBTED"


@dataclass(frozen=True, slots=True)
class Side:
    """One part of the entry, cut at its markings."""

    part: str
    label: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Workbench:
    """The page of an entry in the making: both texts, the markings, and what a second look still finds."""

    entry: Entry
    sides: tuple[Side, ...]
    markings: tuple[Marking, ...]
    open_count: int
    left_over: tuple[Found, ...]
    risks: tuple[Risk, ...]
    why_not: str
    may_work: bool
    may_approve: bool

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way of the check but, perhaps, words about a risk."""
        return not (self.open_count or self.left_over or self.why_not)


def may_draft_any(actor: Actor) -> bool:
    """This function will say whether the actor puts entries together anywhere."""
    return access.may(actor, DRAFT)


def may_approve_any(actor: Actor) -> bool:
    """This function will say whether the actor approves entries anywhere."""
    return access.may(actor, APPROVE)


def desk(actor: Actor, wanted: str = "") -> EntryQuerySet:
    """This function will return the entries of the actor's office that are not yet, or no longer, in the casebook.

    `wanted` is a state, or DOUBTED. Leaders find those that wait for approval. Those of a case the actor may not see
    are left out.
    """
    access.require(actor, "casebook.desk")
    to_approve = access.in_scopes(actor, APPROVE, "organ_path") & Q(state=State.CHECKED)
    within = access.in_scopes(actor, DRAFT, "organ_path") | to_approve
    rows = _known_to(actor, Entry.objects.filter(within)).exclude(state=State.APPROVED, doubted_at=None)
    if wanted == DOUBTED:
        rows = rows.filter(doubted_at__isnull=False)
    elif wanted:
        rows = rows.filter(state=wanted)
    return rows.order_by(F("doubted_at").desc(nulls_last=True), "-drafted_at", "-pk")


def waiting_look(actor: Actor) -> int:
    """This function will count the entries in doubt that the actor's office has to look at."""
    within = access.in_scopes(actor, DRAFT, "organ_path")
    doubted = Entry.objects.filter(within, state=State.APPROVED, doubted_at__isnull=False)
    return _known_to(actor, doubted).count()


def may_work(actor: Actor, entry: Entry) -> bool:
    """This function will say whether the actor is of the office that owns the entry and may see its case."""
    return access.may(actor, DRAFT, path=entry.organ_path) and _may_see_source(actor, entry)


def page_for(actor: Actor, entry_id: int) -> str:
    """This function will return the route of the page of an entry this actor may open now.

    The office works on what is not in the casebook, a leader approves what was checked, everybody reads what is
    approved. Raises NotHere for what is none of his.
    """
    found = Entry.objects.filter(pk=entry_id).first()
    if found is None:
        raise NotHere()
    if found.state == State.CHECKED and access.may(actor, APPROVE, path=found.organ_path):
        return "casebook:approval"
    if found.state == State.APPROVED and found.doubted_at is None:
        return "casebook:entry"
    if may_work(actor, found):
        return "casebook:work"
    raise NotHere()


def source_choices(actor: Actor) -> list[SourceChoice]:
    """This function will return the decided cases of the actor's office that are no entry yet, the latest first."""
    access.require(actor, DRAFT)
    used = Entry.objects.exclude(source="").exclude(state=State.WITHDRAWN).order_by().values("source")
    return kinds.newest([one for source in kinds.sources().values() for one in source.choices(actor, used)])


def organ_choices(actor: Actor, *, on: date) -> list[tuple[str, str]]:
    """This function will return the organs for which the actor may put an entry together, his own first."""
    found = organisations.subtree_choices(within=access.scopes(actor, DRAFT), on=on, limit=LIMIT)
    mine = [(str(one.id), one.name) for one in found if one.id == actor.organisation_id]
    return [*mine, *((str(one.id), "　" * one.depth + one.name) for one in found if one.id != actor.organisation_id)]


def region_choices(own: str) -> list[tuple[str, str]]:
    """This function will return the regions an entry from elsewhere may come from: own, provinces, and the centre's."""
    provinces = [(code, name) for code, name in codes.table("divisions").items() if code.endswith("0000")]
    return list(dict.fromkeys([(own, policies.region_name(own)), ("000000", _("没有写明")), *sorted(provinces)]))


def entry_to_work(actor: Actor, entry_id: int) -> Entry:
    """This function will return an entry with its originals for the office that owns the case.

    Raises NotHere for an entry of another office, and for one drawn from a case the actor may not see.
    """
    found = Entry.objects.select_related("organ").filter(pk=entry_id).first()
    if found is None or not access.may(actor, DRAFT, path=found.organ_path) or not _may_see_source(actor, found):
        raise NotHere()
    return found


def entry_to_approve(actor: Actor, entry_id: int) -> Entry:
    """This function will return an entry for the leader who approves it: what is anonymised, nothing else.

    Raises NotHere for an entry of another office, for one whose names may still be readable, and for one drawn from a
    case he is concerned by or stood aside from.
    """
    found = Entry.objects.select_related("organ").prefetch_related("sections", "traits", "clauses")
    entry = found.filter(pk=entry_id).exclude(state__in=[State.DRAFT, State.WITHDRAWN]).first()
    if entry is None or not access.may(actor, APPROVE, path=entry.organ_path) or not _may_see_source(actor, entry):
        raise NotHere()
    return entry


def kept_markings(entry: Entry) -> list[Marking]:
    """This function will return what was found and left readable, each with the reason somebody gave."""
    return list(entry.markings.filter(state=Decided.KEPT))


def barred_entries(actor: Actor) -> QuerySet[Entry, Any]:
    """This function will return the references of the entries drawn from cases about the actor, or that he stood aside
    from, as one column: a duty about one would tell him that the case is looked at.
    """
    barred = Q(pk__in=[])
    for source in kinds.sources().values():
        barred |= Q(source__in=source.barred(actor))
    number = Cast("pk", output_field=CharField())
    rows = Entry.objects.filter(barred).order_by()
    return rows.annotate(subject=Concat(Value("casebook.entry:"), number)).values("subject")


def _known_to(actor: Actor, rows: EntryQuerySet) -> EntryQuerySet:
    """Without those drawn from a case the actor may not open."""
    rows = rows.order_by()
    for source in [] if actor.is_system else kinds.sources().values():
        rows = rows.exclude(source__in=source.hidden(actor))
    return rows


def _may_see_source(actor: Actor, entry: Entry) -> bool:
    source = kinds.source_of(entry.source)
    return source is None or actor.is_system or source.may_see(actor, entry.source)


def workbench(actor: Actor, entry_id: int) -> Workbench:
    """This function will return the page of an entry in the making."""
    entry = entry_to_work(actor, entry_id)
    sections, markings = list(entry.sections.all()), list(entry.markings.all())
    marks = [mark_of(one) for one in markings]
    sides = tuple(
        Side(one.part, str(Part(one.part).label), rules.segments(one.part, one.original, marks))
        for one in _in_order(sections)
    )
    texts = {one.part: one.text for one in sections}
    known = known_of(entry, sections)
    return Workbench(
        entry=entry,
        sides=sides,
        markings=tuple(markings),
        open_count=sum(1 for one in markings if one.state == "OPEN"),
        left_over=left_over(texts, known, marks) if all(mark.state != "OPEN" for mark in marks) else (),
        risks=rules.risks(texts, people_by_post(organ_path=entry.organ_path, texts=texts.values())),
        why_not=kinds.why_not(entry.source),
        may_work=entry.state == State.DRAFT,
        may_approve=access.may(actor, APPROVE, path=entry.organ_path) and not had_a_hand(actor, entry),
    )


def left_over(texts: dict[str, str], known: Known, marks: list[Mark]) -> tuple[Found, ...]:
    """This function will look over the anonymised text once more."""
    return rules.left_over(finding.found(texts, known), marks)


def known_of(entry: Entry, sections: list[Section]) -> Known:
    """This function will gather what to look for in an entry: everything of its case, if it has one."""
    source = kinds.source_of(entry.source)
    hide = source.load(entry.source).hide if source is not None else ToHide()
    texts = [text for one in sections for text in (one.original, one.text)]
    return known_for(organ_path=entry.organ_path, hide=hide, texts=texts)


def marks_of(entry: Entry) -> list[Mark]:
    """This function will return the markings of an entry as the rules apply them."""
    return [mark_of(one) for one in entry.markings.all()]


def mark_of(one: Marking) -> Mark:
    """This function will turn a row into what the rules apply."""
    places = {part: tuple(starts) for part, starts in one.places.items()}
    return Mark(one.pk, one.span, one.replacement, one.state, places)


def had_a_hand(actor: Actor, entry: Entry) -> bool:
    """This function will say whether the actor drafted or checked the entry, by account or as a natural person."""
    me = audit.actor_ref(actor)
    people = {entry.drafter_person_id, entry.checker_person_id} - {None}
    return me in {entry.drafted_by, entry.checked_by} or (actor.person_id is not None and actor.person_id in people)


def _in_order(sections: list[Section]) -> list[Section]:
    order = list(Part.values)
    return sorted(sections, key=lambda one: order.index(one.part))
