"""Facts of the two statutory forms: 干部任免审批表 and 年度考核登记表 (formats.md §4, forms_and_layout.md §3)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, computed_field

from dandang.law.documents import photos, rules
from dandang.law.documents.schema.fields import (
    UNSIGNED,
    Facts,
    Label,
    LongText,
    MaybeDay,
    Month,
    Opinion,
    Paper,
    Party,
    Required,
    Text,
    Year,
)

SHORTEST_FAMILY = 7
"""Rows that the printed form always shows."""
LONGEST_FAMILY = 13
"""Places that the old exchange format has; more do not fit the page."""

Photo = Annotated[bytes, BeforeValidator(photos.read), PlainSerializer(photos.as_text, return_type=str)]
"""JPEG or PNG, as bytes or Base64; empty when there is none. Turned into a small plain JPEG."""


class FamilyMember(Facts):
    """One row of 家庭主要成员及重要社会关系; the age is computed from `birth` unless it is given."""

    relation: Label = Field("", title="称谓")
    name: Label = Field("", title="姓名")
    birth: Month = Field("", title="出生年月")
    age: Label = Field("", title="年龄")
    politics: Label = Field("", title="政治面貌")
    employer: Label = Field("", title="工作单位及职务")


class FamilyRow(Facts):
    """A family member as printed."""

    relation: str
    name: str
    age: str
    politics: str
    employer: str


class ResumeRow(Facts):
    """A résumé row as printed."""

    period: str
    text: str


class AppointmentForm(Paper):
    """干部任免审批表: the person as the file holds it at `age_on`, two pages A4."""

    name: Required = Field(title="姓名")
    gender: Label = Field("", title="性别")
    birth: Month = Field("", title="出生年月")
    photo: Photo = Field(b"", title="照片")
    ethnicity: Label = Field("", title="民族")
    native_place: Label = Field("", title="籍贯")
    birth_place: Label = Field("", title="出生地")
    party: Party = Field("", title="入党时间")
    work_start: Month = Field("", title="参加工作时间")
    health: Label = Field("", title="健康状况")
    technical_post: Label = Field("", title="专业技术职务")
    expertise: Label = Field("", title="熟悉专业有何专长")
    fulltime_education: Label = Field("", title="全日制教育学历")
    fulltime_degree: Label = Field("", title="全日制教育学位")
    fulltime_school: Label = Field("", title="全日制教育毕业院校系及专业（学历）")
    fulltime_degree_school: Label = Field("", title="全日制教育毕业院校系及专业（学位）")
    inservice_education: Label = Field("", title="在职教育学历")
    inservice_degree: Label = Field("", title="在职教育学位")
    inservice_school: Label = Field("", title="在职教育毕业院校系及专业（学历）")
    inservice_degree_school: Label = Field("", title="在职教育毕业院校系及专业（学位）")
    current_posts: Text = Field("", title="现任职务")
    proposed_post: Text = Field("", title="拟任职务")
    removed_post: Text = Field("", title="拟免职务")
    resume: LongText = Field("", title="简历")
    awards: Text = Field("", title="奖惩情况")
    annual_results: Text = Field("", title="年度考核结果")
    reason: Text = Field("", title="任免理由")
    family: tuple[FamilyMember, ...] = Field((), title="家庭主要成员及重要社会关系", max_length=LONGEST_FAMILY)
    reporting_unit: Label = Field("", title="呈报单位")
    reported_on: MaybeDay = Field(None, title="呈报日期")
    approval_opinion: Text = Field("", title="审批机关意见")
    approved_on: MaybeDay = Field(None, title="审批日期")
    administrative_opinion: Text = Field("", title="行政机关任免意见")
    administrative_on: MaybeDay = Field(None, title="行政机关任免日期")
    age_on: Month = Field("", title="计算年龄时间")
    filled_on: MaybeDay = Field(None, title="填表时间")
    filled_by: Label = Field("", title="填表人")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def name_spread(self) -> str:
        """The name as the form writes it, 王　伟."""
        return rules.spread_name(self.name)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def age_text(self) -> str:
        """（52岁） at `age_on`; empty when either month is not known."""
        years = rules.age(self.birth, self.age_on)
        return "" if years is None else f"（{years}岁）"

    @computed_field  # type: ignore[prop-decorator]
    @property
    def resume_rows(self) -> tuple[ResumeRow, ...]:
        """The résumé in printed rows."""
        return tuple(ResumeRow(period=row.period, text=row.text) for row in rules.resume_rows(self.resume))

    @computed_field  # type: ignore[prop-decorator]
    @property
    def family_rows(self) -> tuple[FamilyRow, ...]:
        """The family with ages at `age_on`; none for the deceased."""
        return tuple(
            FamilyRow(
                relation=member.relation,
                name=rules.spread_name(member.name),
                age=self._age_of(member),
                politics=member.politics,
                employer=member.employer,
            )
            for member in self.family
        )

    def for_paper(self) -> dict[str, Any]:
        """Return the plain data with at least seven rows for the family, as the form has."""
        data = super().for_paper()
        rows = data["family_rows"]
        empty = dict.fromkeys(("relation", "name", "age", "politics", "employer"), "")
        data["family_shown"] = rows + [empty] * (SHORTEST_FAMILY - len(rows))
        return data

    def _age_of(self, member: FamilyMember) -> str:
        if rules.is_deceased(member.employer):
            return ""
        if member.age:
            return member.age
        years = rules.age(member.birth, self.age_on)
        return "" if years is None else str(years)


class AnnualRegistration(Paper):
    """公务员年度考核登记表, two pages A4. Opinions left empty are written by hand."""

    title: Required = Field("公务员年度考核登记表", title="标题")
    year: Year = Field(title="年度")
    name: Required = Field(title="姓名")
    gender: Label = Field("", title="性别")
    birth: Month = Field("", title="出生年月")
    politics: Label = Field("", title="政治面貌")
    tenure_since: Month = Field("", title="任现职时间")
    unit_post: Required = Field(title="单位及职务")
    duties: Text = Field("", title="从事或分管工作")
    summary: LongText = Field("", title="个人总结")
    training: Text = Field("", title="参加脱产培训情况")
    leader_opinion: Opinion = Field(UNSIGNED, title="主管领导评语和考核等次建议")
    organ_opinion: Opinion = Field(UNSIGNED, title="机关负责人或考核委员会意见")
    own_opinion: Opinion = Field(UNSIGNED, title="本人意见")
    not_graded_note: Opinion = Field(UNSIGNED, title="未确定等次或不参加考核情况说明")
    filing: Opinion = Field(UNSIGNED, title="公务员主管部门备案")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def name_spread(self) -> str:
        """The name as the form writes it, 王　伟."""
        return rules.spread_name(self.name)
