"""What of this room can be found by the search: matters, by their own words and never by the people in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dandang.law.search import kinds as search
from dandang.ledger.matters import models
from dandang.ledger.matters.queries import register
from dandang.registry.access.records import Actor

SOURCE = "matters.matter"


def register_source() -> None:
    """Let matters be found."""
    search.register_source(
        SOURCE,
        search.Source(label=_("事项"), order=30, rows=_rows, visible=_visible, shown=_shown, verb=register.VIEW),
    )


def _rows(keys: Collection[int] | None) -> Iterator[search.Row]:
    rows = models.Matter.objects.select_related("organisation").prefetch_related("involved__person").order_by("pk")
    for row in rows if keys is None else rows.filter(pk__in=keys):
        names = [line.person.name for line in row.involved.all()]
        title, summary = (search.without_names(words, names) for words in (row.title, row.summary))
        yield search.Row(row.pk, title, summary, row.happened_from, f"{row.number} {row.organisation.name}")


def _visible(actor: Actor, on: date) -> QuerySet[models.Matter]:
    return register.visible_matters(actor)


def _shown(actor: Actor, keys: Sequence[int]) -> Mapping[int, search.Shown]:
    rows = models.Matter.objects.filter(pk__in=keys).select_related("organisation")
    return {row.pk: _one(row) for row in rows}


def _one(row: models.Matter) -> search.Shown:
    line = f"{row.number}　{row.organisation.name}"
    return search.Shown(row.title, reverse("matters:matter", args=[row.pk]), line)
