"""What a file says about a person, before anything is decided about it: the common language of all formats.

Dates are texts YYYYMM or YYYYMMDD as the exchange files write them. An empty text or tuple means that the file says
nothing there: an import never erases by silence. `spoiled` names fields whose cell was refused already.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dandang.foundation.guard.problems import Place


@dataclass(frozen=True, slots=True)
class EducationDraft:
    """A qualification with its degree. `mode` is 1 full-time or 2 in service (ZB123)."""

    mode: str
    qualification: str = ""
    degree: str = ""
    school: str = ""
    degree_school: str = ""
    entered: str = ""
    graduated: str = ""
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyDraft:
    """A member of 家庭主要成员及重要社会关系."""

    relation: str
    name: str
    birth_month: str = ""
    political_status: str = ""
    employer: str = ""


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A post in a unit, with the documents by which it began and ended."""

    organisation_name: str
    title: str
    is_leading: bool = False
    is_main: bool = False
    starts: str = ""
    starts_document: str = ""
    ends: str = ""
    ends_document: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class RankDraft:
    """职务层次 (LEVEL) or 职级 (RANK) in a period."""

    kind: str
    name: str
    starts: str = ""
    ends: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class RewardDraft:
    """An award or a sanction."""

    name: str
    code: str = ""
    is_sanction: bool = False
    decided: str = ""
    decided_by: str = ""
    lifted: str = ""
    extra: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class YearlyResultDraft:
    """The result of one year's assessment."""

    year: int
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """One person as one file describes them. Names of single fields equal those of the people room."""

    place: Place
    name: str
    identity_number: str = ""
    sex: str = ""
    birth_month: str = ""
    nationality: str = ""
    native_place: str = ""
    birth_place: str = ""
    party_text: str = ""
    political_status: str = ""
    work_month: str = ""
    health: str = ""
    professional_title: str = ""
    speciality: str = ""
    post_text: str = ""
    proposed_post: str = ""
    removed_post: str = ""
    duties_text: str = ""
    reward_text: str = ""
    appraisal_text: str = ""
    appointment_reason: str = ""
    resume_text: str = ""
    post_level: str = ""
    post_level_since: str = ""
    rank: str = ""
    rank_since: str = ""
    post_since: str = ""
    person_kind: str = ""
    team_order: str = ""
    is_team_member: str = ""
    unit_name: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    educations: tuple[EducationDraft, ...] = ()
    family: tuple[FamilyDraft, ...] = ()
    posts: tuple[PostDraft, ...] = ()
    ranks: tuple[RankDraft, ...] = ()
    rewards: tuple[RewardDraft, ...] = ()
    yearly_results: tuple[YearlyResultDraft, ...] = ()
    photo: bytes = b""
    exchange_source: str = ""
    spoiled: tuple[str, ...] = ()
    columns: dict[str, tuple[str, str]] = field(default_factory=dict, compare=False)

    def place_of(self, name: str) -> Place:
        """Where a field stands in the file: its own heading and column letter when the format has columns."""
        heading, letter = self.columns.get(name, (FIELD_HEADINGS.get(name, name), ""))
        return self.place.at(heading, letter)


# The form's headings (formats.md §1), for problems, proposals and written workbooks.
FIELD_HEADINGS: dict[str, str] = {
    "name": "姓名",
    "identity_number": "公民身份号码",
    "sex": "性别",
    "birth_month": "出生年月",
    "nationality": "民族",
    "native_place": "籍贯",
    "birth_place": "出生地",
    "party_text": "入党时间",
    "political_status": "政治面貌",
    "work_month": "参加工作时间",
    "health": "健康状况",
    "professional_title": "专业技术职务",
    "speciality": "熟悉专业有何专长",
    "post_text": "现任职务",
    "proposed_post": "拟任职务",
    "removed_post": "拟免职务",
    "duties_text": "分管工作",
    "reward_text": "奖惩情况",
    "appraisal_text": "年度考核结果",
    "appointment_reason": "任免理由",
    "resume_text": "简历",
    "post_level": "职务层次",
    "post_level_since": "任现职务层次时间",
    "rank": "职级",
    "rank_since": "任现职级时间",
    "post_since": "任现职时间",
    "person_kind": "人员类别",
    "team_order": "集体内排序",
    "is_team_member": "领导班子成员",
    "unit_name": "工作单位",
    "educations": "学历学位",
    "family": "家庭成员",
    "posts": "职务",
    "ranks": "职务职级",
    "rewards": "奖惩",
    "yearly_results": "年度考核",
    "photo": "照片",
}
