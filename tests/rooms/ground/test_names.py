"""Names that look alike are asked about; nothing is merged and nothing rewritten."""

from __future__ import annotations

import pytest

from dandang.foundation.ground.names import has_invisible_characters, look_alike, skeleton, tidy_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("张伟", "張偉"),
        ("⼀凡", "一凡"),
        ("阿布都·买买提", "阿布都•买买提"),
        ("阿布都·买买提", "阿布都・买买提"),
        ("阿布都·买买提", "阿布都‧买买提"),
        ("阿布都·买买提", "阿布都∙买买提"),
        ("王\u200b明", "王明"),
        ("王 明", "王明"),
        ("欧阳靖", "歐陽靖"),
    ],
)
def test_different_writings_of_one_name_look_alike(one: str, other: str) -> None:
    assert look_alike(one, other) is (skeleton(one) == skeleton(other))
    assert look_alike(one, other)


@pytest.mark.parametrize(("one", "other"), [("张伟", "张炜"), ("王明", "王明"), ("𠮷田", "吉田"), ("李䶮", "李龑")])
def test_other_names_and_equal_names_do_not(one: str, other: str) -> None:
    assert not look_alike(one, other)


def test_a_spread_name_is_closed_and_rare_characters_stay() -> None:
    assert tidy_name("张　三") == "张三"
    assert tidy_name("𠮷䶮") == "𠮷䶮"
    assert tidy_name("John  Smith") == "John Smith"


def test_invisible_characters_are_noticed() -> None:
    assert has_invisible_characters("王\u200b明")
    assert not has_invisible_characters("王明")
