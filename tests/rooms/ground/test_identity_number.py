"""Identity numbers: check character, birth, sex, old numbers, masking."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandang.foundation.ground.identity_number import (
    BadIdentityNumber,
    check_character,
    knows_address,
    mask,
    read_identity_number,
)

TODAY = dt.date(2026, 11, 21)


def test_a_sound_number_says_birth_sex_and_place() -> None:
    number = read_identity_number("110101197204150019", today=TODAY)

    assert (number.born_on, number.is_male, number.address_code) == (dt.date(1972, 4, 15), True, "110101")
    assert knows_address(number, {"110101"})
    assert not knows_address(number, {"341299"})


@pytest.mark.parametrize("text", [" 11010519491231002x ", "１１０１０５１９４９１２３１００２Ｘ"])
def test_small_x_and_full_width_digits_mean_the_same_number(text: str) -> None:
    assert read_identity_number(text).text == "11010519491231002X"


def test_an_old_number_is_recognised_as_old() -> None:
    number = read_identity_number("110105491231002")

    assert (number.text, number.was_15_digits) == ("11010519491231002X", True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "应是 18 位，这里有 0 位"),
        ("1101051949123100", "这里有 16 位"),
        ("11010519491231002O", "数字以外"),
        ("110105194902300020", "1949 年 2 月 30 日，不存在"),
        ("11010518991231002X", "不可能是出生日期"),
        ("110105202712310025", "不可能是出生日期"),
        ("110105194912310021", "校验位不对"),
    ],
)
def test_a_wrong_number_is_refused_with_its_fault(text: str, reason: str) -> None:
    with pytest.raises(BadIdentityNumber) as refused:
        read_identity_number(text, today=TODAY)

    assert reason in refused.value.reason
    assert refused.value.mend


@given(st.from_regex(r"[1-9][0-9]{5}19[5-9][0-9](0[1-9]|1[0-2])(0[1-9]|1[0-9]|2[0-8])[0-9]{3}", fullmatch=True))
def test_one_wrong_digit_never_passes(seventeen: str) -> None:
    sound = seventeen + check_character(seventeen)
    assert read_identity_number(sound).text == sound

    other = str((int(sound[3]) + 1) % 10)
    with pytest.raises(BadIdentityNumber):
        read_identity_number(sound[:3] + other + sound[4:])


@pytest.mark.parametrize(
    ("number", "masked"),
    [("341299198603120025", "3412**********0025"), ("12345678", "********"), ("", "")],
)
def test_a_masked_number_shows_four_and_four(number: str, masked: str) -> None:
    assert mask(number) == masked
