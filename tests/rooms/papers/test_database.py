"""What the database itself refuses, whoever writes: other words under a signature, a second number, the same hands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from dandang.ledger.papers import actions, models
from tests.factories.registry import NOW, TODAY
from tests.rooms.papers.conftest import Desk, scan

pytestmark = pytest.mark.django_db
Make = Callable[..., int]


def _refused(sql: str, *values: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize("column", ["data", "title", "kind", "subject", "signer_name", "signed_by"])
def test_signed_words_and_hands_stay(signed: Make, column: str) -> None:
    _refused(f"UPDATE papers_paper SET {column} = %s WHERE id = %s", '"x"', signed())


@pytest.mark.parametrize("column", ["number", "word", "year", "sequence"])
def test_a_number_stays_a_number(sealed: Make, column: str) -> None:
    _refused(f"UPDATE papers_paper SET {column} = %s WHERE id = %s", 7, sealed())


def test_nothing_is_deleted_and_a_series_only_grows(served: Make) -> None:
    served()

    for table in ("paper", "version", "print", "service", "series"):
        _refused(f"DELETE FROM papers_{table}")
    _refused("UPDATE papers_series SET last = 0")
    _refused("UPDATE papers_print SET sha256 = %s", "0" * 64)
    _refused("UPDATE papers_version SET title = %s", "x")


def test_a_receipt_stays(desk: Desk, served: Make) -> None:
    service = served()
    actions.key_receipt(
        actor=desk.checker, service_id=service, received_on=TODAY, signer="顾明川", content=scan(),
        filename="回证.jpg", at=NOW,
    )  # fmt: skip

    for column in ("signer", "recipient", "scan_sha256"):
        _refused(f"UPDATE papers_service SET {column} = %s WHERE id = %s", "x", service)


@pytest.mark.parametrize(
    "changes",
    [
        {"checked_by": "accounts.account:1"},
        {"state": "CHECKED", "checked_at": NOW, "checked_by": "DRAFTER", "checker_name": "同一人"},
        {"state": "SIGNED"},
        {"state": "SIGNED", "signed_at": NOW, "signed_on": TODAY, "signed_by": "account:9", "signer_name": "甲"},
        {"number": "青容〔2026〕9号"},
        {"state": "DROPPED"},
        {"state": "FILED"},
        {"sealed_at": NOW, "sealed_by": "accounts.account:9"},
        {"signer_name": "领导", "keyed_by": "accounts.account:9"},
        {"drafted_by": ""},
    ],
)  # fmt: skip
def test_rows_that_say_half_are_refused(drafted: Make, changes: dict[str, Any]) -> None:
    paper = models.Paper.objects.get(pk=drafted())
    values = {name: paper.drafted_by if value == "DRAFTER" else value for name, value in changes.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        models.Paper.objects.filter(pk=paper.pk).update(**values)


def test_a_number_is_given_once(desk: Desk, sealed: Make, signed: Make) -> None:
    sealed()
    other = signed()

    with pytest.raises(IntegrityError), transaction.atomic():
        models.Paper.objects.filter(pk=other).update(
            state="NUMBERED", word="青容", year=2026, sequence=1, number="青容〔2026〕1号", numbered_at=NOW,
            numbered_by="accounts.account:9",
        )  # fmt: skip
