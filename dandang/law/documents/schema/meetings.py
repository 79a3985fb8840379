"""Facts of the papers of a meeting that decides cases: booklet, vote sheets, minutes (SPEC PL-19)."""

from __future__ import annotations

from typing import Self

from django.utils.translation import gettext as _
from pydantic import Field, model_validator

from dandang.law.documents.schema.cases import (
    CaseHead,
    DistinctionFinding,
    ElementFinding,
    HearingPoint,
    Member,
    VoteLine,
)
from dandang.law.documents.schema.fields import Count, Day, Facts, Label, MaybeDay, Paper, Required, Text

CHOICES = ("同意", "不同意", "缓议")


class AgendaItem(Facts):
    """One line of the agenda."""

    number: Required = Field(title="序号")
    title: Required = Field(title="议题")
    reporter: Label = Field("", title="汇报人")
    recused: Label = Field("", title="回避人员")


class BookletCase(Facts):
    """A case on one page: what happened, what was found, what is asked of the meeting."""

    head: CaseHead = Field(title="案件")
    summary: Text = Field(title="情况摘要", min_length=1)
    elements: tuple[ElementFinding, ...] = Field((), title="六个要件", max_length=12)
    distinctions: tuple[DistinctionFinding, ...] = Field((), title="三个区分开来", max_length=6)
    points: tuple[HearingPoint, ...] = Field((), title="陈述申辩", max_length=60)
    party_view: Text = Field("", title="所在单位党组织意见")
    advice: Text = Field("", title="规则对照提示")
    suggestion: Text = Field(title="核查组建议", min_length=1)
    recused: Label = Field("", title="回避人员")


class MeetingBooklet(Paper):
    """会议材料册 in large type: numbered copies that are collected after the meeting."""

    organ: Required = Field(title="单位")
    title: Required = Field("会议材料", title="标题")
    meets: Required = Field(title="会议时间")
    place: Label = Field("", title="会议地点")
    copy_number: Label = Field("", title="份号")
    holder: Label = Field("", title="持册人")
    mark: Label = Field("内部资料　会后收回", title="标识")
    chair: Label = Field("", title="主持人")
    members: tuple[Member, ...] = Field((), title="参会人员", max_length=60)
    quorum: Label = Field("", title="法定人数")
    majority: Label = Field("", title="通过票数")
    agenda: tuple[AgendaItem, ...] = Field(title="议程", min_length=1, max_length=40)
    cases: tuple[BookletCase, ...] = Field((), title="案件", max_length=40)
    has_vote_pages: bool = Field(True, title="附表决页")


class MinuteItem(Facts):
    """What was said and decided on one item; a dissent keeps its reasons."""

    number: Required = Field(title="序号")
    title: Required = Field(title="议题")
    discussion: Text = Field("", title="讨论情况")
    recused: Label = Field("", title="回避人员")
    decision: Text = Field("", title="会议决定")
    entitled: Count | None = Field(None, title="应到人数")
    present: Count | None = Field(None, title="实到人数")
    in_favour: Count | None = Field(None, title="同意")
    against: Count | None = Field(None, title="不同意")
    postponed: Count | None = Field(None, title="缓议")
    abstained: Count | None = Field(None, title="弃权")
    votes: tuple[VoteLine, ...] = Field((), title="表决意见", max_length=60)

    @model_validator(mode="after")
    def _no_more_votes_than_people(self) -> Self:
        cast = sum(count or 0 for count in (self.in_favour, self.against, self.postponed, self.abstained))
        if self.present is not None and cast > self.present:
            raise ValueError(_("表决票多于实到人数"))
        return self


class MeetingMinutes(Paper):
    """会议纪要: who was there, who stood aside, what was decided by how many."""

    organ: Required = Field(title="单位")
    number: Label = Field("", title="编号")
    title: Required = Field("会议纪要", title="标题")
    met: Required = Field(title="会议时间")
    place: Label = Field("", title="会议地点")
    chair: Required = Field(title="主持人")
    recorder: Label = Field("", title="记录人")
    present: tuple[Member, ...] = Field((), title="出席", max_length=60)
    absent: tuple[Member, ...] = Field((), title="请假", max_length=60)
    attending: tuple[Member, ...] = Field((), title="列席", max_length=60)
    quorum: Label = Field("", title="法定人数")
    items: tuple[MinuteItem, ...] = Field(title="议定事项", min_length=1, max_length=40)
    issued_on: MaybeDay = Field(None, title="成文日期")
    copies: Label = Field("", title="发送范围")


class VoteItem(Facts):
    """A case to be voted on."""

    number: Required = Field(title="序号")
    name: Required = Field(title="当事人")
    post: Label = Field("", title="单位及职务")
    matter: Label = Field("", title="事项")
    proposal: Text = Field(title="表决事项", min_length=1)


class VoteSheet(Paper):
    """表决票 of one voter. A vote of 不同意 or 缓议 has room for its reason."""

    organ: Required = Field(title="单位")
    title: Required = Field("表决票", title="标题")
    meets_on: Day = Field(title="会议日期")
    code: Label = Field("", title="票号")
    voter: Label = Field("", title="表决人", description="记名表决时填写；无记名时留空")
    is_named: bool = Field(True, title="记名表决")
    choices: tuple[Label, ...] = Field(CHOICES, title="选项", min_length=2, max_length=5)
    items: tuple[VoteItem, ...] = Field(title="表决事项", min_length=1, max_length=40)
    note: Text = Field("", title="说明")
