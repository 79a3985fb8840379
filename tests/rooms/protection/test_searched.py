"""Clarifications are found by who may open them: before they are made by number alone, never by a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.factories import clarifications as made
from tests.factories import protection
from tests.factories.searching import titles_found

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_one_that_was_made_is_found_by_what_it_put_right_and_one_under_way_by_its_number() -> None:
    of = protection.scene()
    waiting = made.consented(of)
    told = made.made(of, report=protection.concluded(of, number="青信〔2026〕71号"))

    assert titles_found(of.handler, "提灌站改造工程量", "protection") == [told.number]
    assert titles_found(of.handler, waiting.number, "protection") == [waiting.number]
    assert titles_found(of.handler, "顾明川", "protection") == []
    for actor in (of.person, of.kin_actor, of.investigator, of.org_leader, of.unit_officer):
        assert titles_found(actor, told.number, "protection") == []
