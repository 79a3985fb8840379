"""Dates of personnel files: what is read, what is refused with a mend, ages and retirement months."""

from __future__ import annotations

import pytest

from dandang.foundation.ground.months import (
    PartialDate,
    RetirementRule,
    UnreadableDate,
    full_years,
    read_date,
    retirement_month,
)


@pytest.mark.parametrize(
    ("text", "compact"),
    [
        ("197204", "197204"),
        ("19720415", "19720415"),
        ("1972.04", "197204"),
        ("1972.4", "197204"),
        ("1972-04", "197204"),
        ("1972-04-15", "19720415"),
        ("1972/04", "197204"),
        ("1972/4/5", "19720405"),
        ("1972年4月", "197204"),
        ("1972年4月15日", "19720415"),
        ("１９７２．０４", "197204"),
        (" 197204\n", "197204"),
        ("20240229", "20240229"),
    ],
)
def test_accepted_forms_have_one_meaning(text: str, compact: str) -> None:
    assert read_date(text).compact == compact


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1979.13", "月份是 13"),
        ("197900", "月份是 0"),
        ("20230229", "2023 年 2 月没有 29 日"),
        ("19790100", "1979 年 1 月没有 0 日"),
        ("2023/8", "无法确定"),
        ("1879.01", "年份是 1879"),
        ("79.01", "不是年月"),
        ("去年", "不是年月"),
        ("", "不是年月"),
        ("1972.04--1973.01", "不是年月"),
    ],
)
def test_everything_else_is_refused_with_a_mend(text: str, reason: str) -> None:
    with pytest.raises(UnreadableDate) as refused:
        read_date(text)

    assert reason in refused.value.reason
    assert "写成" in refused.value.mend


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [("197204", "202404", 52), ("197204", "202403", 51), ("19720430", "20240401", 52), ("200002", "200001", -1)],
)
def test_the_birth_month_counts_as_reached(born: str, on: str, age: int) -> None:
    assert full_years(read_date(born), read_date(on)) == age


# The numbers of the reform of 2025 (formats.md §6), as a pack would give them.
MEN = RetirementRule(60, PartialDate(2025, 1), 4, 36)
WOMEN = RetirementRule(55, PartialDate(2025, 1), 4, 36)
WORKERS = RetirementRule(50, PartialDate(2025, 1), 2, 60)


@pytest.mark.parametrize(
    ("rule", "born", "retires"),
    [
        (MEN, "196412", "202412"),  # the last month under the old age
        (MEN, "196501", "202502"),
        (MEN, "196504", "202505"),
        (MEN, "196505", "202507"),
        (MEN, "197204", "203402"),  # the sample form
        (MEN, "197609", "203909"),  # the first month of the full three years
        (MEN, "199001", "205301"),
        (WOMEN, "197001", "202502"),
        (WOMEN, "198109", "203909"),
        (WORKERS, "197501", "202502"),
        (WORKERS, "197503", "202505"),
        (WORKERS, "198411", "203911"),
    ],
)
def test_retirement_month_moves_by_cohort_up_to_the_longest_delay(
    rule: RetirementRule, born: str, retires: str
) -> None:
    assert retirement_month(read_date(born), rule).compact == retires
