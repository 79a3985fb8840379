"""Writing the record: with the business or not at all, without personal values, never changed."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from dandang.foundation.audit import actions, queries
from dandang.foundation.audit.models import Entry, PrivateValue
from dandang.foundation.audit.records import SOUND
from tests.factories.database import triggers_lifted
from tests.factories.registry import NOW

pytestmark = pytest.mark.django_db


def person_who(account_id: int, *roles: str) -> Any:
    return type("Acting", (), {"account_id": account_id, "name": "某人", "is_system": False, "roles": roles})()


CLERK = person_who(7, "ORG_OFFICER")


def put(**more: Any) -> int:
    values: dict[str, Any] = {"actor": CLERK, "verb": "people.file.updated", "target": "people.person:12", "at": NOW}
    return actions.record(**(values | more))


def test_personal_values_stand_beside_the_chain_not_in_it() -> None:
    seq = put(private={"name": "程明远"}, facts={"fields": ["name"]})

    entry = Entry.objects.get(seq=seq)

    assert "程明远" not in entry.payload
    assert len(json.loads(entry.payload)["private"]["name"]) == 64
    assert entry.private_values.get().value == "程明远"


def test_lawful_erasure_leaves_the_chain_whole() -> None:
    put(private={"name": "程明远", "identity_number": "341299198603070016"})
    put()

    count = actions.erase_private_values(actor=CLERK, target="people.person:12", reason="本人申请", at=NOW)

    assert count == 2
    assert not PrivateValue.objects.exists()
    assert queries.verify().exit_code == SOUND


def test_the_entry_goes_back_with_its_business() -> None:
    put()

    with pytest.raises(RuntimeError):
        _fail_after_writing()
    put()

    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2]
    assert queries.verify().exit_code == SOUND


@transaction.atomic
def _fail_after_writing() -> None:
    put()
    raise RuntimeError("the business failed")


def test_business_stops_when_the_record_cannot_be_written() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry RENAME TO audit_entry_away")
    try:
        with pytest.raises(DatabaseError), transaction.atomic():
            put()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_entry_away RENAME TO audit_entry")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET reason = 'x'",
        "DELETE FROM audit_entry",
        "UPDATE audit_privatevalue SET value = 'x'",
    ],
)
def test_the_database_refuses_to_change_the_record(statement: str) -> None:
    put(private={"name": "程明远"})

    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
def test_the_database_refuses_to_empty_the_record() -> None:
    put()

    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_entry CASCADE")


def test_both_digests_may_stand_in_one_chain(settings: Any) -> None:
    put()
    settings.AUDIT_ALGORITHM = "SM3"
    put()
    settings.AUDIT_ALGORITHM = "SHA-256"
    put()

    assert list(Entry.objects.order_by("seq").values_list("alg", flat=True)) == ["SHA-256", "SM3", "SHA-256"]
    assert queries.verify().exit_code == SOUND


def test_a_person_learns_who_read_the_file_but_not_of_an_inquiry() -> None:
    mine = "people.person:12"
    actions.record_read(actor=CLERK, target=mine, what="任免审批表", at=NOW)
    actions.record_read(actor=person_who(9, "DISCIPLINE_OFFICER"), target=mine, what="简历", at=NOW)
    actions.record_read(actor=CLERK, target="people.person:13", what="简历", at=NOW)

    seen = queries.readings(target=mine, hidden_roles={"DISCIPLINE_OFFICER"})

    assert [(reading.what, reading.at) for reading in seen] == [("任免审批表", NOW)]


def test_the_log_is_filtered_by_the_days_of_beijing() -> None:
    put(at=NOW.replace(hour=15, minute=59))  # 23:59 in Beijing
    put(at=NOW.replace(hour=16, minute=0))  # the next day there

    found = queries.entries(queries.Filter(starts_on=date(2026, 11, 22), ends_on=date(2026, 11, 22)))

    assert [entry.seq for entry in found] == [2]


def test_the_log_is_filtered_by_verb_and_actor() -> None:
    put()
    put(verb="appraisal.cycle.sealed")
    put(actor=None, verb="appraisal.ballot.cast", at=NOW + timedelta(hours=1))

    assert [e.seq for e in queries.entries(queries.Filter(verb="appraisal."))] == [3, 2]
    assert [e.seq for e in queries.entries(queries.Filter(actor="accounts.account:7"))] == [2, 1]
    assert [line.actor for line in queries.lines(queries.entries(queries.Filter(actor="anonymous")))] == ["未登录"]


def test_lifting_triggers_for_a_test_puts_them_back() -> None:
    put()

    with triggers_lifted(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET reason = 'x'")

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET reason = 'y'")
