"""Facts of the ten papers of a tolerance case, from the application to the review (SPEC TL-01 to TL-09).

No rule prescribes these forms; their fields are the project's own (reference/forms_and_layout.md §6), and the papers
that a person fills in say so.
"""

from __future__ import annotations

from typing import Literal, Self

from django.utils.translation import gettext as _
from pydantic import Field, model_validator

from dandang.law.documents.schema.cases import (
    SIX_ELEMENTS,
    CaseHead,
    Cited,
    DistinctionFinding,
    ElementFinding,
    EvidenceLine,
    HearingPoint,
    ListFinding,
    Measure,
    Member,
    RuleCheck,
    View,
)
from dandang.law.documents.schema.fields import Day, Facts, Label, LongText, MaybeDay, Paper, Required, Text

OWN_FORM = "本表由单位自行设计，不是法定格式，可按受理机关的要求增减。"
"""What every form of the project's own says of itself."""


class OwnAccount(Facts):
    """What the applicant says about one element."""

    name: Required = Field(title="要件")
    account: Text = Field("", title="本人说明")


NO_ACCOUNTS = tuple(OwnAccount(name=name, account="") for name in SIX_ELEMENTS)


class ToleranceApplication(Paper):
    """容错认定申请表: by the person, the unit or the party organisation; with `blank`, to be written on."""

    blank: bool = Field(False, title="空白表")
    organ: Label = Field("", title="受理机关")
    applicant_kind: Literal["本人", "单位", "党组织", ""] = Field("", title="申请方式")
    applicant: Label = Field("", title="申请人")
    applicant_post: Label = Field("", title="申请人单位及职务")
    phone: Label = Field("", title="联系电话")
    name: Label = Field("", title="被申请容错的干部")
    post: Label = Field("", title="职务")
    unit: Label = Field("", title="单位")
    matter_number: Label = Field("", title="事项编号")
    matter_title: Label = Field("", title="事项名称")
    happened: Label = Field("", title="发生时间")
    filed_in_advance: Label = Field("", title="事前备案号")
    what_happened: LongText = Field("", title="事项经过")
    situations: tuple[Cited, ...] = Field((), title="申请适用的情形", max_length=40)
    elements: tuple[OwnAccount, ...] = Field(NO_ACCOUNTS, title="六个要件的说明", max_length=12)
    measures_taken: Text = Field("", title="已采取的补救和整改措施")
    attachments: tuple[Label, ...] = Field((), title="附件", max_length=60)
    written_by: Label = Field("", title="代填人")
    signed_on: MaybeDay = Field(None, title="申请日期")

    @model_validator(mode="after")
    def _filled_unless_blank(self) -> Self:
        if not self.blank and not (self.applicant and self.what_happened):
            raise ValueError(_("申请人和事项经过没有填全；只印空表请选“空白表”"))
        return self


class ToleranceAcceptance(Paper):
    """受理通知书 or 不予受理通知书, both with reasons and the way on."""

    head: CaseHead = Field(title="案件")
    number: Label = Field("", title="文号")
    accepted: bool = Field(title="是否受理")
    addressee: Required = Field(title="送达对象")
    received_on: MaybeDay = Field(None, title="收到申请日期")
    reasons: Text = Field(title="理由", min_length=1)
    clause: Label = Field("", title="依据条款")
    next_steps: tuple[Cited, ...] = Field((), title="下一步", max_length=12)
    rights: tuple[Cited, ...] = Field((), title="权利", max_length=12)
    contact: Label = Field("", title="联系人和电话")
    issued_on: Day = Field(title="成文日期")


class InvestigationReport(Paper):
    """核查报告: what the team found, element by element; the rule check is advice."""

    head: CaseHead = Field(title="案件")
    number: Label = Field("", title="文号")
    team: tuple[Member, ...] = Field(title="核查组", min_length=1, max_length=30)
    outside: tuple[Member, ...] = Field((), title="外部参与人员", max_length=60)
    opened_on: MaybeDay = Field(None, title="核查开始")
    closed_on: MaybeDay = Field(None, title="核查结束")
    methods: Text = Field("", title="核查方式")
    facts: LongText = Field(title="查明的事实", min_length=1)
    elements: tuple[ElementFinding, ...] = Field(title="六个要件", min_length=1, max_length=12)
    distinctions: tuple[DistinctionFinding, ...] = Field((), title="三个区分开来", max_length=6)
    lists: tuple[ListFinding, ...] = Field((), title="清单对照", max_length=80)
    evidence: tuple[EvidenceLine, ...] = Field((), title="证据目录", max_length=400)
    rule_check: RuleCheck | None = Field(None, title="规则对照提示")
    party_view: View | None = Field(None, title="所在单位党组织意见")
    other_views: tuple[View, ...] = Field((), title="有关部门意见", max_length=20)
    suggestion: Text = Field(title="处理建议", min_length=1)
    departure: Text = Field("", title="与提示不一致的理由")
    differing: Text = Field("", title="不同意见")
    reported_on: Day = Field(title="报告日期")


class HearingNotice(Paper):
    """听取意见函: the points held against the person, and how, when and where to answer them."""

    head: CaseHead = Field(title="案件")
    number: Label = Field("", title="文号")
    addressee: Required = Field(title="送达对象")
    points: tuple[HearingPoint, ...] = Field(title="拟认定的问题", min_length=1, max_length=60)
    how: Text = Field("", title="答复方式")
    when: Label = Field("", title="当面听取时间")
    place: Label = Field("", title="当面听取地点")
    answer_due: MaybeDay = Field(None, title="书面答复截止")
    rights: tuple[Cited, ...] = Field((), title="权利", max_length=12)
    clause: Label = Field("", title="依据条款")
    contact: Label = Field("", title="联系人和电话")
    issued_on: Day = Field(title="成文日期")


class HearingRecord(Paper):
    """陈述申辩笔录: two columns, point by point; every page is signed."""

    head: CaseHead = Field(title="案件")
    when: Label = Field("", title="时间")
    place: Label = Field("", title="地点")
    asked_by: tuple[Member, ...] = Field((), title="听取人", max_length=10)
    recorder: Label = Field("", title="记录人")
    companion: Label = Field("", title="陪同人员")
    rights_told: tuple[Cited, ...] = Field((), title="已告知的权利", max_length=12)
    points: tuple[HearingPoint, ...] = Field((), title="逐点陈述申辩", max_length=60)
    statement: LongText = Field("", title="综合陈述")
    evidence_given: tuple[EvidenceLine, ...] = Field((), title="当场提交的材料", max_length=60)
    is_waived: bool = Field(False, title="本人放弃陈述申辩")
    waiver: Text = Field("", title="放弃的说明")


class ToleranceDecision(Paper):
    """认定决定书, red head of GB/T 9704. Deadlines and rights come from the caller's pack; without one, 未规定."""

    head: CaseHead = Field(title="案件")
    number: Label = Field("", title="文号", description="如 青容〔2026〕3号")
    title: Required = Field("容错认定决定书", title="标题")
    procedure: Text = Field("", title="办理经过")
    facts: LongText = Field(title="查明的事实", min_length=1)
    elements: tuple[ElementFinding, ...] = Field(title="六个要件", min_length=1, max_length=12)
    distinctions: tuple[DistinctionFinding, ...] = Field((), title="三个区分开来", max_length=6)
    lists: tuple[ListFinding, ...] = Field((), title="清单对照", max_length=40)
    points: tuple[HearingPoint, ...] = Field((), title="陈述申辩及答复", max_length=60)
    outcome: Required = Field(title="认定结论")
    reasons: Text = Field(title="认定理由", min_length=1)
    departure: Text = Field("", title="与规则提示不一致的理由")
    basis: tuple[Cited, ...] = Field((), title="依据", max_length=30)
    follows: tuple[Cited, ...] = Field((), title="本决定的效果", max_length=20)
    not_affected: tuple[Cited, ...] = Field((), title="不受影响的事项", max_length=20)
    corrections: tuple[Measure, ...] = Field((), title="纠错整改要求", max_length=60)
    review_to: Label = Field("", title="复核受理机关")
    review_period: Label = Field("", title="申请复核期限", description="如 30日；没有规定时留空")
    review_clause: Label = Field("", title="复核依据")
    scope: Label = Field("", title="公开范围")
    copies: Label = Field("", title="抄送")
    issued_on: Day = Field(title="成文日期")
    printed_by: Label = Field("", title="印发机关")
    printed_on: MaybeDay = Field(None, title="印发日期")


class ServiceReceipt(Paper):
    """送达回证: what was handed to whom, how and when. What is empty is written by hand."""

    organ: Required = Field(title="送达机关")
    case_number: Label = Field("", title="案件编号")
    paper_title: Required = Field(title="送达文书")
    paper_number: Label = Field("", title="文号")
    copies_count: Label = Field("", title="份数")
    recipient: Required = Field(title="受送达人")
    recipient_unit: Label = Field("", title="单位及职务")
    way: Literal["面交", "邮寄", "公告", "在线", "留置", ""] = Field("", title="送达方式")
    place: Label = Field("", title="送达地点")
    served: Label = Field("", title="送达时间")
    signer: Label = Field("", title="签收人")
    signed: Label = Field("", title="签收时间")
    servers: tuple[Label, ...] = Field((), title="送达人", max_length=6)
    refusal: Text = Field("", title="拒收或者代收情况")
    witnesses: tuple[Member, ...] = Field((), title="见证人", max_length=6)
    note: Text = Field("", title="备注")


class CorrectionNotice(Paper):
    """纠错整改通知书: which measures, who, until when, how they are accepted."""

    head: CaseHead = Field(title="案件")
    number: Label = Field("", title="文号")
    addressee: Required = Field(title="送达对象")
    decision: Label = Field("", title="认定决定文号")
    problem: Text = Field(title="需要纠正的问题", min_length=1)
    measures: tuple[Measure, ...] = Field(title="整改措施", min_length=1, max_length=60)
    due_on: MaybeDay = Field(None, title="总期限")
    visits: tuple[Label, ...] = Field((), title="回访安排", max_length=20)
    consequences: tuple[Cited, ...] = Field((), title="逾期和不整改的后果", max_length=8)
    help_offered: Text = Field("", title="可以得到的帮助")
    clause: Label = Field("", title="依据条款")
    contact: Label = Field("", title="联系人和电话")
    copies: Label = Field("", title="抄送")
    issued_on: Day = Field(title="成文日期")


class AcceptedMeasure(Facts):
    """A measure at the visit: what was done, what shows it, and whether it is accepted."""

    what: Text = Field(title="整改措施", min_length=1)
    owner: Label = Field("", title="责任人")
    due_on: MaybeDay = Field(None, title="完成期限")
    done: Text = Field("", title="完成情况")
    evidence: Label = Field("", title="证明材料")
    result: Literal["通过", "未通过", ""] = Field("", title="验收")
    reason: Text = Field("", title="说明")


class CorrectionAcceptance(Paper):
    """整改验收单: measure by measure. Results left empty are ticked by hand."""

    head: CaseHead = Field(title="案件")
    notice_number: Label = Field("", title="整改通知书文号")
    measures: tuple[AcceptedMeasure, ...] = Field(title="整改措施", min_length=1, max_length=60)
    visited_on: MaybeDay = Field(None, title="验收日期")
    place: Label = Field("", title="验收地点")
    visitors: tuple[Member, ...] = Field((), title="验收人", max_length=10)
    conclusion: Text = Field("", title="验收意见")
    next_step: Text = Field("", title="下一步")
    person_opinion: Text = Field("", title="本人意见")


class ReviewDecision(Paper):
    """复核决定书: upheld, changed or revoked by other people; never heavier where the person asked."""

    head: CaseHead = Field(title="案件")
    number: Label = Field("", title="文号")
    title: Required = Field("容错认定复核决定书", title="标题")
    applicant: Required = Field(title="复核申请人")
    is_ordered: bool = Field(False, title="由机关决定复核")
    original_organ: Required = Field(title="原决定机关")
    original_number: Label = Field("", title="原决定文号")
    original_on: MaybeDay = Field(None, title="原决定日期")
    original_outcome: Label = Field("", title="原认定结论")
    applied_on: MaybeDay = Field(None, title="申请日期")
    grounds: Text = Field(title="复核请求和理由", min_length=1)
    procedure: Text = Field("", title="复核经过")
    findings: LongText = Field(title="复核查明", min_length=1)
    outcome: Literal["维持", "变更", "撤销"] = Field(title="复核结论")
    new_outcome: Label = Field("", title="变更后的认定")
    reasons: Text = Field(title="理由", min_length=1)
    basis: tuple[Cited, ...] = Field((), title="依据", max_length=30)
    no_heavier_clause: Label = Field("", title="不加重的依据")
    restored: tuple[Cited, ...] = Field((), title="恢复和纠正的事项", max_length=60)
    reviewers: tuple[Member, ...] = Field((), title="复核人员", max_length=20)
    further: tuple[Cited, ...] = Field((), title="对复核决定不服", max_length=8)
    copies: Label = Field("", title="抄送")
    issued_on: Day = Field(title="成文日期")
    printed_by: Label = Field("", title="印发机关")
    printed_on: MaybeDay = Field(None, title="印发日期")

    @model_validator(mode="after")
    def _change_says_to_what(self) -> Self:
        if self.outcome == "变更" and not self.new_outcome:
            raise ValueError(_("复核结论是“变更”，没有写明变更后的认定"))
        return self
