"""Facts of the ballot papers: 民主测评表, cut-out tickets, 测评结果汇总表 (forms_and_layout.md §3, security.md §4)."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from pydantic import AfterValidator, Field, computed_field, model_validator

from dandang.law.documents import qr, rules
from dandang.law.documents.schema.fields import Count, Day, Facts, Label, Paper, Paragraph, Required, Text, Year


def _web_address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError(_("应是 http 或 https 开头的网址"))
    return value


Address = Annotated[str, Field(min_length=8, max_length=600), AfterValidator(_web_address)]


class Indicator(Facts):
    """A column of the ballot: 德, with what it asks about; `weight` is printed as given (20%)."""

    name: Required = Field(title="指标")
    points: Label = Field("", title="评价要点")
    weight: Label = Field("", title="权重")


class BallotPerson(Facts):
    """A row of the ballot: who is rated."""

    name: Required = Field(title="姓名")
    post: Label = Field("", title="职务")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def name_spread(self) -> str:
        """王　伟."""
        return rules.spread_name(self.name)


class GradeBand(Facts):
    """One grade and the scores that belong to it, as the plan or pack says (90—100)."""

    name: Required = Field(title="等次")
    scores: Label = Field("", title="分值")


class BallotSheet(Paper):
    """民主测评表: rows are people, columns are indicators, filled with scores or ticks; A4 landscape."""

    title: Required = Field("民主测评表", title="标题")
    year: Year = Field(title="年度")
    unit: Required = Field(title="被测评单位")
    rater_class: Required = Field(title="评议类别", description="A、B、C 或其他票种字样")
    rater_class_label: Label = Field("", title="评议类别说明")
    mode: Literal["score", "tick"] = Field("score", title="填写方式")
    indicators: tuple[Indicator, ...] = Field(title="指标", min_length=1, max_length=12)
    grades: tuple[GradeBand, ...] = Field(title="等次", min_length=2, max_length=6)
    people: tuple[BallotPerson, ...] = Field(title="测评对象", min_length=1, max_length=500)
    promise: Paragraph = Field(title="保密承诺")
    instructions: Text = Field("", title="填写说明")
    code: Label = Field("", title="票号")
    url: Annotated[str, Field(max_length=600)] = Field("", title="扫码网址")
    closes_on: Day | None = Field(None, title="截止日期")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def qr_svg(self) -> str:
        """The QR code of `url` (else of the code) as an SVG; empty when there is neither."""
        return qr.as_svg(self.url or self.code)


class Ticket(Facts):
    """One slip: drawn from a bag, never bound to a person."""

    url: Address = Field(title="网址")
    code: Required = Field(title="短码")
    rater_class: Required = Field(title="评议类别")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def qr_svg(self) -> str:
        """The QR code of the address as an SVG."""
        return qr.as_svg(self.url)


class BallotTickets(Paper):
    """A sheet of cut-out tickets, eight on a page."""

    title: Required = Field("民主测评票", title="标题")
    unit: Required = Field(title="单位")
    closes_on: Day = Field(title="截止日期")
    closes_at: Label = Field("18:00", title="截止时刻")
    promise: Label = Field("", title="保密承诺")
    tickets: tuple[Ticket, ...] = Field(title="测评票", min_length=1, max_length=5000)

    @model_validator(mode="after")
    def _codes_differ(self) -> Self:
        codes = [ticket.code for ticket in self.tickets]
        if len(set(codes)) < len(codes):
            raise ValueError(_("有两张票的短码相同"))
        return self


class Turnout(Facts):
    """How many ballots of a class went out and came back."""

    rater_class: Required = Field(title="评议类别")
    weight: Label = Field("", title="权重")
    issued: Count = Field(title="发出")
    returned: Count = Field(title="收回")
    valid: Count = Field(title="有效")
    abstained: Count = Field(0, title="弃权")

    @model_validator(mode="after")
    def _counts_agree(self) -> Self:
        if not self.valid <= self.returned <= self.issued:
            raise ValueError(_("发出、收回、有效应依次不增加"))
        return self


class SummaryRow(Facts):
    """One person's result. A value that must not be shown (too few ballots) comes as its words, e.g. 不单列."""

    name: Required = Field(title="姓名")
    post: Label = Field("", title="职务")
    scores: tuple[Label, ...] = Field((), title="各项得分")
    counts: tuple[Label, ...] = Field((), title="各等次票数")
    total: Label = Field("", title="综合得分")
    rate: Label = Field("", title="优秀率")
    note: Label = Field("", title="备注")

    @computed_field  # type: ignore[prop-decorator]
    @property
    def name_spread(self) -> str:
        """王　伟."""
        return rules.spread_name(self.name)


class BallotSummary(Paper):
    """民主测评结果汇总表: turnout by class, then a row per person; A4 landscape."""

    title: Required = Field("民主测评结果汇总表", title="标题")
    year: Year = Field(title="年度")
    unit: Required = Field(title="被测评单位")
    held_on: Day = Field(title="测评日期")
    indicators: tuple[Label, ...] = Field((), title="指标", max_length=12)
    grades: tuple[Label, ...] = Field((), title="等次", max_length=7)
    turnout: tuple[Turnout, ...] = Field(title="收发情况", min_length=1)
    rows: tuple[SummaryRow, ...] = Field(title="测评结果", min_length=1)
    has_rate: bool = Field(False, title="列出优秀率")
    note: Text = Field("", title="说明")
    teller: Label = Field("", title="计票人")
    scrutineer: Label = Field("", title="监票人")
    reviewer: Label = Field("", title="审核人")

    @model_validator(mode="after")
    def _columns_match(self) -> Self:
        for number, row in enumerate(self.rows, start=1):
            if len(row.scores) != len(self.indicators):
                facts = {"row": number, "given": len(row.scores), "wanted": len(self.indicators)}
                raise ValueError(_("第 %(row)d 行有 %(given)d 项得分，表头有 %(wanted)d 项指标") % facts)
            if len(row.counts) != len(self.grades):
                facts = {"row": number, "given": len(row.counts), "wanted": len(self.grades)}
                raise ValueError(_("第 %(row)d 行有 %(given)d 项票数，表头有 %(wanted)d 个等次") % facts)
        return self

    def for_paper(self) -> dict[str, Any]:
        """Return the plain data with shares of the turnout and a last row that sums it."""
        data = super().for_paper()
        names = ("issued", "returned", "valid", "abstained")
        total = {name: sum(getattr(row, name) for row in self.turnout) for name in names}
        data["turnout"].append({"rater_class": "合计", "weight": "", **total})
        for row in data["turnout"]:
            row["returned_share"] = rules.share(row["returned"], row["issued"])
            row["valid_share"] = rules.share(row["valid"], row["returned"])
        return data
