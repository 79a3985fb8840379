"""Made-up facts for the papers of protection: what was said about a bridge in 河湾镇. Nobody here exists."""

from __future__ import annotations

import datetime as dt
from typing import Any

ORGAN = "中共青禾县纪律检查委员会"
_HEAD = {"organ": ORGAN, "name": "顾明川", "post": "青禾县河湾镇人民政府 副镇长"}
_TAIL: dict[str, Any] = {
    "number": "青纪函〔2026〕21号",
    "clause": "检举控告工作规则 第50条",
    "contact": "周文澜，0555-0000000",
    "issued_on": dt.date(2026, 11, 23),
}
_POINTS = [
    {
        "untrue": "顾明川在便民桥工程中收受施工单位现金3万元。",
        "found": "施工单位账目、银行流水和三名经办人的证言一致，没有这笔支出。",
    },
    {"untrue": "便民桥没有经过招标。", "found": "工程于2025年6月在县公共资源交易中心公开招标，三家单位投标。"},
]
WORDS = "便民桥的招标、施工和付款都有完整的资料，没有发现反映所说的问题。"


def clarification_letter() -> dict[str, Any]:
    return {
        **_HEAD,
        **_TAIL,
        "points": _POINTS,
        "words": WORDS,
        "forms": ["当面", "会议"],
        "circle": "所在单位",
        "copies": "中共青禾县河湾镇委员会",
    }


def clarification_notice() -> dict[str, Any]:
    return {
        **_HEAD,
        **{key: value for key, value in _TAIL.items() if key != "contact"},
        "number": "青纪通〔2026〕8号",
        "addressee": "各乡镇党委，县直各单位党组（党委）",
        "circle": "全县",
        "points": _POINTS,
        "words": WORDS,
        "copies": "中共青禾县委组织部",
    }


def clarification_proposal() -> dict[str, Any]:
    return {
        **_HEAD,
        **_TAIL,
        "points": _POINTS,
        "words": WORDS,
        "known_to": "所在单位",
        "circle": "本系统",
        "forms": ["会议"],
        "answer_due": dt.date(2026, 11, 30),
    }


def report_answer() -> dict[str, Any]:
    return {
        **_TAIL,
        "organ": ORGAN,
        "report_number": "FY-2026-0012",
        "received_on": dt.date(2026, 9, 14),
        "points": [
            {
                "number": "1",
                "alleged": "工程中收受施工单位现金3万元。",
                "found": "不实",
                "reasons": "施工单位账目、银行流水和三名经办人的证言一致，没有这笔支出。",
                "clause": "检举控告工作规则 第50条",
            },
            {
                "number": "2",
                "alleged": "付款没有按合同进度。",
                "found": "部分属实",
                "reasons": "第二期款早付了12天，已责成镇政府整改；其余各期按合同付款。",
            },
            {
                "number": "3",
                "alleged": "验收走过场。",
                "found": "不能认定",
                "reasons": "验收人员已有一人去世，现场记录不全。",
            },
        ],
        "objection_to": ORGAN,
        "objection_clause": "检举控告工作规则",
    }


def explanation_feedback() -> dict[str, Any]:
    return {
        **_HEAD,
        **_TAIL,
        "unit": "中共青禾县河湾镇委员会",
        "points": [
            {
                "asked": "2025年7月公务用车行驶记录同派车单相差86公里。",
                "given_on": dt.date(2026, 10, 12),
                "reasons": "说明当天绕行淹水路段，同交警部门的封路通告和加油记录相符。",
            }
        ],
    }
