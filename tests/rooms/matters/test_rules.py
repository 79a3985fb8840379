"""Numbers of matters and order of days."""

from __future__ import annotations

from datetime import date

import pytest

from dandang.ledger.matters import rules


@pytest.mark.parametrize(
    ("region", "prefix"),
    [
        ("青禾县", "青禾事"),
        ("清源市", "清源事"),
        ("恩施土家族苗族自治州", "恩施土家族苗族事"),
        ("和县", "和县事"),
        ("青禾经济开发区", "青禾经济开发事"),
        ("未设政区", "未设政事"),
    ],
)
def test_a_number_begins_with_the_region(region: str, prefix: str) -> None:
    assert rules.prefix_of(region) == prefix


def test_a_number_reads_as_on_paper() -> None:
    assert rules.number_text("青禾事", 2026, 12) == "青禾事〔2026〕12号"


@pytest.mark.parametrize(
    ("last", "in_order"),
    [(None, True), (date(2026, 3, 12), True), (date(2026, 3, 11), False), (date(2026, 4, 1), True)],
)
def test_the_last_day_is_not_before_the_first(last: date | None, in_order: bool) -> None:
    assert rules.days_are_in_order(date(2026, 3, 12), last) is in_order
