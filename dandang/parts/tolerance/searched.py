"""What of this room can be found by the search: cases, and only by those who may open their file.

A case under way is found by its number alone; once it has ended, by the matter and the organ too. Never by a person:
nobody is reduced to a status (DESIGN.md, principle 4).
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
from .states import CaseState

SOURCE = "tolerance.case"
_OVER = frozenset({CaseState.SERVED, CaseState.CORRECTING, CaseState.CLOSED, CaseState.REFERRED})


def register_source() -> None:
    """Let cases be found."""
    search.register_source(
        SOURCE,
        search.Source(label=_("容错认定"), order=40, rows=_rows, visible=_visible, shown=_shown, verb="tolerance.view"),
    )


def _rows(keys: Collection[int] | None) -> Iterator[search.Row]:
    rows = models.Case.objects.select_related("matter", "organ", "person").defer("procedure").order_by("pk")
    for row in rows if keys is None else rows.filter(pk__in=keys):
        yield _row(row)


def _row(case: models.Case) -> search.Row:
    if case.state not in _OVER:
        return search.Row(case.pk, case.number)
    matter = search.without_names(case.matter.title, [case.person.name])
    return search.Row(case.pk, case.number, f"{matter}（{case.organ.name}）", case.applied_on)


def _visible(actor: Actor, on: date) -> QuerySet[models.Case]:
    return reach.visible_cases(actor)


def _shown(actor: Actor, keys: Sequence[int]) -> Mapping[int, search.Shown]:
    rows = models.Case.objects.filter(pk__in=keys).select_related("organ").defer("procedure")
    return {row.pk: _one(row) for row in rows}


def _one(case: models.Case) -> search.Shown:
    return search.Shown(case.number, reverse("tolerance:case", args=[case.pk]), case.organ.name)
