"""Which reports are shown side by side, and what of a reporter's own name is taken out: tables."""

from __future__ import annotations

import pytest

from dandang.parts.protection import pacing, receipts, rules
from dandang.parts.protection.masking import MARK, masked
from dandang.parts.protection.queries import clauses

PUMP = "顾明川在提灌站改造中虚报工程量三百立方米，多结算工程款。"


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (PUMP, True),
        ("听说提灌站改造虚报工程量，顾明川多结算了工程款！", True),
        ("提灌站改造中虚报工程量", True),
        ("顾明川周末在农家乐吃请，公车接送。", False),
        ("12345 abc", False),
        ("", False),
    ],
)
def test_alike_is_what_was_alleged(other: str, alike: bool) -> None:
    assert (rules.likeness(PUMP, other) >= rules.ALIKE_FROM) is alike
    assert rules.likeness(other, PUMP) == rules.likeness(PUMP, other)


def test_style_plays_no_part() -> None:
    shouted = "！！！哎呀呀，顾明川他、在提灌站改造中、虚报工程量三百立方米——多结算工程款？？？"

    assert rules.likeness(PUMP, PUMP.replace("，", "。")) == 1.0
    assert rules.likeness(PUMP, shouted) == rules.likeness(PUMP, shouted.replace("？", "").replace("！", ""))


@pytest.mark.parametrize(
    ("text", "parts", "expected"),
    [
        ("我叫柳长亭，电话 13905550123", ("柳长亭", "13905550123"), f"我叫{MARK}，电话 {MARK}"),
        ("柳 长 亭 139-0555-0123", ("柳长亭", "13905550123"), f"{MARK} {MARK}"),
        ("电话１３９０５５５０１２３", ("13905550123",), f"电话{MARK}"),
        ("证号34129919800101123x", ("34129919800101123X",), f"证号{MARK}"),
        ("顾明川的事", ("柳长亭",), "顾明川的事"),
        ("王先生说的", ("王",), "王先生说的"),
    ],
)
def test_own_name_and_numbers_are_taken_out(text: str, parts: tuple[str, ...], expected: str) -> None:
    assert masked(text, parts) == expected


def test_receipts_have_sixteen_digits_and_are_read_as_people_write_them() -> None:
    code = receipts.new_code()
    digits = receipts.plain(code)

    assert len(digits) == receipts.LENGTH
    assert code == receipts.grouped(digits)
    assert receipts.digest(code) == receipts.digest(digits) == receipts.digest("-".join(code.split()))
    assert digits not in receipts.digest(code)
    assert receipts.new_code() != code


@pytest.mark.parametrize(("wrong", "seconds"), [(0, 0.0), (10, 0.0), (11, 0.2), (15, 1.0), (25, 3.0), (1000, 3.0)])
def test_everybody_waits_longer_after_wrong_receipts(wrong: int, seconds: float) -> None:
    assert pacing.wait_seconds(wrong) == pytest.approx(seconds)


def test_a_clause_without_a_number_is_cited_by_a_whole_phrase() -> None:
    assert clauses.phrase("反映失实，又给当事人工作生活或者社会造成不良影响的，应当在一定范围澄清。") == "反映失实"
