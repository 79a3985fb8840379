"""The papers sent to somebody: 受理（不予受理）通知书, 听取意见函, 纠错整改通知书, in the letter layout."""

from __future__ import annotations

from dandang.law.documents import rules
from dandang.law.documents.blocks import UNSET, Block, Composed, address, imprint, joined, seal, table, text
from dandang.law.documents.compositions import findings
from dandang.law.documents.schema import tolerance


def acceptance(facts: tolerance.ToleranceAcceptance) -> Composed:
    """受理通知书 or 不予受理通知书."""
    head = facts.head
    received = f"{rules.printed_day(facts.received_on)}收到" if facts.received_on else "收到"
    decided = "决定受理" if facts.accepted else "决定不予受理"
    number = f"，案件编号{head.case_number}" if facts.accepted and head.case_number else ""
    blocks = joined(
        address(facts.addressee),
        text(
            f"{head.organ}{received}关于{head.name}在{findings.about(head)}中予以容错认定的申请。经审查，{decided}{number}。"
        ),
        text(f"理由：{facts.reasons}"),
        text(f"依据：{findings.clause_or_unset(facts.clause)}。"),
        _numbered("下一步：", findings.cited_list(facts.next_steps)),
        _numbered("您的权利：", findings.cited_list(facts.rights) or text(f"{UNSET}。")),
        text(f"联系人和电话：{facts.contact}" if facts.contact else ""),
        seal(head.organ, facts.issued_on),
    )
    title = "容错认定受理通知书" if facts.accepted else "容错认定不予受理通知书"
    return Composed("letter", title, head.organ, blocks, facts.number)


def _numbered(lead: str, blocks: list[Block]) -> list[Block]:
    return joined(text(lead, 1), blocks) if blocks else []


def hearing(facts: tolerance.HearingNotice) -> Composed:
    """听取意见函: nothing unfavourable is found before the person could answer it."""
    head = facts.head
    rows = [(item.number, item.point, item.evidence) for item in facts.points]
    how = joined(
        text(facts.how),
        text(
            f"书面答复请于{rules.printed_day(facts.answer_due)}前送达。"
            if facts.answer_due
            else f"书面答复期限：{UNSET}。"
        ),
        text(f"当面听取：{'，'.join(part for part in (facts.when, facts.place) if part)}。" if facts.when else ""),
    )
    blocks = joined(
        address(facts.addressee),
        text(f"{head.organ}正在办理{findings.about(head)}的容错认定。在作出认定之前，就下列拟认定的问题听取您的意见。"),
        table(("序号", "拟认定的问题", "证据"), (12, 100, 28), rows, centred="序号 证据"),
        findings.sections(
            ("怎样答复", how),
            ("您的权利", findings.cited_list(facts.rights) or text(f"{UNSET}。")),
        ),
        text(f"依据：{findings.clause_or_unset(facts.clause)}。陈述申辩不会带来更重的结果。"),
        text(f"联系人和电话：{facts.contact}" if facts.contact else ""),
        seal(head.organ, facts.issued_on),
    )
    return Composed("letter", "听取意见函", head.organ, blocks, facts.number)


def correction(facts: tolerance.CorrectionNotice) -> Composed:
    """纠错整改通知书."""
    head = facts.head
    decided = f"（{facts.decision}）" if facts.decision else ""
    due = rules.printed_day(facts.due_on) if facts.due_on else UNSET
    visits = joined(*(text(f"{number}. {visit}") for number, visit in enumerate(facts.visits, start=1)))
    blocks = joined(
        address(facts.addressee),
        text(f"根据{head.organ}就{findings.about(head)}作出的认定决定{decided}，请对下列问题进行纠错整改。"),
        findings.sections(
            ("需要纠正的问题", text(facts.problem)),
            ("整改措施", findings.measures(facts.measures)),
            ("期限和依据", text(f"总期限：{due}。依据：{findings.clause_or_unset(facts.clause)}。")),
            ("回访安排", visits),
            ("可以得到的帮助", text(facts.help_offered)),
            ("逾期和不整改的后果", findings.cited_list(facts.consequences) or text(f"{UNSET}。")),
        ),
        text(f"联系人和电话：{facts.contact}" if facts.contact else ""),
        seal(head.organ, facts.issued_on),
        imprint(facts.copies, head.organ if facts.copies else "", facts.issued_on),
    )
    return Composed("letter", "纠错整改通知书", head.organ, blocks, facts.number)
