"""Which approved entries does a reader find, by which filters, and what does one say?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When

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
# Drawn from a case of an organ here, reported elsewhere, or made up to learn from.
ORIGINS = {"OWN": ~Q(source=""), "OUTSIDE": Q(source="", is_sample=False), "SAMPLE": Q(is_sample=True)}
CEILING = 10_000  # hits of a search that the list can page through
BEST = 200  # hits of a search that keep its order


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What the list is narrowed to; empty for everything. `ids` are those a search for words found, in its order.

    `since` and `until` are the years of approval, both within; `origin` says where an entry is from.
    """

    kind: str = ""
    outcome: str = ""
    element: str = ""
    side: str = ""
    list_item: str = ""
    field: str = ""
    region: str = ""
    year: int | None = None
    origin: str = ""
    since: int | None = None
    until: int | None = None
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


def browse(actor: Actor, wanted: EntryFilter) -> EntryQuerySet:
    """This function will return the approved entries that fit a filter.

    Unless sorted otherwise those stand first that a search found best, and of the others the newest.
    """
    access.require(actor, READ)
    found = visible(actor)
    plain = {"kind": wanted.kind, "outcome": wanted.outcome, "field": wanted.field, "region": wanted.region}
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if wanted.year:
        found = found.filter(year=wanted.year)
    if wanted.since:
        found = found.filter(approved_at__year__gte=wanted.since)
    if wanted.until:
        found = found.filter(approved_at__year__lte=wanted.until)
    if wanted.origin:
        found = found.filter(ORIGINS[wanted.origin])
    if wanted.ids is not None:
        found = found.filter(pk__in=wanted.ids[:CEILING])
    if wanted.element or wanted.side:
        found = found.filter(pk__in=_with_trait(Trait.Group.ELEMENT, wanted.element, wanted.side))
    if wanted.list_item:
        found = found.filter(pk__in=_with_trait(Trait.Group.LIST_ITEM, wanted.list_item, ""))
    sort = SORTS.get(wanted.sort, SORTS[""])
    if wanted.ids and not wanted.sort:
        best = Case(*(When(pk=pk, then=place) for place, pk in enumerate(wanted.ids[:BEST])), default=BEST)
        sort = (best, *sort)
    return found.prefetch_related("traits", "sections").order_by(*sort)


def _with_trait(group: str, code: str, side: str) -> QuerySet[Trait, Any]:
    rows = Trait.objects.filter(group=group).order_by()
    if code:
        rows = rows.filter(code=code)
    if side:
        rows = rows.filter(side=side)
    return rows.values("entry_id")


def facets(actor: Actor) -> Facets:
    """This function will return what the list can be narrowed to; one row for each thing that differs."""
    found = visible(actor)
    told = ("kind", "kind_label", "outcome", "outcome_label", "region", "year")
    rows = list(found.order_by("kind", "outcome", "year").values_list(*told).distinct())
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


def approved_count(actor: Actor, *, first: int, last: int, origin: str) -> int:
    """This function will count the entries of an origin that were approved from one year to another.

    Zero for whoever may not read the casebook.
    """
    if not access.may(actor, READ):
        return 0
    return browse(actor, EntryFilter(origin=origin, since=first, until=last)).count()
