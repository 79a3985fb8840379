"""What a good password is, when a session is over, who needs a second factor."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dandang.registry.accounts import rules
from dandang.registry.accounts.passwords import syllables

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


def faults(password: str, *, profile: str = rules.ASVS, standing: str = "BUSINESS") -> list[str]:
    return rules.password_faults(
        password,
        profile=profile,
        standing=standing,
        name=syllables("程明远"),
        words=[["dan", "dang"], ["chengmy"]],
        unit=syllables("青禾县财政局"),
    )


@pytest.mark.parametrize(
    ("password", "expected"),
    [
        ("chengmingyuan1986", [rules.OWN_NAME]),  # own name and year of birth
        ("mingyuancheng1986", [rules.OWN_NAME]),  # the given name first
        ("Cheng-Ming-Yuan-86", [rules.OWN_NAME]),
        ("chengmy-2026-abcd", [rules.OWN_NAME]),  # the account's name
        ("dandang2026-winter", [rules.OWN_NAME]),
        ("caizhengju2026", [rules.OWN_UNIT]),  # the unit and the year
        ("QinghexianCaizheng2026", [rules.OWN_UNIT]),
        ("elevenchars", [rules.TOO_SHORT]),
        ("twelve-chars", []),
        ("ma-deng-shu-chuang", []),
    ],
)
def test_passwords(password: str, expected: list[str]) -> None:
    assert faults(password) == expected


def test_dengbao3_asks_for_three_kinds_of_characters() -> None:
    assert faults("ma-deng-shu-chuang", profile=rules.DENGBAO3) == [rules.TOO_PLAIN]
    assert faults("Ma-deng-shu-chuang", profile=rules.DENGBAO3) == []


@pytest.mark.parametrize(("length", "is_short"), [(14, True), (15, False)])
def test_administrators_need_fifteen(length: int, is_short: bool) -> None:
    assert (rules.TOO_SHORT in faults("k" * length, standing="AUDIT")) is is_short


@pytest.mark.parametrize(
    ("standing", "began", "seen", "is_over"),
    [
        ("BUSINESS", 60, timedelta(minutes=15, seconds=-1), False),
        ("BUSINESS", 60, timedelta(minutes=15), True),
        ("AUDIT", 60, timedelta(minutes=10, seconds=-1), False),
        ("AUDIT", 60, timedelta(minutes=10), True),
        ("BUSINESS", 8 * 60 - 1, timedelta(seconds=5), False),
        ("BUSINESS", 8 * 60, timedelta(seconds=5), True),
    ],
)
def test_sessions_end(standing: str, began: int, seen: timedelta, is_over: bool) -> None:
    began_at = NOW - timedelta(minutes=began)

    assert rules.is_session_over(standing=standing, began_at=began_at, seen_at=NOW - seen, at=NOW) is is_over


@pytest.mark.parametrize(
    ("profile", "standing", "holds_roles", "is_needed"),
    [
        (rules.DENGBAO3, "BUSINESS", True, True),
        (rules.DENGBAO3, "SYSTEM", False, True),
        (rules.DENGBAO3, "BUSINESS", False, False),  # a cadre who opens the own file
        (rules.DEMO, "SYSTEM", True, False),
        (rules.ASVS, "BUSINESS", True, False),
    ],
)
def test_who_needs_a_second_factor(profile: str, standing: str, holds_roles: bool, is_needed: bool) -> None:
    assert rules.needs_second_factor(profile, standing=standing, holds_roles=holds_roles) is is_needed


@pytest.mark.parametrize(
    ("profile", "is_told_to", "age", "must"),
    [
        (rules.DEMO, True, 1, True),
        (rules.DEMO, False, 400, False),
        (rules.DENGBAO3, False, 89, False),
        (rules.DENGBAO3, False, 90, True),
    ],
)
def test_when_a_new_password_is_due(profile: str, is_told_to: bool, age: int, must: bool) -> None:
    changed_at = NOW - timedelta(days=age)

    assert rules.must_choose_password(profile, is_told_to=is_told_to, changed_at=changed_at, at=NOW) is must
