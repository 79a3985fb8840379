"""Does a text carry a mark of a state secret? Such material does not belong on this system at all.

Basis: security.md §3.4; the form of the mark is the national one: the level, a five-pointed star, the period.
Full-width, spaced and traditional forms are the same mark.
"""

from __future__ import annotations

import re
import unicodedata

from dandang.foundation.guard.problems import FileRefused

# The level, then a star or a period as on the head of a paper; or the level alone in brackets, or as the whole line.
_LEVEL = r"(?:绝|絕|机|機|秘|祕)\s*密"
_STARRED = re.compile(_LEVEL + r"\s*[★☆⭐✩✪✭*]")
_BRACKETED = re.compile(r"[\[【(〔《<「]\s*" + _LEVEL + r"(?:级|級)?\s*[\]】)〕》>」]")
_ALONE = re.compile(
    r"^\s*(?:密\s*级\s*[::]?\s*)?" + _LEVEL + r"(?:级|級|件)?\s*(?:$|[-_—.·、,:\s]|\d+\s*年)", re.MULTILINE
)
_LEVELS = {"绝": "绝密", "絕": "绝密", "机": "机密", "機": "机密", "秘": "秘密", "祕": "秘密"}


def classified_mark(text: str) -> str:
    """Return the level (绝密, 机密 or 秘密) a text is marked with, or empty text. 商业秘密 and 工作秘密 are none."""
    plain = unicodedata.normalize("NFKC", text)
    for pattern in (_STARRED, _BRACKETED, _ALONE):
        if found := pattern.search(plain):
            level = re.search(r"[绝絕机機秘祕]", found[0])
            return _LEVELS[level[0]] if level else ""
    return ""


def refuse_classified(text: str, what: str, *, field: str = "upload") -> None:
    """Refuse a text with such a mark; `what` names it, such as 文件名, `field` is where it was typed."""
    if level := classified_mark(text):
        refusal = FileRefused(
            f"{what}带有国家秘密标志“{level}”，不能放进本系统",
            "请立即从这台电脑上移走，按保密规定在涉密载体上办理；确不涉密的，去掉标志并请保密干部确认后再提交",
        )
        refusal.field = field
        raise refusal
