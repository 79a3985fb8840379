"""Where are all values kept, so that a page may ask for fifty of them without fifty questions to the database?

Each process holds one copy. A single row says which version the database has; it is looked at once in a request, and
at every question outside of requests (command line, background work).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.urls import reverse

from dandang.law.policies import models, rules
from dandang.law.policies.records import IN_FORCE, NOT_GIVEN, Key, Value


@dataclass(frozen=True, slots=True)
class Library:
    """Every key, and everything every edition says about it."""

    version: str
    keys: Mapping[str, Key]
    values: Mapping[str, tuple[Value, ...]]


_EMPTY = Library("", MappingProxyType({}), MappingProxyType({}))
_copy: list[Library] = [_EMPTY]
_request = threading.local()  # is_open, and the library this request has settled on


def request_begins(**signal: Any) -> None:
    """Let the next question look at the version once (receiver of Django's `request_started`)."""
    _request.is_open, _request.library = True, None


def request_ends(**signal: Any) -> None:
    """Forget the request (receiver of Django's `request_finished`)."""
    _request.is_open, _request.library = False, None


def current() -> Library:
    """Return the library of the version the database has now."""
    if getattr(_request, "is_open", False) and _request.library is not None:
        library: Library = _request.library
        return library
    version = models.Shelf.objects.values_list("version", flat=True).first() or ""
    if version != _copy[0].version:
        _copy[0] = _read(version) if version else _EMPTY
    _request.library = _copy[0]
    return _copy[0]


def forget() -> None:
    """Look again at the next question; called after a load."""
    _request.library = None


def _read(version: str) -> Library:
    keys = {row.key: Key(row.key, row.label, row.unit, row.subject, row.position) for row in models.Key.objects.all()}
    values: dict[str, list[Value]] = {key: [] for key in keys}
    rows = models.Value.objects.select_related("key", "clause", "edition__document")
    for row in rows.order_by("key__position", "region", "starts_on", "pk"):
        values[row.key.key].append(record(row))
    return Library(
        version, MappingProxyType(keys), MappingProxyType({key: tuple(rows) for key, rows in values.items()})
    )


def record(row: models.Value) -> Value:
    """Return a stored value as the record other rooms see."""
    edition, clause = row.edition, row.clause
    document = edition.document
    return Value(
        key=row.key.key,
        label=row.key.label,
        value=row.value,
        unit=row.unit,
        sense=row.sense,
        text=rules.value_text(row.value, row.unit, row.sense),
        state=IN_FORCE if row.value is not None else NOT_GIVEN,
        region=row.region,
        document=document.key,
        document_title=edition.title,
        edition=edition.name,
        clause=clause.code,
        clause_label=clause.label,
        citation=rules.citation(document.short, clause.label),
        clause_url=reverse("policies:clause", args=[document.key, edition.starts_on.isoformat(), clause.code]),
        reliability=row.reliability,
        checked_on=row.checked_on,
        note=row.note,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        cap=row.cap,
        floor=row.floor,
    )
