"""Facts of the papers that tell a result: 公示, 结果通知书, and the person's own sheet (SPEC AP-08, AP-10, AP-12)."""

from __future__ import annotations

import math
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, Self

from django.utils.translation import gettext as _
from pydantic import Field, computed_field, model_validator

from dandang.law.documents import rules
from dandang.law.documents.schema.fields import (
    Count,
    Day,
    Facts,
    Label,
    MaybeDay,
    Paper,
    Paragraph,
    Required,
    Text,
    Year,
)


class PublicPerson(Facts):
    """Who is made public: name, unit and post, nothing more."""

    name: Required = Field(title="姓名")
    unit_post: Required = Field(title="单位及职务")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def name_spread(self) -> str:
        """王　伟."""
        return rules.spread_name(self.name)


class ExcellentPublicity(Paper):
    """公示 of those proposed as 优秀, in the letter layout of GB/T 9704-2012. Dates and days come from the caller."""

    organ: Required = Field(title="发文机关")
    title: Required = Field(title="标题")
    basis: Paragraph = Field(title="依据和经过", description="正文第一段，到“现予公示”为止")
    people: tuple[PublicPerson, ...] = Field(title="公示对象", min_length=1, max_length=2000)
    starts_on: Day = Field(title="公示开始")
    last_day: Day = Field(title="公示最后一天")
    working_days: int = Field(title="工作日数", ge=1, le=60)
    how_to_object: Text = Field("", title="反映办法", description="空着时用通用写法")
    receiver: Required = Field(title="受理部门")
    phone: Required = Field(title="受理电话")
    address: Label = Field("", title="通信地址")
    email: Label = Field("", title="电子邮箱")
    issued_on: Day = Field(title="成文日期")

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.last_day < self.starts_on:
            raise ValueError(_("公示最后一天早于开始日"))
        return self


class Passage(Facts):
    """A piece of the text: 0 plain, 1 to 4 the heading levels 一、 （一） 1. （1）, written with their numbers."""

    level: int = Field(0, title="层次", ge=0, le=4)
    text: Paragraph = Field(title="内容")


class OfficialPaper(Paper):
    """公文 with a red head, GB/T 9704-2012 in full: any notice, report or decision."""

    organ: Required = Field(title="发文机关")
    suffix: Label = Field("文件", title="机关标志后缀")
    number: Required = Field(title="发文字号", description="如 青组〔2026〕7号")
    signer: Label = Field("", title="签发人")
    copy_number: Label = Field("", title="份号")
    secrecy: Label = Field("", title="密级和保密期限")
    urgency: Label = Field("", title="紧急程度")
    title: Required = Field(title="标题")
    addressee: Label = Field("", title="主送机关")
    body: tuple[Passage, ...] = Field(title="正文", min_length=1, max_length=500)
    attachments: tuple[Label, ...] = Field((), title="附件", max_length=30)
    issued_on: Day = Field(title="成文日期")
    note: Label = Field("", title="附注")
    copies: Label = Field("", title="抄送机关")
    printed_by: Required = Field(title="印发机关")
    printed_on: Day = Field(title="印发日期")


class ResultNotice(Paper):
    """年度考核结果通知书: the notice on page 1, on a sheet of its own the receipt with the person's opinion."""

    organ: Required = Field(title="发文机关")
    title: Required = Field("年度考核结果通知书", title="标题")
    number: Label = Field("", title="文号", description="如 青考〔2026〕7号")
    year: Year = Field(title="年度")
    name: Required = Field(title="姓名")
    unit: Required = Field(title="单位")
    post: Label = Field("", title="职务")
    grade: Required = Field(title="等次")
    decided_by: Required = Field(title="决定机关")
    decided_on: Day = Field(title="决定日期")
    basis: Label = Field("", title="依据", description="如 《公务员考核规定》，连同书名号")
    reason: Text = Field("", title="理由")
    rights: Text = Field("", title="救济途径", description="复核、申诉的写法由适用的规定给出")
    opinion_due: MaybeDay = Field(None, title="意见反馈截止")
    contact: Label = Field("", title="联系人和电话")
    issued_on: Day = Field(title="成文日期")

    def for_paper(self) -> dict[str, Any]:
        """Return the plain data; the due day stays empty when there is none, instead of blanks to fill in."""
        data = super().for_paper()
        if self.opinion_due is None:
            data["opinion_due"] = ""
        return data


class Dimension(Facts):
    """One indicator on the person's sheet; values are printed as given, two decimals."""

    name: Required = Field(title="方面")
    weight: Label = Field(title="权重")
    own: Label = Field(title="本人")
    median: Label = Field("", title="同类组中位数")
    counted: Label = Field("", title="计入")


class SmallTable(Facts):
    """The numbers under a line: one head row, body rows of the same length."""

    head: tuple[Label, ...] = Field(title="表头", min_length=1, max_length=8)
    rows: tuple[tuple[Label, ...], ...] = Field(title="表行", max_length=40)

    @model_validator(mode="after")
    def _rows_are_as_long_as_the_head(self) -> Self:
        if any(len(row) != len(self.head) for row in self.rows):
            raise ValueError(_("表行与表头的列数不同"))
        return self


class Line(Facts):
    """A line L1 to L10 of the computation: what it is, its value, and the numbers behind it."""

    code: Literal["L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9", "L10"] = Field(title="行号")
    sentence: Required = Field(title="说明")
    value: Label = Field("", title="结果")
    detail: Text = Field("", title="细节")
    table: SmallTable | None = Field(None, title="数据表")


class Cited(Facts):
    """A sentence and the clause it rests on."""

    text: Paragraph = Field(title="内容")
    clause: Label = Field("", title="条款")


class PastYear(Facts):
    """An earlier result of the same person."""

    year: Year = Field(title="年度")
    grade: Label = Field("", title="等次")
    score: Label = Field("", title="总分")


class PeerGroup(Facts):
    """Whom the person is compared with: by definition, never by name."""

    name: Required = Field(title="同类组")
    count: Count = Field(title="人数")
    median: Label = Field("", title="中位数")
    difference: Label = Field("", title="与中位数之差", description="如 高于中位数 2.47 分")


class PersonResultSheet(Paper):
    """年度考核结果单, for the person alone, two pages: result, its parts, what was not counted, how to answer."""

    organ: Required = Field(title="考核机关")
    year: Year = Field(title="年度")
    name: Required = Field(title="姓名")
    unit: Required = Field(title="单位")
    post: Label = Field("", title="职务")
    grade: Required = Field(title="等次")
    score: Label = Field("", title="总分")
    band_low: Label = Field("", title="区间下端")
    band_high: Label = Field("", title="区间上端")
    decided_by: Label = Field("", title="决定机关")
    decided_on: MaybeDay = Field(None, title="决定日期")
    peer: PeerGroup | None = Field(None, title="同类组")
    dimensions: tuple[Dimension, ...] = Field((), title="各方面", max_length=12)
    subtotal: Label = Field("", title="年度小计")
    lines: tuple[Line, ...] = Field(title="计算过程", min_length=1, max_length=10)
    tolerated: tuple[Cited, ...] = Field((), title="没有计入的事项", max_length=6)
    strengths: tuple[Label, ...] = Field((), title="做得好的", max_length=3)
    gaps: tuple[Label, ...] = Field((), title="可以再进一步的", max_length=3)
    help_offered: Label = Field("", title="已安排的帮助")
    history: tuple[PastYear, ...] = Field((), title="和自己比", max_length=5)
    objection: tuple[Cited, ...] = Field(title="如果您有不同看法", min_length=1, max_length=4)
    contact: Label = Field("", title="联系人和电话")
    rules_text: Label = Field("", title="适用的规定和版本")
    run_hash: Label = Field("", title="计算指纹")

    @model_validator(mode="after")
    def _lines_in_order(self) -> Self:
        numbers = [int(line.code[1:]) for line in self.lines]
        if numbers != sorted(set(numbers)):
            raise ValueError(_("计算过程应按 L1 到 L10 的顺序，每行一次"))
        return self

    def for_paper(self) -> dict[str, Any]:
        """Return the plain data with the dot positions of the comparison chart, and no day where none was decided."""
        data = super().for_paper()
        data["chart"] = _chart(self.dimensions)
        if self.decided_on is None:
            data["decided_on"] = ""
        return data


def _chart(dimensions: tuple[Dimension, ...]) -> dict[str, Any] | None:
    """Axis and positions (0 to 1) of own value and median; None when a value is no number: then there is no chart."""
    try:
        own = [Decimal(row.own) for row in dimensions]
        medians = [Decimal(row.median) if row.median else None for row in dimensions]
    except InvalidOperation:
        return None
    values = [*own, *(value for value in medians if value is not None)]
    if not values:
        return None
    low = math.floor(min(values) / 5) * 5
    high = max(math.ceil(max(values) / 5) * 5, low + 5)
    span = Decimal(high - low)
    return {
        "ticks": [{"label": str(tick), "at": float((tick - low) / span)} for tick in range(low, high + 1, 5)],
        "dots": [
            {"own": float((mine - low) / span), "median": None if other is None else float((other - low) / span)}
            for mine, other in zip(own, medians, strict=True)
        ],
    }
