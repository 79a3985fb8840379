"""How a value is written on paper: days, ages, spread names, résumé rows, vertical labels. Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from dandang.foundation.ground.months import PartialDate, UnreadableDate, full_years, read_date
from dandang.foundation.ground.names import tidy_name
from dandang.foundation.ground.points import rhu
from dandang.foundation.ground.resume import read_resume

BLANK_DAY = "　　　　年　　月　　日"
_DECEASED = ("已去世", "已故", "去世", "病故")
_MONTH_LIKE = re.compile(r"(?<![\d.])\d{6}(?:\d{2})?(?![\d.])")


def printed_day(day: dt.date | None) -> str:
    """2026年11月23日, without zero padding (GB/T 9704-2012); blanks to write into when there is no day yet."""
    return f"{day.year}年{day.month}月{day.day}日" if day else BLANK_DAY


def spread_name(name: str) -> str:
    """王伟 as 王　伟: two-character names are spread to three columns on forms and rosters."""
    tidy = tidy_name(name)
    return f"{tidy[0]}　{tidy[1]}" if len(tidy) == 2 else tidy


def dotted_months(text: str) -> str:
    """`200108；民建` as `2001.08；民建`; everything that is no month stays as it is."""

    def dotted(match: re.Match[str]) -> str:
        try:
            return read_date(match[0]).dotted
        except UnreadableDate:
            return match[0]

    return _MONTH_LIKE.sub(dotted, text)


def age(born: str, on: str) -> int | None:
    """Full years at a month, both written like `1986.07`; None when one of them is missing or the birth is later."""
    if not born or not on:
        return None
    years = full_years(read_date(born), read_date(on))
    return years if years >= 0 else None


def is_deceased(post: str) -> bool:
    """Whether a relative's 工作单位及职务 says so; the form then leaves the age empty (formats.md §1.2)."""
    return any(word in post for word in _DECEASED)


def share(part: int, whole: int) -> str:
    """A share as printed, one decimal rounded half up (95.8%); empty when there is nothing to divide by."""
    if whole == 0:
        return ""
    tenths = rhu(part * 1000, whole)
    return f"{tenths // 10}.{tenths % 10}%"


@dataclass(frozen=True, slots=True)
class ResumeRow:
    """One printed row: the period column (empty for text that has no period) and the text beside it."""

    period: str
    text: str


def resume_rows(text: str) -> tuple[ResumeRow, ...]:
    """A résumé as printed: one row per period, hand-made line breaks joined, nothing lost.

    Lines that cannot be read as a period are printed as they stand, in their place; notes follow after an empty row.
    """
    resume = read_resume(text)
    numbered = [
        (line.line_no, ResumeRow(_period(line.starts_on, line.ends_on), _studies_apart(line.text)))
        for line in resume.lines
    ]
    numbered += [(unread.line_no, ResumeRow("", unread.text.strip())) for unread in resume.unread]
    rows = [row for _, row in sorted(numbered, key=lambda pair: pair[0])]
    if resume.notes:
        rows.append(ResumeRow("", ""))
        rows.extend(ResumeRow("", note) for note in resume.notes)
    return tuple(rows)


def _studies_apart(text: str) -> str:
    """A bracket that carries a period of its own begins a new line."""
    return re.sub(r"(?<=.)\s*(?=[（(](?:其间\s*[：:]?)?\s*\d{4}\.?\d{2}\s*[-—–－~～至])", "\n", text)


def _period(starts_on: PartialDate, ends_on: PartialDate | None) -> str:
    return f"{starts_on.dotted}—{ends_on.dotted if ends_on else ''}"


def columns(text: str) -> int:
    """Width of a text in half-width columns: 2 for each wide character, 1 for ASCII and other narrow ones."""
    return sum(1 if ord(character) < 0x2000 else 2 for character in text)


def lines_needed(text: str, characters_a_line: float) -> int:
    """How many lines a text takes at a number of full-width characters a line; an empty line counts."""
    room = max(2.0, characters_a_line * 2)
    return sum(max(1, -(-columns(line) // int(room))) for line in text.split("\n"))


def fitting_size(text: str, *, width: float, height: float, largest: float, smallest: float, pitch: float) -> float:
    """The largest type size (points, steps of half a point) at which a text fits a box; `smallest` when none does.

    Word cannot be asked how tall a text came out, so its papers are set by this estimate; the PDF is measured.
    `pitch` is the line height as a multiple of the size.
    """
    size = largest
    while size > smallest:
        lines = sum(lines_needed(line, width / size * 0.97) for line in text.split("\n"))
        if lines * size * pitch <= height:
            return size
        size -= 0.5
    return smallest
