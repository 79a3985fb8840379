"""The papers that find and decide: 核查报告, 认定决定书, 复核决定书."""

from __future__ import annotations

from dandang.law.documents import rules
from dandang.law.documents.blocks import UNSET, Block, Composed, imprint, joined, seal, signatures, text
from dandang.law.documents.compositions import findings
from dandang.law.documents.schema import cases, tolerance


def report(facts: tolerance.InvestigationReport) -> Composed:
    """核查报告, a form-style report whose team signs."""
    head = facts.head
    period = _period(facts)
    opening = f"根据安排，核查组{period}对{findings.who(head)}在{findings.about(head)}中的情况进行了核查。"
    suggestion = joined(
        text(facts.suggestion),
        text(f"与提示不一致的理由：{facts.departure}" if facts.departure else ""),
        text(f"不同意见：{facts.differing}" if facts.differing else ""),
    )
    blocks = joined(
        text(opening + facts.methods),
        findings.sections(
            ("核查组和参与人员", joined(findings.members(facts.team), _outside(facts))),
            ("查明的事实", text(facts.facts)),
            ("六个要件", findings.elements_table(facts.elements)),
            ("三个区分开来", findings.distinctions(facts.distinctions)),
            ("清单对照", findings.lists(facts.lists)),
            ("规则对照提示", findings.rule_check(facts.rule_check)),
            ("所在单位党组织和有关部门意见", _views(facts)),
            ("处理建议", suggestion),
            ("证据目录", findings.evidence(facts.evidence)),
        ),
        signatures(*(f"{member.role or '核查人'} {member.name}" for member in facts.team)),
        seal(head.organ, facts.reported_on),
    )
    return Composed("form", "核查报告", head.organ, blocks, facts.number, under=_under(head), mark="工作秘密")


def _under(head: cases.CaseHead) -> str:
    numbers = [f"案件编号：{head.case_number}" if head.case_number else "", head.matter_title]
    return "　".join(part for part in numbers if part)


def _period(facts: tolerance.InvestigationReport) -> str:
    if not facts.opened_on:
        return ""
    until = f"至{rules.printed_day(facts.closed_on)}" if facts.closed_on else "起"
    return f"于{rules.printed_day(facts.opened_on)}{until}"


def _outside(facts: tolerance.InvestigationReport) -> list[Block]:
    if not facts.outside:
        return text("没有外部人员参与。")
    return joined(text("外部参与人员："), findings.members(facts.outside))


def _views(facts: tolerance.InvestigationReport) -> list[Block]:
    views = [view for view in (facts.party_view, *facts.other_views) if view]
    if not views:
        return text("尚未收到意见。")
    return joined(*(text(f"{view.organ}{_given(view)}：{view.text or '没有意见'}") for view in views))


def _given(view: cases.View) -> str:
    return f"（{rules.printed_day(view.given_on)}）" if view.given_on else ""


def decision(facts: tolerance.ToleranceDecision) -> Composed:
    """认定决定书 with a red head."""
    head = facts.head
    blocks = joined(
        text(
            f"{findings.who(head)}：" if not head.post and not head.unit else f"{head.name}，{head.unit}{head.post}。"
        ),
        text(facts.procedure),
        findings.sections(
            ("查明的事实", text(facts.facts)),
            ("六个要件的认定", findings.elements(facts.elements)),
            ("三个区分开来", findings.distinctions(facts.distinctions)),
            ("清单对照", findings.lists(facts.lists)),
            ("陈述申辩及答复", findings.points(facts.points)),
            ("认定结论", _conclusion(facts)),
            ("本决定的效果", _effects(facts)),
            ("纠错整改要求", findings.measures(facts.corrections) if facts.corrections else []),
            ("复核", text(_review_right(facts))),
            ("公开范围", text(f"{facts.scope or UNSET}。")),
        ),
        seal(head.organ, facts.issued_on),
        imprint(facts.copies, facts.printed_by, facts.printed_on or facts.issued_on),
    )
    return Composed("red", facts.title, head.organ, blocks, facts.number)


def _conclusion(facts: tolerance.ToleranceDecision) -> list[Block]:
    basis = "；".join(findings.cited(item) for item in facts.basis)
    return joined(
        text(facts.reasons),
        text(f"与规则提示不一致的理由：{facts.departure}" if facts.departure else ""),
        text(f"依据：{basis or UNSET}。"),
        text(f"经研究，决定：{facts.outcome}。", 1),
    )


def _effects(facts: tolerance.ToleranceDecision) -> list[Block]:
    return joined(
        text("（一）随本决定发生的效果", 2) if facts.follows else [],
        findings.cited_list(facts.follows),
        text("（二）不受影响的事项" if facts.follows else "（一）不受影响的事项", 2) if facts.not_affected else [],
        findings.cited_list(facts.not_affected),
    )


def _review_right(facts: tolerance.ToleranceDecision) -> str:
    clause = f"〔{facts.review_clause}〕" if facts.review_clause else ""
    return (
        f"对本决定有不同意见的，可以向{facts.review_to or facts.head.organ}申请复核。"
        f"申请期限：{facts.review_period or UNSET}{clause}。复核由其他人员办理，不因申请复核作出更重的认定。"
    )


def review(facts: tolerance.ReviewDecision) -> Composed:
    """复核决定书 with a red head."""
    head = facts.head
    blocks = joined(
        text(_review_opening(facts)),
        text(facts.procedure),
        findings.sections(
            ("决定复核的理由" if facts.is_ordered else "复核请求和理由", text(facts.grounds)),
            ("复核查明", text(facts.findings)),
            ("复核结论", _review_conclusion(facts)),
            ("恢复和纠正的事项", findings.cited_list(facts.restored)),
            ("复核人员", text(f"{findings.names(facts.reviewers)}。以上人员没有参加原核查和原决定。"))
            if facts.reviewers
            else ("复核人员", []),
            ("对复核决定不服", findings.cited_list(facts.further) or text(f"{UNSET}。")),
        ),
        seal(head.organ, facts.issued_on),
        imprint(facts.copies, facts.printed_by, facts.printed_on or facts.issued_on),
    )
    return Composed("red", facts.title, head.organ, blocks, facts.number)


def _review_opening(facts: tolerance.ReviewDecision) -> str:
    applied = f"于{rules.printed_day(facts.applied_on)}" if facts.applied_on else ""
    day = rules.printed_day(facts.original_on) if facts.original_on else ""
    number = f"（{facts.original_number}）" if facts.original_number else ""
    outcome = f"，原认定结论为：{facts.original_outcome}" if facts.original_outcome else ""
    if facts.is_ordered:
        decided = f"{facts.original_organ}{day}就{findings.about(facts.head)}作出认定决定{number}{outcome}。"
        return f"{decided}{facts.applicant}{applied}决定对该认定进行复核。"
    return (
        f"{facts.applicant}对{facts.original_organ}{day}就{findings.about(facts.head)}作出的认定决定{number}"
        f"不服{outcome}，{applied}申请复核。"
    )


def _review_conclusion(facts: tolerance.ReviewDecision) -> list[Block]:
    basis = "；".join(findings.cited(item) for item in facts.basis)
    decided = {"维持": "维持原认定决定", "撤销": "撤销原认定决定", "变更": f"变更原认定，改为{facts.new_outcome}"}
    clause = f"〔{facts.no_heavier_clause}〕" if facts.no_heavier_clause else ""
    return joined(
        text(facts.reasons),
        text(f"依据：{basis or UNSET}。"),
        text(f"经研究，决定：{decided[facts.outcome]}。", 1),
        [] if facts.is_ordered else text(f"本复核没有作出比原决定更重的认定{clause}。"),
    )
