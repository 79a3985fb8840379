"""The papers of a meeting: 会议材料册 in large type, 会议纪要, 表决票."""

from __future__ import annotations

from dandang.law.documents import rules
from dandang.law.documents.blocks import (
    UNSET,
    Block,
    Composed,
    form,
    joined,
    large,
    new_page,
    seal,
    signatures,
    small,
    table,
    text,
)
from dandang.law.documents.compositions import findings
from dandang.law.documents.schema import meetings


def booklet(facts: meetings.MeetingBooklet) -> Composed:
    """会议材料册: agenda, then each case on a page of its own with its table and its page to vote on."""
    agenda = [(item.number, item.title, item.reporter, item.recused or "无") for item in facts.agenda]
    blocks = joined(
        form(
            ("份　　号", facts.copy_number, "持 册 人", facts.holder),
            ("会议时间", facts.meets, "会议地点", facts.place),
            ("主 持 人", facts.chair, "收　　回", "□ 已收回　收回人："),
            ("法定人数", facts.quorum or UNSET, "通过票数", facts.majority or UNSET),
            tall=14,
        ),
        text("议　程", 1),
        table(("序号", "议题", "汇报人", "回避"), (14, 92, 34, 34), agenda, tall=14, centred="序号 汇报人 回避"),
        joined(text("参会人员", 1), findings.members(facts.members)) if facts.members else [],
        small("本册按份号发放，会后请交回，不得复制、拍照、外传。"),
        *(_case(number, case, facts.has_vote_pages) for number, case in enumerate(facts.cases, start=1)),
    )
    marks = [facts.copy_number] if facts.copy_number else []
    foot = f"份号 {facts.copy_number}" if facts.copy_number else ""
    return Composed(
        "booklet", facts.title, facts.organ, blocks, under=facts.organ, mark=facts.mark, marks=marks, foot=foot
    )


def _case(number: int, case: meetings.BookletCase, has_vote_page: bool) -> list[Block]:
    head = case.head
    said = [
        (item.number, item.point, item.statement or "未作陈述", item.answer or item.answer_side) for item in case.points
    ]
    return joined(
        new_page(),
        text(f"案件{findings.numeral(number)}　{head.name}", 1),
        text("，".join(part for part in (head.unit + head.post, head.matter_title, head.case_number) if part)),
        text("情况摘要", 2),
        text(case.summary),
        text("核查组建议", 2),
        text(case.suggestion),
        text(f"规则对照提示（仅供参考）：{case.advice}" if case.advice else ""),
        text(f"所在单位党组织意见：{case.party_view}" if case.party_view else ""),
        text(f"回避人员：{case.recused or '无'}"),
        joined(new_page(), text("六个要件", 2), findings.elements_table(case.elements)) if case.elements else [],
        joined(text("三个区分开来", 2), findings.distinctions(case.distinctions)) if case.distinctions else [],
        joined(text("陈述申辩", 2), table(("序号", "问题", "本人陈述", "答复"), (14, 50, 58, 52), said, centred="序号"))
        if said
        else [],
        _vote_page(case) if has_vote_page else [],
    )


def _vote_page(case: meetings.BookletCase) -> list[Block]:
    head = case.head
    return joined(
        new_page(),
        text("表决页", 1),
        form(("当 事 人", head.name, "案件编号", head.case_number), ("表决事项", case.suggestion, "40"), tall=14),
        large("　　　".join(f"□ {choice}" for choice in meetings.CHOICES)),
        form(("理　　由", "", "70")),
        small("在一项前的方框内打√。不同意或者缓议的，请写明理由；回避人员不表决。"),
        signatures("表决人"),
    )


def minutes(facts: meetings.MeetingMinutes) -> Composed:
    """会议纪要."""
    blocks = joined(
        form(
            ("会议时间", facts.met, "会议地点", facts.place),
            ("主 持 人", facts.chair, "记 录 人", facts.recorder),
            ("出　　席", findings.names(facts.present)),
            ("请　　假", findings.names(facts.absent)),
            ("列　　席", findings.names(facts.attending)),
            ("法定人数", facts.quorum or UNSET),
        ),
        *(_minute(item) for item in facts.items),
        signatures("主持人", "记录人"),
        seal(facts.organ, facts.issued_on),
        small(f"发送：{facts.copies}" if facts.copies else ""),
    )
    return Composed("form", facts.title, facts.organ, blocks, facts.number, under=facts.organ)


def _minute(item: meetings.MinuteItem) -> list[Block]:
    votes = [(line.name, line.post, line.vote, line.reason) for line in item.votes]
    heads = ("姓名", "职务", "表决意见", "理由")
    return joined(
        text(f"{item.number}　{item.title}", 1),
        text(f"回避：{item.recused}。" if item.recused else "没有人员回避。"),
        text(item.discussion),
        text(_counted(item)),
        table(heads, (26, 46, 24, 74), votes, centred="姓名 表决意见") if votes else [],
        text(f"会议决定：{item.decision}" if item.decision else "会议没有作出决定。"),
    )


def _counted(item: meetings.MinuteItem) -> str:
    counts = (
        ("应到", item.entitled, "人"),
        ("实到", item.present, "人"),
        ("同意", item.in_favour, "票"),
        ("不同意", item.against, "票"),
        ("缓议", item.postponed, "票"),
        ("弃权", item.abstained, "票"),
    )
    said = [f"{word}{count}{unit}" for word, count, unit in counts if count is not None]
    return "，".join(said) + "。" if said else ""


def vote_sheet(facts: meetings.VoteSheet) -> Composed:
    """表决票: one sheet per voter, boxes to tick, room for reasons."""
    boxes = "\n".join(f"□ {choice}" for choice in facts.choices)
    rows = [
        (item.number, "\n".join(part for part in (item.name, item.post) if part), _proposal(item), boxes, "")
        for item in facts.items
    ]
    heads = ("序号", "当事人", "表决事项", "表决意见", "理由")
    blocks = joined(
        form(("会议日期", rules.printed_day(facts.meets_on), "票　　号", facts.code)),
        table(heads, (12, 36, 56, 26, 40), rows, tall=30, centred="序号"),
        small(facts.note or "请在一项前的方框内打√，每项只选一项。不同意或者缓议的，请写明理由。"),
        signatures(f"表决人{_named(facts.voter)}签名")
        if facts.is_named
        else small("本票无记名，请不要写姓名或者作记号。"),
    )
    return Composed("form", facts.title, facts.organ, blocks, under=facts.organ)


def _named(voter: str) -> str:
    """The voter beside the line he signs on; a printed name is no signature."""
    return f"（{voter}）" if voter else ""


def _proposal(item: meetings.VoteItem) -> str:
    return f"{item.matter}：{item.proposal}" if item.matter else item.proposal
