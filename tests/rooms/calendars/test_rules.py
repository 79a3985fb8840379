"""Counting working days over a small calendar made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from dandang.foundation.calendars.rules import WorkingDays, years_reached

# 2026: National Day 1 to 7 October, Saturday 10 October worked instead.
DAYS = WorkingDays({date(2026, 10, n): False for n in range(1, 8)} | {date(2026, 10, 10): True}, frozenset({2026}))


@pytest.mark.parametrize(
    ("start", "count", "last"),
    [
        (date(2026, 9, 25), 0, date(2026, 9, 25)),
        (date(2026, 9, 25), 1, date(2026, 9, 28)),  # Friday to Monday: the day of the event does not count
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # over the holiday
        (date(2026, 10, 8), 2, date(2026, 10, 10)),  # a worked Saturday counts
        (date(2026, 10, 10), 1, date(2026, 10, 12)),  # and the Sunday after it does not
        (date(2026, 10, 3), 1, date(2026, 10, 8)),  # an event on a holiday
    ],
)
def test_adding_working_days(start: date, count: int, last: date) -> None:
    assert DAYS.add(start, count) == last
    assert DAYS.between(start, last) == count


def test_between_is_negative_backward() -> None:
    assert DAYS.between(date(2026, 10, 8), date(2026, 9, 30)) == -1


def test_counting_backward_is_refused() -> None:
    with pytest.raises(ValueError, match="forward"):
        DAYS.add(date(2026, 10, 8), -1)


def test_a_year_without_its_notice_is_provisional() -> None:
    assert not DAYS.is_provisional(date(2026, 1, 1), date(2026, 12, 31))
    assert DAYS.is_provisional(date(2026, 12, 31), date(2027, 1, 1))


def test_the_years_loaded_cover_the_longest_count() -> None:
    assert years_reached(date(2026, 12, 1), 30) == (2026, 2027)
    assert years_reached(date(2026, 1, 4), 15) == (2026, 2026)
