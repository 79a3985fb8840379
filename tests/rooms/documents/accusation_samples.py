"""Made-up facts for the papers about a false accusation. Nobody here exists; none holds a reporter's name."""

from __future__ import annotations

import datetime as dt
from typing import Any

_HEAD: dict[str, Any] = {
    "organ": "中共青禾县纪律检查委员会", "number": "青纪诬〔2026〕3号", "case_number": "青核〔2026〕2号",
    "report_number": "青信〔2026〕14号", "clause": "检举控告规则 第39条",
    "contact": "周文澜（中共青禾县纪律检查委员会）", "issued_on": dt.date(2026, 11, 23),
}  # fmt: skip
FOUND: dict[str, Any] = {
    "organ": "中共皋原市纪律检查委员会", "level": "市级", "document": "皋纪〔2026〕41号", "day": dt.date(2026, 9, 8),
}  # fmt: skip
LATER: dict[str, Any] = FOUND | {"document": "皋纪〔2026〕66号", "day": dt.date(2026, 11, 20)}
_TERMS: dict[str, Any] = {
    "approval": FOUND | {"document": "皋纪〔2026〕45号", "day": None}, "handed_on": dt.date(2026, 9, 20),
    "ends_on": dt.date(2027, 9, 20),
}  # fmt: skip


def accusation_hearing() -> dict[str, Any]:
    return {
        **_HEAD,
        "points": [
            {"about": "捏造", "point": "随信的评标表是伪造的：项目编号当时还没有产生，三名评委的签名不是本人所写。"},
            {"about": "陷害故意", "point": "在拟任职公示的第二天向五个单位寄出同样内容，写明要求取消提拔。"},
        ],
        "reply_by": dt.date(2026, 12, 8),
    }


def accusation_finding() -> dict[str, Any]:
    return {
        **_HEAD,
        "fabrication": "随信评标表是伪造的：项目编号当时还没有产生，三名评委的签名不是本人所写。",
        "intent": "在拟任职公示的第二天寄出，同样内容寄往五个单位，写明要求取消提拔。",
        "reasons": "评标表系伪造，寄发时间和范围表明意在阻止任用，捏造和陷害的故意都已查实。",
        "aggravating": ["严重干扰换届或者选拔任用"],
        "approval": FOUND,
        "consequence": "批评教育，一年内不作为先进对象。",
        "ends_on": dt.date(2027, 9, 8),
    }


def dishonesty_referral() -> dict[str, Any]:
    return {
        **_HEAD,
        **_TERMS,
        "addressee": "青禾县发展和改革委员会",
        "reasons": "伪造材料干扰选拔任用，已经批准认定诬告，影响恶劣，按省里意见移送登记。",
        "found": FOUND,
        "clause": "安徽 第12点",
    }


def dishonesty_removal() -> dict[str, Any]:
    return {**_HEAD, **_TERMS, "addressee": "青禾县发展和改革委员会", "revoked": LATER, "clause": "安徽 第12点"}


def accusation_overturned() -> dict[str, Any]:
    return {
        **_HEAD,
        "found": FOUND,
        "reasons": "反映人补交了原始评标表，项目编号登记簿确有补登，反映的问题重新核实以后部分属实，原认定没有依据。",
        "approval": LATER,
        "is_referred": True,
    }
