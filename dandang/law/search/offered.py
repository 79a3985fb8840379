"""What can be found of the rooms below: people by their names, clauses and items of the law. They cannot register here.

Names are looked up where they stand, so that no second copy of them exists; the law is read into the index.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse

from dandang.law.policies import queries as policies
from dandang.law.search import rules
from dandang.law.search.kinds import Found, Row, Shown
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.people.models import Person

CLAUSE, ITEM, PERSON = "policies.clause", "policies.item", "people.person"
MOST_PIECES = 6


# People ----------------------------------------------------------------------------------------------------------


def people_called(actor: Actor, words: str, on: date, start: int, stop: int) -> Found:
    """This function will find the visible people of a name: those so called first, then those whose name holds it.

    Each piece of the question is a name, a part of one of two characters or more, or the first letters of its pinyin.
    """
    pieces = rules.folded(words).split()[:MOST_PIECES]
    several = [piece for piece in pieces if len(piece) > 1] or pieces
    if not several:
        return Found(0, ())
    held = reduce(or_, (Q(name__contains=piece) | _letters(piece) for piece in several))
    found = access.visible_people(actor).filter(held).distinct()
    place = Case(When(name__in=several, then=Value(0)), default=Value(1), output_field=IntegerField())
    keys = found.annotate(exact_first=place).order_by("exact_first", "name_key", "pk").values_list("pk", flat=True)
    return Found(found.count(), tuple(keys[start:stop]))


def _letters(piece: str) -> Q:
    return Q(initials=piece) if piece.isascii() else Q(pk__in=[])


def people_shown(actor: Actor, keys: Sequence[int]) -> Mapping[int, Shown]:
    """This function will name people with their posts."""
    rows = Person.objects.filter(pk__in=keys).values_list("pk", "name", "post_text")
    return {pk: Shown(name, reverse("people:file", args=[pk]), post) for pk, name, post in rows}


# The law ---------------------------------------------------------------------------------------------------------


def clause_rows(keys: Collection[int] | None) -> Iterator[Row]:
    """This function will hand in clauses in our own words."""
    rows = policies.clauses_to_read()
    for row in rows if keys is None else rows.filter(pk__in=keys):
        document = row.edition.document
        yield Row(row.pk, f"{document.short} {row.label}", row.summary, row.edition.starts_on, row.edition.title)


def clauses_open(actor: Actor, on: date) -> QuerySet[Any]:
    """This function will return the clauses of the editions in force; everybody signed in may read the law."""
    return policies.clauses_to_read(on=on)


def clauses_shown(actor: Actor, keys: Sequence[int]) -> Mapping[int, Shown]:
    """This function will lead to the clause of the very edition."""
    rows = policies.clauses_to_read().filter(pk__in=keys)
    return {
        row.pk: Shown(
            f"{row.edition.document.short} {row.label}".strip(), policies.page_of_clause(row), row.edition.title
        )
        for row in rows
    }


def item_rows(keys: Collection[int] | None) -> Iterator[Row]:
    """This function will hand in the items of the full texts somebody confirmed."""
    rows = policies.items_to_read()
    for row in rows if keys is None else rows.filter(pk__in=keys):
        edition = row.part.full_text.edition
        yield Row(row.pk, _item_title(row), row.text, edition.starts_on, f"{row.part.title} {edition.title}")


def items_open(actor: Actor, on: date) -> QuerySet[Any]:
    """This function will return the items of confirmed texts of the editions in force."""
    return policies.items_to_read(on=on)


def items_shown(actor: Actor, keys: Sequence[int]) -> Mapping[int, Shown]:
    """This function will lead to the item's place in the full text."""
    rows = policies.items_to_read().filter(pk__in=keys)
    return {
        row.pk: Shown(
            _item_title(row), policies.page_of_item(row), f"{row.part.full_text.edition.title}　{row.part}".strip()
        )
        for row in rows
    }


def _item_title(row: Any) -> str:
    number = f"第{row.no}点" if row.no.isdecimal() else row.no
    return f"{row.part.full_text.edition.document.short} {number}"
