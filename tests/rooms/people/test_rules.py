"""What input is taken, and which warnings stand beside a file: tables of facts and answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from dandang.registry.people import rules
from dandang.registry.people.records import EducationEntry, PersonFile

ON = date(2026, 11, 21)
FILE = PersonFile(
    id=1, number="00000001", version=1, name="顾明川", identity_number="341204198607153217", sex="1",
    birth_month="198607", nationality="汉族", native_place="安徽青禾", birth_place="", party_text="200806",
    political_status="中共党员", work_month="200908", health="健康", professional_title="", speciality="",
    post_text="副镇长", proposed_post="", removed_post="", duties_text="", reward_text="", appraisal_text="",
    appointment_reason="",
    resume_text="2005.09--2009.08  江淮大学农业水利工程专业学习\n2009.08--2012.08  县水利局科员\n2012.08--  副镇长",
    post_level="乡科级副职", post_level_since="201208", rank="", rank_since="", post_since="201208", person_kind="",
    is_team_member=True, team_order=4, state="SERVING", state_label="在职", home_id=1, home_name="河湾镇",
    home_path="00010001", managed_by_id=1, managed_by_name="青禾县", manager_path="0001", co_managed_by_name="",
    probation_ends_on=None, has_photo=False, extra={}, updated_at=datetime(2026, 1, 1, tzinfo=UTC), educations=(),
)  # fmt: skip


def _codes(**changes: Any) -> list[str]:
    file = replace(FILE, **changes)
    return [one.code for one in rules.findings(file, on=ON, knows_address=lambda code: code == "341204")]


def test_a_file_that_agrees_with_itself_has_no_warning() -> None:
    assert _codes() == []


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"name": "顾明\u200b川"}, ["NAME_INVISIBLE"]),
        ({"name": "阿依古丽·买买提"}, []),
        ({"identity_number": ""}, ["ID_MISSING"]),
        ({"identity_number": "341204198607153218"}, ["ID_UNSOUND"]),
        ({"birth_month": "198608"}, ["AGE_DIFFERS"]),
        ({"birth_month": "19860720"}, []),
        ({"sex": "2"}, ["SEX_DIFFERS"]),
        ({"work_month": "200907"}, ["WORK_DIFFERS"]),
        ({"party_text": "200406"}, ["PARTY_EARLY"]),
        ({"party_text": "2004.07"}, []),
        ({"party_text": "民建"}, []),
        ({"post_since": "201209"}, ["POST_DIFFERS"]),
        ({"post_since": ""}, []),
        ({"resume_text": ""}, []),
        ({"resume_text": "2009.08--2012.08  县水利局科员\n2012.10--  副镇长", "post_since": ""}, ["RESUME_GAP"]),
        ({"resume_text": "2009.08--2012.10  县水利局科员\n2012.08--  副镇长"}, ["RESUME_OVERLAP"]),
        ({"resume_text": "2009.08--  县水利局科员\n2012.08--  副镇长"}, ["RESUME_OPEN_INSIDE"]),
        ({"resume_text": "2009.08--2027.01  副镇长", "post_since": ""}, ["RESUME_AHEAD"]),
    ],
)
def test_each_disagreement_has_its_own_warning(changes: dict[str, Any], codes: list[str]) -> None:
    assert _codes(**changes) == codes


def test_a_warning_names_both_sides() -> None:
    file = replace(FILE, birth_month="198409")

    found = rules.findings(file, on=ON, knows_address=lambda code: True)

    assert [(one.field, one.title, one.evidence) for one in found] == [
        ("birth_month", "出生年月两处不一致", "档案 1984.09，公民身份号码 1986.07，相差 22 个月")
    ]


def test_a_code_of_no_place_is_a_question_not_an_error() -> None:
    found = rules.findings(FILE, on=ON, knows_address=lambda code: False)

    assert [one.code for one in found] == ["ID_ADDRESS"]


@pytest.mark.parametrize(
    ("entered", "graduated", "codes"),
    [("200509", "200907", []), ("200907", "200509", ["STUDY_REVERSED"]), ("", "201407", ["STUDY_DIFFERS"])],
)
def test_full_time_study_and_resume_tell_one_story(entered: str, graduated: str, codes: list[str]) -> None:
    study = EducationEntry("1", "大学", "", "江淮大学", "", entered, graduated, {})

    assert _codes(educations=(study,)) == codes


@pytest.mark.parametrize(
    ("low", "high", "months"),
    [
        (35, 35, ("199012", "199111")),
        (None, 35, ("199012", "")),
        (56, None, ("", "197011")),
        (None, None, ("", "")),
    ],
)
def test_ages_become_months_of_birth(low: int | None, high: int | None, months: tuple[str, str]) -> None:
    assert rules.birth_range(low, high, ON) == months


def test_months_of_birth_and_ages_agree_at_both_edges() -> None:
    earliest, latest = rules.birth_range(35, 35, ON)

    assert (rules.age_on(earliest, ON), rules.age_on(latest, ON)) == (35, 35)
    assert (rules.age_on("199011", ON), rules.age_on("199112", ON)) == (36, 34)


@pytest.mark.parametrize(("last", "number"), [("", "00000001"), ("00000009", "00000010")])
def test_numbers_of_people_count_on(last: str, number: str) -> None:
    assert rules.next_number(last) == number


@pytest.mark.parametrize(
    ("month", "state", "title"),
    [
        ("202711", "SERVING", "2027.11 到龄，还有 12 个月"),
        ("202712", "SERVING", None),
        ("202611", "SERVING", "2026.11 已到龄，管理状态仍是在职"),
        ("202001", "RETIRED", None),
        ("", "SERVING", None),
    ],
)
def test_retirement_is_announced_a_year_ahead(month: str, state: str, title: str | None) -> None:
    found = rules.retirement_finding(month, state, "出生 1966.07", ON)

    assert (found.title if found else None) == title


@pytest.mark.parametrize(
    ("post", "shown"),
    [
        ("河湾镇党委委员、副镇长", "党委委员、副镇长"),
        ("河湾镇", "河湾镇"),
        ("县财政局副局长", "县财政局副局长"),
        ("", ""),
    ],
)
def test_under_a_units_name_a_post_need_not_repeat_it(post: str, shown: str) -> None:
    assert rules.post_in_unit(post, "河湾镇") == shown
