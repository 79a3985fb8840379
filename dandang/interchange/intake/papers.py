"""People's files as the facts of official papers: 任免审批表, one or many, and 干部名册.

The people room knows no papers and the room of papers knows no people; this room stands above both.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

from dandang.interchange.intake.making import file_stem_of
from dandang.law.documents import queries as documents
from dandang.registry.organisations import queries as organisations
from dandang.registry.people import queries as people
from dandang.registry.people.records import EducationEntry, PersonFile

_FORM = "appointment_form"
_ROSTER = "roster"
_YEARS = 3
_FAMILY_ROWS = 13  # what the form holds (formats.md §2); the file keeps all


def forms_as_pdf(files: tuple[PersonFile, ...], on: date) -> tuple[bytes, str]:
    """Return the forms of some people as one PDF and its file name."""
    photos = people.photos_of([file.id for file in files])
    pdf = documents.render_batch_pdf(_FORM, [form_facts(file, photos.get(file.id, b""), on) for file in files])
    stem = file_stem_of(files[0].name) if len(files) == 1 else f"{len(files)}人"
    return pdf, f"任免审批表_{stem}.pdf"


def forms_as_word(files: tuple[PersonFile, ...], on: date) -> tuple[bytes, str]:
    """Return one form as a Word file, several as a zip of Word files numbered in the order of the people."""
    photos = people.photos_of([file.id for file in files])
    made = [documents.render_docx(_FORM, form_facts(file, photos.get(file.id, b""), on)) for file in files]
    if len(files) == 1:
        return made[0], f"任免审批表_{file_stem_of(files[0].name)}.docx"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (file, content) in enumerate(zip(files, made, strict=True), start=1):
            archive.writestr(f"{number:03d}_{file_stem_of(file.name)}.docx", content)
    return target.getvalue(), f"任免审批表_{len(files)}人.zip"


def roster_as_pdf(files: tuple[PersonFile, ...], on: date) -> tuple[bytes, str]:
    """Return the roster of some people, grouped by unit in the order given."""
    return documents.render_pdf(_ROSTER, roster_facts(files, on)), f"干部名册_{on:%Y%m%d}.pdf"


def form_facts(file: PersonFile, photo: bytes, on: date) -> dict[str, Any]:
    """Return what the 任免审批表 prints of a file; ages are counted to `on`."""
    full, later = _education(file, "1"), _education(file, "2")
    return {
        "name": file.name,
        "gender": file.sex_label,
        "birth": file.birth_month,
        "photo": photo,
        "ethnicity": file.nationality,
        "native_place": file.native_place,
        "birth_place": file.birth_place,
        "party": file.party_text,
        "work_start": file.work_month,
        "health": file.health,
        "technical_post": file.professional_title,
        "expertise": file.speciality,
        **_schooling("fulltime", full),
        **_schooling("inservice", later),
        "current_posts": file.post_text,
        "proposed_post": file.proposed_post,
        "removed_post": file.removed_post,
        "resume": file.resume_text,
        "awards": file.reward_text,
        "annual_results": yearly_results(file, on),
        "reason": file.appointment_reason,
        "family": [
            {
                "relation": one.relation,
                "name": one.name,
                "birth": one.birth_month,
                "politics": one.political_status,
                "employer": one.employer,
            }
            for one in (file.family or ())[:_FAMILY_ROWS]
        ],
        "age_on": f"{on:%Y%m}",
    }


def yearly_results(file: PersonFile, on: date) -> str:
    """Return the results of the last three years as the form words them; without any, the text the file came with."""
    recent = [one for one in file.results or () if one.year >= on.year - _YEARS]
    if not recent:
        return file.appraisal_text
    return "；".join(f"{one.year}年年度考核{one.grade}" for one in recent) + "。"


def roster_facts(files: Sequence[PersonFile], on: date) -> dict[str, Any]:
    """Return what the 干部名册 prints; a unit appears again when the order of the people leaves and returns to it."""
    units: list[dict[str, Any]] = []
    homes: list[int] = []
    for file in files:
        if not homes or homes[-1] != file.home_id:
            homes.append(file.home_id)
            units.append({"name": file.home_name, "people": []})
        units[-1]["people"].append(_roster_row(file))
    planned = organisations.leading_posts(set(homes))
    for home_id, unit in zip(homes, units, strict=True):
        if planned.get(home_id) is not None:
            unit["establishment"] = f"领导职数 {planned[home_id]}"
    return {"stated_on": on, "order_note": "按集体内排序，没有排序的按姓氏笔画", "units": units}


def _roster_row(file: PersonFile) -> dict[str, Any]:
    full, later = _education(file, "1"), _education(file, "2")
    return {
        "name": file.name,
        "current_posts": file.post_text,
        "gender": file.sex_label,
        "ethnicity": file.nationality,
        "native_place": file.native_place,
        "fulltime_education": _both(full),
        "fulltime_school": full.school if full else "",
        "inservice_education": _both(later),
        "inservice_school": later.school if later else "",
        "birth": file.birth_month,
        "work_start": file.work_month,
        "party": file.party_text,
        "post_since": file.post_since,
        "rank_since": file.rank_since or file.post_level_since,
    }


def _education(file: PersonFile, mode: str) -> EducationEntry | None:
    """The highest qualification of a kind: the first as the form orders them."""
    return next((one for one in file.educations or () if one.mode == mode), None)


def _both(one: EducationEntry | None) -> str:
    return "\n".join(part for part in (one.qualification, one.degree) if part) if one else ""


def _schooling(kind: str, one: EducationEntry | None) -> dict[str, str]:
    if one is None:
        return {}
    return {
        f"{kind}_education": one.qualification,
        f"{kind}_degree": one.degree,
        f"{kind}_school": one.school,
        f"{kind}_degree_school": one.degree_school,
    }
