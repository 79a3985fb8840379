"""What a round of ballots promises and keeps. Screens, printed slips and tests read this one table.

The product never says 匿名 here: a phone page and a keyed sheet cannot prove it. 保密 means exactly the lines below.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: who, and what they can learn."""

    who: str
    learns: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The word shown before the first click, what it means in one sentence, and who can learn what."""

    word: str
    means: str
    kept: str
    lines: tuple[Line, ...]


TERMS = {
    "CONFIDENTIAL": Terms(
        word="保密",
        means="票上没有您的名字，系统里也没有哪张票发给了谁的记录。",
        kept="系统只存：票号的摘要、这张票属于哪个单位和评议类别、打的分。不存姓名、账号、网络地址、设备和投票时刻。",
        lines=(
            Line("同事、单位负责人、组织部门", "截止以后只看到汇总；一类不满 5 票的，不单独显示"),
            Line("管理数据库的人", "看得到一张张没有名字的票，查不出是谁投的"),
            Line("发票的人", "知道谁领过票，不知道领的是哪一张"),
            Line("在网络上截获通信的人", "可能把网络地址和一张票对上；怕这一点的，请用纸质票"),
            Line("谁也保证不了的", "全体打分一样，或者一类只有很少几个人时，别人可能猜得到"),
        ),
    ),
    "NAMED": Terms(
        word="记名",
        means="这一类评议记名：您的打分和您的名字存在一起。",
        kept="系统存：您的名字、打的分。不存网络地址、设备和投票时刻。",
        lines=(
            Line("被考核的人、同事", "只看到汇总，看不到您一个人的打分"),
            Line("组织部门", "页面上只有汇总，没有一个人打分的页面"),
            Line("管理数据库的人", "看得到名字和打分"),
        ),
    ),
}
