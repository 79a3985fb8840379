"""What several case papers say alike: elements, distinctions, lists, hearing points, measures, cited sentences."""

from __future__ import annotations

from collections.abc import Sequence

from dandang.law.documents import rules
from dandang.law.documents.blocks import UNSET, Block, joined, table, text
from dandang.law.documents.schema import cases

_NUMERALS = "一二三四五六七八九十"


def numeral(number: int) -> str:
    """一 to 九十九, for headings."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones - 1]
    return (_NUMERALS[tens - 1] if tens > 1 else "") + "十" + (_NUMERALS[ones - 1] if ones else "")


def sections(*parts: tuple[str, list[Block]]) -> list[Block]:
    """Headings 一、二、… over their blocks; a section with nothing in it is left out and not counted."""
    filled = [(heading, blocks) for heading, blocks in parts if blocks]
    return joined(
        *(
            joined(text(f"{numeral(number)}、{heading}", 1), blocks)
            for number, (heading, blocks) in enumerate(filled, start=1)
        )
    )


def cited(item: cases.Cited) -> str:
    """A sentence with its clause behind it in hexagonal brackets."""
    return f"{item.text}〔{item.clause}〕" if item.clause else item.text


def cited_list(items: Sequence[cases.Cited]) -> list[Block]:
    """Cited sentences, numbered when there are several."""
    if len(items) == 1:
        return text(cited(items[0]))
    return joined(*(text(f"{number}. {cited(item)}") for number, item in enumerate(items, start=1)))


def clause_or_unset(clause: str) -> str:
    """The clause; 未规定 when the rules in force have none."""
    return clause or UNSET


def who(head: cases.CaseHead) -> str:
    """姓名，单位职务."""
    return "，".join(part for part in (head.name, head.unit + head.post) if part)


def about(head: cases.CaseHead) -> str:
    """The happening as a sentence part: “渡口应急值守”一事（事项QH-2026-0012）."""
    name = f"“{head.matter_title}”一事" if head.matter_title else "有关事项"
    return name + (f"（{head.matter_number}）" if head.matter_number else "")


def elements(items: Sequence[cases.ElementFinding]) -> list[Block]:
    """The elements in running text: heading, facts with evidence, judgement with reasons and clause."""
    return joined(*(_element(number, item) for number, item in enumerate(items, start=1)))


def _element(number: int, item: cases.ElementFinding) -> list[Block]:
    evidence = f"（{item.evidence}）" if item.evidence else ""
    clause = f"〔{item.clause}〕" if item.clause else ""
    judged = f"判断：{item.side}。{item.reasons}{clause}"
    facts = f"{item.facts}{evidence}" if item.facts else f"未查到有关事实。{evidence}"
    return joined(text(f"（{numeral(number)}）{item.name}", 2), text(facts), text(judged))


def elements_table(items: Sequence[cases.ElementFinding]) -> list[Block]:
    """The elements as a table for those who compare."""
    rows = [
        (
            item.name,
            item.facts,
            item.evidence,
            item.side,
            item.reasons + (f"\n〔{item.clause}〕" if item.clause else ""),
        )
        for item in items
    ]
    return table(("要件", "事实", "证据", "判断", "理由"), (15, 44, 15, 16, 44), rows, centred="要件 证据 判断")


def distinctions(items: Sequence[cases.DistinctionFinding]) -> list[Block]:
    """三个区分开来 as a table."""
    if not items:
        return []
    rows = [(item.pair, item.side, item.reason, item.evidence) for item in items]
    return table(("区分", "归于哪一边", "理由", "证据"), (48, 26, 46, 16), rows, centred="证据")


def lists(items: Sequence[cases.ListFinding]) -> list[Block]:
    """Lists and red lines held against the facts."""
    if not items:
        return []
    rows = [
        (item.list_name, item.text + (f"\n〔{item.clause}〕" if item.clause else ""), item.result, item.reason)
        for item in items
    ]
    return table(("清单", "内容", "对照结果", "理由"), (18, 56, 20, 42), rows, centred="清单 对照结果")


def points(items: Sequence[cases.HearingPoint]) -> list[Block]:
    """What was held, said and answered, point by point."""
    if not items:
        return []
    rows = [
        (
            item.number,
            _with_evidence(item),
            item.statement or "未作陈述",
            f"{item.answer_side}：{item.answer}" if item.answer_side else item.answer,
        )
        for item in items
    ]
    return table(("序号", "拟认定的问题", "本人陈述申辩", "答复和理由"), (10, 40, 43, 43), rows, centred="序号")


def _with_evidence(item: cases.HearingPoint) -> str:
    return item.point + (f"\n（{item.evidence}）" if item.evidence else "")


def evidence(items: Sequence[cases.EvidenceLine]) -> list[Block]:
    """The index of evidence."""
    rows = [(item.number, item.name, item.source, item.added, item.pages, item.check_code) for item in items]
    heads = ("编号", "名称", "来源", "收集人和时间", "页数", "校验码")
    return table(heads, (13, 42, 26, 30, 11, 24), rows, centred="编号 页数")


def measures(items: Sequence[cases.Measure]) -> list[Block]:
    """What is to be done by whom until when. A measure without its own day falls under none: 未规定."""
    rows = [
        (
            str(number),
            item.what,
            item.owner,
            rules.printed_day(item.due_on) if item.due_on else UNSET,
            item.acceptance,
        )
        for number, item in enumerate(items, start=1)
    ]
    heads = ("序号", "整改措施", "责任人", "完成期限", "验收标准")
    return table(heads, (10, 40, 20, 30, 36), rows, centred="序号 责任人 完成期限")


def members(items: Sequence[cases.Member]) -> list[Block]:
    """People with unit and part."""
    rows = [(item.name, item.unit_post, item.role, item.note) for item in items]
    return table(("姓名", "单位及职务", "身份", "备注"), (22, 60, 28, 26), rows, centred="姓名 身份")


def names(items: Sequence[cases.Member]) -> str:
    """Names with their posts in one line; 无 when there are none."""
    return "、".join(f"{item.name}（{item.unit_post}）" if item.unit_post else item.name for item in items) or "无"


def rule_check(check: cases.RuleCheck | None) -> list[Block]:
    """The evaluator's answer, marked as advice."""
    if check is None:
        return []
    source = " ".join(part for part in (check.document, check.edition) if part)
    trace = [(item.text, clause_or_unset(item.clause)) for item in check.trace]
    return joined(
        text(f"提示（仅供参考，不代替认定）：{check.advice}"),
        text(f"所用规则：{source}" if source else ""),
        text(f"尚缺的事实：{'、'.join(check.missing)}" if check.missing else ""),
        text(f"后来的规定：{check.milder}" if check.milder else ""),
        table(("对照过程", "条款"), (92, 44), trace) if trace else [],
    )
