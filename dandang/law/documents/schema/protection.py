"""Facts of the papers of protection: 澄清函, 澄清通报, 拟澄清告知书, 答复书, 情况说明采信反馈 (SPEC PR-02 to PR-04).

No rule prescribes these forms (吉林 names three of them, without fields); the fields are the project's own. None holds
a reporter's name, and the four that go to others than the reporter hold nothing that turned out to be true.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dandang.law.documents.schema.fields import Day, Facts, Label, MaybeDay, Paper, Required, Text

Found = Literal["属实", "部分属实", "不实", "不能认定"]


class UntruePoint(Facts):
    """One untrue thing that was said; of a partly true allegation the untrue part alone."""

    untrue: Text = Field(title="不实的问题", min_length=1)
    found: Text = Field("", title="查明的情况")


class ClarificationLetter(Paper):
    """澄清函 to the person, with a copy to the unit: the untrue points and nothing else."""

    organ: Required = Field(title="发函机关")
    number: Label = Field("", title="文号")
    name: Required = Field(title="姓名")
    post: Label = Field("", title="单位及职务")
    points: tuple[UntruePoint, ...] = Field(title="不实的问题", min_length=1, max_length=40)
    words: Text = Field("", title="澄清的内容")
    forms: tuple[Label, ...] = Field((), title="除书面外的方式", max_length=6)
    circle: Label = Field("", title="澄清的范围")
    clause: Label = Field("", title="依据条款")
    contact: Label = Field("", title="联系人和电话")
    copies: Label = Field("", title="抄送")
    issued_on: Day = Field(title="成文日期")


class ClarificationNotice(Paper):
    """澄清通报 for a circle of people: who was wronged by what; neither who said it nor what was true."""

    organ: Required = Field(title="通报机关")
    number: Label = Field("", title="文号")
    addressee: Label = Field("", title="主送")
    name: Required = Field(title="姓名")
    post: Label = Field("", title="单位及职务")
    circle: Required = Field(title="澄清的范围")
    points: tuple[UntruePoint, ...] = Field(title="不实的问题", min_length=1, max_length=40)
    words: Text = Field("", title="澄清的内容")
    clause: Label = Field("", title="依据条款")
    copies: Label = Field("", title="抄送")
    issued_on: Day = Field(title="成文日期")


class ClarificationProposal(Paper):
    """拟澄清告知书 with the sheet on which the person answers: whether at all, in which forms, how far."""

    organ: Required = Field(title="告知机关")
    number: Label = Field("", title="文号")
    name: Required = Field(title="姓名")
    post: Label = Field("", title="单位及职务")
    points: tuple[UntruePoint, ...] = Field(title="拟澄清的问题", min_length=1, max_length=40)
    words: Text = Field("", title="拟澄清的内容")
    known_to: Label = Field("", title="不实内容传到的范围")
    circle: Label = Field("", title="拟澄清的范围")
    forms: tuple[Label, ...] = Field((), title="拟采取的方式", max_length=6)
    answer_due: MaybeDay = Field(None, title="请在哪一天以前答复")
    clause: Label = Field("", title="依据条款")
    contact: Label = Field("", title="联系人和电话")
    issued_on: Day = Field(title="成文日期")


class AnsweredPoint(Facts):
    """One allegation with its finding, as its reporter reads it."""

    number: Required = Field(title="序号")
    alleged: Text = Field(title="反映的问题", min_length=1)
    found: Found = Field(title="结论")
    reasons: Text = Field(title="查明的情况和理由", min_length=1)
    clause: Label = Field("", title="依据条款")


class ReportAnswer(Paper):
    """答复书 to a signed reporter. The name stays in the vault: it is written by hand when the paper is handed over."""

    organ: Required = Field(title="答复机关")
    number: Label = Field("", title="文号")
    report_number: Required = Field(title="受理编号")
    received_on: MaybeDay = Field(None, title="收到日期")
    points: tuple[AnsweredPoint, ...] = Field(title="逐项答复", min_length=1, max_length=60)
    words: Text = Field("", title="综合说明")
    objection_to: Label = Field("", title="提出异议的机关")
    objection_clause: Label = Field("", title="异议的依据")
    clause: Label = Field("", title="依据条款")
    contact: Label = Field("", title="联系人和电话")
    issued_on: Day = Field(title="成文日期")


class ExplainedPoint(Facts):
    """One thing the person explained in writing, and why the explanation is accepted."""

    asked: Text = Field(title="请您说明的问题", min_length=1)
    given_on: MaybeDay = Field(None, title="说明日期")
    reasons: Text = Field(title="采信的理由", min_length=1)


class ExplanationFeedback(Paper):
    """情况说明采信反馈 to the person and the head of the unit's party organisation. 综述 京津滇."""

    organ: Required = Field(title="反馈机关")
    number: Label = Field("", title="文号")
    name: Required = Field(title="姓名")
    post: Label = Field("", title="单位及职务")
    unit: Label = Field("", title="所在单位党组织")
    points: tuple[ExplainedPoint, ...] = Field(title="采信的说明", min_length=1, max_length=40)
    clause: Label = Field("", title="依据条款")
    contact: Label = Field("", title="联系人和电话")
    issued_on: Day = Field(title="成文日期")
