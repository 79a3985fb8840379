"""Facts that the papers of a case share: whose case, findings by element, points heard, measures (SPEC TL-04 to 09).

A value of the rules that nobody has decided is None or empty here and prints as 未规定; a fact that a person writes by
hand is empty and prints as room for the pen.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from dandang.law.documents.schema.fields import Facts, Label, MaybeDay, Required, Text

Side = Literal["有利", "不利", "尚不明确"]
"""Which way a finding points."""
AnswerSide = Literal["采纳", "部分采纳", "不采纳", "待核", ""]
"""What the organ answered to a point; empty while it has not."""
Vote = Literal["同意", "不同意", "缓议", "弃权", "回避", ""]
SIX_ELEMENTS = ("动机态度", "客观条件", "程序方法", "性质程度", "后果影响", "挽回损失")
"""六个要件 as 中办发〔2018〕29号 四 names them; a blank form prints them, a filled one prints what it is given."""


class CaseHead(Facts):
    """Whose case it is, where it is handled, and about which happening."""

    organ: Required = Field(title="承办机关")
    case_number: Label = Field("", title="案件编号")
    matter_number: Label = Field("", title="事项编号")
    matter_title: Label = Field("", title="事项名称")
    name: Required = Field(title="姓名或单位名称")
    post: Label = Field("", title="职务")
    unit: Label = Field("", title="单位")


class Cited(Facts):
    """A sentence and the clause it stands on."""

    text: Text = Field(title="内容", min_length=1)
    clause: Label = Field("", title="依据条款")


class ElementFinding(Facts):
    """One of the elements: facts, evidence, which way it points, and why."""

    name: Required = Field(title="要件")
    facts: Text = Field("", title="事实")
    evidence: Label = Field("", title="证据", description="如 证1、证4")
    side: Side = Field("尚不明确", title="判断")
    reasons: Text = Field("", title="理由")
    clause: Label = Field("", title="依据条款")


class DistinctionFinding(Facts):
    """One pair of 三个区分开来: on which side the happening lies, and why."""

    pair: Required = Field(title="区分")
    side: Required = Field(title="归于哪一边")
    reason: Text = Field("", title="理由")
    evidence: Label = Field("", title="证据")


class ListFinding(Facts):
    """An item of the positive or negative list, or a red line, held against the facts."""

    list_name: Required = Field(title="清单")
    text: Required = Field(title="清单内容")
    result: Label = Field("", title="对照结果", description="如 符合、不符合、尚不明确")
    reason: Text = Field("", title="理由")
    clause: Label = Field("", title="依据条款")


class EvidenceLine(Facts):
    """A piece of evidence as the index of a file names it."""

    number: Required = Field(title="编号", description="如 证1")
    name: Required = Field(title="名称")
    source: Label = Field("", title="来源")
    added: Label = Field("", title="收集人和时间")
    check_code: Label = Field("", title="校验码")
    pages: Label = Field("", title="页数")


class HearingPoint(Facts):
    """One point against the person: what is held, on which evidence, what they say, what the organ answers."""

    number: Required = Field(title="序号")
    point: Text = Field(title="拟认定的问题", min_length=1)
    evidence: Label = Field("", title="证据")
    statement: Text = Field("", title="本人陈述申辩")
    answer_side: AnswerSide = Field("", title="采纳情况")
    answer: Text = Field("", title="答复和理由")


class VoteLine(Facts):
    """How one member voted. A dissent keeps its reason."""

    name: Required = Field(title="姓名")
    post: Label = Field("", title="职务")
    vote: Vote = Field("", title="表决意见")
    reason: Text = Field("", title="理由")


class Measure(Facts):
    """One measure of correction: what, by whom, until when, and how it will be accepted."""

    what: Text = Field(title="整改措施", min_length=1)
    owner: Label = Field("", title="责任人")
    due_on: MaybeDay = Field(None, title="完成期限")
    acceptance: Text = Field("", title="验收标准")


class Member(Facts):
    """Somebody who takes part: an investigator, a representative, one who attends."""

    name: Required = Field(title="姓名")
    unit_post: Label = Field("", title="单位及职务")
    role: Label = Field("", title="身份", description="如 组长、群众代表、记录人")
    note: Label = Field("", title="备注")


class View(Facts):
    """What another organ says when asked."""

    organ: Required = Field(title="单位")
    text: Text = Field("", title="意见")
    given_on: MaybeDay = Field(None, title="日期")


class RuleCheck(Facts):
    """The evaluator's answer. It is advice and printed as such."""

    advice: Text = Field(title="提示结论", min_length=1)
    document: Label = Field("", title="规则")
    edition: Label = Field("", title="版本")
    milder: Text = Field("", title="后来的规定")
    trace: tuple[Cited, ...] = Field((), title="对照过程", max_length=200)
    missing: tuple[Label, ...] = Field((), title="尚缺的事实", max_length=60)
