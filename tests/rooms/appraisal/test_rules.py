"""Judgements of the assessment from plain facts: who takes part, which plan, does a vote carry, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from dandang.foundation.ground.moves import next_state
from dandang.parts.appraisal import rules, states
from dandang.parts.appraisal.records import AbsenceFact, PersonFacts, Rule, SanctionFact

YEAR_DAYS = 365
HALF = 182
LAW = {
    name: Rule("…", f"考核规定 第{clause}条", f"/policies/{clause}/", "B")
    for name, clause in {
        "pending_case": 27, "recruit_probation": 25, "leave_over_half_year": 25, "seconded_half_year": 26,
        "sanction_warning": 29, "sanction_other": 29,
    }.items()
}  # fmt: skip


def _away(kind: str, days: int, label: str = "挂职", host: str = "") -> AbsenceFact:
    return AbsenceFact(kind, label, days, host)


WARNED = SanctionFact("WARNING", "党内警告", "青纪〔2026〕3号")
DEMERIT = SanctionFact("DEMERIT", "记过", "青政〔2026〕9号")


@pytest.mark.parametrize(
    ("facts", "participation"),
    [
        ({}, "GRADED"),
        # 25: leave over half of the period, both sides of the day.
        ({"absences": (_away("SICK", HALF, "病假"),)}, "GRADED"),
        ({"absences": (_away("SICK", HALF + 1, "病假"),)}, "NO_GRADE"),
        ({"absences": (_away("PERSONAL", HALF + 1, "事假"),)}, "NO_GRADE"),
        ({"absences": (_away("SICK", 100, "病假"), _away("PERSONAL", 82, "事假"))}, "GRADED"),
        ({"absences": (_away("SICK", 100, "病假"), _away("PERSONAL", 83, "事假"))}, "NO_GRADE"),
        ({"absences": (_away("MATERNITY", 300, "产假"),)}, "GRADED"),
        ({"absences": (_away("STUDY", 300, "学习"),)}, "GRADED"),
        # 26: half a year and more away is assessed where the work was.
        ({"absences": (_away("SECONDED", HALF - 1),)}, "GRADED"),
        ({"absences": (_away("SECONDED", HALF),)}, "ELSEWHERE"),
        ({"absences": (_away("AID", HALF, "援派"),)}, "ELSEWHERE"),
        ({"absences": (_away("AID", HALF - 1, "援派"),)}, "GRADED"),
        # 27 and probation.
        ({"pending_case": "立案审查调查中"}, "SUSPENDED"),
        ({"is_recruit_on_probation": True}, "COMMENT_ONLY"),
        ({"left_on": date(2026, 5, 1)}, "ABSENT"),
        # The most restrictive fact speaks first.
        ({"left_on": date(2026, 5, 1), "pending_case": "立案审查调查中"}, "ABSENT"),
        ({"pending_case": "立案审查调查中", "is_recruit_on_probation": True}, "SUSPENDED"),
        ({"is_recruit_on_probation": True, "absences": (_away("SICK", 300, "病假"),)}, "COMMENT_ONLY"),
        ({"absences": (_away("SICK", 300, "病假"), _away("SECONDED", 200))}, "ELSEWHERE"),
        # 29: sanctions do not keep anybody out.
        ({"sanctions": (WARNED,)}, "GRADED"),
        ({"sanctions": (DEMERIT,)}, "GRADED"),
    ],
)
def test_participation_follows_the_table(facts: dict[str, Any], participation: str) -> None:
    found = rules.participation(PersonFacts(YEAR_DAYS, **facts), LAW, HALF)

    assert found.participation == participation


@pytest.mark.parametrize(
    ("facts", "clause", "fact"),
    [
        ({"pending_case": "立案审查调查中"}, "考核规定 第27条", "立案审查调查中，尚未结案"),
        ({"is_recruit_on_probation": True}, "考核规定 第25条", "录用试用期内"),
        ({"absences": (_away("SICK", 200, "病假"),)}, "考核规定 第25条", "累计 200 天"),
        ({"absences": (_away("SECONDED", 200, host="省发改委"),)}, "考核规定 第26条", "在省发改委"),
        ({"sanctions": (WARNED,)}, "考核规定 第29条", "青纪〔2026〕3号"),
    ],
)
def test_every_restriction_names_its_fact_and_its_clause(facts: dict[str, Any], clause: str, fact: str) -> None:
    why = rules.participation(PersonFacts(YEAR_DAYS, **facts), LAW, HALF).why[0]

    assert why.clause == clause
    assert why.clause_url
    assert fact in why.fact


def test_a_warning_bars_the_top_grade_and_asks_nobody() -> None:
    found = rules.participation(PersonFacts(YEAR_DAYS, sanctions=(WARNED,)), LAW, HALF)

    assert not found.may_be_excellent
    assert "党内警告" in found.excellent_bar_why
    assert found.asks_people == ""


def test_another_sanction_asks_people_because_the_text_is_not_known() -> None:
    found = rules.participation(PersonFacts(YEAR_DAYS, sanctions=(DEMERIT,)), LAW, HALF)

    assert not found.may_be_excellent
    assert "考核委员会研究" in found.asks_people


def test_a_short_leave_is_told_and_changes_nothing() -> None:
    found = rules.participation(PersonFacts(YEAR_DAYS, absences=(_away("SICK", 30, "病假"),)), LAW, HALF)

    assert found.participation == "GRADED"
    assert found.may_be_excellent
    assert [why.follows for why in found.why] == ["不到考核期的一半，照常考核"]


# Plans -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Plan:
    title: str
    region: str = ""
    sector: str = ""
    level: str = ""
    post: str = ""


ANY = _Plan("不限")
TOWNS = _Plan("乡镇", sector="乡镇（街道）")
HEADS = _Plan("正职", level="乡科级正职")
TOWN_HEADS = _Plan("乡镇正职", sector="乡镇（街道）", level="乡科级正职")
DRIVER = _Plan("驾驶员", post="驾驶员")
HERE = _Plan("本县", region="341299")


@pytest.mark.parametrize(
    ("plans", "sector", "level", "post", "expected"),
    [
        ([ANY], "", "", "", ANY),
        ([ANY, TOWNS], "乡镇（街道）", "", "", TOWNS),
        ([TOWNS, ANY], "政法", "", "", ANY),
        ([TOWNS], "政法", "", "", None),
        ([TOWNS, HEADS], "乡镇（街道）", "乡科级正职", "", HEADS),
        ([TOWNS, HEADS, TOWN_HEADS], "乡镇（街道）", "乡科级正职", "", TOWN_HEADS),
        ([HEADS, DRIVER], "", "乡科级正职", "驾驶员", DRIVER),
        ([TOWN_HEADS, DRIVER], "乡镇（街道）", "乡科级正职", "驾驶员", TOWN_HEADS),
        ([HERE, TOWNS], "乡镇（街道）", "", "", TOWNS),
        ([ANY, HERE], "", "", "", HERE),
        ([], "", "", "", None),
    ],
)
def test_the_most_specific_plan_that_fits_wins(
    plans: Sequence[_Plan], sector: str, level: str, post: str, expected: _Plan | None
) -> None:
    found = rules.matching_plan(plans, region="341299", sector=sector, level=level, post=post)

    assert found == expected
    assert rules.matching_plan(plans[::-1], region="341299", sector=sector, level=level, post=post) == expected


# Votes and grades ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("votes", "is_carried"),
    [
        (["AGREE"] * 3 + ["AGAINST"] * 2, True),
        (["AGREE"] * 2 + ["AGAINST"] * 2, False),
        (["AGREE"] * 3 + ["ABSENT"] * 3, False),
        (["AGREE"] * 4 + ["ABSENT"] * 3, True),
        (["AGREE"] * 2 + ["DEFER", "RECUSED"], True),
        (["AGREE", "DEFER", "RECUSED"], False),
        (["RECUSED"] * 3, False),
        ([], False),
    ],
)
def test_a_vote_carries_with_more_than_half_of_those_who_may_vote(votes: list[str], is_carried: bool) -> None:
    count = rules.vote_count(votes)

    assert count.is_carried is is_carried
    assert (count.expected, count.recused) == (len(votes), votes.count("RECUSED"))
    assert ("通过" in count.sentence) is is_carried


@dataclass
class _Graded:
    id: int
    name: str = "孙办1"
    participation: str = "GRADED"
    proposed_grade: str = "称职"
    proposed_reason: str = ""
    may_be_excellent: bool = True
    excellent_bar_why: str = ""
    asks_people: str = ""


@pytest.mark.parametrize(
    ("one", "advice", "places", "words"),
    [
        (_Graded(1), "below", 1, None),
        (_Graded(1, proposed_grade="优秀"), "candidate", 1, None),
        (_Graded(1, proposed_grade=""), "below", 1, "还没有建议等次"),
        (_Graded(1, proposed_grade="", participation="NO_GRADE"), "", 1, None),
        (_Graded(1, asks_people="怎样确定等次由考核委员会研究"), "below", 1, "请先写明研究意见"),
        (_Graded(1, proposed_grade="优秀", may_be_excellent=False, excellent_bar_why="当年受党内警告处分"),
         "candidate", 1,
         "当年受党内警告处分"),
        (_Graded(1), "candidate", 1, "和机器建议不同"),
        (_Graded(1, proposed_reason="群众反映"), "candidate", 1, None),
        (_Graded(1, proposed_grade="优秀"), "below", 1, "和机器建议不同"),
        (_Graded(1), "boundary_tie", 1, "和机器建议不同"),
        (_Graded(1, proposed_grade="优秀", proposed_reason="并列，经研究"), "boundary_tie", 1, None),
        (_Graded(1, proposed_grade="优秀"), "candidate", 0, "请减少 1 人"),
    ],
)  # fmt: skip
def test_grades_go_on_only_when_nothing_is_open(one: _Graded, advice: str, places: int, words: str | None) -> None:
    faults = rules.grade_faults(
        [one], places=places, excellent="优秀", advice={1: advice}, quota_clause="考核规定 第14条"
    )

    assert [words in fault.sentence for fault in faults] == ([True] if words else [])


def test_the_fault_of_the_quota_belongs_to_nobody_and_cites_its_clause() -> None:
    people = [_Graded(1, proposed_grade="优秀"), _Graded(2, proposed_grade="优秀")]

    faults = rules.grade_faults(
        people, places=1, excellent="优秀", advice={1: "candidate", 2: "candidate"}, quota_clause="考核规定 第14条"
    )

    assert [(fault.participant_id, fault.clause) for fault in faults] == [(None, "考核规定 第14条")]


@pytest.mark.parametrize("table", [states.CYCLE_MOVES, states.UNIT_MOVES])
def test_a_sealed_thing_moves_no_more_and_every_move_leads_somewhere_known(table: dict[str, dict[str, str]]) -> None:
    assert table["SEALED"] == {}
    assert {goal for moves in table.values() for goal in moves.values()} <= set(table)
    assert next_state(table, "SEALED", "seal") is None
