"""Facts of lists of people: 等次建议汇总表, 备案表, 干部名册 (forms_and_layout.md §2-§4)."""

from __future__ import annotations

from typing import Any, Self

from django.utils.translation import gettext as _
from pydantic import Field, computed_field, model_validator

from dandang.law.documents import rules
from dandang.law.documents.schema.fields import (
    UNSIGNED,
    Count,
    Day,
    Facts,
    Label,
    MaybeDay,
    Month,
    Opinion,
    Paper,
    Party,
    Required,
    Text,
    Year,
)


class Named(Facts):
    """A row about a person."""

    name: Required = Field(title="姓名")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def name_spread(self) -> str:
        """王　伟."""
        return rules.spread_name(self.name)


class Proposal(Named):
    """What is proposed for one person, and why; `recused` carries the names of members who may not vote on it."""

    unit_post: Label = Field("", title="单位及职务")
    score: Label = Field("", title="总分")
    band: Label = Field("", title="区间")
    grade: Required = Field(title="建议等次")
    reason: Label = Field("", title="理由")
    note: Label = Field("", title="备注")


class GradeProposal(Paper):
    """年度考核等次建议汇总表 with the vote columns 同意, 不同意, 缓议; A4 landscape."""

    title: Required = Field("考核等次建议汇总表", title="标题")
    year: Year = Field(title="年度")
    unit: Required = Field(title="单位")
    committee: Required = Field(title="考核委员会")
    meets_on: MaybeDay = Field(None, title="会议日期")
    quota: Label = Field("", title="优秀名额", description="连同分母和条款的一句话")
    majority: Label = Field("", title="表决规则")
    rows: tuple[Proposal, ...] = Field(title="等次建议", min_length=1)
    members: Count | None = Field(None, title="应到人数")
    present: Count | None = Field(None, title="实到人数")
    recused: Label = Field("", title="回避情况")

    @model_validator(mode="after")
    def _present_are_members(self) -> Self:
        if self.members is not None and self.present is not None and self.present > self.members:
            raise ValueError(_("实到人数多于应到人数"))
        return self


class FiledPerson(Named):
    """One person's sealed result as it is filed."""

    gender: Label = Field("", title="性别")
    birth: Month = Field("", title="出生年月")
    post: Label = Field("", title="职务（职级）")
    grade: Required = Field(title="等次")
    note: Label = Field("", title="备注")


class GradeCount(Facts):
    """How many people got a grade, and the share of those assessed, printed as given."""

    grade: Required = Field(title="等次")
    people: Count = Field(title="人数")
    share: Label = Field("", title="比例")


class FilingForm(Paper):
    """年度考核结果备案表: a unit's results to the department in charge; A4, heads repeat."""

    title: Required = Field("公务员年度考核结果备案表", title="标题")
    year: Year = Field(title="年度")
    unit: Required = Field(title="填报单位")
    number: Label = Field("", title="备案编号")
    expected: Count = Field(title="应参加人数")
    assessed: Count = Field(title="实际参加人数")
    grades: tuple[GradeCount, ...] = Field(title="等次分布", min_length=1, max_length=8)
    quota: Label = Field("", title="优秀名额")
    rows: tuple[FiledPerson, ...] = Field(title="名单", min_length=1)
    unit_opinion: Opinion = Field(UNSIGNED, title="单位意见")
    department_opinion: Opinion = Field(UNSIGNED, title="备案意见")
    filled_by: Label = Field("", title="填表人")
    phone: Label = Field("", title="联系电话")
    filled_on: MaybeDay = Field(None, title="填表日期")


class RosterPerson(Named):
    """One row of the roster, in the order the caller gives."""

    current_posts: Text = Field("", title="现任职务")
    gender: Label = Field("", title="性别")
    ethnicity: Label = Field("", title="民族")
    native_place: Label = Field("", title="籍贯")
    fulltime_education: Label = Field("", title="全日制学历学位")
    fulltime_school: Label = Field("", title="全日制毕业院校及专业")
    inservice_education: Label = Field("", title="在职学历学位")
    inservice_school: Label = Field("", title="在职毕业院校及专业")
    birth: Month = Field("", title="出生年月")
    work_start: Month = Field("", title="参加工作时间")
    party: Party = Field("", title="入党时间")
    post_since: Month = Field("", title="任现职时间")
    rank_since: Month = Field("", title="任现职级时间")
    note: Label = Field("", title="备注")


class RosterUnit(Facts):
    """A unit and its people; `establishment` is a sentence such as 领导职数 5，实配 5."""

    name: Required = Field(title="单位")
    establishment: Label = Field("", title="职数")
    people: tuple[RosterPerson, ...] = Field((), title="人员")


class Roster(Paper):
    """干部名册: A4 landscape, grouped by unit, repeating heads."""

    title: Required = Field("干部名册", title="标题")
    organ: Label = Field("", title="编制机关")
    stated_on: Day = Field(title="统计日期")
    mark: Label = Field("注意保密", title="密级标注")
    order_note: Label = Field("", title="排序说明")
    units: tuple[RosterUnit, ...] = Field(title="单位", min_length=1)

    def for_paper(self) -> dict[str, Any]:
        """Return the plain data with running numbers through all units and the number of people."""
        data = super().for_paper()
        number = 0
        for unit in data["units"]:
            for person in unit["people"]:
                number += 1
                person["number"] = number
        data["people_count"] = number
        return data
