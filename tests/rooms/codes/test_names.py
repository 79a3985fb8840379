"""The order of names, checked by hand against the strokes one counts on paper, and the readings of surnames."""

from __future__ import annotations

import pytest

from dandang.foundation.codes import names, queries


def test_surnames_stand_by_strokes_and_then_by_the_order_of_strokes() -> None:
    # 丁二 马三 王四 刘六 李七(横) 张七(折) 陈七(折, 竖 after it) 欧八; counted by hand.
    expected = ["丁一", "马二", "王三", "刘四", "李五", "张六", "陈七", "欧阳八"]

    assert sorted(reversed(expected), key=queries.sort_key_for_name) == expected


def test_common_surnames_stand_as_published_lists_by_strokes_have_them() -> None:
    published = "丁习马王尹石刘李何张陈赵袁黄蔡"

    assert "".join(sorted(sorted(published), key=queries.sort_key_for_name)) == published


@pytest.mark.parametrize(
    ("character", "strokes"),
    [("丁", 2), ("邓", 4), ("过", 6), ("陈", 7), ("顾", 10), ("魏", 17), ("〇", None), ("龘", 33)],
)
def test_strokes_are_those_of_the_form_in_use(character: str, strokes: int | None) -> None:
    assert queries.stroke_count(character) == strokes


def test_short_given_names_stand_first_then_strokes_decide() -> None:
    expected = ["李希", "李强", "李干平", "李书文", "李鸿文"]  # given names of 7, 12; then 3, 4, 11 strokes

    assert sorted(reversed(expected), key=queries.sort_key_for_name) == expected


def test_a_compound_surname_is_one_surname() -> None:
    assert sorted(["欧阳明", "欧小明", "欧明"], key=queries.sort_key_for_name) == ["欧明", "欧小明", "欧阳明"]


def test_same_strokes_are_parted_by_sound() -> None:
    key = queries.sort_key_for_name

    assert key("王平") != key("王平平")
    assert key("单文").endswith("shanwen")


def test_a_key_holds_only_what_every_collation_orders_alike() -> None:
    for name in ("阿依古丽·买买提", "𠮷田", "O'Neil", "欧阳娜娜", "王" * 40):
        key = queries.sort_key_for_name(name)
        assert key.isascii()
        assert key.isalnum()
        assert key == key.lower()
        assert len(key) <= names.KEY_LENGTH


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("顾明川", "gmc"), ("单立文", "slw"), ("仇英", "qy"), ("曾国华", "zgh"), ("解缙", "xj"), ("区志强", "ozq"),
        ("查良明", "zlm"), ("朴正浩", "pzh"), ("欧阳修", "oyx"), ("尉迟恭", "ycg"), ("万俟明", "mqm"), ("任重", "rz"),
        ("长孙皓", "zsh"), ("阿依古丽·买买提", "ayglmmt"),
    ],
)  # fmt: skip
def test_surnames_are_read_as_surnames(name: str, initials: str) -> None:
    assert queries.pinyin_initials(name) == initials
