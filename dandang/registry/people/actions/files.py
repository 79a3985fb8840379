"""Files as a whole: register a person, change fields and sections, write many at once, note who looked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dandang.foundation.audit import actions as audit
from dandang.foundation.codes import queries as codes
from dandang.foundation.ground.gate import gate
from dandang.foundation.ground.identity_number import read_identity_number
from dandang.foundation.ground.months import read_date
from dandang.foundation.ground.names import tidy_name
from dandang.foundation.ground.refs import ref
from dandang.registry.organisations.models import Organisation
from dandang.registry.people import errors, kinds, rows, rules
from dandang.registry.people.actions import sections as parts
from dandang.registry.people.actions.inserting import insert_people
from dandang.registry.people.models import FieldChange, Person
from dandang.registry.people.records import Difference, FileInput, Saved

BATCH = 500
LENGTHS = {
    field.name: field.max_length or 0
    for field in Person._meta.concrete_fields
    if getattr(field, "max_length", None) and field.name in rows.PLAIN
}


@transaction.atomic
def create_person(
    *,
    actor: Any,
    fields: Mapping[str, Any],
    sections: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    source: str = "登记",
    must_be_new: bool = False,
    at: datetime,
) -> Person:
    """This function will open a file. `fields` needs name, sex, birth_month, home_id and managed_by_id.

    Refuses (BadFields) what cannot be read, an identity number that fails its check or belongs to somebody else, and a
    unit outside the actor's branches (NotHere); with `must_be_new` also somebody of the same name and birth month among
    the people the actor sees, so that a person is asked whether this is a namesake.
    """
    if must_be_new:
        _refuse_namesake(actor, fields)
    person = _create(actor, [FileInput(fields, sections or {})], source, at)[0]
    _record_one(actor, "people.file.created", person, list(fields), source, at)
    return person


@transaction.atomic
def update_person(
    *,
    actor: Any,
    person_id: int,
    version: int | None,
    fields: Mapping[str, Any] | None = None,
    sections: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    source: str = "修改",
    at: datetime,
) -> Person:
    """This function will change fields and sections of one file and keep a line of history for each.

    Refuses (StaleFile, 409) when the file is no longer at `version`, with who changed it, when, and both sides of each
    difference; None skips that check, for changes a procedure makes. Refuses (BadFields) what cannot be read.
    """
    gate().require_person(actor, kinds.WRITE, person_id)
    person = Person.objects.select_for_update().get(pk=person_id)
    one = FileInput(fields or {}, sections or {}, person_id)
    if version is not None and version != person.version:
        raise _stale(person, one)
    changed = _update(actor, {person_id: person}, [one], source, at)
    if changed:
        _record_one(actor, "people.file.updated", person, changed[person_id], source, at)
    return person


@transaction.atomic
def save_people(*, actor: Any, inputs: Sequence[FileInput], source: str, at: datetime) -> Saved:
    """This function will write many files, all or none, in few queries; one audit entry tells of all.

    Inputs without `person_id` open files, the others change theirs without a version check: the caller has matched
    them inside the same transaction. `source` names the import, best as a reference. Refuses like the single actions.
    """
    fresh = [one for one in inputs if one.person_id is None]
    known = [one for one in inputs if one.person_id is not None]
    created: list[int] = []
    for chunk in _chunks(fresh):
        created.extend(person.pk for person in _create(actor, chunk, source, at))
    updated: set[int] = set()
    for chunk in _chunks(known):
        updated.update(_update(actor, _visible(actor, chunk), chunk, source, at))
    order = [one.person_id for one in known if one.person_id is not None]
    saved = Saved(tuple(created), tuple(i for i in order if i in updated), tuple(i for i in order if i not in updated))
    ids = ",".join(str(i) for i in (*saved.created, *saved.updated))
    audit.record(
        actor=actor,
        verb="people.files.saved",
        target=ref("people.import", at.strftime("%Y%m%d%H%M%S%f")),
        facts={
            "source": source,
            "created": len(saved.created),
            "updated": len(saved.updated),
            "unchanged": len(saved.unchanged),
            "ids_sha256": hashlib.sha256(ids.encode()).hexdigest(),
        },
        at=at,
    )
    return saved


@transaction.atomic
def reveal_identity_number(*, actor: Any, person_id: int, at: datetime) -> str:
    """This function will return an identity number in full and put on record who asked. Refuses like reading."""
    person = gate().require_person(actor, kinds.READ, person_id)
    audit.record_read(actor=actor, target=ref("people.person", person_id), what="公民身份号码", at=at)
    return str(person.identity_number)


@transaction.atomic
def note_reading(*, actor: Any, person_id: int, what: str, at: datetime) -> None:
    """This function will put on record that a part of a file was opened or taken out; the caller has been let in."""
    audit.record_read(actor=actor, target=ref("people.person", person_id), what=what, at=at)


def _create(actor: Any, inputs: Sequence[FileInput], source: str, at: datetime) -> list[Person]:
    units = _units(actor, inputs)
    number = _last_number()
    people = []
    for one in inputs:
        fields = _read(one.fields, today_is=at, is_new=True)
        home, manager = units[fields["home_id"]], units[fields["managed_by_id"]]
        number = rules.next_number(number)
        people.append(
            Person(
                **{
                    **fields,
                    "number": one.fields.get("number") or number,
                    "home_path": home.path,
                    "manager_path": manager.path,
                    "name_key": codes.sort_key_for_name(fields["name"]),
                    "initials": codes.pinyin_initials(fields["name"]),
                    "created_at": at,
                    "updated_at": at,
                }
            )
        )
    _refuse_taken_numbers(people)
    insert_people(people)
    written = {person.pk: one for person, one in zip(people, inputs, strict=True)}
    parts.create_sections({pk: _with_resume(one) for pk, one in written.items()})
    return people


def _update(
    actor: Any, people: Mapping[int, Person], inputs: Sequence[FileInput], source: str, at: datetime
) -> dict[int, list[str]]:
    """Write what differs; returns per changed person the names of the changed fields and sections."""
    units = _units(actor, inputs)
    history: list[FieldChange] = []
    for one in inputs:
        person = people[one.person_id or 0]
        for name, value in _read(one.fields, today_is=at, is_new=False).items():
            before = getattr(person, name)
            if before != value:
                history.append(_change(person.pk, name, before, value))
                setattr(person, name, value)
        _copy_derived(person, one, units)
    history += parts.replace_sections({one.person_id or 0: _with_resume(one) for one in inputs})
    changed: dict[int, list[str]] = {}
    for line in history:
        line.source, line.changed_at, line.actor_name = source, at, actor.name
        changed.setdefault(line.person_id, []).append(line.field)
    touched = [people[pk] for pk in changed]
    _refuse_taken_numbers([person for person in touched if "identity_number" in changed[person.pk]])
    for person in touched:
        person.version += 1
        person.updated_at = at
    FieldChange.objects.bulk_create(history, batch_size=BATCH)
    _write(touched)
    return changed


def _write(people: Sequence[Person]) -> None:
    """One upsert for all: naming every column is far cheaper than a CASE for each of them."""
    columns = [field.name for field in Person._meta.concrete_fields if field.name not in {"id", "created_at", "number"}]
    if people:
        Person.objects.bulk_create(
            people, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=columns
        )


def _copy_derived(person: Person, one: FileInput, units: Mapping[int, Organisation]) -> None:
    if "home_id" in one.fields:
        person.home_path = units[person.home_id].path
    if "managed_by_id" in one.fields:
        person.manager_path = units[person.managed_by_id].path
    if "name" in one.fields:
        person.name_key = codes.sort_key_for_name(person.name)
        person.initials = codes.pinyin_initials(person.name)


def _with_resume(one: FileInput) -> FileInput:
    """The résumé's lines follow its text, unless the input brings lines of its own."""
    if "resume_text" not in one.fields or "resume" in one.sections:
        return one
    lines = parts.resume_rows(str(one.fields["resume_text"]))
    return FileInput(one.fields, {**one.sections, "resume": lines}, one.person_id)


def _read(fields: Mapping[str, Any], *, today_is: datetime, is_new: bool) -> dict[str, Any]:
    """Tidy and check the fields; months and identity numbers are stored in one form of writing."""
    unknown = set(fields) - rows.WRITABLE - {"number"}
    if unknown:
        raise errors.unknown_fields("、".join(sorted(unknown)))
    tidy = {key: value.strip() if isinstance(value, str) else value for key, value in fields.items() if key != "number"}
    if "name" in tidy:
        tidy["name"] = tidy_name(tidy["name"])
    today = timezone.localdate(today_is)
    problems = rules.field_problems(tidy, today=today, is_new=is_new, lengths=LENGTHS)
    for unit in rows.UNITS[:2]:
        if (is_new or unit in tidy) and not tidy.get(unit):
            problems[unit] = "请选择所在单位" if unit == "home_id" else "请选择管理机关"
    if problems:
        raise errors.BadFields(problems)
    for name in rows.MONTHS & set(tidy):
        tidy[name] = read_date(tidy[name]).compact if tidy[name] else ""
    if tidy.get("identity_number"):
        tidy["identity_number"] = read_identity_number(tidy["identity_number"], today=today).text
    return tidy


def _units(actor: Any, inputs: Iterable[FileInput]) -> dict[int, Organisation]:
    """The units the inputs name, each inside the actor's branches; one query."""
    asked = {one.fields[key] for one in inputs for key in rows.UNITS if one.fields.get(key)}
    if not asked:
        return {}
    units = Organisation.objects.in_bulk(asked)
    if len(units) != len(asked):
        raise errors.BadFields({"home_id": "没有这个机构。请从机构树里选一个"})
    for unit in units.values():
        gate().require(actor, kinds.WRITE, path=unit.path)
    return units


def _visible(actor: Any, inputs: Sequence[FileInput]) -> dict[int, Person]:
    ids = {one.person_id for one in inputs}
    people = gate().visible_people(actor, kinds.WRITE).select_for_update().in_bulk(list(ids))
    for missing in ids - set(people):
        gate().require_person(actor, kinds.WRITE, missing or 0)
    return dict(people)


def _last_number() -> str:
    """The highest number given so far. The lock on the root makes two registrations wait for each other."""
    Organisation.objects.select_for_update().filter(parent=None).order_by("path").first()
    given = Person.objects.filter(number__regex=r"^[0-9]{8}$").order_by("-number")
    return given.values_list("number", flat=True).first() or ""


def _refuse_taken_numbers(people: Sequence[Person]) -> None:
    """Two people with one identity number, in the input or in the register."""
    seen: dict[str, Person] = {}
    for person in people:
        if not person.identity_number:
            continue
        if person.identity_number in seen:
            raise errors.identity_taken(seen[person.identity_number].name, "本次同批")
        seen[person.identity_number] = person
    holders = Person.objects.filter(identity_number__in=list(seen)).exclude(pk__in=[p.pk for p in people if p.pk])
    for holder in holders.only("name", "number"):
        raise errors.identity_taken(holder.name, holder.number)


def _refuse_namesake(actor: Any, fields: Mapping[str, Any]) -> None:
    """Same name and birth month: perhaps the same person, perhaps a form sent twice."""
    born = rules.months_of(str(fields.get("birth_month") or ""))
    if born is None:
        return
    alike = gate().visible_people(actor, kinds.WRITE).select_related("home").defer("photo", "exchange_source")
    alike = alike.filter(name=tidy_name(str(fields.get("name", ""))), birth_month__startswith=born.compact[:6])
    for one in alike.order_by("pk")[:1]:
        raise errors.namesake(one.name, one.number, one.home.name, born.dotted)


def _stale(person: Person, one: FileInput) -> errors.StaleFile:
    last = FieldChange.objects.filter(person=person).first()
    differences = tuple(
        Difference(name, rows.label(name), rows.text(name, value), rows.text(name, getattr(person, name)))
        for name, value in one.fields.items()
        if name in rows.WRITABLE and rows.text(name, getattr(person, name)) != rows.text(name, value)
    )
    differences += parts.differences(person.pk, one)
    return errors.StaleFile(
        who=last.actor_name if last else "别人",
        when=timezone.localtime(last.changed_at) if last else None,
        version=person.version,
        differences=differences,
    )


def _change(person_id: int, name: str, before: Any, after: Any) -> FieldChange:
    return FieldChange(person_id=person_id, field=name, before=rows.text(name, before), after=rows.text(name, after))


def _record_one(actor: Any, verb: str, person: Person, names: list[str], source: str, at: datetime) -> None:
    private = {name: rows.text(name, getattr(person, name)) for name in names if name in rows.PLAIN}
    audit.record(
        actor=actor,
        verb=verb,
        target=ref("people.person", person.pk),
        facts={"fields": sorted(names), "source": source, "version": person.version},
        private=private,
        at=at,
    )


def _chunks(inputs: Sequence[FileInput]) -> Iterable[Sequence[FileInput]]:
    return (inputs[start : start + BATCH] for start in range(0, len(inputs), BATCH))
