"""The form's summary texts and the records behind them: yearly results, rewards, party membership, education.

The order of tests and the usual wordings are those of `reference/formats.md` §1.3 and row 7.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from dandang.foundation.ground.months import UnreadableDate, read_date
from dandang.interchange.drafts import RewardDraft, YearlyResultDraft

# 不称职 before 称职, 基本合格 before 合格: the first that fits is the result.
GRADES = ("基本称职", "不称职", "优秀", "称职", "基本合格", "不合格", "合格", "不定等次", "未定等次", "不确定等次")
_SANCTIONS = (
    "警告", "记过", "记大过", "降级", "撤职", "撤销党内职务", "留党察看", "开除", "诫勉", "处分", "降低岗位等级",
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})")
_DAY = re.compile(r"((?:19|20)\d{2})\s*[年.．]\s*(\d{1,2})(?:\s*[月.．]\s*(?:(\d{1,2})\s*日?)?)?")


def yearly_results(text: str) -> tuple[YearlyResultDraft, ...]:
    """Results by year out of 年度考核结果, such as `2022年年度考核优秀；2023年年度考核称职。`

    Years listed before one result share it; parts without a year or a known result are left to the text.
    """
    found: dict[int, str] = {}
    waiting: list[int] = []
    for part in re.split("[；;。，,、\n]", text):
        waiting += [int(year) for year in _YEAR.findall(part)]
        grade = next((grade for grade in GRADES if grade in part), "")
        if grade:
            found.update(dict.fromkeys(waiting, grade))
            waiting = []
    return tuple(YearlyResultDraft(year, found[year]) for year in sorted(found))


def rewards(text: str) -> tuple[RewardDraft, ...]:
    """Awards and sanctions out of 奖惩情况: `date，经…批准，award` between semicolons or line ends."""
    found = []
    for part in re.split("[；;\n]", text):
        pieces = [piece for piece in re.split("[，,]", part.strip().rstrip("。")) if piece.strip()]
        day = _DAY.match(pieces[0].strip()) if len(pieces) >= 2 else None
        if day is None:
            continue
        by = re.sub("^经|批准$", "", pieces[1].strip()) if len(pieces) >= 3 else ""
        name = "，".join(piece.strip() for piece in pieces[2 if by else 1 :])
        decided = f"{day[1]}{int(day[2]):02d}" + (f"{int(day[3]):02d}" if day[3] else "")
        found.append(RewardDraft(name[:80], is_sanction=is_sanction(name), decided=decided, decided_by=by[:120]))
    return tuple(found)


def is_sanction(name: str) -> bool:
    """Whether a reward-or-sanction text names a sanction."""
    return any(word in name for word in _SANCTIONS)


@dataclass(frozen=True, slots=True)
class Party:
    """What the field 入党时间 says: the month of joining the CPC, and other parties named."""

    joined: str
    parties: tuple[str, ...]


_STATUS = {
    "民革": "民革党员",
    "民盟": "民盟盟员",
    "民建": "民建会员",
    "民进": "民进会员",
    "农工党": "农工党党员",
    "致公党": "致公党党员",
    "九三": "九三学社社员",
    "九三学社": "九三学社社员",
    "台盟": "台盟盟员",
    "无党派": "无党派人士",
    "群众": "群众",
}


def party(text: str) -> Party:
    """Read `200108；民建`, `九三`, `(民建、民盟)`, `1996.06`."""
    joined = ""
    parties = []
    for part in re.split("[；;、()（）]", unicodedata.normalize("NFKC", text)):
        word = part.strip()
        if not word:
            continue
        try:
            joined = read_date(word).compact
        except UnreadableDate:
            parties.append(word)
    return Party(joined, tuple(parties))


def political_status(text: str) -> str:
    """The political status that follows from 入党时间; empty when the field says nothing clear."""
    read = party(text)
    if read.joined:
        return "中共党员"
    return _STATUS.get(read.parties[0], "") if read.parties else ""
