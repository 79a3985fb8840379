"""How are the dated rows of files written? Sections are replaced as a whole; yearly results are merged by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from dandang.foundation.ground.resume import read_resume
from dandang.registry.people import errors, rows, rules
from dandang.registry.people.actions.inserting import insert_rows
from dandang.registry.people.models import AnnualResult, FieldChange
from dandang.registry.people.records import Difference, FileInput

BATCH = 500
_FROM_FILE = "FILE"


def resume_rows(text: str) -> list[dict[str, str]]:
    """The lines of a résumé as rows; what cannot be read stays in the text only and becomes a warning."""
    return [
        {
            "starts": line.starts_on.compact[:6],
            "ends": line.ends_on.compact[:6] if line.ends_on else "",
            "text": line.text,
        }
        for line in read_resume(text).lines
    ]


def create_sections(inputs: Mapping[int, FileInput]) -> None:
    """Write the sections of new files."""
    for name, model in rows.SECTIONS.items():
        insert_rows(
            model,
            (
                {"person_id": pk, "position": place, **_cleaned(name, row)}
                for pk, one in inputs.items()
                for place, row in enumerate(one.sections.get(name, ()))
            ),
        )


def replace_sections(inputs: Mapping[int, FileInput]) -> list[FieldChange]:
    """Write the sections that differ from what files hold; returns a line of history for each."""
    history: list[FieldChange] = []
    for name in rows.SECTIONS:
        given = {pk: one.sections[name] for pk, one in inputs.items() if name in one.sections}
        if given:
            history += _merge_results(given) if name == "results" else _replace(name, given)
    return history


def differences(person_id: int, one: FileInput) -> tuple[Difference, ...]:
    """Both sides of every section that an input would change."""
    found = []
    for name, given in one.sections.items():
        mine = rows.section_text(name, [_cleaned(name, row) for row in given])
        theirs = rows.section_text(name, _held(name, [person_id])[person_id])
        if mine != theirs:
            found.append(Difference(name, rows.label(name), mine, theirs))
    return tuple(found)


def _replace(name: str, given: Mapping[int, Sequence[Mapping[str, Any]]]) -> list[FieldChange]:
    model = rows.SECTIONS[name]
    held = _held(name, list(given))
    changed = {}
    history = []
    for pk, new in given.items():
        cleaned = [_cleaned(name, row) for row in new]
        if cleaned != held[pk]:
            changed[pk] = cleaned
            history.append(_line(pk, name, held[pk], cleaned))
    model._default_manager.filter(person_id__in=list(changed)).delete()
    model._default_manager.bulk_create(
        [
            model(person_id=pk, position=place, **row)
            for pk, cleaned in changed.items()
            for place, row in enumerate(cleaned)
        ],
        batch_size=BATCH,
    )
    return history


def _merge_results(given: Mapping[int, Sequence[Mapping[str, Any]]]) -> list[FieldChange]:
    """A file may add years and correct years that came from a file; a result sealed here is not overwritten."""
    held = {(row.person_id, row.year): row for row in AnnualResult.objects.filter(person_id__in=list(given))}
    fresh, corrected, history = [], [], []
    for pk, new in given.items():
        for row in (_cleaned("results", one) for one in new):
            known = held.get((pk, row["year"]))
            if known is None:
                fresh.append(AnnualResult(person_id=pk, position=0, **row))
                history.append(_line(pk, "results", [], [row]))
            elif known.grade != row["grade"]:
                if known.source != _FROM_FILE:
                    raise errors.sealed_result(known.year)
                history.append(_line(pk, "results", [{"year": known.year, "grade": known.grade}], [row]))
                known.grade = row["grade"]
                corrected.append(known)
    AnnualResult.objects.bulk_create(fresh, batch_size=BATCH)
    AnnualResult.objects.bulk_update(corrected, ["grade"], batch_size=BATCH)
    return history


def _held(name: str, ids: list[int]) -> dict[int, list[dict[str, Any]]]:
    held: dict[int, list[dict[str, Any]]] = defaultdict(list)
    found = rows.SECTIONS[name]._default_manager.filter(person_id__in=ids)
    for row in found.order_by("person_id", "position", "id").values("person_id", *rows.SECTION_FIELDS[name]):
        held[row.pop("person_id")].append(row)
    return held


def _cleaned(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    try:
        cleaned = rows.cleaned_row(name, row)
    except KeyError as unknown:
        raise errors.unknown_fields(str(unknown)) from None
    if problem := rules.row_problem(name, cleaned):
        raise errors.BadFields({name: problem})
    return cleaned


def _line(pk: int, name: str, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> FieldChange:
    return FieldChange(
        person_id=pk, field=name, before=rows.section_text(name, before), after=rows.section_text(name, after)
    )
