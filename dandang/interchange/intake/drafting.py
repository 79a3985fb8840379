"""Files of the register into drafts, so that the format packages can write them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dandang.foundation.guard.problems import Place
from dandang.interchange.drafts import (
    EducationDraft,
    FamilyDraft,
    PersonDraft,
    PostDraft,
    RankDraft,
    RewardDraft,
    YearlyResultDraft,
)
from dandang.registry.people import queries as people
from dandang.registry.people.records import PersonFile

SECTIONS = ("educations", "family", "posts", "ranks", "rewards", "results")
_SAME_NAME = (
    "name", "identity_number", "birth_month", "nationality", "native_place", "birth_place", "party_text",
    "political_status", "work_month", "health", "professional_title", "speciality", "post_text", "proposed_post",
    "removed_post", "duties_text", "reward_text", "appraisal_text", "appointment_reason", "resume_text", "post_level",
    "post_level_since", "rank", "rank_since", "post_since", "person_kind",
)  # fmt: skip


def drafts_of(files: Sequence[PersonFile]) -> list[PersonDraft]:
    """Drafts of files in their order, with photographs and the forms they once came from; two queries."""
    ids = [file.id for file in files]
    photos, sources = people.photos_of(ids), people.exchange_sources(ids)
    return [draft_of(file, photos.get(file.id, b""), sources.get(file.id, "")) for file in files]


def draft_of(file: PersonFile, photo: bytes, source: str) -> PersonDraft:
    """The draft of one file that was loaded with its sections."""
    return PersonDraft(
        place=Place(),
        **{name: getattr(file, name) for name in _SAME_NAME},
        sex=file.sex_label,
        team_order="" if file.team_order == 9999 else str(file.team_order),
        is_team_member="是" if file.is_team_member else "",
        unit_name=file.home_name,
        extra=_pairs(file.extra),
        educations=tuple(
            EducationDraft(
                row.mode, row.qualification, row.degree, row.school, row.degree_school, row.entered, row.graduated,
                _pairs(row.extra),
            )
            for row in file.educations or ()
        ),
        family=tuple(
            FamilyDraft(row.relation, row.name, row.birth_month, row.political_status, row.employer)
            for row in file.family or ()
        ),
        posts=tuple(
            PostDraft(
                row.organisation_name, row.title, row.is_leading, row.is_main, row.starts, row.starts_document,
                row.ends, row.ends_document, _pairs(row.extra),
            )
            for row in file.posts or ()
        ),
        ranks=tuple(RankDraft(row.kind, row.name, row.starts, row.ends, row.document) for row in file.ranks or ()),
        rewards=tuple(
            RewardDraft(
                row.name, row.code, row.is_sanction, row.decided, row.decided_by, row.lifted, _pairs(row.extra)
            )
            for row in file.rewards or ()
        ),
        yearly_results=tuple(YearlyResultDraft(row.year, row.grade) for row in file.results or ()),
        photo=photo,
        exchange_source=source,
    )  # fmt: skip


def _pairs(extra: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(text)) for name, text in extra.items())
