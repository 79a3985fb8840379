"""Which input can be taken, and what in a file should a person look at? Pure: facts in, sentences out.

Warnings (SPEC RG-05) never repair and never merge: each names both sides and where they stand. 三龄两历 are 年龄, 工龄,
党龄 and 学历, 经历.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from dandang.foundation.ground.identity_number import (
    BadIdentityNumber,
    IdentityNumber,
    read_identity_number,
)
from dandang.foundation.ground.months import PartialDate, UnreadableDate, full_years, read_date
from dandang.foundation.ground.names import has_invisible_characters
from dandang.foundation.ground.resume import Resume, read_resume, resume_findings
from dandang.registry.people.records import Finding, PersonFile

YOUNGEST_AT_WORK = 16  # 劳动法 art. 15
YOUNGEST_IN_PARTY = 18  # 中国共产党章程 art. 1
OLDEST_ON_FILE = 120
MONTHS_AHEAD = 12
_NUMBER = 8
_STUDY = re.compile(r"(学习|学生|就读|读书|大学|学院|学校).{0,30}(学习|学生|就读|专业|毕业)|学习$|学生$")


def months_of(text: str) -> PartialDate | None:
    """Read a stored month; None when it is empty or cannot be read (old files keep what they say)."""
    try:
        return read_date(text) if text else None
    except UnreadableDate:
        return None


def age_on(birth_month: str, on: date) -> int | None:
    """Return the age in full years, the birth month counting as reached; None when the month cannot be read."""
    born = months_of(birth_month)
    return full_years(born, PartialDate.of(on)) if born else None


def birth_range(low: int | None, high: int | None, on: date) -> tuple[str, str]:
    """Return the birth months YYYYMM, both inside, of people aged `low` to `high` on a day; open ends are empty.

    Someone is N years old on the form from the month of the Nth birthday.
    """
    month = PartialDate.of(on)
    latest = month.plus_months(-12 * low).compact if low is not None else ""
    earliest = month.plus_months(-12 * (high + 1) + 1).compact if high is not None else ""
    return earliest, latest


def post_in_unit(post_text: str, unit: str) -> str:
    """Return a post as a list under the unit's name shows it: without the unit it begins with."""
    return post_text.removeprefix(unit).lstrip("，、　 ") or post_text


def next_number(last: str) -> str:
    """Return the person number after `last`, eight digits; the first one after an empty text."""
    return f"{int(last or 0) + 1:0{_NUMBER}d}"


# Input -----------------------------------------------------------------------------------------------------------


def field_problems(
    fields: Mapping[str, Any], *, today: date, is_new: bool, lengths: Mapping[str, int]
) -> dict[str, str]:
    """Return per field why its value cannot be taken and how to mend it; empty when all can.

    `lengths` are the columns' sizes. Fields that are not given are not asked for, except in a new file.
    """
    problems: dict[str, str] = {}
    for name, limit in lengths.items():
        value = fields.get(name)
        if isinstance(value, str) and len(value) > limit:
            problems[name] = f"最多 {limit} 个字，这里有 {len(value)} 个。请删减后再填"
        if isinstance(value, str) and "\x00" in value:
            problems[name] = "里面有看不见的控制字符。请重新录入，不要从别处粘贴"
    if (is_new or "name" in fields) and not str(fields.get("name", "")).strip():
        problems["name"] = "请填写姓名"
    if (is_new or "sex" in fields) and fields.get("sex") not in {"1", "2"}:
        problems["sex"] = "请选择性别"
    problems.update(_month_problems(fields, today, is_new))
    problems.update(_identity_problem(fields, today))
    return problems


_MONTH_WORDS = {
    "birth_month": "出生年月",
    "work_month": "参加工作时间",
    "post_level_since": "任现职务层次时间",
    "rank_since": "任现职级时间",
    "post_since": "任现职时间",
}


def _month_problems(fields: Mapping[str, Any], today: date, is_new: bool) -> Iterator[tuple[str, str]]:
    if is_new and not fields.get("birth_month"):
        yield "birth_month", "请填写出生年月，写成 1986.07 或 198607"
    for name, words in _MONTH_WORDS.items():
        text = str(fields.get(name) or "")
        if not text:
            continue
        try:
            month = read_date(text)
        except UnreadableDate as problem:
            yield name, f"{words}：{problem.reason}。{problem.mend}"
            continue
        if month.month_index > PartialDate.of(today).month_index:
            yield name, f"{words}是 {month.dotted}，还没有到。请核对"
        elif name == "birth_month" and full_years(month, PartialDate.of(today)) > OLDEST_ON_FILE:
            yield name, f"{words}是 {month.dotted}，超过 {OLDEST_ON_FILE} 岁。请核对"


def _identity_problem(fields: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    text = str(fields.get("identity_number") or "")
    if text:
        try:
            read_identity_number(text, today=today)
        except BadIdentityNumber as problem:
            yield "identity_number", f"公民身份号码{problem.reason}。{problem.mend}"


def row_problem(section: str, row: Mapping[str, Any]) -> str:
    """Return why a row of a section cannot be kept, empty when it can."""
    if any(isinstance(value, str) and "\x00" in value for value in row.values()):
        return "里面有看不见的控制字符。请重新录入，不要从别处粘贴"
    if section == "absences":
        if not row["kind"] or not row["starts_on"]:
            return "离岗情况要写类别和开始日期"
        if row["ends_on"] is not None and row["ends_on"] <= row["starts_on"]:
            return "离岗的结束日期应在开始日期之后。结束日期写返岗的那一天"
    if section == "results" and not (row["grade"] and 1949 <= int(row["year"] or 0) <= 2100):
        return "年度考核要写年度和等次"
    if section == "educations" and row["mode"] not in {"1", "2"}:
        return "学历学位要写明是全日制教育还是在职教育"
    return ""


# Warnings --------------------------------------------------------------------------------------------------------


def findings(file: PersonFile, *, on: date, knows_address: Callable[[str], bool]) -> list[Finding]:
    """Return everything in a file that a person should look at, with both sides of each difference.

    Reads what the file has; sections that were not loaded are passed over. `knows_address` says whether a GB/T 2260
    code was ever in force.
    """
    resume = read_resume(file.resume_text)
    return [
        *_name_findings(file),
        *_identity_findings(file, on, knows_address),
        *_age_findings(file),
        *_resume_findings(file, resume, on),
        *_post_findings(file, resume),
        *_education_findings(file, resume),
    ]


def _name_findings(file: PersonFile) -> Iterator[Finding]:
    if has_invisible_characters(file.name):
        shown = " ".join(f"U+{ord(character):04X}" for character in file.name)
        yield Finding("NAME_INVISIBLE", "name", "basic", "姓名里有看不见的字符", f"各字编码 {shown}。请重新录入姓名")


def _identity_findings(file: PersonFile, on: date, knows_address: Callable[[str], bool]) -> Iterator[Finding]:
    def finding(code: str, field: str, title: str, evidence: str) -> Finding:
        return Finding(code, field, "basic", title, evidence)

    if not file.identity_number:
        yield finding("ID_MISSING", "identity_number", "没有公民身份号码", "再次导入时无法可靠地认出同一个人")
        return
    try:
        number = read_identity_number(file.identity_number, today=on)
    except BadIdentityNumber as problem:
        yield finding("ID_UNSOUND", "identity_number", f"公民身份号码{problem.reason}", problem.mend)
        return
    yield from _identity_against_file(file, number, finding)
    if not knows_address(number.address_code):
        yield finding(
            "ID_ADDRESS",
            "identity_number",
            "公民身份号码的地址码查不到",
            f"前六位 {number.address_code}，现行和已撤销的行政区划代码中都没有",
        )


def _identity_against_file(
    file: PersonFile, number: IdentityNumber, finding: Callable[[str, str, str, str], Finding]
) -> Iterator[Finding]:
    born = months_of(file.birth_month)
    by_number = PartialDate.of(number.born_on)
    if born is not None and born.month_index != by_number.month_index:
        yield finding(
            "AGE_DIFFERS",
            "birth_month",
            "出生年月两处不一致",
            f"档案 {born.dotted}，公民身份号码 {by_number.dotted}，"
            f"相差 {abs(born.month_index - by_number.month_index)} 个月",
        )
    by_sex = "1" if number.is_male else "2"
    if file.sex != by_sex:
        words = {"1": "男", "2": "女"}
        yield finding(
            "SEX_DIFFERS",
            "sex",
            "性别两处不一致",
            f"档案 {words.get(file.sex, '未填')}，公民身份号码第 17 位表示 {words[by_sex]}",
        )


def _age_findings(file: PersonFile) -> Iterator[Finding]:
    born = months_of(file.birth_month)
    if born is None:
        return
    work = months_of(file.work_month)
    if work is not None and full_years(born, work) < YOUNGEST_AT_WORK:
        yield Finding(
            "WORK_EARLY",
            "work_month",
            "basic",
            f"参加工作时不满 {YOUNGEST_AT_WORK} 岁",
            f"出生 {born.dotted}，参加工作 {work.dotted}，当时 {full_years(born, work)} 岁",
        )
    party = months_of(_party_month(file.party_text))
    if party is not None and full_years(born, party) < YOUNGEST_IN_PARTY:
        yield Finding(
            "PARTY_EARLY",
            "party_text",
            "basic",
            f"入党时不满 {YOUNGEST_IN_PARTY} 岁",
            f"出生 {born.dotted}，入党 {party.dotted}，当时 {full_years(born, party)} 岁",
        )


def _party_month(text: str) -> str:
    match = re.search(r"\d{4}[.\-年]?\d{2}(\d{2})?", text)
    return match[0].replace("年", ".") if match else ""


def _resume_findings(file: PersonFile, resume: Resume, on: date) -> Iterator[Finding]:
    for found in resume_findings(resume, on=PartialDate.of(on)):
        title = _RESUME_TITLES[found.kind].format(months=found.months, line=found.line_no)
        yield Finding(f"RESUME_{found.kind}", "resume_text", "resume", title, found.sentence)
    work = months_of(file.work_month)
    at_work = [line for line in resume.lines if not _STUDY.search(line.text)]
    if work is not None and at_work and at_work[0].starts_on.month_index != work.month_index:
        yield Finding(
            "WORK_DIFFERS",
            "work_month",
            "resume",
            "参加工作时间两处不一致",
            f"基本信息 {work.dotted}，简历第 {at_work[0].line_no} 行从 {at_work[0].starts_on.dotted} 起："
            f"{_short(at_work[0].text)}",
        )


_RESUME_TITLES = {
    "GAP": "简历有 {months} 个月空档",
    "OVERLAP": "简历有 {months} 个月重叠",
    "REVERSED": "简历第 {line} 行起止颠倒",
    "OPEN_INSIDE": "简历第 {line} 行没有写结束年月",
    "AHEAD": "简历第 {line} 行写到了以后",
    "UNREAD": "简历第 {line} 行没有读懂",
}


def _post_findings(file: PersonFile, resume: Resume) -> Iterator[Finding]:
    since = months_of(file.post_since)
    lasting = [line for line in resume.lines if line.ends_on is None]
    if since is None or not lasting:
        return
    starts = {line.starts_on.month_index for line in resume.lines}
    if since.month_index not in starts:
        last = lasting[-1]
        yield Finding(
            "POST_DIFFERS",
            "post_since",
            "resume",
            "任现职时间两处不一致",
            f"基本信息 {since.dotted}，简历第 {last.line_no} 行从 {last.starts_on.dotted} 起：{_short(last.text)}",
        )


def _education_findings(file: PersonFile, resume: Resume) -> Iterator[Finding]:
    for entry in file.educations or ():
        entered, graduated = months_of(entry.entered), months_of(entry.graduated)
        if entered and graduated and graduated.month_index < entered.month_index:
            yield Finding(
                "STUDY_REVERSED",
                "educations",
                "basic",
                f"{entry.qualification or entry.degree}的毕业早于入学",
                f"入学 {entered.dotted}，毕业 {graduated.dotted}",
            )
        if entry.mode == "1" and graduated and _overlaps_work(graduated, resume):
            yield Finding(
                "STUDY_DIFFERS",
                "educations",
                "basic",
                "全日制学习与简历对不上",
                f"{entry.qualification}毕业 {graduated.dotted}，简历在这以前已经工作",
            )


def _overlaps_work(graduated: PartialDate, resume: Resume) -> bool:
    """Whether the résumé is already at work three months before a full-time graduation and never studies then."""
    before = graduated.month_index - 3
    current = [
        line
        for line in resume.lines
        if line.starts_on.month_index <= before and (line.ends_on is None or line.ends_on.month_index > before)
    ]
    return bool(current) and not any(_STUDY.search(line.text) for line in current)


def retirement_finding(month: str, state: str, basis: str, on: date) -> Finding | None:
    """Return a warning when a serving person reaches retirement age within a year, or already has."""
    due = months_of(month)
    if due is None or state != "SERVING":
        return None
    months = due.month_index - PartialDate.of(on).month_index
    if months > MONTHS_AHEAD:
        return None
    title = f"{due.dotted} 到龄，还有 {months} 个月" if months > 0 else f"{due.dotted} 已到龄，管理状态仍是在职"
    return Finding("RETIRES", "birth_month", "posts", title, basis)


def _short(text: str, length: int = 24) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
