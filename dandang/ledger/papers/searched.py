"""What of this room can be found by the search: papers that were signed, by number, title and organ; never drafts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dandang.law.search import kinds as search
from dandang.ledger.papers import models, queries
from dandang.registry.access.records import Actor

SOURCE = "papers.paper"


def register_source() -> None:
    """Let papers be found."""
    search.register_source(
        SOURCE,
        search.Source(label=_("文书"), order=60, rows=_rows, visible=_visible, shown=_shown, verb="papers.read"),
    )


def _rows(keys: Collection[int] | None) -> Iterator[search.Row]:
    rows = models.Paper.objects.filter(signed_on__isnull=False).select_related("organ", "person").order_by("pk")
    for row in rows if keys is None else rows.filter(pk__in=keys):
        title = search.without_names(row.title, [row.person.name] if row.person else [])
        yield search.Row(row.pk, f"{title} {row.number}".strip(), row.organ.name, row.signed_on)


def _visible(actor: Actor, on: date) -> QuerySet[models.Paper]:
    return queries.register(actor)


def _shown(actor: Actor, keys: Sequence[int]) -> Mapping[int, search.Shown]:
    rows = models.Paper.objects.filter(pk__in=keys).select_related("organ")
    return {row.pk: _one(row) for row in rows}


def _one(row: models.Paper) -> search.Shown:
    line = "　".join(part for part in (row.number, row.organ.name, str(row.signed_on or "")) if part)
    return search.Shown(row.title, reverse("papers:paper", args=[row.pk]), line)
