"""Two at the same moment: one file sent twice, one import written twice (abuse case CC11). Needs PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from dandang.foundation.ground.refusal import Refusal
from dandang.interchange.intake import actions, errors
from dandang.interchange.intake.models import Batch
from dandang.interchange.intake.reading import InputFile
from dandang.registry.people.models import Person
from tests.factories import registry
from tests.factories.registry import NOW
from tests.rooms.interchange.test_import import roster, row

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "connection.vendor == 'sqlite'",
        reason="SQLite in memory has one connection; run with DATABASE_URL=postgres://…",
    ),
]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; each answer is a result or the refusal."""
    gate = threading.Barrier(len(acts))
    answers: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            answers[place] = act()
        except Refusal as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def test_one_file_sent_twice_at_once_is_one_import() -> None:
    county = registry.county()
    officer = registry.actor_of("ORG_OFFICER", county.county)
    file = InputFile("名册.xlsx", roster(row(1)))

    def send() -> Batch:
        return actions.upload(actor=officer, files=[file], organisation_id=county.county.pk, at=NOW)

    answers = at_once(send, send)

    assert sorted(type(answer).__name__ for answer in answers) == ["Batch", "Duplicate"]
    assert Batch.objects.count() == 1


def test_one_import_written_twice_at_once_writes_each_row_once() -> None:
    county = registry.county()
    officer = registry.actor_of("ORG_OFFICER", county.county)
    batch = actions.upload(
        actor=officer, files=[InputFile("名册.xlsx", roster(row(1), row(2)))], organisation_id=county.county.pk, at=NOW
    )
    actions.check_batch(actor=officer, batch_id=batch.pk, at=NOW)

    def write() -> Batch:
        return actions.apply_batch(actor=officer, batch_id=batch.pk, at=NOW)

    answers = at_once(write, write)

    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    assert len(refused) == 1
    assert not isinstance(refused[0], errors.Duplicate)
    assert Person.objects.count() == 2
    assert Batch.objects.get().state == "APPLIED"
