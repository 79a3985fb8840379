"""The seed against an independent source, deadlines over years with and without data, and corrections."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from chinese_calendar import is_workday

from dandang.foundation.calendars import actions, queries, rules
from dandang.foundation.calendars.errors import DayOutsideYear, NoSuchYear

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seeded(db: None) -> None:
    actions.seed_calendar()


def _every_day(first: int, last: int) -> list[date]:
    start = date(first, 1, 1)
    return [start + timedelta(days=n) for n in range((date(last + 1, 1, 1) - start).days)]


def test_the_seed_equals_its_source_day_by_day() -> None:
    days = queries._loaded(2004, 2026)

    wrong = [day for day in _every_day(2004, 2026) if days.is_working(day) != is_workday(day)]

    assert wrong == []


def test_the_seed_equals_an_independent_calendar() -> None:
    """`holidays` is another project's reading of the same notices; both agree on every day since 2018."""
    days = queries._loaded(2018, 2026)
    other = holidays.China(years=range(2018, 2027))

    wrong = [day for day in _every_day(2018, 2026) if days.is_working(day) != other.is_working_day(day)]

    assert wrong == []


def test_statutory_days_of_later_years_equal_an_independent_calendar() -> None:
    days = queries._loaded(2027, 2036)
    other = holidays.China(years=range(2027, 2037))

    wrong = [day for day in _every_day(2027, 2036) if days.is_working(day) != other.is_working_day(day)]

    assert wrong == []
    assert days.published == frozenset()


def test_seeding_again_adds_nothing_and_keeps_what_people_entered() -> None:
    actions.set_day(day=date(2026, 11, 24), kind="LIEU", name="暴雪停工")

    assert actions.seed_calendar() == 0
    assert not queries.is_working_day(date(2026, 11, 24))


def test_a_deadline_within_published_years_is_firm() -> None:
    deadline = queries.add_working_days(date(2026, 9, 30), 5)

    assert deadline.on == date(2026, 10, 13)
    assert not deadline.is_provisional
    assert deadline.counted_from == date(2026, 9, 30)


def test_a_deadline_into_an_unpublished_year_is_provisional_until_the_notice_comes() -> None:
    before = queries.add_working_days(date(2026, 12, 28), 5)
    days = {
        date(2027, 1, 1): ("STATUTORY", "元旦"),
        date(2027, 1, 2): ("LIEU", "元旦"),
        date(2027, 1, 4): ("LIEU", "元旦"),
    }

    actions.publish_year(year=2027, document="国务院办公厅关于2027年部分节假日安排的通知", days=days)
    after = queries.add_working_days(date(2026, 12, 28), 5)

    assert (before.on, before.is_provisional) == (date(2027, 1, 5), True)
    assert "暂" in before.cause or "尚未公布" in before.cause
    assert (after.on, after.is_provisional) == (date(2027, 1, 6), False)


def test_a_notice_cannot_hold_a_day_of_another_year() -> None:
    with pytest.raises(DayOutsideYear, match="2028-01-01 不在 2027 年里"):
        actions.publish_year(year=2027, document="通知", days={date(2028, 1, 1): ("STATUTORY", "元旦")})


def test_a_day_of_a_year_nobody_started_is_refused() -> None:
    with pytest.raises(NoSuchYear, match="2051"):
        actions.set_day(day=date(2051, 1, 1), kind="STATUTORY")


@pytest.mark.parametrize(
    ("on", "words", "level"),
    [
        (date(2026, 11, 20), "逾期 1 个工作日", "late"),
        (date(2026, 11, 23), "今天到期", "soon"),
        (date(2026, 11, 25), "还有 2 个工作日", "soon"),
        (date(2026, 11, 30), "还有 5 个工作日", "soon"),
        (date(2026, 12, 1), "还有 6 个工作日", "plain"),
        (date(2026, 12, 14), "还有 15 个工作日", "plain"),
    ],
)
def test_the_chip_of_a_deadline(on: date, words: str, level: str) -> None:
    chip = queries.deadline_chip(on, date(2026, 11, 23))

    assert (chip.words, chip.level) == (words, level)
    assert chip.level != "soon" or rules.SOON == 5


def test_a_deadline_that_passed_on_the_weekend_is_late_without_a_working_day() -> None:
    chip = queries.deadline_chip(date(2026, 11, 20), date(2026, 11, 21))

    assert (chip.words, chip.level) == ("已过期限", "late")


def test_many_chips_cost_one_query(django_assert_num_queries: object) -> None:
    days = [date(2026, 11, 1) + timedelta(days=n) for n in range(60)]

    with django_assert_num_queries(1):  # type: ignore[operator]
        chips = queries.deadline_chips(days, date(2026, 11, 23))

    assert len(chips) == 60
