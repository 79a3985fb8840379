"""What the room hands to others: files, rows of the roster, warnings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class FileInput:
    """What is to be written into one file.

    `fields` are columns of the person by name; `sections` replace whole sections by name (see `rows.SECTIONS`), each a
    sequence of mappings; a section that is not named stays. Yearly results are merged by year instead of replaced.
    `person_id` None makes a new file.
    """

    fields: Mapping[str, Any]
    sections: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What a write of many files did: ids in the order of the input."""

    created: tuple[int, ...] = ()
    updated: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ResumeEntry:
    starts: str
    ends: str
    text: str


@dataclass(frozen=True, slots=True)
class EducationEntry:
    mode: str
    qualification: str
    degree: str
    school: str
    degree_school: str
    entered: str
    graduated: str
    extra: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FamilyEntry:
    relation: str
    name: str
    birth_month: str
    political_status: str
    employer: str
    relative_id: int | None


@dataclass(frozen=True, slots=True)
class PostEntry:
    id: int
    organisation_id: int | None
    organisation_name: str
    title: str
    is_leading: bool
    is_main: bool
    starts: str
    starts_document: str
    ends: str
    ends_document: str
    extra: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RankEntry:
    kind: str
    name: str
    starts: str
    ends: str
    document: str


@dataclass(frozen=True, slots=True)
class RewardEntry:
    name: str
    code: str
    is_sanction: bool
    decided: str
    decided_by: str
    lifted: str
    extra: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ResultEntry:
    year: int
    grade: str
    post_text: str
    organisation_name: str
    source: str

    @property
    def held(self) -> str:
        """The post held then with its unit, which a post's text often begins with already."""
        has_unit = self.post_text.startswith(self.organisation_name)
        return self.post_text if has_unit else f"{self.organisation_name}{self.post_text}"


@dataclass(frozen=True, slots=True)
class AbsenceEntry:
    """Leave, study or secondment; half-open days. `label` is the kind in words."""

    id: int
    person_id: int
    kind: str
    label: str
    starts_on: date
    ends_on: date | None
    host_name: str
    document: str
    host_id: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A warning with its evidence: `field` is where it stands, `section` its page, `evidence` both sides."""

    code: str
    field: str
    section: str
    title: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFile:
    """One file. `None` in a section means that it was not asked for; months are texts YYYYMM or YYYYMMDD."""

    id: int
    number: str
    version: int
    name: str
    identity_number: str
    sex: str
    birth_month: str
    nationality: str
    native_place: str
    birth_place: str
    party_text: str
    political_status: str
    work_month: str
    health: str
    professional_title: str
    speciality: str
    post_text: str
    proposed_post: str
    removed_post: str
    duties_text: str
    reward_text: str
    appraisal_text: str
    appointment_reason: str
    resume_text: str
    post_level: str
    post_level_since: str
    rank: str
    rank_since: str
    post_since: str
    person_kind: str
    is_team_member: bool
    team_order: int
    state: str
    state_label: str
    home_id: int
    home_name: str
    home_path: str
    managed_by_id: int
    managed_by_name: str
    manager_path: str
    co_managed_by_name: str
    probation_ends_on: date | None
    has_photo: bool
    extra: Mapping[str, Any]
    updated_at: datetime
    resume: tuple[ResumeEntry, ...] | None = None
    educations: tuple[EducationEntry, ...] | None = None
    family: tuple[FamilyEntry, ...] | None = None
    posts: tuple[PostEntry, ...] | None = None
    ranks: tuple[RankEntry, ...] | None = None
    rewards: tuple[RewardEntry, ...] | None = None
    results: tuple[ResultEntry, ...] | None = None
    absences: tuple[AbsenceEntry, ...] | None = None

    @property
    def sex_label(self) -> str:
        return {"1": "男", "2": "女"}.get(self.sex, "")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One line of the roster, `place` its number in the list.

    `results` are the grades of the asked years, empty text where there is none.
    """

    id: int
    number: str
    name: str
    post_text: str
    sex_label: str
    nationality: str
    birth_month: str
    age: int | None
    full_time: str
    post_since: str
    rank: str
    rank_since: str
    results: tuple[str, ...]
    state: str
    state_label: str
    state_look: str
    home_id: int
    place: int


@dataclass(frozen=True, slots=True)
class RosterGroup:
    """The rows of one unit on this page, with its leading posts: how many there should be and how many there are."""

    organisation_id: int
    name: str
    posts_planned: int | None
    posts_held: int | None
    rows: tuple[RosterRow, ...]


@dataclass(frozen=True, slots=True)
class RosterPage:
    """A page of the roster. `total` is exact up to `is_capped`, then the cap; addresses of other pages are marks."""

    groups: tuple[RosterGroup, ...]
    years: tuple[int, ...]
    total: int
    is_capped: bool
    first: int
    last: int
    previous: str
    next: str

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(row.id for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class PostHeld:
    """The post a person held on a day. `source` is POST (a dated row) or FILE (the text of the form, undated)."""

    person_id: int
    organisation_id: int | None
    organisation_name: str
    title: str
    level: str
    rank: str
    source: str

    @property
    def text(self) -> str:
        return f"{self.organisation_name}{self.title}"


@dataclass(frozen=True, slots=True)
class Kin:
    """Two people of this system related as one of their files says: `person_id` wrote, `relative_id` is meant."""

    person_id: int
    relative_id: int
    relation: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history of a file."""

    field: str
    label: str
    before: str
    after: str
    source: str
    changed_at: datetime
    actor_name: str
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field where the form on the screen and the file of now disagree."""

    field: str
    label: str
    mine: str
    theirs: str
