"""Who stands aside, what a vote decides, which reasons are none, and when a period ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dandang.foundation.ground.moves import next_state
from dandang.ledger.casework import rules, states
from dandang.ledger.casework.records import Standing, VoteInput

TWO_THIRDS, HALF = Fraction(2, 3), Fraction(1, 2)
CADRE = Standing(1, "顾明川", organisation_id=70)

# Conflicts of interest -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("candidate", "involved", "kinds"),
    [
        (Standing(2, "姜予安", organisation_id=80), {}, ()),
        (Standing(1, "顾明川", organisation_id=70), {}, ("PARTY",)),
        (Standing(2, "魏长河"), {2: "分管本项目"}, ("INVOLVED",)),
        (Standing(2, "林晚", kin=frozenset({1})), {}, ("KIN",)),
        (Standing(2, "林晚", kin=frozenset({3})), {3: "项目经理"}, ("KIN",)),
        (Standing(2, "白屿", organisation_id=70), {}, ("SAME_UNIT",)),
        (Standing(2, "陶景行", organisation_id=80, leads=frozenset({70})), {}, ("SUPERIOR",)),
        (Standing(2, "程砚秋", organisation_id=80, leads=frozenset({90})), {}, ()),
        (Standing(2, "梁书昀", earlier_part="核实"), {}, ("EARLIER_PART",)),
        (
            Standing(2, "魏长河", organisation_id=70, kin=frozenset({1}), earlier_part="承办"),
            {2: "分管本项目"},
            ("INVOLVED", "KIN", "SAME_UNIT", "EARLIER_PART"),
        ),
    ],
)
def test_every_tie_to_the_case_is_a_reason_to_stand_aside(
    candidate: Standing, involved: Mapping[int, str], kinds: tuple[str, ...]
) -> None:
    found = rules.conflicts([candidate], parties=[CADRE], involved=involved)

    assert tuple(conflict.kind for conflict in found.get(candidate.person_id, ())) == kinds


def test_people_without_a_unit_on_file_do_not_share_one() -> None:
    found = rules.conflicts([Standing(2, "甲")], parties=[Standing(3, "乙")], involved={})

    assert found == {}


def test_a_conflict_says_why_and_who_goes_on() -> None:
    conflict = rules.conflicts([Standing(2, "林晚", kin=frozenset({1}))], parties=[CADRE], involved={})[2][0]

    assert conflict.sentence == "与当事人顾明川有亲属关系，请由其他成员办理"


@given(mine=st.booleans(), theirs=st.booleans())
def test_kin_count_whichever_of_the_two_files_says_so(mine: bool, theirs: bool) -> None:
    one = Standing(1, "甲", kin=frozenset({2} if mine else ()))
    other = Standing(2, "乙", kin=frozenset({1} if theirs else ()))

    there = rules.conflicts([one], parties=[other], involved={})
    back = rules.conflicts([other], parties=[one], involved={})

    assert bool(there) == bool(back) == (mine or theirs)


def test_all_reasons_stand_in_one_line_that_fits_its_column() -> None:
    candidate = Standing(2, "魏长河", organisation_id=70)
    found = rules.conflicts([candidate], parties=[CADRE], involved={2: "分管本项目" * 60})

    assert "；" in rules.recusal_reason(found[2], limit=1000)
    assert len(rules.recusal_reason(found[2])) == 300


# Votes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "is_quorate", "is_carried", "end"),
    [
        ("AAAAGR", True, True, "通过"),
        ("AAAGGR", True, True, "通过"),
        ("AAGGGR", True, False, "没有通过"),
        ("AAADDD", True, False, "没有通过"),  # exactly half is not more than half
        ("AAAA--", True, True, "通过"),
        ("AAA---", False, False, "表决无效，请另行开会"),
        ("A-RRRR", False, False, "表决无效，请另行开会"),
        ("ARRRRR", True, True, "通过"),
        ("RRRRRR", False, False, "提级办理，或者请上级指定管辖"),
    ],
)
def test_a_vote_carries_when_enough_came_and_more_than_half_of_those_entitled_agree(
    values: str, is_quorate: bool, is_carried: bool, end: str
) -> None:
    codes = {"A": "AGREE", "G": "AGAINST", "D": "DEFER", "R": "RECUSED", "-": "ABSENT"}

    count = rules.tally([codes[value] for value in values], quorum=TWO_THIRDS, majority=HALF)

    assert (count.is_quorate, count.is_carried) == (is_quorate, is_carried)
    assert count.sentence.endswith(end)


def test_a_count_says_how_it_came_about() -> None:
    values = ["AGREE"] * 4 + ["AGAINST", "RECUSED"]

    count = rules.tally(values, quorum=TWO_THIRDS, majority=HALF)

    assert count.sentence == "应到 6 人，回避 1 人，有表决权 5 人；到会 5 人，同意 4 人，不同意 1 人，通过"
    assert count.entitled == 5


@given(st.lists(st.sampled_from(["AGREE", "AGAINST", "DEFER", "RECUSED", "ABSENT"]), max_size=30))
def test_nobody_is_lost_or_counted_twice(values: list[str]) -> None:
    count = rules.tally(values, quorum=TWO_THIRDS, majority=HALF)

    assert count.present == count.agree + count.against + count.defer <= count.entitled
    assert count.expected == count.entitled + count.recused == len(values)
    assert not count.is_carried or (count.is_quorate and 2 * count.agree > count.entitled)


@given(st.lists(st.sampled_from(["AGREE", "AGAINST", "DEFER", "ABSENT"]), min_size=1, max_size=20), st.data())
def test_one_more_agreement_never_undoes_a_carried_vote(values: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(values) - 1))
    better = [*values[:place], "AGREE", *values[place + 1 :]]

    before = rules.tally(values, quorum=TWO_THIRDS, majority=HALF)
    after = rules.tally(better, quorum=TWO_THIRDS, majority=HALF)

    assert after.is_carried or not before.is_carried


@pytest.mark.parametrize(
    ("second", "what"),
    [
        (VoteInput(1, "AGAINST", "工期没有论证。"), []),
        (VoteInput(1, "AGAINST", " 工期没有论证"), []),
        (VoteInput(1, "AGAINST", "预算没有论证"), ["REASON"]),
        (VoteInput(1, "DEFER", "工期没有论证。"), ["VALUE"]),
        (VoteInput(2, "AGAINST", "工期没有论证。"), ["VALUE", "VALUE"]),
    ],
)
def test_two_keyings_differ_in_the_vote_or_in_the_words_of_its_reason(second: VoteInput, what: list[str]) -> None:
    first = VoteInput(1, "AGAINST", "工期没有论证。")

    assert [one.what for one in rules.differences([first], [second])] == what


# Hearing and reasons ---------------------------------------------------------------------------------------------


@dataclass
class Point:
    number: int
    answer_side: str
    answer: str


def test_a_point_without_an_answer_keeps_the_hearing_open() -> None:
    points = [
        Point(1, "PARTLY", "通话记录已核实"),
        Point(2, "", ""),
        Point(3, "TO_VERIFY", "已请县审计局复核"),
        Point(4, "NOT_ACCEPTED", "  "),
    ]

    assert rules.hearing_gaps(points) == (2, 3, 4)


def _faults(reasons: Mapping[str, str], copied: Mapping[str, int] | None = None) -> list[tuple[str, str]]:
    found = rules.reason_faults(reasons, min_characters=10, copied=copied or {}, copied_limit=3)
    return [(fault.element, fault.kind) for fault in found]


OWN = "来水提前难以预见，气象资料可以核对"


@pytest.mark.parametrize(
    ("reasons", "copied", "faults"),
    [
        ({"动机态度": OWN}, {}, []),
        ({"动机态度": " 。"}, {}, [("动机态度", "EMPTY")]),
        ({"动机态度": "情况属实。。。。。。。。"}, {}, [("动机态度", "TOO_SHORT")]),
        ({"动机态度": "一二三四五六七八九"}, {}, [("动机态度", "TOO_SHORT")]),
        ({"动机态度": "一二三四五六七八九十"}, {}, []),
        ({"动机态度": OWN}, {"动机态度": 2}, []),
        ({"动机态度": OWN}, {"动机态度": 3}, [("动机态度", "COPIED")]),
        (
            {"动机态度": OWN, "客观条件": OWN + "。"},
            {},
            [("动机态度", "SAME_AS_ANOTHER"), ("客观条件", "SAME_AS_ANOTHER")],
        ),
    ],
)
def test_reasons_are_of_this_case_and_of_this_element(
    reasons: Mapping[str, str], copied: Mapping[str, int], faults: list[tuple[str, str]]
) -> None:
    assert _faults(reasons, copied) == faults


# Periods ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counted_from", "amount", "unit", "on"),
    [
        (date(2026, 11, 2), 30, "days", date(2026, 12, 2)),
        (date(2026, 1, 31), 1, "months", date(2026, 2, 28)),
        (date(2028, 1, 31), 1, "months", date(2028, 2, 29)),
        (date(2026, 8, 31), 6, "months", date(2027, 2, 28)),
        (date(2026, 11, 2), 2, "months", date(2027, 1, 2)),
        (date(2026, 11, 2), 0, "days", date(2026, 11, 2)),
    ],
)
def test_a_period_ends_on_its_last_day(counted_from: date, amount: int, unit: str, on: date) -> None:
    assert rules.last_day(counted_from, amount, unit) == on


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_months_stay_in_their_month_and_never_run_backwards(day: date, amount: int) -> None:
    on = rules.last_day(day, amount, "months")

    assert (on.year * 12 + on.month) - (day.year * 12 + day.month) == amount
    assert on.day == day.day or (on + timedelta(days=1)).day == 1


def test_working_days_are_not_counted_without_a_calendar() -> None:
    with pytest.raises(ValueError, match="working_days"):
        rules.last_day(date(2026, 11, 2), 5, "working_days")


# States ----------------------------------------------------------------------------------------------------------


def test_a_meeting_ends_in_minutes_or_is_cancelled_and_both_are_final() -> None:
    reached = {"PLANNED"}
    while more := {to for state in reached for to in states.MOVES[state].values()} - reached:
        reached |= more

    assert reached == set(states.MOVES)
    assert [state for state in states.MOVES if not states.MOVES[state]] == ["CLOSED", "CANCELLED"]
    assert next_state(states.MOVES, "HELD", "cancel") is None
