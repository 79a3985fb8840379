"""Papers are found once signed, by number, title and organ; drafts, other desks' papers and names never."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dandang.ledger.papers.models import Paper
from tests.factories.registry import actor_of
from tests.factories.searching import titles_found
from tests.rooms.papers.conftest import Desk

pytestmark = pytest.mark.django_db
TITLE = "关于顾明川容错认定的决定"


def test_a_draft_is_not_found(desk: Desk, drafted: Callable[..., int]) -> None:
    drafted()

    assert titles_found(desk.checker, "容错认定的决定", "papers") == []


def test_a_paper_is_found_once_signed_and_by_its_number_once_it_has_one(desk: Desk, sealed: Callable[..., int]) -> None:
    paper = Paper.objects.get(pk=sealed())

    for question in ("容错认定的决定", paper.number, "青容"):
        assert titles_found(desk.checker, question, "papers") == [TITLE]


def test_a_name_leads_to_nobodys_paper(desk: Desk, sealed: Callable[..., int]) -> None:
    sealed()

    assert titles_found(desk.checker, "顾明川", "papers") == []


def test_other_desks_and_the_person_concerned_find_nothing(desk: Desk, sealed: Callable[..., int]) -> None:
    sealed()

    assert titles_found(actor_of("ORG_OFFICER", desk.place.county), "容错认定的决定", "papers") == []
    assert titles_found(desk.own, "容错认定的决定", "papers") == []
