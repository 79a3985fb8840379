"""Loading packs, from files or from a region's approved draft: the only way in which law enters the database."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import refs
from dandang.law.policies import errors, kinds, models, packfiles, rule_faults, rules, schema, shelf
from dandang.law.policies.actions.checks import differences_are_mended
from dandang.law.policies.records import LoadReport
from dandang.law.policies.schema import Pack
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor


@transaction.atomic
def load_packs(*, actor: Actor, folder: Path | None = None, at: datetime) -> LoadReport:
    """This function will load every edition of a folder that is not loaded yet, all or none; twice is once.

    Refuses packs with faults (BadPacks lists them all), editions that overlap or contradict loaded ones, and a file
    whose content differs from the edition loaded under its name (ChangedEdition).
    """
    access.require(actor, "policies.packs.load")
    read = packfiles.read_folder(folder or settings.PACKS_DIR, with_examples=False)
    if read.faults:
        raise errors.BadPacks(read.faults)
    stored = {
        row.name: row for row in models.Edition.objects.select_related("document").select_for_update(of=("self",))
    }
    _refuse_changes(read.packs, stored)
    elsewhere = [Pack.model_validate(row.body, strict=False) for row in stored.values()]
    known = {pack.name for pack in read.packs}
    everything = [*read.packs, *(pack for pack in elsewhere if pack.name not in known)]
    facts = _with_known_facts(read.facts)
    faults = [*rules.pack_faults(everything, read.catalogue), *rule_faults.table_faults(everything, facts)]
    if faults:
        raise errors.BadPacks(faults)
    keys = _save_catalogue(read.catalogue)
    new = sorted((pack for pack in read.packs if pack.name not in stored), key=lambda pack: pack.edition.in_force_from)
    loaded = [_save_edition(pack, keys, at) for pack in new]
    for edition in loaded:
        _record(actor, edition, at)
    _tell_readers(actor, loaded, at)
    _close_superseded(everything)
    _set_version(read.catalogue, facts, at)
    return LoadReport(
        loaded=tuple(pack.name for pack in new),
        unchanged=tuple(sorted(pack.name for pack in read.packs if pack.name in stored)),
    )


def load_draft(actor: Actor, pack: Pack, at: datetime) -> models.Edition:
    """Put one approved edition on the shelf beside what is there, by the same checks as files; returns its row.

    The caller has asked for the right and holds the transaction. Refuses with BadPacks or ChangedEdition.
    """
    rows = list(models.Edition.objects.select_related("document").select_for_update(of=("self",)))
    _refuse_taken(pack, rows)
    everything = [*(Pack.model_validate(row.body, strict=False) for row in rows), pack]
    catalogue, facts = shelf.catalogue(), shelf.fact_catalogue()
    faults = [*rules.pack_faults(everything, catalogue), *rule_faults.table_faults(everything, facts)]
    if faults:
        raise errors.BadPacks(faults)
    edition = _save_edition(pack, {row.key: row for row in models.Key.objects.all()}, at)
    _record(actor, edition, at)
    _tell_readers(actor, [edition], at)
    _close_superseded(everything)
    _set_version(catalogue, facts, at)
    return edition


def _tell_readers(actor: Actor, loaded: Sequence[models.Edition], at: datetime) -> None:
    for edition in loaded:
        if edition.supersedes_id is not None:
            differences_are_mended(actor, edition.supersedes_id, at)
    clauses = models.Clause.objects.filter(edition__in=loaded)
    kinds.tell_readers(clause_ids=list(clauses.values_list("pk", flat=True)), at=at)


def _refuse_taken(pack: Pack, rows: Sequence[models.Edition]) -> None:
    if any(row.name == pack.name for row in rows):
        raise errors.changed_edition(pack.name)


def _refuse_changes(packs: Sequence[Pack], stored: dict[str, models.Edition]) -> None:
    for pack in packs:
        if pack.name in stored and stored[pack.name].digest != pack.digest():
            raise errors.changed_edition(pack.name)


def _save_catalogue(catalogue: schema.Catalogue) -> dict[str, models.Key]:
    """Bring the keys up to date. A key that left the file stays, as loaded editions may speak of it."""
    rows = [
        models.Key(key=entry.key, label=entry.label, unit=entry.unit, subject=entry.subject, position=place)
        for place, entry in enumerate(catalogue.keys)
    ]
    models.Key.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["key"], update_fields=["label", "unit", "subject", "position"]
    )
    return {row.key: row for row in models.Key.objects.all()}


def _save_edition(pack: Pack, keys: dict[str, models.Key], at: datetime) -> models.Edition:
    said, of = pack.edition, pack.document
    document = _save_document(pack)
    edition = models.Edition.objects.create(
        document=document,
        title=of.title,
        issuer=of.issuer,
        number=of.number,
        starts_on=said.in_force_from,
        starts_on_reliability=said.in_force_from_reliability,
        starts_on_note=said.in_force_from_note,
        ends_on=said.in_force_until,
        supersedes=_superseded(document, said.supersedes),
        note=said.note,
        body=pack.body(),
        digest=pack.digest(),
        loaded_at=at,
    )
    clauses = _save_clauses(pack, edition)
    _save_values(pack, edition, clauses, keys)
    return edition


def _save_document(pack: Pack) -> models.Document:
    """Return the document, named as its newest edition names it."""
    of = pack.document
    fixed = {"short": of.short, "level": of.level, "region": of.region, "subject": of.subject}
    document, is_new = models.Document.objects.get_or_create(
        key=of.key, defaults=fixed | {"title": of.title, "issuer": of.issuer}
    )
    if not is_new and not document.editions.filter(starts_on__gt=pack.edition.in_force_from).exists():
        document.title, document.issuer = of.title, of.issuer
        document.save(update_fields=["title", "issuer"])
    return document


def _superseded(document: models.Document, starts_on: date | None) -> models.Edition | None:
    return document.editions.get(starts_on=starts_on) if starts_on else None


def _save_clauses(pack: Pack, edition: models.Edition) -> dict[str, models.Clause]:
    models.Clause.objects.bulk_create(
        models.Clause(
            edition=edition,
            code=clause.id,
            label=clause.label,
            part=clause.part,
            item=clause.item,
            summary=clause.summary,
            reliability=clause.reliability,
            source=clause.source,
            position=place,
        )
        for place, clause in enumerate(pack.clauses)
    )
    return {row.code: row for row in edition.clauses.all()}


def _save_values(
    pack: Pack, edition: models.Edition, clauses: dict[str, models.Clause], keys: dict[str, models.Key]
) -> None:
    models.Value.objects.bulk_create(
        models.Value(
            edition=edition,
            clause=clauses[given.clause],
            key=keys[given.key],
            region=pack.document.region,
            starts_on=edition.starts_on,
            ends_on=rules.earliest(given.until, edition.ends_on),
            value=given.value,
            unit=given.unit,
            sense=given.sense,
            reliability=given.reliability,
            checked_on=given.checked_on,
            note=given.note,
            cap=given.cap,
            floor=given.floor,
        )
        for given in pack.values
    )


def _close_superseded(packs: Sequence[Pack]) -> None:
    """End the editions, and their values, that a later one supersedes. Their content is not touched."""
    ends = rules.edition_ends(packs)
    for edition in models.Edition.objects.select_related("document").defer("body"):
        end = ends.get(edition.name)
        if end is None or edition.ends_on == end:
            continue
        models.Edition.objects.filter(pk=edition.pk).update(ends_on=end)
        for row in edition.values.all():
            row.ends_on = rules.earliest(row.ends_on, end)
            row.save(update_fields=["ends_on"])


def _with_known_facts(read: schema.FactCatalogue) -> schema.FactCatalogue:
    """Add the facts of earlier loads that left the file: loaded tables may still read them."""
    known = models.Shelf.objects.values_list("facts", flat=True).first() or []
    given = [fact.model_dump(mode="json") for fact in read.facts]
    keys = {fact["key"] for fact in given}
    return schema.FactCatalogue.model_validate({"facts": [*given, *(one for one in known if one["key"] not in keys)]})


def _set_version(catalogue: schema.Catalogue, facts: schema.FactCatalogue, at: datetime) -> None:
    """Name the version after its content, so that equal content is one version in every process and database."""
    digests = list(models.Edition.objects.order_by("digest").values_list("digest", flat=True))
    said = facts.model_dump(mode="json")
    digests += [schema.digest_of(catalogue.model_dump(mode="json")), schema.digest_of(said)]
    version = hashlib.sha256("\n".join(digests).encode()).hexdigest()
    models.Shelf.objects.update_or_create(pk=1, defaults={"version": version, "facts": said["facts"], "loaded_at": at})
    shelf.forget()


def _record(actor: Actor, edition: models.Edition, at: datetime) -> None:
    audit.record(
        actor=actor,
        verb="policies.edition.loaded",
        target=refs.ref("policies.edition", edition.pk),
        facts={"edition": edition.name, "digest": edition.digest},
        at=at,
    )
