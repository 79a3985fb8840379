"""Which approved entries does a reader find, by which filters, and what does one say?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.casebook.models import Entry, EntryQuerySet, Trait
from dandang.ledger.casebook.states import Part
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Meeting
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

READ, DRAFT, APPROVE = "casebook.read", "casebook.draft", "casebook.approve"
SORTS: dict[str, tuple[Any, ...]] = {
    "": ("-approved_at", "-id"),
    "year": (F("year").desc(nulls_last=True), "-id"),
    "number": ("number", "id"),
}


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What the list is narrowed to; empty for everything. `ids` are those a search for words found, in its order."""

    kind: str = ""
    outcome: str = ""
    element: str = ""
    side: str = ""
    list_item: str = ""
    field: str = ""
    region: str = ""
    year: int | None = None
    sort: str = ""
    ids: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """What there is to choose from: only what some readable entry has."""

    kinds: list[tuple[str, str]]
    outcomes: list[tuple[str, str]]
    elements: list[tuple[str, str]]
    list_items: list[tuple[str, str]]
    regions: list[str]
    years: list[int]


def visible(actor: Actor) -> EntryQuerySet:
    """This function will return the entries the actor may read: approved ones, for every business account."""
    if not access.may(actor, READ):
        return Entry.objects.none()
    return Entry.objects.readable()


def readable_ids(actor: Actor) -> frozenset[int]:
    """This function will return the numbers of the entries the actor may read; the search filters by them."""
    return frozenset(visible(actor).order_by().values_list("pk", flat=True))


def browse(actor: Actor, wanted: EntryFilter) -> EntryQuerySet:
    """This function will return the approved entries that fit a filter, newest first unless sorted otherwise."""
    access.require(actor, READ)
    found = visible(actor)
    plain = {"kind": wanted.kind, "outcome": wanted.outcome, "field": wanted.field, "region": wanted.region}
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if wanted.year:
        found = found.filter(year=wanted.year)
    if wanted.ids is not None:
        found = found.filter(pk__in=wanted.ids)
    if wanted.element or wanted.side:
        found = found.filter(pk__in=_with_trait(Trait.Group.ELEMENT, wanted.element, wanted.side))
    if wanted.list_item:
        found = found.filter(pk__in=_with_trait(Trait.Group.LIST_ITEM, wanted.list_item, ""))
    return found.prefetch_related("traits", "sections").order_by(*SORTS.get(wanted.sort, SORTS[""]))


def _with_trait(group: str, code: str, side: str) -> QuerySet[Trait, Any]:
    rows = Trait.objects.filter(group=group).order_by()
    if code:
        rows = rows.filter(code=code)
    if side:
        rows = rows.filter(side=side)
    return rows.values("entry_id")


def facets(actor: Actor) -> Facets:
    """This function will return what the list can be narrowed to; three queries."""
    found = visible(actor)
    rows = list(found.order_by("kind", "outcome", "year").values_list(
        "kind", "kind_label", "outcome", "outcome_label", "region", "year"
    ))  # fmt: skip
    traits = Trait.objects.filter(entry__in=found.order_by().values("pk")).exclude(group=Trait.Group.DISTINCTION)
    named = list(traits.order_by("group", "code").values_list("group", "code", "label").distinct())
    return Facets(
        kinds=list(dict.fromkeys((row[0], row[1]) for row in rows)),
        outcomes=list(dict.fromkeys((row[2], row[3]) for row in rows if row[2])),
        elements=_once(named, Trait.Group.ELEMENT),
        list_items=_once(named, Trait.Group.LIST_ITEM),
        regions=sorted({row[4] for row in rows}),
        years=sorted({row[5] for row in rows if row[5]}, reverse=True),
    )


def _once(named: list[tuple[str, str, str]], group: str) -> list[tuple[str, str]]:
    """Each code with one label: two editions may word the same item differently."""
    return list({code: label for one, code, label in named if one == group}.items())


def entry_to_read(actor: Actor, entry_id: int) -> Entry:
    """This function will return an approved entry with its parts, traits and clauses. Raises NotHere for any other."""
    access.require(actor, READ)
    rows = visible(actor).prefetch_related("sections", "traits", "clauses").select_related("organ")
    found = rows.filter(Q(pk=entry_id)).first()
    if found is None:
        raise NotHere()
    return found


def coordination_meetings(actor: Actor, *, on: date) -> list[Meeting]:
    """This function will return the planned meetings on whose agenda the actor may put an entry, the next first."""
    if not access.may(actor, casework.PREPARE):
        return []
    return casework.open_meetings(actor, on=on)


def parts_of(entry: Entry) -> dict[str, str]:
    """This function will return the anonymised text of each part, in the order it is read."""
    texts = {one.part: one.text for one in entry.sections.all()}
    return {part: texts.get(part, "") for part in Part.values}


def approved_count(actor: Actor, *, first: int, last: int) -> int:
    """This function will count the entries the actor may read that were approved from one year to another."""
    return visible(actor).filter(approved_at__year__gte=first, approved_at__year__lte=last).count()
