"""The papers that put a name right, ask the person first, answer a reporter, say that an explanation was accepted."""

from __future__ import annotations

from collections.abc import Sequence

from dandang.law.documents import rules
from dandang.law.documents.blocks import (
    UNSET,
    Block,
    Composed,
    address,
    form,
    imprint,
    joined,
    new_page,
    seal,
    signatures,
    small,
    table,
    text,
)
from dandang.law.documents.compositions import findings
from dandang.law.documents.schema import protection

OWN_RULE = "澄清以前先征得本人同意，是本系统自己的做法，现行规定没有这一条。"
"""What the proposal says of the consent it asks for (SPEC PR-04)."""
_BY_HAND = "＿＿＿＿＿＿＿＿＿＿"


def letter(facts: protection.ClarificationLetter) -> Composed:
    """澄清函."""
    beside = f"除本函外，还以{'、'.join(facts.forms)}的方式澄清。" if facts.forms else "以本函书面澄清。"
    blocks = joined(
        address(f"{facts.name}同志"),
        text(f"对您的有关反映，{facts.organ}已经查清。其中不实的问题，现向您澄清。"),
        findings.sections(
            ("不实的问题", _untrue(facts.points)),
            ("澄清的内容", text(facts.words)),
            ("澄清的方式和范围", text(beside + (f"澄清的范围：{facts.circle}。" if facts.circle else ""))),
        ),
        text("本函只澄清以上不实的问题，不是全面评价。这些不实的问题，不作为考核、选拔任用、评先奖优的不利依据。"),
        _basis(facts.clause),
        _contact(facts.contact),
        seal(facts.organ, facts.issued_on),
        imprint(facts.copies, facts.organ if facts.copies else "", facts.issued_on),
    )
    return Composed("letter", "澄清函", facts.organ, blocks, facts.number)


def notice(facts: protection.ClarificationNotice) -> Composed:
    """澄清通报 with a red head."""
    blocks = joined(
        address(facts.addressee),
        text(
            f"关于{_whose(facts.name, facts.post)}的有关反映，{facts.organ}已经查清。"
            f"其中不实的问题，现在{facts.circle}范围内予以澄清。"
        ),
        findings.sections(("不实的问题", _untrue(facts.points)), ("澄清的内容", text(facts.words))),
        text("本通报只澄清以上不实的问题。请不要再传播不实的内容，也不要打听、猜测是谁反映的。"),
        _basis(facts.clause),
        text("特此通报。"),
        seal(facts.organ, facts.issued_on),
        imprint(facts.copies, facts.organ if facts.copies else "", facts.issued_on),
    )
    return Composed("red", f"关于为{facts.name}同志澄清有关问题的通报", facts.organ, blocks, facts.number)


def proposal(facts: protection.ClarificationProposal) -> Composed:
    """拟澄清告知书 and the sheet for the answer."""
    due = f"请于{rules.printed_day(facts.answer_due)}以前" if facts.answer_due else "请您方便时"
    plan = joined(
        text(f"方式：{'、'.join(('书面', *facts.forms))}。"),
        text(f"范围：{facts.circle or UNSET}。"),
        text(f"不实的内容据了解传到了{facts.known_to}，澄清的范围不小于它。" if facts.known_to else ""),
    )
    blocks = joined(
        address(f"{facts.name}同志"),
        text(f"对您的有关反映，{facts.organ}已经查清，其中下列问题不实，拟为您澄清。先听您的意见。"),
        findings.sections(
            ("拟澄清的问题", _untrue(facts.points)),
            ("拟澄清的内容", text(facts.words)),
            ("拟采取的方式和范围", plan),
            (
                "您怎样表示意见",
                text(
                    f"{due}填好后面的意见页交回，也可以在本系统“我的说明和澄清”里填写。"
                    "您可以不同意澄清；不同意的，不澄清，已经查清的结论不变。"
                ),
            ),
        ),
        text(OWN_RULE),
        _basis(facts.clause),
        _contact(facts.contact),
        seal(facts.organ, facts.issued_on),
        new_page(),
        _answer_sheet(facts),
    )
    return Composed("letter", "拟澄清告知书", facts.organ, blocks, facts.number)


def _answer_sheet(facts: protection.ClarificationProposal) -> list[Block]:
    return joined(
        text("对拟澄清的意见", 1),
        form(
            ("姓名", facts.name, "单位及职务", facts.post),
            ("是否同意", "□ 同意　　□ 不同意"),
            ("方式", "□ 只要书面　　□ 当面　　□ 会议　　□ 通报、媒体"),
            ("范围", "□ 领导班子　□ 所在单位　□ 本系统　□ 全县　□ 社会"),
            ("其他意见", "", "60"),
        ),
        small("在方格里打√，方式可以选几项。范围不能小于不实内容已经传到的范围，否则名誉恢复不了。"),
        signatures("本人"),
    )


def answer(facts: protection.ReportAnswer) -> Composed:
    """答复书: what was found on each allegation, and what the reporter may do."""
    received = f"{rules.printed_day(facts.received_on)}收到的" if facts.received_on else "收到的"
    rows = [(item.number, item.alleged, item.found, _reasons(item)) for item in facts.points]
    objection = (
        f"有不同意见的，可以当面、来信或者凭收条向{facts.objection_to or facts.organ}提出，我们如实记录并作出说明；"
    )
    clause = f"〔{facts.objection_clause}〕" if facts.objection_clause else ""
    blocks = joined(
        address(_BY_HAND),
        text(
            f"{facts.organ}{received}反映（受理编号{facts.report_number}）已经办结。"
            f"您反映的{len(facts.points)}个问题：{_counted(facts.points)}。逐项答复如下。"
        ),
        table(("序号", "反映的问题", "结论", "查明的情况和理由"), (14, 44, 22, 60), rows, centred="序号 结论"),
        text(facts.words),
        findings.sections(
            ("您有不同意见", text(f"{objection}提出新的证据的，予以核查{clause}。")),
            (
                "对您的保护",
                text("反映没有查实，不等于诬告。您的姓名和反映的内容由本机关保密，任何人不得把它们告诉被反映的人。"),
            ),
        ),
        _basis(facts.clause),
        _contact(facts.contact),
        seal(facts.organ, facts.issued_on),
        small("称呼处由送达人在送达时手写。反映人的姓名不进入文书登记簿。"),
    )
    return Composed("letter", "答复书", facts.organ, blocks, facts.number)


def _counted(points: Sequence[protection.AnsweredPoint]) -> str:
    """1个属实，2个不实: the counts in the order findings are named in, none that is zero."""
    order = ("属实", "部分属实", "不实", "不能认定")
    counts = {name: sum(1 for point in points if point.found == name) for name in order}
    return "，".join(f"{count}个{name}" for name, count in counts.items() if count)


def _reasons(item: protection.AnsweredPoint) -> str:
    return item.reasons + (f"\n〔{item.clause}〕" if item.clause else "")


def feedback(facts: protection.ExplanationFeedback) -> Composed:
    """情况说明采信反馈."""
    rows = [
        (
            str(number),
            item.asked,
            rules.printed_day(item.given_on) if item.given_on else "",
            item.reasons,
        )
        for number, item in enumerate(facts.points, start=1)
    ]
    unit = f"、{facts.unit}主要负责人" if facts.unit else ""
    blocks = joined(
        address(f"{facts.name}同志{unit}"),
        text(f"{_whose(facts.name, facts.post)}对下列问题作了书面说明。{facts.organ}经过审核分析，予以采信。"),
        table(("序号", "请本人说明的问题", "说明日期", "采信的理由"), (14, 44, 32, 50), rows, centred="序号 说明日期"),
        text("说明已经采信的问题，没有新的线索的，不再向本人了解，也不作为考核、选拔任用、评先奖优的不利依据。"),
        text("请不要打听、猜测是谁反映的。"),
        _basis(facts.clause),
        _contact(facts.contact),
        seal(facts.organ, facts.issued_on),
    )
    return Composed("letter", "情况说明采信反馈", facts.organ, blocks, facts.number)


def _untrue(points: Sequence[protection.UntruePoint]) -> list[Block]:
    words = [f"关于“{item.untrue.rstrip('。')}”，经查不实。{item.found}" for item in points]
    if len(words) == 1:
        return text(words[0])
    return joined(*(text(f"{number}. {line}") for number, line in enumerate(words, start=1)))


def _whose(name: str, post: str) -> str:
    return f"{name}同志（{post}）" if post else f"{name}同志"


def _basis(clause: str) -> list[Block]:
    return text(f"依据：{findings.clause_or_unset(clause)}。")


def _contact(contact: str) -> list[Block]:
    return text(f"联系人和电话：{contact}" if contact else "")
