"""Does every line say what the method says, on examples small enough to recompute by hand?"""

from __future__ import annotations

from typing import Any

import pytest

from dandang.parts.appraisal import scoring
from tests.rooms.appraisal.scoring import examples

ENGINES = pytest.mark.parametrize("engine", ["reference", "duckdb"])


def ballots(person: str, indicator: str, *scores: object, group: str = "群众") -> list[tuple[object, ...]]:
    """Ballots of as many raters as there are scores."""
    return [(person, indicator, group, f"{group}{n}", score) for n, score in enumerate(scores)]


def run(engine: str, made: dict[str, Any], people: list[tuple[str, str, str]], **tables: Any) -> scoring.RunResult:
    """Score people given as (person, unit, pool)."""
    return scoring.run(made, scoring.Tables(people=people, **tables), engine)


def one(found: scoring.RunResult, person: str = "甲") -> scoring.PersonResult:
    """The result of one person."""
    return next(result for result in found.results if result.person == person)


def values(found: scoring.RunResult, line: str, person: str = "甲") -> list[int | None]:
    """The values of one kind of line of one person."""
    return [one.value for one in found.lines if (one.person, one.line) == (person, line)]


ME = [("甲", "U1", "R1")]


@ENGINES
def test_a_small_example_line_by_line(engine: str) -> None:
    found = run(
        engine,
        examples.plan(),
        ME,
        ratings=[*ballots("甲", "作风", 80, 91, group="上级"), *ballots("甲", "作风", 70, 85, 86, 88, 100)],
        measures=[("甲", "实绩", "9.3")],
        tolerated=[("甲", "实绩")],
    )

    shown = [(one.line, one.indicator, one.group, one.numerator, one.denominator, one.value) for one in found.lines]
    assert shown == [
        ("L2", "作风", "上级", 1_710_000, 2, 855_000),
        ("L2", "作风", "群众", 2_590_000, 3, 863_333),
        ("L3", "实绩", "", 820_000, 1, 820_000),
        ("L4", "作风", "", 60 * 855_000 + 40 * 863_333, 100, 858_333),
        ("L5", "实绩", "", 60 * 858_333, 60, 858_333),
        ("L6", "", "", 60 * 858_333 + 40 * 858_333, 100, 858_333),
        ("L6", "", "", 10_000, 10_000, 10_000),
        ("L7", "", "", 858_333, 1, 858_333),
        ("L8", "", "", 858_333, 100, 8_583),
        ("L8", "", "", None, None, 1),
        ("L8", "", "", None, None, 1),
        ("L10", "", "", 2_000, 10_000, 0),
    ]
    assert [one.dropped for one in found.lines if one.line == "L2"] == [0, 1]
    assert one(found).total_e2 == 8_583


@ENGINES
@pytest.mark.parametrize(
    ("scores", "kept", "dropped"),
    [
        ([90], 90, 0),
        ([0, 90, 90, 100], 70, 0),
        ([0, 80, 85, 90, 100], 85, 1),
        ([0, 0, *[50] * 16, 100, 100], 50, 2),
        ([0] * 3 + [60] * 24 + [100] * 3, 60, 3),
    ],
)
def test_marks_are_trimmed_by_depth(engine: str, scores: list[int], kept: int, dropped: int) -> None:
    found = run(engine, examples.rated_plan(100), ME, ratings=ballots("甲", "I1", *scores))

    line = found.lines[0]
    assert (line.line, line.n, line.dropped, line.value) == ("L2", len(scores), dropped, kept * 10_000)


@ENGINES
def test_halves_are_rounded_up_once_a_line(engine: str) -> None:
    found = run(engine, examples.rated_plan(100), ME, ratings=ballots("甲", "I1", "80.0001", "80.0002"))

    assert values(found, "L2") == [800_002]


@ENGINES
def test_the_last_ballot_of_a_rater_counts_and_nobody_rates_himself(engine: str) -> None:
    rows = [
        ("甲", "I1", "群众", "乙", 60),
        ("甲", "I1", "群众", "甲", 100),
        ("甲", "I1", "群众", "乙", 70),
    ]

    assert one(run(engine, examples.rated_plan(100), ME, ratings=rows)).total_e2 == 7_000


@ENGINES
def test_the_hour_of_a_ballot_goes_before_its_row_and_only_valid_ones_count(engine: str) -> None:
    rows = [
        {"person": "甲", "indicator": "I1", "group": "群众", "rater": rater, "score": score}
        | {"status": status, "submitted_at": at}
        for rater, score, status, at in [
            ("乙", 90, "valid", "2026-11-20T10:00"),
            ("乙", 60, "", "2026-11-20T09:00"),
            ("丙", 10, "late", "2026-11-22T09:00"),
            ("丁", 20, "withdrawn", "2026-11-20T09:00"),
        ]
    ]

    assert one(run(engine, examples.rated_plan(100), ME, ratings=rows)).total_e2 == 9_000


@ENGINES
@pytest.mark.parametrize(
    ("tolerated", "state", "total_e2", "notes"),
    [
        (["I1"], "ok", 8_000, ["raised"]),
        (["I2"], "ok", 7_400, ["own_score_kept"]),
        (["I3"], "manual", 7_400, ["manual_above_limit"]),
        (["I1", "I2", "I3"], "manual", 7_400, ["manual_no_plain_item"] * 3),
        ([], "ok", 7_400, []),
    ],
)
def test_tolerated_items_never_lower_and_above_the_limit_people_decide(
    engine: str, tolerated: list[str], state: str, total_e2: int, notes: list[str]
) -> None:
    made = examples.rated_plan(20, 20, 60)
    rows = ballots("甲", "I1", 50) + ballots("甲", "I2", 80) + ballots("甲", "I3", 80)

    found = run(engine, made, ME, ratings=rows, tolerated=[("甲", item) for item in tolerated])

    assert (one(found).state, one(found).total_e2) == (state, total_e2)
    assert [line.note for line in found.lines if line.line == "L5"] == notes


@ENGINES
def test_a_manual_case_shows_both_figures(engine: str) -> None:
    made = examples.rated_plan(40, 60)
    rows = ballots("甲", "I1", 90) + ballots("甲", "I2", 50)

    found = run(engine, made, ME, ratings=rows, tolerated=[("甲", "I2")])

    figures = {line.note: line.value for line in found.lines if line.line == "L6"}
    assert figures == {"component": 660_000, "with_tolerance": 900_000, "coverage": 10_000}
    assert one(found).grade_state == "manual"


@ENGINES
@pytest.mark.parametrize(
    ("weights", "answered", "min_cover", "state"),
    [((60, 40), ["I1"], 60, "ok"), ((60, 40), ["I1"], 61, "incomplete"), ((59, 41), ["I1"], 60, "incomplete")],
)
def test_too_little_heard_is_incomplete_and_still_has_its_total(
    engine: str, weights: tuple[int, ...], answered: list[str], min_cover: int, state: str
) -> None:
    made = examples.rated_plan(*weights)
    made["rules"]["min_cover_pct"] = min_cover

    result = one(run(engine, made, ME, ratings=[row for item in answered for row in ballots("甲", item, 90)]))

    assert (result.state, result.total_e2, result.cover_bp) == (state, 9_000, weights[0] * 100)


@ENGINES
def test_incomplete_outranks_manual_and_nothing_at_all_has_no_total(engine: str) -> None:
    made = examples.rated_plan(50, 50)
    people = [*ME, ("乙", "U1", "R1")]

    found = run(engine, made, people, ratings=ballots("甲", "I1", 90), tolerated=[("甲", "I1")])

    assert one(found).state == "incomplete"
    assert (one(found, "乙").state, one(found, "乙").total_e2) == ("incomplete", None)
    assert [line.line for line in found.lines if line.person == "乙"] == ["L6", "L10"]


@ENGINES
def test_a_group_that_must_be_heard_makes_incomplete_when_silent(engine: str) -> None:
    made = examples.rated_plan(100)
    made["rater_groups"] = [{"id": "上级", "weight": 20, "must_have": True}, {"id": "群众", "weight": 80}]
    rows = ballots("甲", "I1", 90) + ballots("乙", "I1", 90) + ballots("乙", "I1", 80, group="上级")

    found = run(engine, made, [*ME, ("乙", "U1", "R1")], ratings=rows)

    assert (one(found).state, one(found).cover_bp) == ("incomplete", 8_000)
    assert one(found, "乙").state == "ok"


@ENGINES
def test_a_component_absent_by_rule_is_left_out_and_shares_renormalised(engine: str) -> None:
    shares = [{"id": "平时", "share": 30}, {"id": "年度", "share": 60}, {"id": "专项", "share": 10}]
    made = examples.rated_plan(100, components=shares)
    people = [*ME, ("乙", "U1", "R1")]
    rows = ballots("甲", "I1", 90) + ballots("乙", "I1", 90)

    found = run(engine, made, people, ratings=rows, components=[("甲", "平时", "75"), ("甲", "专项", "80.5")])

    assert one(found).total_e2 == (30 * 7_500 + 60 * 9_000 + 10 * 8_050) // 100
    assert one(found, "乙").total_e2 == 9_000
    notes = {line.person: line.note for line in found.lines if line.line == "L7"}
    assert notes == {"甲": "平时+年度+专项", "乙": "年度"}


@ENGINES
@pytest.mark.parametrize(
    ("totals", "places", "states"),
    [
        ([95, 90, 85, 80], 1, ["candidate", "below", "below", "below"]),
        ([95, 95, 85, 80], 1, ["boundary_tie", "boundary_tie", "below", "below"]),
        ([95, 90, 90, 80], 2, ["candidate", "boundary_tie", "boundary_tie", "below"]),
        ([95, 90, 90, 80], 3, ["candidate", "candidate", "candidate", "below"]),
        ([95, 79.99, 79, 78], 3, ["candidate", "below", "below", "below"]),
        ([95, 80, 79, 78], 3, ["candidate", "candidate", "below", "below"]),
        ([95, 90, 85, 80], 0, ["below"] * 4),
    ],
)
def test_places_go_by_published_totals_and_ties_are_left_to_people(
    engine: str, totals: list[float], places: int, states: list[str]
) -> None:
    made = examples.rated_plan(100, quota={"default_rate_bp": places * 2_500})
    people = [(f"P{n}", "U1", "R1") for n in range(4)]
    rows = [row for (name, _, _), total in zip(people, totals, strict=True) for row in ballots(name, "I1", total)]

    found = run(engine, made, people, ratings=rows)

    assert [result.grade_state for result in found.results] == states
    assert found.quotas[0].places == places


@ENGINES
def test_totals_equal_in_two_decimals_are_equal(engine: str) -> None:
    made = examples.rated_plan(100, quota={"default_rate_bp": 5_000})
    rows = ballots("甲", "I1", "90.0049") + ballots("乙", "I1", "89.9950")

    found = run(engine, made, [*ME, ("乙", "U1", "R1")], ratings=rows)

    assert [result.total_e2 for result in found.results] == [9_000, 9_000]
    assert [result.rank_in_unit for result in found.results] == [1, 1]
    assert [result.grade_state for result in found.results] == ["boundary_tie", "boundary_tie"]


@ENGINES
@pytest.mark.parametrize(
    ("tie_order", "winner"), [([], "U1"), (["U3"], "U3"), (["U9", "U2", "U3"], "U2"), (["U3", "U2", "U1"], "U3")]
)
def test_equal_remainders_go_by_the_declared_order_then_by_code(engine: str, tie_order: list[str], winner: str) -> None:
    made = examples.rated_plan(100, quota={"default_rate_bp": 2_000, "tie_order": tie_order})
    people = [(f"{unit}-{n}", unit, "R1") for unit in ("U1", "U2", "U3") for n in range(2)]

    found = run(engine, made, people, ratings=ballots("U1-0", "I1", 90))

    assert {quota.unit: quota.places for quota in found.quotas} == {"U1": 0, "U2": 0, "U3": 0} | {winner: 1}
    assert [quota.unit for quota in found.quotas if quota.has_remainder_place] == [winner]


@ENGINES
def test_small_units_get_places_only_together_and_never_across_pools(engine: str) -> None:
    made = examples.rated_plan(100, quota={"default_rate_bp": 2_000, "rate_bp": {"U2": 3_000}})
    people = [("a", "U1", "R1"), ("b", "U1", "R1"), ("c", "U2", "R1"), ("d", "U2", "R1"), ("e", "U1", "R2")]

    found = run(engine, made, people, ratings=ballots("a", "I1", 90))

    assert [(quota.pool, quota.unit, quota.people, quota.rate_bp, quota.places) for quota in found.quotas] == [
        ("R1", "U1", 2, 2_000, 0),
        ("R1", "U2", 2, 3_000, 1),
        ("R2", "U1", 1, 2_000, 0),
    ]


@ENGINES
def test_peers_are_merged_along_the_declared_path(engine: str) -> None:
    made = examples.rated_plan(100, peers={"min_n": 3, "path": [["region", "level"], ["level"], []]})
    people = [
        {"person": name, "unit": "U", "pool": "R", "region": region, "level": level}
        for name, region, level in [
            ("a", "北", "科"),
            ("b", "北", "科"),
            ("c", "北", "科"),
            ("d", "南", "科"),
            ("e", "南", "处"),
            ("f", "", ""),
        ]
    ]
    rows = [row for n, person in enumerate(people[:5]) for row in ballots(str(person["person"]), "I1", 90 - n)]

    found = scoring.run(made, scoring.Tables(people=people, ratings=rows), engine)

    seen = {line.person: (line.note, line.n, line.value) for line in found.lines if line.line == "L9"}
    assert seen == {
        "a": ("region+level", 3, 1),
        "b": ("region+level", 3, 2),
        "c": ("region+level", 3, 3),
        "d": ("level", 4, 4),
        "e": ("all", 5, 5),
    }


@ENGINES
def test_lines_can_be_streamed_instead_of_gathered(engine: str) -> None:
    seen: list[scoring.Line] = []
    shown: list[tuple[int, int]] = []
    tables = scoring.Tables(people=ME, ratings=ballots("甲", "I1", 90))

    found = scoring.run(
        examples.rated_plan(100),
        tables,
        engine,
        on_lines=seen.extend,
        progress=lambda done, everybody: shown.append((done, everybody)),
    )

    assert found.lines == []
    assert [line.line for line in seen] == ["L2", "L4", "L6", "L6", "L7", "L8", "L8", "L8", "L10"]
    assert shown[-1] == (1, 1)
