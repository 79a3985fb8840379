"""How days, periods, scores and masked numbers are written."""

from __future__ import annotations

from datetime import date

import pytest

from dandang.foundation.ui import formats


@pytest.mark.parametrize(
    ("value", "today", "words"),
    [
        (date(2026, 11, 25), date(2026, 11, 21), "11月25日 周三"),
        (date(2027, 1, 4), date(2026, 11, 21), "2027年1月4日 周一"),
        (date(2026, 1, 1), date(2026, 12, 31), "1月1日 周四"),
    ],
)
def test_a_day_names_its_year_only_when_it_differs(value: date, today: date, words: str) -> None:
    assert formats.day(value, today) == words


def test_archive_months_and_periods_keep_their_written_form() -> None:
    assert formats.month(date(1986, 7, 9)) == "1986.07"
    assert formats.period(date(2016, 3, 1), date(2021, 12, 1)) == "2016.03—2021.12"
    assert formats.period(date(2021, 12, 1), None) == "2021.12—"


@pytest.mark.parametrize(
    ("born", "on", "words"),
    [
        (date(1986, 7, 2), date(2026, 7, 1), "39岁"),
        (date(1986, 7, 2), date(2026, 7, 2), "40岁"),
        (date(2000, 2, 29), date(2026, 2, 28), "25岁"),
        (date(2000, 2, 29), date(2026, 3, 1), "26岁"),
    ],
)
def test_age_turns_on_the_birthday(born: date, on: date, words: str) -> None:
    assert formats.age(born, on) == words


@pytest.mark.parametrize(
    ("start", "on", "words"),
    [
        (date(2021, 12, 3), date(2026, 11, 23), "4年11个月"),
        (date(2009, 8, 1), date(2026, 8, 1), "17年"),
        (date(2026, 8, 24), date(2026, 11, 23), "2个月"),
        (date(2026, 12, 1), date(2026, 11, 23), "0个月"),
    ],
)
def test_duration_counts_full_months(start: date, on: date, words: str) -> None:
    assert formats.duration(start, on) == words


@pytest.mark.parametrize(
    ("value_e4", "words"),
    [(885650, "88.57"), (885649, "88.56"), (0, "0.00"), (1000000, "100.00"), (-50, "-0.01"), (-49, "0.00")],
)
def test_published_scores_round_half_up(value_e4: int, words: str) -> None:
    assert formats.score2_from_e4(value_e4) == words


@pytest.mark.parametrize(
    ("part", "whole", "words"), [(11, 17, "11 / 17 ＝ 65%"), (0, 0, "0 / 0"), (1204, 1204, "1,204 / 1,204 ＝ 100%")]
)
def test_a_share_shows_its_denominator(part: int, whole: int, words: str) -> None:
    assert formats.share(part, whole) == words


@pytest.mark.parametrize(
    ("number", "masked"),
    [("340123198607023215", "3401**********3215"), ("34012319", "********"), ("", ""), ("abc", "***")],
)
def test_identity_numbers_show_four_and_four_and_short_ones_nothing(number: str, masked: str) -> None:
    assert formats.mask_id(number) == masked


def test_phone_numbers_show_three_and_four() -> None:
    assert formats.mask_phone("13812340107") == "138****0107"
