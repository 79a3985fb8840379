"""Several writers at once: one chain, no gap, no fork, and numbers that come back after a rollback."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from dandang.foundation.audit import actions, queries
from dandang.foundation.audit.records import SOUND
from tests.factories.registry import NOW

WRITERS, EACH = 4, 10


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite in memory has one connection; see PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_writers_take_turns() -> None:
    def write(writer: int) -> None:
        try:
            for number in range(EACH):
                _put_or_roll_back(writer, number)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))

    report = queries.verify()
    assert (report.exit_code, report.entries) == (SOUND, WRITERS * EACH)


def _put_or_roll_back(writer: int, number: int) -> None:
    """Each entry is tried twice, the first time in a business transaction that fails after it."""
    for is_last in (False, True):
        try:
            with transaction.atomic():
                actions.record(actor=None, verb="audit.read", target=f"people.person:{writer}{number}", at=NOW)
                if not is_last:
                    raise InterruptedError
        except InterruptedError:
            continue
