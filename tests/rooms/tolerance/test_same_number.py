"""The matter's page shows its tolerance cases, to those who may open them; the gate's page leads to a new one."""

from __future__ import annotations

import pytest

from dandang.ledger.matters import kinds
from tests.factories import tolerance as made

pytestmark = pytest.mark.django_db


def test_a_matter_lists_its_cases_for_those_who_may_open_them() -> None:
    of = made.scene()
    case = made.accepted(of)

    seen = kinds.linked_to(of.handler, case.matter_id)

    assert [(one.name, one.text) for one in seen] == [(case.number, case.get_state_display())]
    assert seen[0].url.endswith(f"/{case.pk}/")
    assert kinds.linked_to(of.person, case.matter_id) == []


def test_the_gate_leads_to_a_case_for_the_person() -> None:
    door = kinds.case_door()

    assert door is not None
    assert door.url("P000012") == "/tolerance/apply/?as=ACCOUNTABILITY&who=P000012"
