"""The papers that people fill in and sign: 申请表, 笔录, 送达回证, 整改验收单. What is empty is room for the pen."""

from __future__ import annotations

from dandang.law.documents import rules
from dandang.law.documents.blocks import (
    BLANK_DAY,
    TO_SIGN,
    Block,
    Composed,
    form,
    joined,
    signatures,
    small,
    table,
    text,
)
from dandang.law.documents.compositions import findings
from dandang.law.documents.schema import cases, tolerance

_PEN_TALL = "42"
_UNNAMED = ("　", "　")
"""Two who listen, when their names are not yet known."""
_APPLICANTS = ("本人", "单位", "党组织")
_WAYS = ("面交", "邮寄", "公告", "在线", "留置")


def boxes(choices: tuple[str, ...], chosen: str) -> str:
    """Boxes to tick, the chosen one ticked."""
    return "　".join(f"{'■' if choice == chosen else '□'} {choice}" for choice in choices)


def _signed(who: str, day: str = BLANK_DAY) -> str:
    return f"\n{who}签名：{TO_SIGN}　　{day}"


def application(facts: tolerance.ToleranceApplication) -> Composed:
    """容错认定申请表, filled or blank."""
    situations = "\n".join(f"{number}. {findings.cited(item)}" for number, item in enumerate(facts.situations, start=1))
    attached = "\n".join(f"{number}. {name}" for number, name in enumerate(facts.attachments, start=1))
    matter = "　".join(part for part in (facts.matter_title, facts.matter_number) if part)
    elements = [(item.name, item.account, "22") for item in facts.elements]
    blocks = joined(
        form(
            ("受理机关", facts.organ, "申请方式", boxes(_APPLICANTS, facts.applicant_kind)),
            ("申请人", facts.applicant, "联系电话", facts.phone),
            ("申请人单位\n及职务", facts.applicant_post),
            ("被申请容错\n的干部", facts.name, "单位及职务", facts.unit + facts.post),
            ("事　　项", matter, "发生时间", facts.happened),
            ("事前备案号", facts.filed_in_advance),
            ("事项经过", facts.what_happened, "70"),
            ("申请适用\n的情形", situations, _PEN_TALL),
        ),
        small("六个要件请逐项如实说明；没有的写“无”，不清楚的写“不清楚”。"),
        form(
            *elements,
            ("补救和\n整改措施", facts.measures_taken, _PEN_TALL),
            ("附　　件", attached, "20"),
        ),
        form(
            ("申请人承诺", f"以上内容属实。{_signed('申请人', rules.printed_day(facts.signed_on))}", "24"),
            ("代 填 人", facts.written_by, "收到人\n和日期", ""),
        ),
        small(tolerance.OWN_FORM),
    )
    return Composed("form", "容错认定申请表", facts.organ, blocks)


def hearing_record(facts: tolerance.HearingRecord) -> Composed:
    """陈述申辩笔录; each page is signed at its foot."""
    head = facts.head
    told = "；".join(findings.cited(item) for item in facts.rights_told)
    blocks = joined(
        form(
            ("案件编号", head.case_number, "事　　项", head.matter_title),
            ("陈述人", head.name, "单位及职务", head.unit + head.post),
            ("时　　间", facts.when, "地　　点", facts.place),
            ("听取人", "" if not facts.asked_by else findings.names(facts.asked_by), "记录人", facts.recorder),
            ("陪同人员", facts.companion or "无"),
            ("已告知\n的权利", told, "16"),
        ),
        _said(facts),
        form(
            (
                "核对意见",
                "□ 以上笔录我看过（向我读过），和我说的相符。\n□ 有差错，更正如下：" + _signed("陈述人"),
                "28",
            ),
        ),
        signatures(*(f"听取人 {name}" for name in [member.name for member in facts.asked_by] or _UNNAMED), "记录人"),
    )
    foot = "陈述人签名：＿＿＿＿＿＿　记录人签名：＿＿＿＿＿＿"
    return Composed("form", "陈述申辩笔录", head.organ, blocks, under=head.organ, foot=foot, mark="工作秘密")


def _said(facts: tolerance.HearingRecord) -> list[Block]:
    if facts.is_waived:
        return text(f"本人经告知权利后，表示放弃陈述申辩。{facts.waiver}")
    rows = [
        (item.number, f"{item.point}\n（{item.evidence}）" if item.evidence else item.point, item.statement)
        for item in facts.points
    ]
    given = [(item.number, item.name, item.pages, item.check_code) for item in facts.evidence_given]
    return joined(
        table(("序号", "拟认定的问题", "本人陈述申辩"), (12, 74, 84), rows, tall=16, centred="序号") if rows else [],
        form(("综合陈述", facts.statement, "24")),
        table(("编号", "当场提交的材料", "页数", "校验码"), (16, 90, 16, 48), given, centred="编号 页数")
        if given
        else [],
    )


def receipt(facts: tolerance.ServiceReceipt) -> Composed:
    """送达回证."""
    servers = "、".join(facts.servers)
    witnesses = "" if not facts.witnesses else findings.names(facts.witnesses)
    signer = f"签收人：{facts.signer}　　" if facts.signer else ""
    signed = f"文书已收到。\n{signer}签名或者盖章：{TO_SIGN}　　{facts.signed or BLANK_DAY}"
    blocks = joined(
        form(
            ("案件编号", facts.case_number, "份　　数", facts.copies_count),
            ("送达文书", facts.paper_title, "文　　号", facts.paper_number),
            ("受送达人", facts.recipient, "单位及职务", facts.recipient_unit),
            ("送达方式", boxes(_WAYS, facts.way)),
            ("送达地点", facts.place, "送达时间", facts.served),
            ("签　　收", signed, "34"),
            ("拒收或者\n代收情况", facts.refusal, "28"),
            ("见证人", f"{witnesses}{_signed('见证人')}", "26"),
            ("送达人", f"{servers}{_signed('送达人')}", "26"),
            ("备　　注", facts.note, "24"),
            tall=13,
        ),
        small("受送达人拒绝签收的，由送达人写明情况、邀请见证人签名，并注明送达方式。签收只表示收到，不表示同意。"),
    )
    return Composed("form", "送达回证", facts.organ, blocks, under=facts.organ)


def correction_acceptance(facts: tolerance.CorrectionAcceptance) -> Composed:
    """整改验收单."""
    head = facts.head
    rows = [_accepted(number, item) for number, item in enumerate(facts.measures, start=1)]
    heads = ("序号", "整改措施", "责任人和期限", "完成情况", "证明材料", "验收")
    blocks = joined(
        form(
            ("姓名或单位", head.name, "单位及职务", head.unit + head.post),
            ("案件编号", head.case_number, "整改通知书", facts.notice_number),
            ("验收日期", rules.printed_day(facts.visited_on), "验收地点", facts.place),
        ),
        table(heads, (11, 42, 28, 42, 22, 25), rows, tall=16, centred="序号 证明材料"),
        form(
            ("验收意见", f"{facts.conclusion}{_signed('验收人')}{_signed('验收人')}", _PEN_TALL),
            ("下 一 步", facts.next_step, "16"),
            ("本人意见", f"{facts.person_opinion}{_signed('本人')}", "30"),
        ),
        small(f"验收人：{_visitors(facts.visitors)}。{tolerance.OWN_FORM}"),
    )
    return Composed("form", "整改验收单", head.organ, blocks, under=head.organ)


def _visitors(members: tuple[cases.Member, ...]) -> str:
    return findings.names(members) if members else TO_SIGN


def _accepted(number: int, item: tolerance.AcceptedMeasure) -> tuple[str, ...]:
    due = rules.printed_day(item.due_on) if item.due_on else "期限未规定"
    ticked = "\n".join(f"{'■' if item.result == word else '□'} {word}" for word in ("通过", "未通过"))
    return (
        str(number),
        item.what,
        "\n".join(part for part in (item.owner, due) if part),
        item.done,
        item.evidence,
        f"{ticked}\n{item.reason}" if item.reason else ticked,
    )
