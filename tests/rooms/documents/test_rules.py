"""How values are written on paper: boundary days, names, résumé rows, sizes."""

from __future__ import annotations

import datetime as dt

import pytest

from dandang.law.documents import rules


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (dt.date(2026, 1, 2), "2026年1月2日"),
        (dt.date(2026, 11, 23), "2026年11月23日"),
        (None, "　　　　年　　月　　日"),
    ],
)
def test_day_is_printed_without_zero_padding(day: dt.date | None, printed: str) -> None:
    assert rules.printed_day(day) == printed


@pytest.mark.parametrize(
    ("name", "spread"),
    [
        ("王伟", "王　伟"),
        ("王　伟", "王　伟"),
        ("欧阳䶮", "欧阳䶮"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("仇", "仇"),
        ("𠮷䶮", "𠮷　䶮"),
    ],
)
def test_only_two_character_names_are_spread(name: str, spread: str) -> None:
    assert rules.spread_name(name) == spread


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("200108；民建", "2001.08；民建"),
        ("20010801", "2001.08"),
        ("2001.08", "2001.08"),
        ("九三", "九三"),
        ("209913", "209913"),
    ],
)
def test_months_in_a_party_entry_get_a_dot_and_the_rest_stays(text: str, printed: str) -> None:
    assert rules.dotted_months(text) == printed


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("1972.04", "2026.03", 53),
        ("1972.04", "2026.04", 54),
        ("2026.12", "2026.11", None),
        ("", "2026.11", None),
        ("1972.04", "", None),
    ],
)
def test_birth_month_counts_as_reached(born: str, on: str, years: int | None) -> None:
    assert rules.age(born, on) == years


def test_resume_is_printed_in_rows_and_nothing_is_lost() -> None:
    text = (
        "读不懂的一行\n"
        "1998.09--2002.07  安徽农业大学学习\n"
        "2002.07--2005.01  青禾县河湾镇\n"
        "                  科员\n"
        "2005.01--         副镇长（其间：2006.03--2006.06在县委党校学习）\n"
        "\n"
        "2021.12            县人大代表"
    )

    rows = rules.resume_rows(text)

    assert [(row.period, row.text) for row in rows] == [
        ("", "读不懂的一行"),
        ("1998.09—2002.07", "安徽农业大学学习"),
        ("2002.07—2005.01", "青禾县河湾镇科员"),
        ("2005.01—", "副镇长\n（其间：2006.03--2006.06在县委党校学习）"),
        ("", ""),
        ("", "2021.12            县人大代表"),
    ]


@pytest.mark.parametrize(
    ("part", "whole", "printed"), [(38, 40, "95.0%"), (2, 3, "66.7%"), (1, 16, "6.3%"), (0, 0, ""), (0, 7, "0.0%")]
)
def test_share_is_rounded_half_up(part: int, whole: int, printed: str) -> None:
    assert rules.share(part, whole) == printed


def test_type_shrinks_only_as_far_as_needed() -> None:
    box = {"width": 140.0, "height": 30.0, "largest": 14.0, "smallest": 5.0, "pitch": 1.3}

    assert rules.fitting_size("青禾县", **box) == 14.0
    assert 5.0 < rules.fitting_size("青禾县河湾镇党委副书记、镇长、综合执法大队大队长", **box) < 14.0
    assert rules.fitting_size("长" * 500, **box) == 5.0


@pytest.mark.parametrize("post", ["河湾镇农民（已去世）", "教师（已故）", "县粮食局职工，2010年去世"])
def test_the_deceased_are_recognised_by_the_words_of_the_form(post: str) -> None:
    assert rules.is_deceased(post)
