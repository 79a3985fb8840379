"""Facts of the circular of typical cases (SPEC TL-11): what it says before and after, and the anonymised cases."""

from __future__ import annotations

from pydantic import Field

from dandang.law.documents.schema.fields import Facts, Label, LongText, MaybeDay, Paper, Paragraph, Required, Text


class TaughtCase(Facts):
    """One case as the casebook tells it; nothing in it names anybody."""

    title: Required = Field(title="标题")
    number: Label = Field("", title="案例编号")
    kind: Label = Field("", title="类别")
    background: Text = Field("", title="背景")
    course: Paragraph = Field(title="经过")
    judgement: LongText = Field(title="认定和理由", min_length=1)
    outcome: Required = Field(title="结论")
    clauses: tuple[Label, ...] = Field((), title="依据", max_length=20)
    lesson: Text = Field("", title="启示")
    citation: Label = Field("", title="出处")


class CaseCircular(Paper):
    """典型案例通报 with a red head: lead-in, the cases one by one, what the addressees are asked to do."""

    organ: Required = Field(title="单位")
    number: Label = Field("", title="文号")
    title: Required = Field("关于典型案例的通报", title="标题")
    addressee: Label = Field("", title="主送")
    lead_in: Paragraph = Field(title="引言")
    cases: tuple[TaughtCase, ...] = Field(title="案例", min_length=1, max_length=20)
    closing: Paragraph = Field(title="要求")
    copies: Label = Field("", title="抄送")
    printed_by: Label = Field("", title="印发机关")
    issued_on: MaybeDay = Field(None, title="成文日期")
