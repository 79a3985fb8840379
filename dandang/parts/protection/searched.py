"""What of this room can be found by the search: clarifications, and only by those who may open them.

One that was made is found by what it put right; before that, and after it was taken back, by its number alone. Never by
a person, and never a report: its words are its reporter's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dandang.law.search import kinds as search
from dandang.registry.access.records import Actor

from . import models
from .queries import reach
from .states import ClarificationState

SOURCE = "protection.clarification"
_TOLD = frozenset({ClarificationState.MADE, ClarificationState.VISITED})


def register_source() -> None:
    """Let clarifications be found."""
    search.register_source(
        SOURCE,
        search.Source(label=_("澄清"), order=45, rows=_rows, visible=_visible, shown=_shown, verb="protection.staff"),
    )


def _rows(keys: Collection[int] | None) -> Iterator[search.Row]:
    rows = models.Clarification.objects.select_related("organ", "person").order_by("pk")
    for row in rows if keys is None else rows.filter(pk__in=keys):
        yield _row(row)


def _row(one: models.Clarification) -> search.Row:
    if one.state not in _TOLD:
        return search.Row(one.pk, one.number)
    words = search.without_names(one.words, [one.person.name])
    return search.Row(one.pk, one.number, f"{words}（{one.organ.name}）", one.made_on)


def _visible(actor: Actor, on: date) -> QuerySet[models.Clarification]:
    return reach.visible_clarifications(actor)


def _shown(actor: Actor, keys: Sequence[int]) -> Mapping[int, search.Shown]:
    rows = models.Clarification.objects.filter(pk__in=keys).select_related("organ")
    return {row.pk: _one(row) for row in rows}


def _one(one: models.Clarification) -> search.Shown:
    line = "　".join((one.organ.name, str(one.get_state_display())))
    return search.Shown(one.number, reverse("protection:clarification", args=[one.pk]), line)
