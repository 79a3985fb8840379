"""What do the rule tables and procedures of a pack look like, and the catalogue of facts they may read?

Pure: pydantic only. Part of `schema.Pack`; `docs/policy-packs.md` explains every field.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from dandang.law.policies import expressions
from dandang.law.policies.shape import Day, Grade, Name, Part, ValueKey, Words

TABLE_SUBJECTS = {"tolerance": "容错", "accountability": "党内问责", "sanction": "政务处分"}
ELEMENTS = {
    "MOTIVE": "动机态度",
    "CONDITIONS": "客观条件",
    "PROCEDURE": "程序方法",
    "NATURE": "性质程度",
    "CONSEQUENCES": "后果影响",
    "REMEDY": "挽回损失",
}
# The assessments of 云南 11 in the codes the effects of the ledger use; a test compares the two lists.
ASSESSMENTS = {
    "ROUTINE": "平时考核",
    "ANNUAL": "年度考核",
    "TARGET": "目标责任考核",
    "PERFORMANCE": "绩效考核",
    "TENURE": "任期考核",
    "PROBATION": "任职试用期满考核",
    "INTEGRITY": "党风廉政建设责任制考核",
}
# Mildest first: this order decides which of two rules is milder (LW-06). Each pack gives its own label.
OUTCOMES = {
    "EXEMPT": "免责",
    "NOT_NEGATIVE": "不作负面评价",
    "MITIGATED": "减轻",
    "LIGHTER": "从轻",
    "NOT_TOLERATED": "不予容错并说明",
}
GATES = {"BEFORE_OPENING": "启动问责之前", "DURING_INQUIRY": "启动问责或者责任调查时同步"}
OPENERS = {
    "PERSON": "本人",
    "UNIT": "所在单位",
    "PARTY_ORGANISATION": "所属党组织",
    "ORGAN": "认定机关依职权",
    "ACCOUNTABILITY": "问责事项启动时",
}
ROLES = {
    "PERSON": "本人",
    "UNIT": "所在单位",
    "PARTY_ORGANISATION": "所属党组织",
    "ORGAN": "认定机关",
    "TEAM": "核实组",
    "DECIDERS": "集体研究的成员",
    "REVIEWERS": "复查人员",
    "SUPERIOR": "上级机关",
}
STAGES = {
    "APPLIED": "申请",
    "REFUSED": "不予受理",
    "WITHDRAWN": "撤回",
    "ACCEPTED": "受理",
    "INVESTIGATING": "核实",
    "INVESTIGATED": "核实完成",
    "HEARING": "听取意见",
    "READY": "集体研究",
    "DECIDED": "认定决定",
    "SERVED": "送达",
    "CORRECTING": "纠错整改",
    "REVIEW": "复查",
    "REFERRED": "移送",
    "CLOSED": "办结",
    "ENDED": "终止",
}
FIRST_STAGE = "APPLIED"
PAPERS = {
    "APPLICATION": "容错认定申请表",
    "ACCEPTANCE": "受理通知书",
    "REFUSAL": "不予受理通知书",
    "REPORT": "核查报告",
    "OPINION_REQUEST": "听取意见函",
    "HEARING_RECORD": "陈述申辩笔录",
    "DECISION": "认定决定书",
    "SERVICE_RECEIPT": "送达回证",
    "CORRECTION_NOTICE": "纠错整改通知书",
    "CORRECTION_ACCEPTANCE": "整改验收单",
    "REVIEW_DECISION": "复核决定书",
}
DEADLINE_UNITS = {"working_days": "个工作日", "days": "天", "months": "个月"}
COUNTED_FROM = {
    "APPLICATION": "收到申请",
    "ACCEPTANCE": "受理",
    "REPORT": "提交核查报告",
    "HEARING": "听取意见结束",
    "DECISION": "作出决定",
    "SERVICE": "送达",
    "ORDER": "责令整改",
}

Element = Literal["", "MOTIVE", "CONDITIONS", "PROCEDURE", "NATURE", "CONSEQUENCES", "REMEDY"]
OpenerCode = Literal["PERSON", "UNIT", "PARTY_ORGANISATION", "ORGAN", "ACCOUNTABILITY"]
RoleCode = Literal["PERSON", "UNIT", "PARTY_ORGANISATION", "ORGAN", "TEAM", "DECIDERS", "REVIEWERS", "SUPERIOR"]


def _known(codes: list[str], table: dict[str, str], what: str) -> None:
    strange = [code for code in codes if code not in table]
    if strange:
        raise ValueError(f"没有{what} {'、'.join(strange)}，可用的是 {'、'.join(table)}")


class OptionPart(Part):
    """One answer of a choice."""

    code: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,39}$")]
    label: Words


class FactPart(Part):
    """One thing a person establishes. `label` is the question; `explanation` (释义) says how to tell, in our words."""

    key: ValueKey
    label: Words
    kind: Literal["yes_no", "choice", "number"]
    element: Element = ""
    explanation: Words
    options: list[OptionPart] = []
    unit: str = ""

    @model_validator(mode="after")
    def _kind_is_complete(self) -> Self:
        if (self.kind == "choice") != (len(self.options) >= 2):
            raise ValueError(f"{self.key}：choice 要列出两个以上的 options，别的类型不写 options")
        codes = [option.code for option in self.options]
        if len(set(codes)) != len(codes):
            raise ValueError(f"{self.key}：选项代码写了两次")
        if (self.kind == "number") != bool(self.unit):
            raise ValueError(f"{self.key}：number 要写 unit，别的类型不写 unit")
        return self


class FactCatalogue(Part):
    """The closed list of facts, `packs/facts.yaml`."""

    facts: list[FactPart]

    @model_validator(mode="after")
    def _each_fact_once(self) -> Self:
        keys = [fact.key for fact in self.facts]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"{'、'.join(twice)} 出现了两次")
        return self


class Cited(Part):
    """Anything a clause says: which one, how sure, when compared."""

    clause: Words
    reliability: Grade
    checked_on: Day


class TestedPart(Cited):
    """What facts decide, under a stable id. `explanation` is the 释义 in our own words."""

    id: Name
    explanation: Words
    element: Element = ""
    test: dict[str, Any]

    @model_validator(mode="after")
    def _test_can_be_read(self) -> Self:
        read_test(self.id, self.test)
        return self


class ConditionPart(TestedPart):
    """A named condition."""

    label: Words


class ListItemPart(TestedPart):
    """One item of a positive or negative list, or a hard stop."""

    text: Words


class OutcomeEffectPart(Cited):
    """What follows for later judgements. `assessments: null` says that the clause names no kinds."""

    kind: Literal["ASSESSMENT_SHIELD"]
    assessments: list[str] | None
    awards: bool = False
    selection: bool = False
    months: int | None = None
    note: str = ""

    @model_validator(mode="after")
    def _assessments_are_known(self) -> Self:
        _known(self.assessments or [], ASSESSMENTS, "考核种类")
        if self.months is not None and self.months < 1:
            raise ValueError("months 要写一以上的整数；没有期限的写 null")
        return self


class OutcomePart(Cited):
    """One outcome. The first whose `when` holds is advised; one without `when` is for all other cases."""

    code: Literal["EXEMPT", "NOT_NEGATIVE", "MITIGATED", "LIGHTER", "NOT_TOLERATED"]
    label: Words
    when: Any = None
    needs_correction: bool | None = None
    effects: list[OutcomeEffectPart] = []
    note: str = ""


class ScopePart(Cited):
    """The field of work a regulation is for; without one, a table is for every matter of its region."""

    label: Words
    test: dict[str, Any]

    @model_validator(mode="after")
    def _test_can_be_read(self) -> Self:
        read_test("scope", self.test)
        return self


class RuleTablePart(Part):
    """When is a failure tolerated, and what follows? `requires` joins the named conditions by all_of and any_of."""

    subject: str
    title: Words
    scope: ScopePart | None = None
    conditions: Annotated[list[ConditionPart], Field(min_length=1)]
    requires: Any
    positive_list: list[ListItemPart] = []
    positive_list_is_needed: bool = False
    negative_list: list[ListItemPart] = []
    hard_stops: list[ListItemPart] = []
    outcomes: Annotated[list[OutcomePart], Field(min_length=1)]

    @model_validator(mode="after")
    def _parts_fit_together(self) -> Self:
        _known([self.subject], TABLE_SUBJECTS, "规则表主题")
        listed = [*self.positive_list, *self.negative_list, *self.hard_stops]
        ids = [*(one.id for one in self.conditions), *(one.id for one in listed)]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"条件或清单编号 {'、'.join(twice)} 出现了两次")
        if self.positive_list_is_needed and not self.positive_list:
            raise ValueError("写了 positive_list_is_needed，却没有 positive_list")
        self._check_joined("requires", self.requires)
        for outcome in self.outcomes:
            if outcome.when is not None:
                self._check_joined(f"{outcome.code} 的 when", outcome.when)
        self._check_outcomes()
        return self

    def _check_joined(self, where: str, raw: Any) -> None:
        try:
            expression = expressions.read(raw)
        except ValueError as problem:
            raise ValueError(f"{where}：{problem}") from None
        known = {condition.id for condition in self.conditions}
        strange = [name for name in expressions.conditions_in(expression) if name not in known]
        if strange:
            raise ValueError(f"{where} 里的条件 {'、'.join(strange)} 没有定义，已定义的是 {'、'.join(sorted(known))}")
        if where == "requires":
            unused = sorted(known - set(expressions.conditions_in(expression)))
            if unused:
                raise ValueError(f"条件 {'、'.join(unused)} 没有写进 requires，写了也不起作用")

    def _check_outcomes(self) -> None:
        codes = [outcome.code for outcome in self.outcomes]
        if len(set(codes)) != len(codes):
            raise ValueError("同一个结果代码写了两次")
        favourable = [outcome for outcome in self.outcomes if outcome.code != "NOT_TOLERATED"]
        if not favourable or favourable[-1].when is not None:
            raise ValueError("最后一个容错的结果不写 when，表示其余的情形都是它；否则条件齐了也没有结果")
        if any(outcome.when is None for outcome in favourable[:-1]):
            raise ValueError("没有写 when 的结果要放在最后，否则排在它后面的结果永远轮不到")
        if any(outcome.code == "NOT_TOLERATED" and outcome.when is not None for outcome in self.outcomes):
            raise ValueError("NOT_TOLERATED 是条件不齐时的结果，不写 when")


class ProvisionPart(Cited):
    """What a clause says about one side of the procedure, in our words, with the names it lists."""

    text: Words
    names: list[str] = []


class GatePart(ProvisionPart):
    """When tolerance has to be thought of."""

    stands: Literal["BEFORE_OPENING", "DURING_INQUIRY"]


class OpenerPart(Cited):
    """Who may bring a case in."""

    who: OpenerCode


class OutsidePart(ProvisionPart):
    """Who from outside takes part in the verification, and when that is a must."""

    required_when: Literal["WIDE_INTEREST"]


class DeadlinePart(Cited):
    """How long a stage may take. `amount: null` is 未规定; the unit is named all the same."""

    amount: int | None
    unit: Literal["working_days", "days", "months"]
    counted_from: str
    longest_extension: int | None = None
    note: str = ""

    @model_validator(mode="after")
    def _deadline_makes_sense(self) -> Self:
        _known([self.counted_from], COUNTED_FROM, "起算点")
        if self.amount is None and not self.note:
            raise ValueError("期限为 null（未规定）时要写 note，说明条文是怎么说的")
        for figure in (self.amount, self.longest_extension):
            if figure is not None and figure < 1:
                raise ValueError("期限要写一以上的整数；未规定的写 null")
        return self


class StagePart(Cited):
    """One stage: who acts, which papers, how long, what can come next."""

    code: str
    label: Words
    roles: list[RoleCode] = []
    papers: list[str] = []
    deadline: DeadlinePart | None = None
    next: list[str] = []
    is_final: bool = False
    note: str = ""

    @model_validator(mode="after")
    def _codes_are_known(self) -> Self:
        _known([self.code, *self.next], STAGES, "环节")
        _known(self.papers, PAPERS, "文书")
        if self.is_final and self.next:
            raise ValueError(f"环节 {self.code} 已是终点，不能再写 next")
        return self


class ProcedurePart(Part):
    """How a case runs. A level says what its text says; the rest comes from the levels above and this program."""

    subject: str
    openers: list[OpenerPart] = []
    gate: GatePart | None = None
    lead_organs: ProvisionPart | None = None
    partner_organs: ProvisionPart | None = None
    copies_to: ProvisionPart | None = None
    outside_participants: OutsidePart | None = None
    party_opinion: ProvisionPart | None = None
    stages: list[StagePart] = []

    @model_validator(mode="after")
    def _stages_once(self) -> Self:
        _known([self.subject], TABLE_SUBJECTS, "规则表主题")
        codes = [stage.code for stage in self.stages]
        if len(set(codes)) != len(codes):
            raise ValueError("同一个环节写了两次")
        return self


def read_test(where: str, raw: Any) -> expressions.Expression:
    """Return a test over facts; raises ValueError, also when it names a condition instead of a fact."""
    try:
        expression = expressions.read(raw)
    except ValueError as problem:
        raise ValueError(f"{where}：{problem}") from None
    if any(expressions.conditions_in(expression)):
        raise ValueError(f"{where}：test 里只能问事实，不能引用别的条件")
    return expression


class RuleExample(Part):
    """What a lawyer expects of the evaluator for these facts."""

    why: Words
    facts: dict[str, Any]
    region: Annotated[str, Field(pattern=r"^\d{6}$")]
    acted_on: Day
    subject: str = "tolerance"
    document: str = ""
    expect_edition: str = ""
    expect_advice: str
    expect_missing: list[str] = []
