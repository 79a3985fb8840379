"""Which fields and sections does a file have, what are they called, and how are their values read and written out?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models

from dandang.foundation.ui.languages import in_chinese
from dandang.registry.people.models import (
    Absence,
    AnnualResult,
    Education,
    FamilyMember,
    Person,
    Post,
    RankPeriod,
    ResumeLine,
    Reward,
)

# Fields a form or a file may write, by the page of the file they stand on.
IDENTITY = ("name", "identity_number", "sex", "birth_month", "nationality", "native_place", "birth_place")
PLAIN = (
    *IDENTITY, "party_text", "political_status", "work_month", "health", "professional_title", "speciality",
    "post_text", "proposed_post", "removed_post", "duties_text", "reward_text", "appraisal_text", "appointment_reason",
    "resume_text", "post_level", "post_level_since", "rank", "rank_since", "post_since", "person_kind",
    "is_team_member", "team_order", "state", "probation_ends_on",
)  # fmt: skip
UNITS = ("home_id", "managed_by_id", "co_managed_by_id")
KEPT = ("extra", "exchange_source", "photo")
WRITABLE = frozenset((*PLAIN, *UNITS, *KEPT))
MONTHS = frozenset({"birth_month", "work_month", "post_level_since", "rank_since", "post_since"})

SECTIONS: dict[str, type[models.Model]] = {
    "resume": ResumeLine,
    "educations": Education,
    "family": FamilyMember,
    "posts": Post,
    "ranks": RankPeriod,
    "rewards": Reward,
    "results": AnnualResult,
    "absences": Absence,
}
SECTION_LABELS = {
    "resume": "简历",
    "educations": "学历学位",
    "family": "家庭成员",
    "posts": "职务",
    "ranks": "职务职级",
    "rewards": "奖惩",
    "results": "年度考核",
    "absences": "离岗",
}
SECTION_FIELDS: dict[str, tuple[str, ...]] = {
    name: tuple(
        field.attname for field in model._meta.concrete_fields if field.attname not in {"id", "person_id", "position"}
    )
    for name, model in SECTIONS.items()
}

_HIDDEN_IN_HISTORY = frozenset({"exchange_source", "photo"})


def label(name: str) -> str:
    """Return what a field or section is called on the form."""
    if name in SECTION_LABELS:
        return SECTION_LABELS[name]
    return str(column(name).verbose_name)


def column(name: str) -> Any:
    """Return the person's column behind a field's name; a unit's field is named by its id."""
    return Person._meta.get_field(name.removesuffix("_id"))


@in_chinese
def text(name: str, value: Any) -> str:
    """Return a value as the history shows it; photographs and kept exchange files are named, not copied."""
    if value in (None, "", {}, b""):
        return ""
    if name in _HIDDEN_IN_HISTORY:
        return "（有）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if name == "sex":
        return {"1": "男", "2": "女"}.get(str(value), str(value))
    if name == "state":
        return str(dict(Person.State.choices).get(value, value))
    return str(value)


def section_text(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return a section as the history shows it: a line for each row, empty values left out."""
    skipped = {"extra", "organisation_id", "host_id", "relative_id", "source"}
    lines = (
        " ".join(text(key, row[key]) for key in SECTION_FIELDS[name] if key not in skipped and row.get(key))
        for row in rows
    )
    return "\n".join(line for line in lines if line)


def cleaned_row(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with every field of its section, missing ones at their default; KeyError for a foreign one."""
    model = SECTIONS[name]
    fields = {field.attname: field for field in model._meta.concrete_fields}
    unknown = set(row) - set(SECTION_FIELDS[name])
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    return {key: row[key] if key in row else fields[key].get_default() for key in SECTION_FIELDS[name]}
