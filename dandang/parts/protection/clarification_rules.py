"""How far is a clarification told, in which forms, and do its words say more than what was untrue? Pure.

Basis: 澄清意见 (forms, written always; only the untrue points, no praise of the person); SPEC PR-04.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

UNIT, COUNTY = 3, 5  # of models.Circle: from here on a meeting or a notice, a notice
COPIED = 8  # as many characters in a row as nobody takes over by chance
UNTRUE_FINDINGS = ("UNTRUE", "PARTLY")
# What packs call the three forms beside the written one, and our fields.
FORMS = {"当面": "is_in_person", "会议": "is_at_meeting", "通报": "is_by_notice"}

_REPORTER = re.compile(
    r"举报人|反映人|检举人|控告人|来信人|写信人|来访人|投诉人|报案人|举报者|实名(?:举报|反映|检举)|匿名(?:举报|反映|检举)"
    r"|(?:职工|群众|同事|下属|村民|邻居|亲属|家属|前妻|前夫)(?:举报|反映|检举|控告|来信)"
)
_RECEIPT = re.compile(r"\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}|[0-9]{11}")
_PRAISE = re.compile(r"一贯|一向|清正廉洁|廉洁奉公|优秀干部|好干部|没有任何(?:违纪|违法|问题)|不存在任何|清白|全面评价")
_HAN = re.compile(r"[\w一-鿿]+")
_AUTHOR = re.compile(
    r"https?://|www\.|[a-z0-9-]+\.(?:com|cn|net|org)\b|@\S|网名|昵称|发帖人|发布者|楼主|博主|作者|账号|帐号|微信号|公众号名"
    r"|QQ|\bIP\b|IP地址|手机号",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far something spread, how far it is put right, and by which forms beside the written one."""

    known_to: int
    told_to: int
    is_at_meeting: bool = False
    is_by_notice: bool = False


# Circles ---------------------------------------------------------------------------------------------------------


def is_too_narrow(known_to: int, told_to: int) -> bool:
    """Return whether people who heard the untrue thing would not hear that it is untrue."""
    return told_to < known_to


def is_wider(known_to: int, told_to: int) -> bool:
    """Return whether people would hear of it who never had: asked back for a reason and the person's own word."""
    return told_to > known_to


def form_missing(reach: Reach) -> str:
    """Return the form without which the circle is not reached: MEETING, NOTICE, or nothing."""
    if reach.told_to >= COUNTY and not reach.is_by_notice:
        return "NOTICE"
    if reach.told_to >= UNIT and not (reach.is_at_meeting or reach.is_by_notice):
        return "MEETING"
    return ""


# Words -----------------------------------------------------------------------------------------------------------


def may_be_clarified(finding: str, *, is_confirmed: bool, is_live: bool) -> bool:
    """Return whether an allegation may be put right: found untrue in whole or part by two people, and standing."""
    return is_live and is_confirmed and finding in UNTRUE_FINDINGS


def reporter_words(words: str) -> list[str]:
    """Return what in the words speaks of a reporter, or could lead to one: how it came, a number of digits."""
    return list(dict.fromkeys([*_REPORTER.findall(words), *_RECEIPT.findall(words)]))


def praise_words(words: str) -> list[str]:
    """Return what judges the whole person instead of the one thing that was untrue."""
    return list(dict.fromkeys(_PRAISE.findall(words)))


def taken_over(words: str, others: Iterable[str], allowed: Sequence[str]) -> list[str]:
    """Return the runs of `COPIED` or more characters that the words share with `others` and no `allowed` text has.

    `others` is what is true, not settled, or the letter itself; `allowed` the untrue points.
    """
    free = "\n".join(_plain(one) for one in allowed)
    found: list[str] = []
    for other in others:
        text = _plain(other)
        found += [run for run in _shared_runs(_plain(words), text) if run not in free]
    return list(dict.fromkeys(found))


def names_an_author(text: str) -> list[str]:
    """Return what in a text points at who wrote something: an address, an account, a nickname (SPEC PR-08)."""
    return list(dict.fromkeys(_AUTHOR.findall(text)))


def _plain(text: str) -> str:
    return "".join(_HAN.findall(text))


def _shared_runs(words: str, text: str) -> list[str]:
    """The longest runs of the words that stand in the text, from left to right."""
    runs, start = [], 0
    while start + COPIED <= len(words):
        if words[start : start + COPIED] not in text:
            start += 1
            continue
        end = start + COPIED
        while end < len(words) and words[start : end + 1] in text:
            end += 1
        runs.append(words[start:end])
        start = end
    return runs
