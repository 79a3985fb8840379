"""Where are all values and rules kept, so that a page may ask for fifty of them without fifty questions?

Each process holds one copy. A single row says which version the database has; it is looked at once in a request, and
at every question outside of requests (command line, background work).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.urls import reverse

from dandang.law.policies import models, rule_tables, rules
from dandang.law.policies.records import IN_FORCE, NOT_GIVEN, FactDefinition, Key, Procedure, RuleTable, Value
from dandang.law.policies.schema import Catalogue, CatalogueEntry, FactCatalogue, Pack


@dataclass(frozen=True, slots=True)
class Library:
    """Every key, and everything every edition says about it."""

    version: str
    keys: Mapping[str, Key]
    values: Mapping[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Rules:
    """Every rule table, every edition with a procedure and its last day, and the facts tables may read."""

    version: str
    tables: tuple[RuleTable, ...]
    procedures: tuple[tuple[Pack, date | None], ...]
    facts: Mapping[str, FactDefinition]


_EMPTY = Library("", MappingProxyType({}), MappingProxyType({}))
_copy: list[Library] = [_EMPTY]
_rules: list[Rules] = [Rules("", (), (), MappingProxyType({}))]
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


def current_rules() -> Rules:
    """Return the rule tables and procedures of the version the database has now."""
    version = current().version
    if version != _rules[0].version:
        _rules[0] = _read_rules(version)
    return _rules[0]


def _read_rules(version: str) -> Rules:
    rows = models.Edition.objects.select_related("document").order_by("document__key", "starts_on")
    own = {rule_tables.OWN_READING}
    packs, ends = [], {}
    for row in rows:
        said = row.body
        if said.get("rule_tables") or said.get("procedures") or own & {value["key"] for value in said["values"]}:
            packs.append(Pack.model_validate(said, strict=False))
            ends[row.name] = row.ends_on
    given = models.Shelf.objects.values_list("facts", flat=True).first() or []
    return Rules(
        version=version,
        tables=tuple(rule_tables.tables_of(packs, ends, clause_address)),
        procedures=tuple((pack, ends[pack.name]) for pack in packs if pack.procedures),
        facts=MappingProxyType(rule_tables.definitions(FactCatalogue.model_validate({"facts": given}), packs)),
    )


def catalogue() -> Catalogue:
    """Return the catalogue of keys as loaded."""
    rows = models.Key.objects.order_by("position")
    return Catalogue(
        keys=[CatalogueEntry(key=row.key, label=row.label, unit=row.unit, subject=row.subject) for row in rows]
    )


def fact_catalogue() -> FactCatalogue:
    """Return the catalogue of facts as loaded."""
    given = models.Shelf.objects.values_list("facts", flat=True).first() or []
    return FactCatalogue.model_validate({"facts": given})


def procedure(*, region: str, on: date, subject: str) -> Procedure | None:
    """Return the procedure of a region on a day, put together from the editions in force."""
    speaking = [
        pack
        for pack, ends_on in current_rules().procedures
        if pack.edition.in_force_from <= on and (ends_on is None or on < ends_on)
    ]
    return rule_tables.procedure_of(speaking, region=region, subject=subject, url_of=clause_address)


def clause_address(document: str, starts_on: str, clause: str) -> str:
    """Return the address of a clause of one edition."""
    return reverse("policies:clause", args=[document, starts_on, clause])


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
        clause_url=clause_address(document.key, edition.starts_on.isoformat(), clause.code),
        reliability=row.reliability,
        checked_on=row.checked_on,
        note=row.note,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        cap=row.cap,
        floor=row.floor,
    )
