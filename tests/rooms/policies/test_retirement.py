"""Months of retirement, counted by hand from the published steps: four months (or two) of birth delay one month."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.conf import settings

from dandang.law.policies import actions, retirement
from dandang.registry.access.queries import system_actor
from tests.factories import registry
from tests.rooms.people.test_rules import FILE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sex", "birth_month", "kind", "month"),
    [
        ("1", "196412", "", "202412"),  # 60 before the reform
        ("1", "196501", "", "202502"),  # first four months: one month later
        ("1", "196504", "", "202505"),
        ("1", "196505", "", "202507"),  # next four: two months
        ("1", "197609", "", "203909"),  # at most 36 months: 63
        ("1", "198607", "", "204907"),
        ("2", "197001", "", "202502"),  # 55 and one month
        ("2", "198110", "", "203910"),  # 58
        ("2", "197502", "机关工勤人员", "202503"),  # 50 and one month for each two
        ("2", "197503", "机关工勤人员", "202505"),
    ],
)
def test_the_month_follows_the_steps(sex: str, birth_month: str, kind: str, month: str) -> None:
    actions.load_packs(actor=system_actor(), folder=settings.PACKS_DIR, at=registry.NOW)

    found = retirement.retirement_of(replace(FILE, sex=sex, birth_month=birth_month, person_kind=kind), registry.TODAY)

    assert found is not None
    assert found.month == month
    assert found.clause.url


def test_without_a_rule_in_force_nothing_is_said() -> None:
    assert retirement.retirement_of(FILE, registry.TODAY) is None


def test_a_birth_month_nobody_can_read_gets_no_answer() -> None:
    assert retirement.retirement_of(replace(FILE, birth_month="约1970"), registry.TODAY) is None
