"""Two sides beside each other: what is taken over, what is not said, what differs. No database."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dandang.law.policies import comparison, rules
from dandang.law.policies.comparison import INHERITED, NOT_GIVEN, SAID, SILENT, Side, Sides
from dandang.law.policies.records import IN_FORCE, Citation, Key, Procedure, Provision, Value
from dandang.law.policies.records import NOT_GIVEN as WITHOUT_FIGURE

KEY = Key("appraisal.share_pct", "优秀比例", "pct", "appraisal", 0)
NOTHING = rules.nothing(KEY)


def said(given: Any, region: str, note: str = "") -> Value:
    return Value(
        KEY.key,
        KEY.label,
        given,
        "pct",
        "exactly",
        rules.value_text(given, "pct"),
        IN_FORCE if given is not None else WITHOUT_FIGURE,
        region=region,
        edition=f"rule-{region}@2020-01-01",
        citation=f"{region} 第1条",
        reliability="A",
        checked_on=date(2026, 11, 21),
        note=note,
    )


def side(own: Value | None, answer: Value, **more: Any) -> Side:
    return Side("某地", {KEY.key: own} if own else {}, {KEY.key: answer}, **more)


CENTRE = said(20, "000000")
PROVINCE = said(25, "340000")
WORDS_ONLY = said(None, "530000", "提高，没有给数")


@pytest.mark.parametrize(
    ("here", "there", "states", "is_different"),
    [
        (side(None, CENTRE), side(None, CENTRE), (INHERITED, INHERITED), False),
        (side(PROVINCE, PROVINCE), side(None, CENTRE), (SAID, INHERITED), True),
        (side(None, CENTRE), side(WORDS_ONLY, CENTRE), (INHERITED, NOT_GIVEN), True),
        (side(said(0, "340000"), said(0, "340000")), side(WORDS_ONLY, WORDS_ONLY), (SAID, NOT_GIVEN), True),
    ],
)
def test_what_a_side_says_beside_the_centre(
    here: Side, there: Side, states: tuple[str, str], is_different: bool
) -> None:
    row = comparison.rows([KEY], Sides(side(CENTRE, CENTRE), here, there))[0]

    assert (row.here.state, row.there.state) == states
    assert row.is_different is is_different
    assert row.centre is not None
    assert row.centre.state == SAID


def test_where_nobody_speaks_it_is_silent_and_never_zero() -> None:
    nobody = side(None, NOTHING)

    row = comparison.rows([KEY], Sides(nobody, nobody, nobody))[0]

    assert (row.centre.state if row.centre else "", row.here.state, row.there.state) == (SILENT, SILENT, SILENT)
    assert not row.is_spoken_of
    assert not row.is_different


def test_zero_is_not_the_same_as_nothing_laid_down() -> None:
    zero = said(0, "340000")

    row = comparison.rows([KEY], Sides(None, side(zero, zero), side(None, NOTHING)))[0]

    assert row.is_different
    assert row.here.said[0].text == "0%"
    assert row.there.state == SILENT


def test_a_text_without_a_figure_says_whose_figure_goes_on() -> None:
    row = comparison.rows([KEY], Sides(side(CENTRE, CENTRE), side(None, CENTRE), side(WORDS_ONLY, CENTRE)))[0]

    assert row.there.said[0].note == "提高，没有给数；数沿用000000 第1条"


def _procedure(text: str, *names: str) -> Procedure:
    cited = Citation("省 第9点", "9", f"rule-{text}@2020-01-01", "rule")
    lead = Provision(text, names, cited)
    return Procedure("tolerance", "340000", (), (), None, lead, None, None, None, None, ())


@pytest.mark.parametrize(
    ("there", "is_different"),
    [(_procedure("纪检负责", "纪检监察机关"), False), (_procedure("组织负责", "组织部门"), True), (None, True)],
)
def test_sides_of_a_procedure_are_compared(there: Procedure | None, is_different: bool) -> None:
    here = side(None, NOTHING, procedure=_procedure("纪检负责", "纪检监察机关"))
    sides = Sides(None, here, side(None, NOTHING, procedure=there))

    row = next(one for one in comparison.rows([], sides) if one.key == "procedure.tolerance.lead_organs")

    assert row.is_different is is_different
    assert row.here.said[0].note == "纪检监察机关"
