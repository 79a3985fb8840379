"""Thousands of steps at random, judged by a second, simpler reckoning: no look without a live grant, each counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import Refusal
from dandang.registry.vault import actions, queries
from dandang.registry.vault.models import Look
from tests.factories import vault as make
from tests.factories.vault import NOW, PASSPHRASE, Vault

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WHO = ("asker", "second", "one", "other", "colleague")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "approve", "approve", "refuse", "close", "look", "look", "wait", "expire"]),
        st.sampled_from(WHO),
        st.integers(0, 3),
    ),
    min_size=10,
    max_size=40,
)


@dataclass
class Reckoned:
    """What the test itself believes about one request."""

    by: str
    hours: int
    bodies: set[str] = field(default_factory=set)
    begins: datetime | None = None
    is_over: bool = False

    def is_live(self, at: datetime) -> bool:
        return self.begins is not None and not self.is_over and at < self.begins + timedelta(hours=self.hours)


BODY = {"one": "discipline", "colleague": "discipline", "other": "finance"}


@pytest.fixture
def people() -> tuple[Vault, dict[str, Any]]:
    vault = make.vault()
    colleague = make.custodian(vault.place.discipline, vault.place.county)
    second = make.without_key("DISCIPLINE_OFFICER", vault.place.discipline, vault.place.county)
    actions.make_key(actor=second, passphrase=PASSPHRASE, at=NOW)
    vault.handle = make.sealed_again(vault)
    return vault, {
        "asker": vault.asker, "second": second, "one": vault.one, "other": vault.other, "colleague": colleague,
    }  # fmt: skip


@contextmanager
def _undone() -> Iterator[None]:
    """Each walk begins where the fixture left off."""
    with transaction.atomic(), transaction.atomic(using="vault"):
        yield
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="vault")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_look_without_a_live_grant(people: tuple[Vault, dict[str, Any]], steps: list[tuple[str, str, int]]) -> None:
    vault, actors = people
    with _undone():
        walk = Walk(vault, actors)
        for step, who, number in steps:
            walk.take(step, who, number)

        assert Look.objects.count() == walk.looks
        assert len(queries.looks(vault.handle)) == walk.looks
        assert Entry.objects.filter(verb="vault.identity.looked").count() == walk.looks


def test_the_reckoning_lets_a_lawful_walk_pass(people: tuple[Vault, dict[str, Any]]) -> None:
    """A control: walks that never look would prove nothing."""
    walk = Walk(*people)
    for step, who in [("ask", "second"), ("approve", "colleague"), ("approve", "other"), ("look", "second")]:
        walk.take(step, who, 0)
    walk.take("wait", "", 2)
    walk.take("look", "second", 0)

    assert (walk.looks, Look.objects.count()) == (1, 1)


class Walk:
    """Takes a step and compares what happened with what should have."""

    def __init__(self, vault: Vault, actors: dict[str, Any]) -> None:
        self.vault, self.actors, self.at = vault, actors, NOW
        self.requests: dict[int, Reckoned] = {}
        self.looks = 0

    def take(self, step: str, who: str, number: int) -> None:
        if step == "wait":
            self.at += timedelta(minutes=(1, 59, 60, 61)[number])
        elif step == "expire":
            actions.expire_due(at=self.at)
        elif step == "ask":
            self._ask(who, hours=number + 1)
        elif self.requests:
            request_id = list(self.requests)[number % len(self.requests)]
            getattr(self, f"_{step}")(who, request_id, self.requests[request_id])

    def _ask(self, who: str, hours: int) -> None:
        waiting = [one for one in self.requests.values() if one.by == who and self._is_waiting(one)]
        should = who in {"asker", "second"} and not waiting
        made = self._done(
            should, actions.request_access, actor=self.actors[who], handle=self.vault.handle, hours=hours,
            purpose=make.PURPOSE, clause=make.CLAUSE,
        )  # fmt: skip
        if should:
            self.requests[made] = Reckoned(who, hours)

    def _is_waiting(self, one: Reckoned) -> bool:
        return one.is_live(self.at) or (one.begins is None and not one.is_over)

    def _approve(self, who: str, request_id: int, one: Reckoned) -> None:
        should = who in BODY and BODY[who] not in one.bodies and one.begins is None and not one.is_over
        self._done(
            should, actions.approve_access, actor=self.actors[who], request_id=request_id, passphrase=PASSPHRASE,
            reason=make.REASON,
        )  # fmt: skip
        if should:
            one.bodies.add(BODY[who])
            one.begins = self.at if len(one.bodies) == 2 else None

    def _refuse(self, who: str, request_id: int, one: Reckoned) -> None:
        should = who in BODY and one.begins is None and not one.is_over
        self._done(
            should, actions.refuse_access, actor=self.actors[who], request_id=request_id, reason=make.REASON
        )  # fmt: skip
        one.is_over |= should

    def _close(self, who: str, request_id: int, one: Reckoned) -> None:
        should = (who in BODY or who == one.by) and self._is_waiting(one)
        self._done(should, actions.close_access, actor=self.actors[who], request_id=request_id)
        one.is_over |= should

    def _look(self, who: str, request_id: int, one: Reckoned) -> None:
        should = who == one.by and one.is_live(self.at)
        self._done(
            should, actions.open_identity, actor=self.actors[who], request_id=request_id, passphrase=PASSPHRASE
        )  # fmt: skip
        self.looks += should

    def _done(self, should: bool, act: Any, **words: Any) -> Any:
        try:
            answer = act(at=self.at, **words)
        except Refusal:
            assert not should, (act.__name__, words)
            return None
        assert should, (act.__name__, words)
        return answer
