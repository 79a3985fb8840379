"""What do the rules say? `value` answers for one key, region and day; the rest serves the library's pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dandang.foundation.codes import queries as codes
from dandang.law.policies import errors, labels, models, packfiles, rule_faults, rules, schema, shelf
from dandang.law.policies.draft_queries import entry_mark
from dandang.law.policies.reading import (
    clauses_to_cite,
    clauses_to_read,
    items_to_read,
    page_of_clause,
    page_of_item,
)
from dandang.law.policies.records import CENTRE, Fault, Key, Value, ValueRow
from dandang.law.policies.rule_queries import (
    advise,
    element_label,
    evaluate,
    fact_catalogue,
    facts_by_element,
    later_rule_tables,
    next_labels,
    paper_labels,
    procedure,
    procedure_view,
    role_labels,
    rule_table,
    rule_tables_in_force,
    tables_of_edition,
)
from dandang.law.policies.textfiles import split_text
from dandang.registry.organisations.models import Organisation

__all__ = [
    "Value",
    "advise",
    "clauses_to_cite",
    "clauses_to_read",
    "element_label",
    "entry_mark",
    "evaluate",
    "fact_catalogue",
    "facts_by_element",
    "items_to_read",
    "later_rule_tables",
    "next_labels",
    "page_of_clause",
    "page_of_item",
    "paper_labels",
    "procedure",
    "procedure_view",
    "role_labels",
    "rule_table",
    "rule_tables_in_force",
    "split_text",
    "tables_of_edition",
]


# Values ----------------------------------------------------------------------------------------------------------


def value(key: str, *, region: str, on: date) -> Value:
    """Return what `key` is worth in a region on a day, with its citation; its `value` None means 未规定, never zero.

    The nearest level that gives a figure speaks (county, city, province, centre), inside the caps and floors of the
    levels above. Raises UnknownKey for a key nobody has, UnknownRegion for a code that is not six digits.
    """
    errors.require_region(region)
    library = shelf.current()
    known = library.keys.get(key)
    if known is None:
        raise errors.unknown_key(key, rules.nearest_keys(key, library.keys))
    return rules.answer(known, library.values[key], region=region, on=on)


def statements(key: str) -> tuple[Value, ...]:
    """Return everything every edition says about a key, by region and first day. Raises UnknownKey."""
    library = shelf.current()
    if key not in library.keys:
        raise errors.unknown_key(key, rules.nearest_keys(key, library.keys))
    return tuple(sorted(library.values[key], key=lambda one: (one.region, one.starts_on or date.min)))


def overrides(key: str, *, on: date | None = None) -> tuple[Value, ...]:
    """Return what regions below the centre say about a key, on a day or in every edition. Raises UnknownKey."""
    local = (one for one in statements(key) if one.region != CENTRE)
    return tuple(one for one in local if on is None or rules.is_in_force_on(one, on))


def key_of(key: str) -> Key:
    """Return a key of the catalogue. Raises UnknownKey."""
    library = shelf.current()
    if key not in library.keys:
        raise errors.unknown_key(key, rules.nearest_keys(key, library.keys))
    return library.keys[key]


def clause_url(document: str, clause: str, *, on: date | None = None) -> str:
    """Return the address of a clause in the edition in force on a day, or in the newest that has it."""
    address = reverse("policies:clause_today", args=[document, clause])
    return f"{address}?on={on.isoformat()}" if on else address


# For the command line --------------------------------------------------------------------------------------------


def show(key: str, *, region: str, on: date) -> dict[str, Any]:
    """Return a value in the shape of `dandang policy show --json` (SPEC §12)."""
    found = value(key, region=region, on=on)
    return {
        "key": found.key,
        "value": found.value,
        "unit": found.unit,
        "edition": found.edition or None,
        "document": found.document_title or None,
        "clause": (found.clause_label or found.clause) or None,
        "region": found.region or None,
        "reliability": found.reliability or None,
        "checked_on": found.checked_on.isoformat() if found.checked_on else None,
    }


def list_keys() -> list[dict[str, Any]]:
    """Return every key with the regions and editions that speak of it (`dandang policy list --json`)."""
    library = shelf.current()
    return [
        {
            "key": key,
            "regions": sorted({one.region for one in stated}),
            "editions": sorted({one.edition for one in stated}),
        }
        for key, stated in sorted(library.values.items())
    ]


def check_packs(folder: Path | None = None) -> list[Fault]:
    """Return every fault of the packs in a folder: shape, overlaps, citations, caps, examples. Needs no database."""
    read = packfiles.read_folder(folder or settings.PACKS_DIR)
    if read.faults:
        return list(read.faults)
    return [
        *rules.pack_faults(read.packs, read.catalogue),
        *rule_faults.table_faults(read.packs, read.facts),
        *rule_faults.unread_faults(read.packs, read.facts),
        *rules.example_faults(read.packs, read.catalogue, read.examples),
        *rule_faults.example_faults(read.packs, read.facts, read.rule_examples),
    ]


def altered_editions() -> list[str]:
    """Return the loaded editions whose content no longer gives the digest noted when they were loaded."""
    rows = models.Edition.objects.select_related("document").order_by("document__key", "starts_on")
    return [row.name for row in rows if schema.digest_of(row.body) != row.digest]


# Pages of the library --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the list: which edition applies on the day, how many there are, how many values they give."""

    document: models.Document
    region_name: str
    edition: models.Edition | None
    editions: int
    values: int


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause with the values taken from it and its neighbours in the edition."""

    edition: models.Edition
    clause: models.Clause
    values: tuple[Value, ...]
    previous: models.Clause | None
    next: models.Clause | None

    @property
    def heading(self) -> str:
        """第11点, or that the number was not seen."""
        return self.clause.label or _("条号未见")

    @property
    def over(self) -> str:
        """The edition's title and the part the clause stands in."""
        part = self.clause.part
        is_worth_saying = bool(part) and part != self.clause.label
        where = _("第%(part)s部分") % {"part": part}
        return f"{self.edition.title} · {where}" if is_worth_saying else self.edition.title


def documents(
    *, on: date, level: str = "", region: str = "", subject: str = "", words: str = "", only_in_force: bool = False
) -> list[DocumentRow]:
    """Return the documents that fit the filters, centre first. A region brings the documents above it too."""
    found = models.Document.objects.prefetch_related(
        Prefetch("editions", models.Edition.objects.defer("body").order_by("starts_on"))
    )
    if level:
        found = found.filter(level=level)
    if region:
        found = found.filter(region__in=rules.region_chain(region))
    if subject:
        found = found.filter(Q(subject=subject) | Q(editions__values__key__subject=subject)).distinct()
    for word in words.split():
        found = found.filter(_speaks_of(word)).distinct()
    counts = _value_counts()
    rows = [_document_row(document, on, counts) for document in found.order_by("region", "title", "pk")]
    return [row for row in rows if row.edition is not None or not only_in_force]


def _speaks_of(word: str) -> Q:
    clauses = Q(editions__clauses__summary__icontains=word) | Q(editions__clauses__label__icontains=word)
    return Q(title__icontains=word) | Q(short__icontains=word) | Q(issuer__icontains=word) | clauses


def _value_counts() -> dict[str, int]:
    """Document and day of an edition -> number of its values; taken from the copy, so it costs no query."""
    counts: dict[str, int] = {}
    for stated in shelf.current().values.values():
        for one in stated:
            counts[one.edition] = counts.get(one.edition, 0) + 1
    return counts


def _document_row(document: models.Document, on: date, counts: dict[str, int]) -> DocumentRow:
    editions = list(document.editions.all())
    in_force = [one for one in editions if one.starts_on <= on and (one.ends_on is None or on < one.ends_on)]
    shown = in_force[0] if in_force else None
    name = f"{document.key}@{shown.starts_on.isoformat()}" if shown else ""
    return DocumentRow(document, region_name(document.region), shown, len(editions), counts.get(name, 0))


def document(key: str) -> models.Document:
    """Return a document. Raises NotHere."""
    found = models.Document.objects.filter(key=key).first()
    if found is None:
        raise errors.no_such_document()
    return found


def editions_of(of: models.Document) -> list[models.Edition]:
    """Return all editions of a document, newest first."""
    return list(of.editions.defer("body").select_related("supersedes").order_by("-starts_on"))


def editions_to_copy() -> list[models.Edition]:
    """Return every edition a region may take as its starting point, without this program's own rules."""
    rows = models.Edition.objects.exclude(document__level="PRODUCT").select_related("document").defer("body")
    return list(rows.order_by("document__region", "document__title", "-starts_on"))


def edition_shown(of: models.Document, *, on: date, starts_on: date | None = None) -> models.Edition:
    """Return the edition beginning on `starts_on`, else the one in force on `on`, else the newest. Raises NotHere."""
    found: QuerySet[models.Edition] = of.editions.select_related("document")
    if starts_on is not None:
        chosen = found.filter(starts_on=starts_on).first()
    else:
        chosen = found.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gt=on)).first()
        chosen = chosen or found.order_by("-starts_on").first()
    if chosen is None:
        raise errors.no_such_edition()
    return chosen


def clauses_of(edition: models.Edition) -> list[tuple[models.Clause, tuple[Value, ...]]]:
    """Return the clauses of an edition in order, each with the values taken from it."""
    stated: dict[str, list[Value]] = {}
    for one in _values_of(edition):
        stated.setdefault(one.clause, []).append(one)
    return [(clause, tuple(stated.get(clause.code, ()))) for clause in edition.clauses.all()]


def clause(document_key: str, code: str, *, on: date, starts_on: date | None = None) -> ClauseView:
    """Return a clause of the edition named by its first day, else of the one in force on `on`. Raises NotHere."""
    edition = edition_shown(document(document_key), on=on, starts_on=starts_on)
    clauses = list(edition.clauses.all())
    place = next((place for place, one in enumerate(clauses) if one.code == code), None)
    if place is None:
        raise errors.no_such_clause()
    values = tuple(one for one in _values_of(edition) if one.clause == code)
    before = clauses[place - 1] if place else None
    after = clauses[place + 1] if place + 1 < len(clauses) else None
    return ClauseView(edition, clauses[place], values, before, after)


def _values_of(edition: models.Edition) -> Iterator[Value]:
    name = edition.name
    for stated in shelf.current().values.values():
        yield from (one for one in stated if one.edition == name)


def value_rows(
    *, region: str, on: date, words: str = "", subject: str = "", only_local: bool = False
) -> list[ValueRow]:
    """Return every key that fits, with what each level above the region says about it on the day."""
    errors.require_region(region)
    library = shelf.current()
    rows = []
    for key in sorted(library.keys.values(), key=lambda one: one.position):
        row = _value_row(key, library.values[key.key], region, on)
        if subject and key.subject != subject:
            continue
        if only_local and row.province is None and row.local is None:
            continue
        if all(word.lower() in _searched(row) for word in words.split()):
            rows.append(row)
    return rows


def _value_row(key: Key, stated: tuple[Value, ...], region: str, on: date) -> ValueRow:
    by_region = {one.region: one for one in stated if rules.is_in_force_on(one, on)}
    chain = rules.region_chain(region)
    local = next(
        (by_region[one] for one in chain if one in by_region and schema.level_of(one) in {"CITY", "COUNTY"}), None
    )
    province = next((by_region[one] for one in chain if one in by_region and schema.level_of(one) == "PROVINCE"), None)
    answered = rules.answer(key, stated, region=region, on=on)
    return ValueRow(key, answered, by_region.get(CENTRE), province, local)


def _searched(row: ValueRow) -> str:
    said = (one for one in (row.centre, row.province, row.local) if one is not None)
    words = " ".join(f"{one.text} {one.citation} {one.note}" for one in said)
    return f"{row.key.key} {row.key.label} {words}".lower()


@dataclass(frozen=True, slots=True)
class RegionHistory:
    """What one region says about a key over time, newest first."""

    region: str
    name: str
    values: tuple[Value, ...]
    on: date

    @property
    def in_force(self) -> Value | None:
        """The statement that applies on the day."""
        return next((one for one in self.values if rules.is_in_force_on(one, self.on)), None)


def history(key: str, *, on: date) -> list[RegionHistory]:
    """Return every region's statements about a key, centre first. Raises UnknownKey."""
    by_region: dict[str, list[Value]] = {}
    for one in statements(key):
        by_region.setdefault(one.region, []).insert(0, one)
    return [RegionHistory(region, region_name(region), tuple(said), on) for region, said in by_region.items()]


def grouped(rows: list[ValueRow]) -> list[tuple[str, list[ValueRow]]]:
    """Return the rows of the values table under the names of their subjects, in the order of the opinion's parts."""
    groups: dict[str, list[ValueRow]] = {}
    for row in rows:
        groups.setdefault(row.key.subject, []).append(row)
    return [(str(label), groups[subject]) for subject, label in labels.SUBJECTS.items() if subject in groups]


def edition_by_number(number: int) -> models.Edition:
    """Return an edition by the number its references use. Raises NotHere."""
    found = models.Edition.objects.select_related("document").defer("body").filter(pk=number).first()
    if found is None:
        raise errors.no_such_edition()
    return found


# Regions ---------------------------------------------------------------------------------------------------------


def region_name(region: str) -> str:
    """Return what a region is called: by the table of divisions, else as its own node in the tree of units is."""
    if region == CENTRE:
        return _("全国")
    name = codes.label("divisions", region)
    if name != region:
        return name
    nodes = Organisation.objects.filter(kind=Organisation.Kind.REGION, region=region).order_by("path")
    node = nodes.values_list("name", flat=True).first()
    return node or _("本地区（%(code)s）") % {"code": region}


@dataclass(frozen=True, slots=True)
class RegionNames:
    """Heads of the columns of the values table; a level that the region does not have is empty."""

    centre: str
    province: str
    local: str


def region_names(region: str) -> RegionNames:
    """Return what the levels above a region are called."""
    level = schema.level_of(region)
    province = region_name(region[:2] + "0000") if level != "CENTRE" else ""
    return RegionNames(region_name(CENTRE), province, region_name(region) if level in {"CITY", "COUNTY"} else "")


def regions(*, own: str) -> list[tuple[str, str]]:
    """Return code and name of the regions one can choose: the own one, the centre, and those with documents."""
    used = models.Document.objects.order_by("region").values_list("region", flat=True).distinct()
    chosen = dict.fromkeys([own, CENTRE, *used])
    return [(code, region_name(code)) for code in chosen]
