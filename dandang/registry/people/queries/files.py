"""What does a file hold, what in it needs a look, and who changed it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from dandang.foundation.codes import queries as codes
from dandang.foundation.ground import references
from dandang.foundation.ground.gate import gate
from dandang.foundation.ground.refusal import NotHere
from dandang.registry.people import kinds, records, rows, rules
from dandang.registry.people.models import FieldChange, Person
from dandang.registry.people.queries.facts import absence_entry
from dandang.registry.people.records import Change, Finding, PersonFile

ALL = tuple(rows.SECTIONS)

_SCALARS = (
    "id", "number", "version", *rows.IDENTITY, "party_text", "political_status", "work_month", "health",
    "professional_title", "speciality", "post_text", "proposed_post", "removed_post", "duties_text", "reward_text",
    "appraisal_text", "appointment_reason", "resume_text", "post_level", "post_level_since", "rank", "rank_since",
    "post_since", "person_kind", "is_team_member", "team_order", "state", "home_id", "home_path", "managed_by_id",
    "manager_path", "probation_ends_on", "extra", "updated_at",
)  # fmt: skip

_ENTRIES: dict[str, type] = {
    "resume": records.ResumeEntry,
    "educations": records.EducationEntry,
    "family": records.FamilyEntry,
    "posts": records.PostEntry,
    "ranks": records.RankEntry,
    "rewards": records.RewardEntry,
    "results": records.ResultEntry,
}


def person_file(actor: Any, person_id: int, *, sections: Collection[str] = ALL, verb: str = kinds.READ) -> PersonFile:
    """Return one file with the asked sections: one query for the person, one for each section.

    Refuses like `access`: NotAllowed without the verb, NotHere outside the actor's branches.
    """
    gate().require(actor, verb)
    found = _files(gate().visible_people(actor, verb).filter(pk=person_id), sections)
    if not found:
        raise NotHere()
    return found[0]


def own_file(actor: Any, *, sections: Collection[str] = ALL) -> PersonFile:
    """Return the actor's own file; NotHere for an account that belongs to nobody on file."""
    found = _files(Person.objects.filter(pk=actor.person_id), sections) if actor.person_id else []
    if not found:
        raise NotHere("您的账号没有对应的干部档案。应当有的，请联系单位人事核对。")
    return found[0]


def files_of(
    actor: Any, person_ids: Sequence[int], *, sections: Collection[str] = ALL, verb: str = kinds.READ
) -> tuple[PersonFile, ...]:
    """Return many files in the order of the ids; NotHere when one of them is not the actor's to see."""
    gate().require(actor, verb)
    found = {one.id: one for one in _files(gate().visible_people(actor, verb).filter(pk__in=person_ids), sections)}
    if set(person_ids) - set(found):
        raise NotHere("其中有人不在您的管理范围内，或者档案已经移走。请回到名册重新选择。")
    return tuple(found[pk] for pk in person_ids)


def photo_of(actor: Any, person_id: int) -> bytes:
    """Return the photograph; NotHere when there is none or the file is not the actor's to see."""
    if actor.person_id == person_id:
        people = Person.objects.all()
    else:
        gate().require(actor, kinds.READ)
        people = gate().visible_people(actor, kinds.READ)
    photo = people.filter(pk=person_id).values_list("photo", flat=True).first()
    if not photo:
        raise NotHere()
    return bytes(photo)


def photos_of(person_ids: Sequence[int]) -> dict[int, bytes]:
    """Return photographs by person for papers and exchange files; the caller has asked for the files before."""
    found = Person.objects.filter(pk__in=person_ids).exclude(photo=None).values_list("pk", "photo")
    return {pk: bytes(photo) for pk, photo in found if photo}


def exchange_sources(person_ids: Sequence[int]) -> dict[int, str]:
    """Return the kept exchange files by person, for an export without loss; the caller has been let in."""
    found = Person.objects.filter(pk__in=person_ids).exclude(exchange_source="")
    return dict(found.values_list("pk", "exchange_source"))


def changes_of(person_id: int, *, limit: int = 200) -> tuple[Change, ...]:
    """Return the latest lines of a file's history, newest first."""
    lines = list(FieldChange.objects.filter(person_id=person_id)[:limit])
    sources = references.describe({line.source for line in lines})
    return tuple(
        Change(
            line.field,
            rows.label(line.field),
            _hidden(line.field, line.before),
            _hidden(line.field, line.after),
            sources[line.source].name,
            line.changed_at,
            line.actor_name,
            sources[line.source].url,
        )
        for line in lines
    )


def _hidden(field: str, text: str) -> str:
    """Identity numbers stay masked on every page; the full one is shown on request, and the request recorded."""
    if field == "identity_number" and len(text) > 8:
        return text[:4] + "*" * (len(text) - 8) + text[-4:]
    return text


def file_findings(file: PersonFile, on: date) -> list[Finding]:
    """Return the warnings about a file: the room's own and those of checks that other rooms registered."""
    found = rules.findings(file, on=on, knows_address=_knows_address)
    retirement = kinds.retirement(file, on)
    if retirement is not None:
        due = rules.retirement_finding(retirement.month, file.state, retirement.basis, on)
        found += [due] if due else []
    for check in kinds.checks():
        found += check(file, on)
    return found


def _knows_address(code: str) -> bool:
    # The made-up county of the demo has a code that no list of divisions holds.
    return code in codes.table("divisions") or code == settings.REGION


def _files(people: QuerySet[Person], sections: Collection[str]) -> list[PersonFile]:
    has_photo = Case(
        When(Q(photo=None) | Q(photo=b""), then=Value(False)), default=Value(True), output_field=BooleanField()
    )
    found = list(
        people.select_related("home", "managed_by", "co_managed_by")
        .defer("photo", "exchange_source")
        .annotate(has_photo=has_photo)
        .order_by("pk")
    )
    loaded = {name: _section(name, [one.pk for one in found]) for name in sections}
    return [_file(one, {name: tuple(by_person[one.pk]) for name, by_person in loaded.items()}) for one in found]


def _file(one: Any, sections: Any) -> PersonFile:
    return PersonFile(
        **{name: getattr(one, name) for name in _SCALARS},
        state_label=str(one.get_state_display()),
        home_name=one.home.name,
        managed_by_name=one.managed_by.name,
        co_managed_by_name=one.co_managed_by.name if one.co_managed_by else "",
        has_photo=one.has_photo,
        **sections,
    )


def _section(name: str, person_ids: Iterable[int]) -> dict[int, list[Any]]:
    """The rows of one section of many files, in the order of the form; results by year."""
    ids = list(person_ids)
    found: dict[int, list[Any]] = defaultdict(list)
    model: Any = rows.SECTIONS[name]
    order = ("person_id", "year") if name == "results" else ("person_id", "position", "id")
    make = _maker(name)
    for start in range(0, len(ids), 900):
        for row in model._default_manager.filter(person_id__in=ids[start : start + 900]).order_by(*order):
            found[row.person_id].append(make(row))
    return found


def _maker(name: str) -> Callable[[Any], Any]:
    if name == "absences":
        return absence_entry
    entry: Any = _ENTRIES[name]
    fields = entry.__slots__

    def make(row: Any) -> Any:
        return entry(**{field: getattr(row, field) for field in fields})

    return make
