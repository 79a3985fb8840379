"""The papers about a false accusation: the reporter is heard, told what was found, referred for a term, or cleared."""

from __future__ import annotations

import datetime as dt

from dandang.law.documents import rules
from dandang.law.documents.blocks import UNSET, Block, Composed, address, joined, seal, small, table, text
from dandang.law.documents.compositions import findings
from dandang.law.documents.schema import accusations

BY_HAND = "＿＿＿＿＿＿＿＿＿＿"
_NAME_NOTE = "称呼处由送达人在送达时手写。反映人的姓名不进入文书登记簿。"
_OWN_RULE = "撤销由原批准机关或者更高的机关批准，是本系统自己的做法，现行规定没有写由谁撤销。"


def hearing(facts: accusations.AccusationHearing) -> Composed:
    """听取意见通知书: nothing is found before the reporter could answer every point."""
    rows = [(str(number), item.about, item.point) for number, item in enumerate(facts.points, start=1)]
    due = f"请于{rules.printed_day(facts.reply_by)}以前说明。" if facts.reply_by else f"说明期限：{UNSET}。"
    wait = f"等候期限的规定：{facts.wait or UNSET}。"
    blocks = joined(
        address(BY_HAND),
        text(
            f"{facts.organ}正在核查反映{facts.report_number}是否属于诬告陷害（核查编号{facts.case_number}）。"
            "在作出认定之前，就下列各点听取您的意见。"
        ),
        table(("序号", "说的是", "请您说明的"), (12, 24, 104), rows, centred="序号 说的是"),
        findings.sections(
            (
                "怎样说明",
                text(f"{due}可以书面说明，也可以当面说，由承办人作笔录，您核对后签字；也可以书面放弃。{wait}"),
            ),
            (
                "您的权利",
                text(
                    "每一点我们都会写明采纳不采纳和理由，再集体研究；核查的人不参加表决。"
                    "看错、听错、了解不全的是错告，不作诬告处理。捏造和陷害的故意缺一样，都不是诬告。"
                ),
            ),
        ),
        _foot(facts),
        small(_NAME_NOTE),
    )
    return Composed("letter", "听取意见通知书", facts.organ, blocks, facts.number)


def finding(facts: accusations.AccusationFinding) -> Composed:
    """诬告陷害认定告知书."""
    until = (
        f"影响到{rules.printed_day(facts.ends_on)}为止，当天起各处都不再记载、不得再作为依据。" if facts.ends_on else ""
    )
    blocks = joined(
        address(BY_HAND),
        text(
            f"反映{facts.report_number}经核查、听取您的意见并集体研究，报{_approved(facts.approval)}批准，认定为诬告陷害。"
        ),
        findings.sections(
            ("捏造的事实", text(facts.fabrication)),
            ("陷害的故意", text(facts.intent)),
            ("认定理由", joined(text(facts.reasons), text(_aggravating(facts)))),
            ("处理和期限", joined(text(facts.consequence), text(until))),
            (
                "您有不同意见",
                text(
                    f"可以向{facts.organ}或者批准机关提出，写明理由和证据。发现认定错了的，由没有办过这件事的人复查，"
                    "报原批准机关撤销，不留任何记录。"
                ),
            ),
        ),
        text("不会自动移送失信登记；要移送的，另行批准，写明期限。"),
        _foot(facts),
        small(_NAME_NOTE),
    )
    return Composed("letter", "诬告陷害认定告知书", facts.organ, blocks, facts.number)


def _aggravating(facts: accusations.AccusationFinding) -> str:
    return f"从重的情形：{'、'.join(facts.aggravating)}。" if facts.aggravating else ""


def referral(facts: accusations.DishonestyReferral) -> Composed:
    """失信移送函: by people, approved on its own, for a term."""
    blocks = joined(
        address(facts.addressee or BY_HAND),
        text(
            f"经{_approved(facts.found)}批准，反映{facts.report_number}认定为诬告陷害（核查编号{facts.case_number}）。"
            "现将有关人员移送你单位，按规定登记。"
        ),
        _terms(facts.approval, facts.handed_on, facts.ends_on),
        findings.sections(
            ("移送的理由", text(facts.reasons)),
            (
                "期限和移出",
                text(
                    f"登记的期限到{rules.printed_day(facts.ends_on)}，当天移出。"
                    "认定被撤销或者提前移出的，本机关另行来函，请即时移出。"
                ),
            ),
        ),
        text("本函只用于这一件认定。请不要扩大使用范围，不要公开反映的内容。"),
        _foot(facts),
        small("有关人员的姓名、证件号码由移送人手写，不进入文书登记簿。"),
    )
    return Composed("letter", "关于移送失信登记的函", facts.organ, blocks, facts.number)


def removal(facts: accusations.DishonestyRemoval) -> Composed:
    """失信移出函: the term is over, or there is no finding any more."""
    why = f"登记的期限已到（{rules.printed_day(facts.ends_on)}）"
    after = "请移出登记，不再作为依据。"
    if facts.revoked is not None:
        why = f"原认定已经{_approved(facts.revoked)}批准撤销，从一开始就不算"
        after = "请立即移出，删除由此产生的记录，并告知用过这条登记的单位。"
    blocks = joined(
        address(facts.addressee or BY_HAND),
        text(f"{facts.organ}就核查编号{facts.case_number}移送登记的有关人员，{why}。{after}"),
        _terms(facts.approval, facts.handed_on, facts.ends_on),
        text("移出以后请复函，写明移出日期。"),
        _foot(facts),
        small("有关人员的姓名、证件号码由承办人手写，不进入文书登记簿。"),
    )
    return Composed("letter", "关于移出失信登记的函", facts.organ, blocks, facts.number)


def overturned(facts: accusations.AccusationOverturned) -> Composed:
    """撤销诬告认定通知书."""
    undone = "因为原认定作过的处理，由我们逐件恢复。"
    if facts.is_referred:
        undone += "失信登记已经去函请求移出。"
    blocks = joined(
        address(BY_HAND),
        text(
            f"反映{facts.report_number}曾经{_approved(facts.found)}批准认定为诬告陷害（核查编号{facts.case_number}）。"
            f"经没有办过这件事的人复查，{_approved(facts.approval)}批准，现予撤销。原认定从一开始就不算，各处都不留记录。"
        ),
        findings.sections(
            ("撤销的理由", text(facts.reasons)),
            ("怎样恢复", text(f"{undone}还有没恢复的，或者您因此受了影响的，请告诉我们。")),
        ),
        text(_OWN_RULE),
        _foot(facts),
        small(_NAME_NOTE),
    )
    return Composed("letter", "撤销诬告认定通知书", facts.organ, blocks, facts.number)


# Shared ----------------------------------------------------------------------------------------------------------


def _approved(one: accusations.Approval) -> str:
    day = f"{rules.printed_day(one.day)}" if one.day else ""
    return f"{one.organ}{day}以{one.document}"


def _terms(approval: accusations.Approval, handed_on: dt.date, ends_on: dt.date) -> list[Block]:
    approved = f"{approval.organ}（{approval.level}）　{approval.document}"
    row = ("", approved, rules.printed_day(handed_on), rules.printed_day(ends_on))
    return table(("有关人员", "移送的批准", "移送日期", "期限到"), (34, 46, 30, 30), [row], tall=14)


def _foot(facts: accusations.CasePaper) -> list[Block]:
    return joined(
        text(f"依据：{findings.clause_or_unset(facts.clause)}。"),
        text(f"联系人和电话：{facts.contact}" if facts.contact else ""),
        seal(facts.organ, facts.issued_on),
    )
