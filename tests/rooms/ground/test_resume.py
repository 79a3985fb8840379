"""Résumés: the form's own lines, the dirty ones worth taking, gaps and overlaps with their evidence."""

from __future__ import annotations

import time

import pytest

from dandang.foundation.ground.months import PartialDate
from dandang.foundation.ground.resume import read_resume, resume_findings, write_line

ON = PartialDate(2026, 11)
FORM = """1990.09--1994.07  ××大学经济学院国民经济管理专业学习
1994.07--1999.03  ××省××县计划委员会科员
1999.03--2004.06  ××省××县发展计划局副局长（其间：2000.09--2003.06在职攻读××大学公共管理硕士学位）
2004.06--2018.05  ××省××县××镇党委副书记、镇长
                  （2008.03--2008.07在××省委党校中青年干部培训班学习）
2018.05--         ××市发展和改革委员会副主任

第五届市委委员"""


def test_the_forms_own_lines_are_read_whole() -> None:
    resume = read_resume(FORM)

    assert [line.starts_on.dotted for line in resume.lines] == ["1990.09", "1994.07", "1999.03", "2004.06", "2018.05"]
    assert resume.lines[-1].ends_on is None
    assert resume.lines[3].text.endswith("培训班学习）")
    study, party_school = resume.lines[2].sub_periods[0], resume.lines[3].sub_periods[0]
    assert (study.starts_on.dotted, study.text) == ("2000.09", "在职攻读××大学公共管理硕士学位")
    assert party_school.ends_on == PartialDate(2008, 7)
    assert resume.notes == ("第五届市委委员",)
    assert resume.unread == ()
    assert resume_findings(resume, on=ON) == ()


@pytest.mark.parametrize(
    "line",
    [
        "199001--199601  科员",
        "1990.1-1996.1科员",
        " 1990.01—1996.01 科员",
        "1990.01–1996.01\t科员",
        "１９９０．０１－－１９９６．０１　科员",
        "1990年1月至1996年1月 科员",
        "1990.01～1996.01 科员",
        "1990/01~1996/01 科员",
        "\ufeff1990.01--1996.01 科员",
        "\ue5d21990.01--1996.01 科员",
        "1990.01 -- 1996.01  科员",
    ],
)
def test_dirty_ranges_are_taken(line: str) -> None:
    (read,) = read_resume(line).lines

    assert (read.starts_on.dotted, read.ends_on, read.text) == ("1990.01", PartialDate(1996, 1), "科员")


@pytest.mark.parametrize(
    "line", ["1990.01--至今  科员", "1990.01--         科员", "1990.01至今科员", "1990.01-今 科员"]
)
def test_an_open_end_has_several_writings(line: str) -> None:
    (read,) = read_resume(line).lines

    assert (read.ends_on, read.text) == (None, "科员")


def test_dashes_and_years_in_the_text_stay_text() -> None:
    (read,) = read_resume("1990.01--1996.01  负责1993-1995年规划").lines

    assert read.text == "负责1993-1995年规划"


def test_wrapped_lines_of_every_line_end_are_joined() -> None:
    (read,) = read_resume("1990.01--1996.01  县委办公室\r\n                  秘书科科员").lines

    assert read.text == "县委办公室秘书科科员"


@pytest.mark.parametrize(
    ("text", "kinds", "words"),
    [
        ("1990.01--1996.01  甲\n1996.04--  乙", ["GAP"], "3 个月没有写"),
        ("1990.01--1996.01  甲\n1995.11--  乙", ["OVERLAP"], "重叠 2 个月"),
        ("1996.01--1990.01  甲", ["REVERSED"], "早于"),
        ("1990.01--  甲\n1996.01--  乙", ["OPEN_INSIDE"], "没有结束年月"),
        ("1990.01--2030.01  甲", ["AHEAD"], "2030.01 还没有到"),
        ("1990.13--1996.01  甲", ["UNREAD"], "月份是 13"),
        ("县委办公室科员", ["UNREAD"], "开头没有起止年月"),
        ("1990.01--1996.01  甲\n1996.01--  乙", [], ""),
        ("", [], ""),
    ],
)
def test_findings_name_kind_and_evidence(text: str, kinds: list[str], words: str) -> None:
    findings = resume_findings(read_resume(text), on=ON)

    assert [finding.kind for finding in findings] == kinds
    assert all(words in finding.sentence for finding in findings)


def test_a_line_is_written_as_the_form_has_it() -> None:
    assert write_line(PartialDate(1991, 1), PartialDate(2000, 1), "科员") == "1991.01--2000.01  科员"
    assert write_line(PartialDate(1991, 1), None, "科员") == "1991.01--         科员"


@pytest.mark.parametrize("filler", ["（", "1990.01--", "(其间：", "--" * 3, " "])
def test_hostile_text_costs_no_time(filler: str) -> None:
    began = time.perf_counter()

    read_resume("1990.01--1996.01  甲" + filler * (50_000 // len(filler)))

    assert time.perf_counter() - began < 2
