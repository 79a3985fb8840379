"""The résumé of the 任免审批表: text into periods, periods into findings, periods back into text.

Line conventions and the dirty forms worth taking: `reference/formats.md` §1.1. Findings are questions with their
evidence (SPEC RG-05); nothing is repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dandang.foundation.ground.months import PartialDate, UnreadableDate, read_date

PREFIX_COLUMNS = 18


@dataclass(frozen=True, slots=True)
class SubPeriod:
    """A period in brackets inside a line, such as study beside work."""

    starts_on: PartialDate
    ends_on: PartialDate | None
    text: str


@dataclass(frozen=True, slots=True)
class ResumeLine:
    """One period. `ends_on` None means still running; `line_no` counts the lines of the text from 1."""

    line_no: int
    starts_on: PartialDate
    ends_on: PartialDate | None
    text: str
    sub_periods: tuple[SubPeriod, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that is neither a period nor the continuation of one, and why."""

    line_no: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Resume:
    """What a résumé says: its periods in the order written, the closing notes, and what could not be read."""

    lines: tuple[ResumeLine, ...]
    notes: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()


_DATE = r"\d{4}(?:[.\-/年]\d{1,2}月?|\d{2})"
_TO = r"\s*(?:[-—–－~至]|到){1,4}\s*"
# A closed range, or an open one whose end is a word or simply missing.
_RANGE = re.compile(rf"\s*({_DATE}){_TO}(?:({_DATE})|至?今|现在)?(?=\D|$)")
_BRACKET = re.compile(r"[（(]([^（()）]*(?:[（(][^（()）]*[)）][^（()）]*)*)[)）]")
_STRAY = re.compile("^[\ufff0-\uffff\ue000-\uf8ff\ufeff\u200b]+")


# Full-width digits, marks and blanks to ASCII, one character for one, so that every place in a line stays its place.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def _range_at(text: str, start: int = 0) -> tuple[PartialDate, PartialDate | None, int] | None:
    """The range that begins at a place, with the place where its text begins; None when there is none.

    Raises UnreadableDate when it looks like a range but a month does not exist.
    """
    match = _RANGE.match(text.translate(_FOLD), start)
    if match is None:
        return None
    ends_on = read_date(_padded(match[2])) if match[2] else None
    return read_date(_padded(match[1])), ends_on, match.end()


def _padded(date: str) -> str:
    """A résumé's `1990/1` is a month beyond doubt: its day is never written there."""
    return date.replace("/", ".").replace("-", ".")


def read_resume(text: str) -> Resume:
    """Read a résumé. Hand-wrapped lines are joined to their period; text after a blank line becomes notes."""
    lines: list[ResumeLine] = []
    notes: list[str] = []
    unread: list[Unread] = []
    after_blank = False
    for line_no, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        line = _STRAY.sub("", raw.replace("\t", " "))
        if not line.strip():
            after_blank = bool(lines)
            continue
        try:
            found = _range_at(line)
        except UnreadableDate as problem:
            unread.append(Unread(line_no, raw, problem.reason))
            continue
        if found:
            starts_on, ends_on, at = found
            lines.append(ResumeLine(line_no, starts_on, ends_on, line[at:].strip()))
            after_blank = False
        elif after_blank:
            notes.append(line.strip())
        elif lines:
            lines[-1] = _continued(lines[-1], line.strip())
        else:
            unread.append(Unread(line_no, raw, "开头没有起止年月"))
    return Resume(tuple(_with_sub_periods(line) for line in lines), tuple(notes), tuple(unread))


def _continued(line: ResumeLine, more: str) -> ResumeLine:
    return ResumeLine(line.line_no, line.starts_on, line.ends_on, line.text + more)


def _with_sub_periods(line: ResumeLine) -> ResumeLine:
    return ResumeLine(line.line_no, line.starts_on, line.ends_on, line.text, tuple(_sub_periods(line.text)))


def _sub_periods(text: str) -> Iterator[SubPeriod]:
    if "（" not in text and "(" not in text:
        return
    for bracket in _BRACKET.finditer(text):
        inner = re.sub(r"^\s*其间\s*[：:]?", "", bracket[1])
        for part in re.split("[；;]", inner):
            try:
                found = _range_at(part)
            except UnreadableDate:
                continue
            if found:
                yield SubPeriod(found[0], found[1], part[found[2] :].strip())


def write_line(starts_on: PartialDate, ends_on: PartialDate | None, text: str) -> str:
    """One line as the form writes it: `1991.01--2000.01  text`; an open end is seven blanks wide."""
    end = ends_on.dotted if ends_on else " " * 7
    return f"{starts_on.dotted}--{end}  {text}"


@dataclass(frozen=True, slots=True)
class ResumeFinding:
    """Something to ask about: `kind` GAP, OVERLAP, REVERSED, OPEN_INSIDE, AHEAD or UNREAD; `months` its length."""

    kind: str
    line_no: int
    months: int
    sentence: str


def resume_findings(resume: Resume, *, on: PartialDate) -> tuple[ResumeFinding, ...]:
    """Gaps, overlaps, reversed and future periods of a résumé as seen on a day, in the order of the lines."""
    found = [
        ResumeFinding("UNREAD", unread.line_no, 0, f"简历第 {unread.line_no} 行没有读懂：{unread.reason}")
        for unread in resume.unread
    ]
    for line in resume.lines:
        found.extend(_findings_inside(line, on))
    for before, after in zip(resume.lines, resume.lines[1:], strict=False):
        found.extend(_findings_between(before, after))
    return tuple(sorted(found, key=lambda finding: finding.line_no))


def _findings_inside(line: ResumeLine, on: PartialDate) -> Iterator[ResumeFinding]:
    no = line.line_no
    if line.ends_on and line.ends_on.month_index < line.starts_on.month_index:
        months = line.starts_on.month_index - line.ends_on.month_index
        yield ResumeFinding(
            "REVERSED", no, months, f"简历第 {no} 行：{line.ends_on.dotted} 结束，早于 {line.starts_on.dotted} 开始"
        )
    last = line.ends_on or line.starts_on
    if last.month_index > on.month_index:
        yield ResumeFinding("AHEAD", no, last.month_index - on.month_index, f"简历第 {no} 行：{last.dotted} 还没有到")


def _findings_between(before: ResumeLine, after: ResumeLine) -> Iterator[ResumeFinding]:
    if before.ends_on is None:
        yield ResumeFinding(
            "OPEN_INSIDE",
            before.line_no,
            0,
            f"简历第 {before.line_no} 行没有结束年月，后面第 {after.line_no} 行又从 {after.starts_on.dotted} 开始",
        )
        return
    months = after.starts_on.month_index - before.ends_on.month_index
    if months > 0:
        yield ResumeFinding(
            "GAP",
            after.line_no,
            months,
            f"简历有空档：{before.ends_on.dotted} 到 {after.starts_on.dotted}，{months} 个月没有写"
            f"（第 {before.line_no} 行与第 {after.line_no} 行之间）",
        )
    elif months < 0:
        yield ResumeFinding(
            "OVERLAP",
            after.line_no,
            -months,
            f"简历有重叠：第 {before.line_no} 行到 {before.ends_on.dotted}，"
            f"第 {after.line_no} 行从 {after.starts_on.dotted} 开始，重叠 {-months} 个月",
        )
