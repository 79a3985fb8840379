"""Single things that happened to a person: a year's result, leave, an award or sanction, a post begun or ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.gate import gate
from dandang.foundation.ground.refs import ref
from dandang.foundation.ui.languages import chinese
from dandang.registry.people import errors, kinds, rows
from dandang.registry.people.models import Absence, AnnualResult, FieldChange, Person, Post, Reward

_FROM_FILE = "FILE"
_FIRST_YEAR = 1949


@dataclass(frozen=True, slots=True)
class ResultInput:
    """One person's result of one year; `source` is the reference of what settled it."""

    person_id: int
    year: int
    grade: str
    post_text: str = ""
    organisation_name: str = ""
    source: str = _FROM_FILE


def record_annual_result(
    *,
    actor: Any,
    person_id: int,
    year: int,
    grade: str,
    post_text: str = "",
    organisation_name: str = "",
    source: str = _FROM_FILE,
    at: datetime,
) -> None:
    """This function will write one year's result; see `record_annual_results`."""
    result = ResultInput(person_id, year, grade, post_text, organisation_name, source)
    record_annual_results(actor=actor, results=[result], at=at)


@transaction.atomic
def record_annual_results(*, actor: Any, results: Sequence[ResultInput], at: datetime) -> int:
    """This function will write results of a year into the files; a sealed one replaces what a file said before.

    A procedure that seals results has asked for its own verb and passes its reference as `source`; a result typed into
    a file (`FILE`) needs the right to write that file and never replaces a sealed one. Returns how many changed.
    """
    for year in {one.year for one in results}:
        if not _FIRST_YEAR <= year <= at.year:
            raise errors.unknown_grade_year(year)
    for one in results:
        if one.source == _FROM_FILE:
            gate().require_person(actor, kinds.WRITE, one.person_id)
    held = {
        (row.person_id, row.year): row
        for row in AnnualResult.objects.filter(
            person_id__in=[one.person_id for one in results], year__in={one.year for one in results}
        )
    }
    changed = [one for one in results if _differs(held.get((one.person_id, one.year)), one)]
    history = [_result_line(held.get((one.person_id, one.year)), one, actor, at) for one in changed]
    AnnualResult.objects.bulk_create(
        [
            AnnualResult(
                person_id=one.person_id,
                year=one.year,
                grade=one.grade,
                post_text=one.post_text,
                organisation_name=one.organisation_name,
                source=one.source,
            )
            for one in changed
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["person", "year"],
        update_fields=["grade", "post_text", "organisation_name", "source"],
    )
    FieldChange.objects.bulk_create(history, batch_size=500)
    if changed:
        target = ref("people.person", changed[0].person_id) if len(changed) == 1 else changed[0].source
        facts = {"results": len(changed), "years": sorted({one.year for one in changed}), "source": changed[0].source}
        if target == _FROM_FILE:
            target = ref("people.person", changed[0].person_id)
        audit.record(actor=actor, verb="people.results.recorded", target=target, facts=facts, at=at)
    return len(changed)


def _differs(held: AnnualResult | None, new: ResultInput) -> bool:
    if held is None:
        return True
    if new.source == _FROM_FILE and held.source != _FROM_FILE:
        if held.grade != new.grade:
            raise errors.sealed_result(new.year)
        return False
    return (held.grade, held.source) != (new.grade, new.source)


def _result_line(held: AnnualResult | None, new: ResultInput, actor: Any, at: datetime) -> FieldChange:
    before = f"{held.year} {held.grade}" if held else ""
    return _history(actor, new.person_id, "results", before, f"{new.year} {new.grade}", new.source, at)


@transaction.atomic
def record_absence(
    *,
    actor: Any,
    person_id: int,
    kind: str,
    starts_on: date,
    ends_on: date | None = None,
    host_id: int | None = None,
    host_name: str = "",
    document: str = "",
    source: str = "登记",
    at: datetime,
) -> Absence:
    """This function will put leave, study, a secondment or aid on file; the half-year rule of assessment reads it.

    Refuses an end before the start (half-open: the last day away is the day before `ends_on`).
    """
    gate().require_person(actor, kinds.WRITE, person_id)
    if ends_on is not None and ends_on <= starts_on:
        raise errors.absence_ends_early()
    absence = Absence.objects.create(
        person_id=person_id,
        kind=Absence.Kind(kind),
        starts_on=starts_on,
        ends_on=ends_on,
        host_id=host_id,
        host_name=host_name,
        document=document,
    )
    with chinese():
        after = f"{absence.get_kind_display()} {starts_on} {ends_on or ''} {host_name} {document}".strip()
    _write_history(actor, person_id, "absences", "", after, source, at)
    _record(actor, "people.absence.recorded", person_id, {"absence": absence.pk, "kind": kind}, at)
    return absence


@transaction.atomic
def end_absence(*, actor: Any, absence_id: int, ends_on: date, at: datetime) -> Absence:
    """This function will say when somebody came back. Refuses an end before the start."""
    absence = Absence.objects.select_for_update().filter(pk=absence_id).first()
    gate().require_person(actor, kinds.WRITE, absence.person_id if absence else 0)
    assert absence is not None  # the gate refuses person 0
    if ends_on <= absence.starts_on:
        raise errors.absence_ends_early()
    before = str(absence.ends_on or "")
    absence.ends_on = ends_on
    absence.save(update_fields=["ends_on"])
    _write_history(actor, absence.person_id, "absences", before, str(ends_on), "登记", at)
    _record(actor, "people.absence.ended", absence.person_id, {"absence": absence.pk}, at)
    return absence


@transaction.atomic
def add_reward(
    *,
    actor: Any,
    person_id: int,
    name: str,
    is_sanction: bool = False,
    decided: str = "",
    decided_by: str = "",
    code: str = "",
    source: str = "登记",
    at: datetime,
) -> Reward:
    """This function will put an award or a sanction on file as others decided it. What it bars is said elsewhere."""
    gate().require_person(actor, kinds.WRITE, person_id)
    if not name.strip():
        raise errors.BadFields({"name": "请填写奖惩名称"})
    reward = Reward.objects.create(
        person_id=person_id,
        name=name.strip(),
        code=code,
        is_sanction=is_sanction,
        decided=decided,
        decided_by=decided_by,
        position=Reward.objects.filter(person_id=person_id).count(),
    )
    _write_history(actor, person_id, "rewards", "", f"{name} {decided} {decided_by}".strip(), source, at)
    _record(actor, "people.reward.added", person_id, {"reward": reward.pk, "is_sanction": is_sanction}, at)
    return reward


@transaction.atomic
def record_post(
    *,
    actor: Any,
    person_id: int,
    organisation_name: str,
    title: str,
    organisation_id: int | None = None,
    is_leading: bool = False,
    is_main: bool = True,
    starts: str = "",
    starts_document: str = "",
    source: str = "登记",
    at: datetime,
) -> Post:
    """This function will put a post on file from a month on; it ends no other post and does not change 现任职务."""
    gate().require_person(actor, kinds.WRITE, person_id)
    if not title.strip():
        raise errors.BadFields({"title": "请填写职务名称"})
    post = Post.objects.create(
        person_id=person_id,
        organisation_id=organisation_id,
        organisation_name=organisation_name,
        title=title.strip(),
        is_leading=is_leading,
        is_main=is_main,
        starts=starts,
        starts_document=starts_document,
        position=Post.objects.filter(person_id=person_id).count(),
    )
    _write_history(actor, person_id, "posts", "", f"{organisation_name}{title} {starts}", source, at)
    _record(actor, "people.post.recorded", person_id, {"post": post.pk}, at)
    return post


@transaction.atomic
def end_post(*, actor: Any, post_id: int, ends: str, document: str = "", source: str = "登记", at: datetime) -> Post:
    """This function will say in which month a post ended."""
    post = Post.objects.select_for_update().filter(pk=post_id).first()
    gate().require_person(actor, kinds.WRITE, post.person_id if post else 0)
    assert post is not None  # the gate refuses person 0
    before = post.ends
    post.ends, post.ends_document = ends, document
    post.save(update_fields=["ends", "ends_document"])
    _write_history(actor, post.person_id, "posts", before, f"{post} 免 {ends}", source, at)
    _record(actor, "people.post.ended", post.person_id, {"post": post.pk}, at)
    return post


def _write_history(actor: Any, person_id: int, field: str, before: str, after: str, source: str, at: datetime) -> None:
    """A line of history, and a new version: a form opened before must notice."""
    _history(actor, person_id, field, before, after, source, at).save()
    person = Person.objects.only("version").get(pk=person_id)
    Person.objects.filter(pk=person_id).update(version=person.version + 1, updated_at=at)


def _history(actor: Any, person_id: int, field: str, before: str, after: str, source: str, at: datetime) -> FieldChange:
    return FieldChange(
        person_id=person_id,
        field=field,
        before=before,
        after=rows.text(field, after),
        source=source,
        changed_at=at,
        actor_name=actor.name,
    )


def _record(actor: Any, verb: str, person_id: int, facts: dict[str, Any], at: datetime) -> None:
    audit.record(actor=actor, verb=verb, target=ref("people.person", person_id), facts=facts, at=at)
