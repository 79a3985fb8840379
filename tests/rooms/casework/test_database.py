"""What the database refuses from anybody, whatever program writes the row."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from dandang.ledger.casework import models
from tests.factories import casework
from tests.factories.casework import Body
from tests.factories.registry import NOW, county

pytestmark = pytest.mark.django_db
CHECKED = """
    UPDATE casework_agendaitem SET keyed_at = %s, keyed_by = 'a', checked_at = %s, checked_by = 'b', is_carried = %s
    WHERE id = %s
"""


@pytest.fixture
def sitting(db: None) -> Body:
    return casework.body(county())


def _refused(sql: str, *values: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CHECKED, values)


def test_votes_that_two_people_keyed_are_never_touched_again(sitting: Body) -> None:
    meeting_id, item_id = casework.settled(sitting)
    before = casework.values_of(item_id)
    member = models.Member.objects.filter(meeting_id=meeting_id).first()
    assert member is not None

    _refused("UPDATE casework_vote SET value = 'AGAINST', reason = '改票' WHERE item_id = %s", item_id)
    _refused("DELETE FROM casework_vote WHERE item_id = %s", item_id)
    _refused(
        "INSERT INTO casework_vote (item_id, member_id, value, reason) VALUES (%s, %s, 'AGREE', '')", item_id, member.pk
    )
    _refused("UPDATE casework_agendaitem SET is_carried = NOT is_carried WHERE id = %s", item_id)
    _refused("UPDATE casework_agendaitem SET checked_at = NULL WHERE id = %s", item_id)
    _refused("DELETE FROM casework_agendaitem WHERE id = %s", item_id)
    _refused("UPDATE casework_member SET is_present = NULL WHERE meeting_id = %s", meeting_id)
    _refused("DELETE FROM casework_member WHERE meeting_id = %s", meeting_id)

    assert casework.values_of(item_id) == before


def test_a_vote_is_not_moved_onto_a_closed_sheet(sitting: Body) -> None:
    _, closed = casework.settled(sitting)
    _, other = casework.held(sitting, subject="tolerance.case:8")

    _refused("UPDATE casework_vote SET item_id = %s WHERE item_id = %s", closed, other)


def test_a_result_without_a_whole_sheet_is_refused(sitting: Body) -> None:
    _, item_id = casework.held(sitting)

    _refused(CHECKED, NOW, NOW, True, item_id)
    _refused(CHECKED, NOW, NOW, False, item_id)


def test_nothing_is_carried_without_a_vote_for_it(sitting: Body) -> None:
    meeting_id, item_id = casework.held(sitting)
    item = casework.item_of(item_id)
    for member in models.Member.objects.filter(meeting_id=meeting_id).exclude(votes__item=item):
        models.Vote.objects.create(item=item, member=member, value="DEFER", reason="等复核意见")

    _refused(CHECKED, NOW, NOW, True, item_id)
    with connection.cursor() as cursor:
        cursor.execute(CHECKED, [NOW, NOW, False, item_id])

    assert casework.item_of(item_id).is_carried is False


@pytest.mark.parametrize(
    "changes",
    [
        {"keyed_by": "accounts.account:1"},
        {"keyed_at": NOW, "keyed_by": "a", "checked_at": NOW, "checked_by": "a", "is_carried": False},
        {"keyed_at": NOW, "keyed_by": "a", "checked_at": NOW, "checked_by": "b"},
        {"checked_at": NOW, "checked_by": "b", "is_carried": False},
    ],
)
def test_one_pair_of_hands_settles_nothing(sitting: Body, changes: dict[str, Any]) -> None:
    meeting_id, item_id = casework.held(sitting)
    item = casework.item_of(item_id)
    for member in models.Member.objects.filter(meeting_id=meeting_id).exclude(votes__item=item):
        models.Vote.objects.create(item=item, member=member, value="AGREE")

    with pytest.raises(IntegrityError), transaction.atomic():
        models.AgendaItem.objects.filter(pk=item_id).update(**changes)


def test_an_item_is_not_born_with_a_result(sitting: Body) -> None:
    meeting_id = casework.planned(sitting)

    with pytest.raises(DatabaseError), transaction.atomic():
        models.AgendaItem.objects.create(
            meeting_id=meeting_id, number=1, subject="tolerance.case:3", title="补录", proposal="同意",
            keyed_at=NOW, keyed_by="a", checked_at=NOW, checked_by="b", is_carried=True,
        )  # fmt: skip


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "HELD"},
        {"state": "CANCELLED"},
        {"state": "CLOSED", "held_on": "2026-11-21"},
        {"closed_by": "accounts.account:1"},
    ],
)
def test_a_meeting_keeps_its_word_about_days_and_reasons(sitting: Body, changes: dict[str, Any]) -> None:
    meeting_id = casework.planned(sitting)

    with pytest.raises(IntegrityError), transaction.atomic():
        models.Meeting.objects.filter(pk=meeting_id).update(**changes)


@pytest.mark.parametrize("value", ["AGAINST", "DEFER", "RECUSED"])
def test_dissent_and_recusal_without_reasons_are_no_rows(sitting: Body, value: str) -> None:
    meeting_id, item_id = casework.held(sitting)
    member = models.Member.objects.filter(meeting_id=meeting_id).first()

    with pytest.raises(IntegrityError), transaction.atomic():
        models.Vote.objects.create(item_id=item_id, member=member, value=value)
