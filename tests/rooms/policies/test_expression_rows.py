"""Conditions filled in row by row become the expressions packs hold, and come back as the same rows."""

from __future__ import annotations

from typing import Any

import pytest

from dandang.law.policies.expression_rows import Row, from_rows, to_rows

GAIN = {"fact": "motive.private_gain", "is": False}
HELD = {"fact": "procedure.held", "is": True}
LOSS = {"fact": "consequences.loss", "is": "NONE"}


@pytest.mark.parametrize(
    "written",
    [
        GAIN,
        "no-gain",
        {"fact": "remedy.days", "at_most": 30},
        {"fact": "consequences.loss", "is_not": "SERIOUS"},
        {"all_of": [GAIN, HELD]},
        {"any_of": [GAIN, {"all_of": [HELD, LOSS]}]},
        {"all_of": ["direction", {"any_of": ["no-harm", "made-good"]}, {"any_of": [HELD, LOSS]}]},
        {"none_of": [GAIN, HELD]},
        {"none_of": [GAIN]},
        {"fact": "consequences.loss", "in": ["NONE", "SMALL"]},
        {"all_of": [GAIN, {"fact": "consequences.loss", "in": ["NONE", "SMALL"]}]},
    ],
)
def test_what_rows_can_say_comes_back_unchanged(written: Any) -> None:
    shown = to_rows(written)

    assert shown.fits
    assert from_rows(shown.mode, shown.rows) == written


def test_several_answers_to_one_question_are_a_group_of_rows_on_the_form() -> None:
    shown = to_rows({"fact": "consequences.loss", "in": ["NONE", "SMALL"]})

    assert [(row.asked, row.group) for row in shown.rows] == [
        ("consequences.loss=NONE", "1"),
        ("consequences.loss=SMALL", "1"),
    ]


@pytest.mark.parametrize(
    "deep",
    [
        {"all_of": [GAIN, {"none_of": [HELD]}]},
        {"all_of": [GAIN, {"any_of": [HELD, {"all_of": [LOSS, GAIN]}]}]},
        {"all_of": [{"any_of": [GAIN, HELD]}] * 5},
    ],
)
def test_what_is_nested_deeper_says_so_instead_of_losing_a_part(deep: Any) -> None:
    assert to_rows(deep).fits is False


def test_no_row_is_no_condition() -> None:
    assert from_rows("all_of", []) is None
    assert from_rows("all_of", [Row("met:no-gain", group="2")]) == "no-gain"
