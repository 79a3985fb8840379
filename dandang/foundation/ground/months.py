"""Dates as personnel files write them: a year and a month, sometimes a day; ages and retirement months from them.

Forms of writing: `reference/formats.md` §1 and §1.1. The numbers of the retirement reform are law, so they are an
argument (`RetirementRule`) that a pack supplies, never a constant of this module.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100


class UnreadableDate(ValueError):
    """A text that is no date of the accepted forms; `reason` and `mend` are sentences for the person who typed it."""

    def __init__(self, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.mend = mend


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """A year and month; `day` is 0 when the source gives none. Sorts before every full date of its month."""

    year: int
    month: int
    day: int = 0

    @property
    def month_index(self) -> int:
        """Months since year 0, to subtract one month from another."""
        return self.year * 12 + self.month - 1

    @property
    def compact(self) -> str:
        """`197204`, or `19720405` when the day is known: the form of the exchange files."""
        return f"{self.year:04d}{self.month:02d}" + (f"{self.day:02d}" if self.day else "")

    @property
    def dotted(self) -> str:
        """`1972.04`, the printed form; the day is left out."""
        return f"{self.year:04d}.{self.month:02d}"

    @property
    def first_day(self) -> dt.date:
        """The day itself, or the first of the month when no day is known."""
        return dt.date(self.year, self.month, self.day or 1)

    def plus_months(self, months: int) -> PartialDate:
        """The month that many months later (earlier when negative); the day is dropped."""
        index = self.month_index + months
        return PartialDate(index // 12, index % 12 + 1)

    @classmethod
    def of(cls, day: dt.date) -> PartialDate:
        """A full date as a partial one, day kept."""
        return cls(day.year, day.month, day.day)


_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_PARTED = re.compile(r"(\d{4})([.\-/年])(\d{1,2})(?:([.\-/月])(?:(\d{1,2})日?)?)?")
_FORMS = "写成 1979.12 或 197912 这样的年月，知道日子的写成 19791205"


@lru_cache(maxsize=4096)
def read_date(text: str) -> PartialDate:
    """Read YYYYMM, YYYYMMDD, YYYY.MM, YYYY-MM, YYYY年M月, with or without a day.

    Full-width digits and surrounding blanks are accepted. Raises UnreadableDate for everything else, also for
    `2023/8`, which spreadsheets write for a month as well as for a date that lost its day.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if match := _COMPACT.fullmatch(plain):
        return _checked(int(match[1]), int(match[2]), int(match[3] or 0), day_written=match[3] is not None)
    match = _PARTED.fullmatch(plain)
    if match is None:
        raise UnreadableDate(f"“{text.strip()}”不是年月", _FORMS)
    if match[2] == "/" and len(match[3]) == 1 and not match[5]:
        raise UnreadableDate("写法不一致，无法确定是年月还是年月日", f"写成 {match[1]}.{int(match[3]):02d}")
    return _checked(int(match[1]), int(match[3]), int(match[5] or 0), day_written=match[5] is not None)


def _checked(year: int, month: int, day: int, *, day_written: bool) -> PartialDate:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise UnreadableDate(f"年份是 {year}，超出 {EARLIEST_YEAR}–{LATEST_YEAR}", _FORMS)
    if not 1 <= month <= 12:
        raise UnreadableDate(f"月份是 {month}", _FORMS)
    if day_written and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise UnreadableDate(f"{year} 年 {month} 月没有 {day} 日", _FORMS)
    return PartialDate(year, month, day)


def full_years(born: PartialDate, on: PartialDate) -> int:
    """Age in full years as the form counts it: the birth month counts as reached (formats.md §4)."""
    return (on.month_index - born.month_index) // 12


@dataclass(frozen=True, slots=True)
class RetirementRule:
    """How one group's retirement age moves; every number comes from a pack.

    From the month `starts_on`, whoever would have reached `old_age_years` in or after it retires later: one month
    for each begun `cohort_months` of birth cohort, at most `longest_delay_months`.
    """

    old_age_years: int
    starts_on: PartialDate
    cohort_months: int
    longest_delay_months: int


def retirement_month(born: PartialDate, rule: RetirementRule) -> PartialDate:
    """The month in which a person born then reaches retirement age under the rule."""
    old = born.plus_months(rule.old_age_years * 12)
    waited = old.month_index - rule.starts_on.month_index
    if waited < 0:
        return old
    return old.plus_months(min(waited // rule.cohort_months + 1, rule.longest_delay_months))
