"""A part keeps the papers of its cases from whoever may not open the case; without a word from it the desk decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet

from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.papers import actions, kinds, models, queries
from dandang.registry.access.queries import system_actor
from dandang.registry.access.records import Actor
from tests.factories.registry import NOW
from tests.rooms.papers.conftest import SUBJECT, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    """The checker may not see the case; everybody else may."""

    def subjects(actor: Actor) -> QuerySet[Any, Any]:
        rows = models.Paper.objects.order_by().values("subject")
        return rows if actor.account_id == desk.checker.account_id else rows.none()

    monkeypatch.setattr(kinds, "_hidden", {})
    kinds.register_reach("tolerance.case", subjects)


def test_hidden_papers_are_in_no_list_and_open_on_no_page(
    hidden: None, desk: Desk, drafted: Callable[..., int]
) -> None:
    paper = drafted()

    assert [one.pk for one in queries.register(desk.drafter)] == [paper]
    assert not queries.register(desk.checker)
    with pytest.raises(NotHere):
        queries.paper_for(desk.checker, paper)
    with pytest.raises(NotHere):
        actions.check_paper(actor=desk.checker, paper_id=paper, at=NOW)


def test_other_kinds_and_the_machine_are_not_held_back(hidden: None, desk: Desk) -> None:
    assert kinds.may_see(desk.checker, "appraisal.year:1")
    assert kinds.may_see(system_actor(), SUBJECT)
    assert kinds.hidden_from(system_actor()) == []
