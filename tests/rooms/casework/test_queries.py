"""Standings, deadlines and rules from the registry, the calendar and the packs, at a fixed number of questions."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.casework import kinds, queries
from dandang.ledger.casework.records import CaseSummary
from dandang.registry.access.queries import system_actor
from dandang.registry.organisations import actions as organisations
from tests.factories import casework
from tests.factories.casework import Body
from tests.factories.registry import NOW, REGION, TODAY, county

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitting(db: None) -> Body:
    return casework.body(county())


def test_standings_cost_three_questions_however_many_people(sitting: Body, django_assert_num_queries: Any) -> None:
    casework.leads(sitting.members["白屿"], sitting.place.township, ends="202612")
    casework.leads(sitting.members["白屿"], sitting.place.finance, ends="202611")
    casework.leads(sitting.members["程砚秋"], sitting.place.township, starts="202612")

    with django_assert_num_queries(3):
        found = queries.standings([*sitting.ids(), sitting.cadre.pk, 999_999], on=TODAY)

    assert len(found) == 7
    assert found[sitting.members["白屿"].pk].leads == {sitting.place.township.pk}
    assert found[sitting.members["程砚秋"].pk].leads == frozenset()
    assert found[sitting.cadre.pk].organisation_id == sitting.place.township.pk


def test_kinship_is_found_from_either_file(sitting: Body) -> None:
    casework.related(sitting.cadre, sitting.members["姜予安"])

    found = queries.conflicts_of(
        candidate_ids=sitting.ids(), party_ids=[sitting.cadre.pk], involved={}, earlier={}, on=TODAY
    )

    assert {pk: [one.kind for one in ties] for pk, ties in found.items()} == {sitting.ids("姜予安")[0]: ["KIN"]}


def test_the_rules_of_deliberation_come_from_the_packs(sitting: Body) -> None:
    casework.rules_in_force()

    used = queries.deliberation_rules(region=REGION, on=TODAY)

    assert (used.quorum, used.majority) == (Fraction(2, 3), Fraction(1, 2))
    assert used.clause
    assert used.clause_url


@pytest.mark.parametrize(
    ("amount", "unit", "on"),
    [
        (None, "working_days", None),
        (30, "days", date(2026, 12, 2)),
        (2, "months", date(2027, 1, 2)),
    ],
)
def test_a_period_nobody_set_has_no_last_day(amount: int | None, unit: str, on: date | None) -> None:
    due = queries.deadline_for(amount=amount, unit=unit, counted_from=date(2026, 11, 2))

    assert (due.on if due else None) == on


def test_working_days_keep_how_they_were_counted() -> None:
    due = queries.deadline_for(amount=5, unit="working_days", counted_from=date(2026, 11, 2))

    assert due is not None
    assert due.on == date(2026, 11, 9)
    assert due.counted is not None
    assert due.counted.working_days == 5
    assert due.is_provisional == due.counted.is_provisional


def test_a_meeting_follows_its_organ_to_another_place_in_the_tree(sitting: Body) -> None:
    meeting_id = casework.planned(sitting)

    organisations.move_organisation(
        actor=system_actor(),
        organisation_id=sitting.place.discipline.pk,
        parent_id=sitting.place.city.pk,
        on=TODAY,
        at=NOW,
    )

    moved = queries.meeting(system_actor(), meeting_id)
    assert moved.organ_path == moved.organ.path


def test_an_unknown_item_is_not_here() -> None:
    with pytest.raises(NotHere):
        queries.studied_item(999_999)


def test_a_case_is_told_by_the_part_that_owns_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_summaries", {})
    kinds.register_summary("tolerance.case", lambda subject: CaseSummary(number=subject, title="提灌站"))

    assert kinds.summary_of("tolerance.case:7") == CaseSummary(number="tolerance.case:7", title="提灌站")
    assert kinds.summary_of("protection.case:7") is None
