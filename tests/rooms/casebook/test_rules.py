"""Anonymised text, what a second look finds, risks that are left, and who resembles whom: tables, no database."""

from __future__ import annotations

import pytest

from dandang.ledger.casebook import rules
from dandang.ledger.casebook.records import Found, Mark, Profile

TEXT = "王明说用水高峰期，高峰同志到场；王明确认。"


def _mark(span: str, replacement: str, *starts: int, state: str = "CONFIRMED", pk: int = 1) -> Mark:
    return Mark(pk, span, replacement, state, {"COURSE": starts})


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ([], TEXT),
        ([_mark("高峰", "高某", 9)], "王明说用水高峰期，高某同志到场；王明确认。"),
        ([_mark("高峰", "高某", 9, state="OPEN")], TEXT),
        ([_mark("高峰", "", 9, state="KEPT")], TEXT),
        ([_mark("王明", "王某", 0), _mark("高峰同志", "高某", 9, pk=2)], "王某说用水高峰期，高某到场；王明确认。"),
        # The longer of two that overlap counts, and a place that no longer holds the span changes nothing.
        ([_mark("高峰", "甲", 9), _mark("高峰同志", "乙", 9, pk=2)], "王明说用水高峰期，乙到场；王明确认。"),
        ([_mark("李四", "李某", 0)], TEXT),
    ],
)
def test_only_what_was_confirmed_is_replaced_and_only_where_it_stands(marks: list[Mark], said: str) -> None:
    assert rules.anonymised("COURSE", TEXT, marks) == said


def test_both_columns_are_cut_at_the_same_places() -> None:
    cut = rules.segments("COURSE", TEXT, [_mark("王明", "王某甲", 0), _mark("高峰", "高某", 9, state="OPEN", pk=2)])

    assert "".join(one.original for one in cut) == TEXT
    assert [(one.original, one.shown, one.state) for one in cut if one.marking] == [
        ("王明", "王某甲", "CONFIRMED"),
        ("高峰", "高峰", "OPEN"),
    ]


@pytest.mark.parametrize(
    ("span", "marks", "is_left"),
    [
        ("李四", [], True),
        ("李四", [_mark("李四", "", 0, state="KEPT")], False),
        ("李某", [_mark("李四", "李某", 0)], False),
        ("10余万元", [_mark("18.6万元", "10余万元", 0)], False),
        # Somebody wrote another person's name instead.
        ("张三", [_mark("李四", "张三", 0)], True),
        ("张三", [_mark("李四", "某镇张三", 0)], True),
    ],
)
def test_a_second_look_finds_what_nobody_decided(span: str, marks: list[Mark], is_left: bool) -> None:
    found = [Found(span, "NAME", "", {"COURSE": (0,)})]

    assert bool(rules.left_over(found, marks)) is is_left


@pytest.mark.parametrize(
    ("text", "posts", "words"),
    [
        ("某镇副镇长研究后决定。", {"副镇长": 24}, []),
        ("某镇副镇长研究后决定。", {"副镇长": rules.FEW}, []),
        ("某镇副镇长研究后决定。", {"副镇长": rules.FEW - 1}, ["副镇长"]),
        ("某县县长研究后决定。", {"县长": 1, "副镇长": 1}, ["县长"]),
        ("某县县长研究后决定。", {"县长": 0}, []),
        ("他是全县唯一的注册会计师。", {}, ["唯一"]),
        ("这是全省首个试点，当时轰动一时。", {}, ["全省首", "轰动"]),
        ("按程序研究，没有私利。", {}, []),
    ],
)
def test_telling_words_and_rare_posts_are_pointed_out(text: str, posts: dict[str, int], words: list[str]) -> None:
    assert [one.word for one in rules.risks({"COURSE": text}, posts)] == words


# Similar cases ---------------------------------------------------------------------------------------------------


def _profile(pk: int, *traits: tuple[str, str, str], field: str = "", outcome: str = "", text: str = "") -> Profile:
    return Profile(pk, frozenset(traits), outcome=outcome, field=field, text=text)


ITEM = ("LIST_ITEM", "first-try", "")
PROCEDURE = ("ELEMENT", "PROCEDURE", "AGAINST")
MOTIVE = ("ELEMENT", "MOTIVE", "FOR")
TRY = ("DISTINCTION", "FIRST_TRY", "MILDER")


@pytest.mark.parametrize(
    ("wanted", "known", "reasons"),
    [
        (_profile(0, ITEM), _profile(1, ITEM), ["LIST_ITEM"]),
        (_profile(0, PROCEDURE), _profile(1, PROCEDURE), ["AGAINST"]),
        (_profile(0, PROCEDURE), _profile(1, ("ELEMENT", "PROCEDURE", "FOR")), None),
        (_profile(0, TRY, MOTIVE), _profile(1, TRY, MOTIVE), ["DISTINCTION", "FOR"]),
        (_profile(0, field="RURAL"), _profile(1, field="RURAL"), ["FIELD"]),
        (_profile(0, text="泵船 泵"), _profile(1, text="改用移动泵船"), ["WORDS"]),
        # Favourable elements and the same outcome are shared by half of all cases: no likeness of their own.
        (_profile(0, MOTIVE, outcome="EXEMPT"), _profile(1, MOTIVE, outcome="EXEMPT"), None),
        (_profile(0, ITEM, outcome="EXEMPT"), _profile(1, ITEM, outcome="EXEMPT"), ["LIST_ITEM", "OUTCOME"]),
    ],
)
def test_a_likeness_says_every_reason_for_it(wanted: Profile, known: Profile, reasons: list[str] | None) -> None:
    found = rules.similar(wanted, [known], limit=5)

    assert [name for one in found for name, _codes in one.reasons] == (reasons or [])
    assert bool(found) is (reasons is not None)


def test_the_nearest_stand_first_and_the_newest_of_equals() -> None:
    known = [
        _profile(1, PROCEDURE, field="RURAL"),
        _profile(2, ITEM),
        _profile(3, field="RURAL"),
        _profile(4, ITEM, PROCEDURE),
        _profile(5, ITEM),
    ]

    found = rules.similar(_profile(0, ITEM, PROCEDURE, field="RURAL"), known, limit=4)

    assert [one.id for one in found] == [4, 5, 2, 1]
