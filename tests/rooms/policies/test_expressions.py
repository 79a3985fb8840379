"""The closed operators and their three answers: a missing fact is never false."""

from __future__ import annotations

from typing import Any

import pytest

from dandang.law.policies import expressions

YES, NO, UNKNOWN = {"fact": "yes", "is": True}, {"fact": "no", "is": True}, {"fact": "unknown", "is": True}
FACTS = {"yes": True, "no": False, "choice": "SOME", "number": 5, "null": None}

TRUTHS: list[tuple[Any, bool | None]] = [
    (YES, True),
    (NO, False),
    (UNKNOWN, None),
    ({"fact": "null", "is": True}, None),
    ({"fact": "unknown", "is_not": True}, None),
    ({"fact": "choice", "is_not": "NONE"}, True),
    ({"fact": "choice", "in": ["NONE", "SOME"]}, True),
    ({"fact": "choice", "in": ["NONE"]}, False),
    ({"fact": "number", "at_most": 5}, True),
    ({"fact": "number", "at_most": 4}, False),
    ({"fact": "number", "at_least": 5}, True),
    ({"fact": "number", "at_least": 6}, False),
    ({"fact": "unknown", "at_least": 6}, None),
    ({"all_of": [YES, UNKNOWN]}, None),
    ({"all_of": [NO, UNKNOWN]}, False),
    ({"all_of": [YES, YES]}, True),
    ({"any_of": [YES, UNKNOWN]}, True),
    ({"any_of": [NO, UNKNOWN]}, None),
    ({"any_of": [NO, NO]}, False),
    ({"none_of": [NO, UNKNOWN]}, None),
    ({"none_of": [YES, UNKNOWN]}, False),
    ({"none_of": [NO, NO]}, True),
    ({"all_of": [YES, {"any_of": [NO, {"none_of": [UNKNOWN]}]}]}, None),
]


@pytest.mark.parametrize(("raw", "expected"), TRUTHS, ids=[str(raw) for raw, _ in TRUTHS])
def test_truth_has_three_values(raw: Any, expected: bool | None) -> None:
    assert expressions.truth(expressions.read(raw), FACTS, {}) is expected


def test_a_named_condition_is_looked_up() -> None:
    joined = expressions.read({"all_of": ["first", {"any_of": ["second", "third"]}]})

    assert expressions.truth(joined, {}, {"first": True, "second": None, "third": True}) is True
    assert expressions.truth(joined, {}, {"first": True, "second": None, "third": False}) is None


def test_only_facts_that_can_still_change_the_answer_are_open() -> None:
    raw = {"all_of": [{"any_of": [YES, {"fact": "settled", "is": True}]}, {"any_of": [NO, UNKNOWN]}]}

    assert expressions.open_facts(expressions.read(raw), FACTS, {}) == ("unknown",)


def test_nothing_is_open_once_a_condition_has_failed() -> None:
    assert expressions.open_facts(expressions.read({"all_of": [NO, UNKNOWN]}), FACTS, {}) == ()


BAD: list[tuple[Any, str]] = [
    ({"fact": "yes", "equals": True}, "没有算子 equals"),
    ({"fact": "yes"}, "写了 0 个"),
    ({"fact": "yes", "is": True, "in": [True]}, "写了 2 个"),
    ({"all": [YES]}, "也没有可用的算子"),
    ({"all_of": []}, "至少一项"),
    ({"all_of": YES}, "至少一项"),
    ({"all_of": [YES], "any_of": [YES]}, "要单独写"),
    ({"all_of": [YES], "fact": "yes"}, "要单独写"),
    (7, "不是条件"),
]


@pytest.mark.parametrize(("raw", "expected"), BAD, ids=[str(raw) for raw, _ in BAD])
def test_what_is_no_expression_is_refused_in_words(raw: Any, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        expressions.read(raw)
