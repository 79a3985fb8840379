"""Do facts fit the table of their kind?"""

from __future__ import annotations

from typing import Any

import pytest

from dandang.ledger.effects import kinds, rules

SHIELD = kinds.kind_of(kinds.ASSESSMENT_SHIELD).facts
WHOLE: dict[str, Any] = {
    "matter": " 提灌站改造 ",
    "indicators": "D1，D2",
    "matter_from": "2025-03-01",
    "assessments": ["TENURE", "ANNUAL"],
}


def test_facts_that_fit_are_stored_in_one_form() -> None:
    stored, faults = rules.facts_that_fit(SHIELD, WHOLE)

    assert faults == []
    assert stored == {
        "matter": "提灌站改造",
        "indicators": ["D1", "D2"],
        "matter_from": "2025-03-01",
        "assessments": ["ANNUAL", "TENURE"],
    }


@pytest.mark.parametrize(
    ("changes", "name", "why"),
    [
        ({"matter": "  "}, "matter", "MISSING"),
        ({"assessments": []}, "assessments", "MISSING"),
        ({"matter_from": "2025-02-30"}, "matter_from", "NOT_A_DAY"),
        ({"matter_to": 20250301}, "matter_to", "NOT_A_DAY"),
        ({"indicators": "实绩<b>"}, "indicators", "NOT_A_CODE"),
        ({"assessments": ["ANNUAL", "BONUS"]}, "assessments", "NOT_AN_OPTION"),
        ({"matter": "很" * 301}, "matter", "NOT_TEXT"),
        ({"verdict": "好"}, "verdict", "UNKNOWN"),
    ],
)
def test_each_fault_is_named(changes: dict[str, Any], name: str, why: str) -> None:
    _, faults = rules.facts_that_fit(SHIELD, WHOLE | changes)

    assert faults == [rules.Fault(name, why)]
