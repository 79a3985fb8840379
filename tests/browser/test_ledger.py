"""The first page, notices, effects and the calendar in a real browser: accessibility, width, console, print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from dandang.ledger.duties import actions as duties
from dandang.ledger.effects import actions as effects
from dandang.ledger.effects import kinds
from dandang.operations import actions as operations
from dandang.registry.access.queries import system_actor
from tests.factories import registry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = [
    "/", "/notices/", "/effects/", "/effects/{effect}/", "/effects/decisions/", "/effects/decisions/{decision}/",
    "/effects/decisions/new/", "/effects/decisions/new/?kind=ASSESSMENT_SHIELD&who={number}", "/calendar/",
    "/calendar/2027/",
]  # fmt: skip
FACTS = {"matter": "提灌站改造", "indicators": ["ALL"], "matter_from": "2025-03-01", "assessments": ["ANNUAL"]}


@pytest.fixture
def filled() -> dict[str, Any]:
    """A county in which something is late, something is decided, and something waits for a second pair of eyes."""
    place, now, today = registry.county(), timezone.now(), timezone.localdate()
    operations.seed_calendar(actor=system_actor(), at=now)
    gu = registry.person(place.finance, "顾明川", managed_by=place.county)
    decided = {"person_id": gu.pk, "clause": "云南 第11点", "starts_on": today, "facts": FACTS, "at": now}
    effect = effects.write_effect(
        actor=system_actor(), kind=kinds.ASSESSMENT_SHIELD, document="青容〔2026〕7号", source="effects.decision:99",
        **decided,
    )  # fmt: skip
    clerk = registry.actor_of("ORG_OFFICER", place.county, on=today)
    decision = effects.key_decision(
        actor=clerk, kind=kinds.ASSESSMENT_SHIELD, document="青容〔2026〕8号", organ="青禾县纪委监委", decided_on=today,
        reason="先行先试中的失误", **decided,
    )  # fmt: skip
    for number, days in enumerate((-6, 2, 40)):
        duties.open_duty(
            actor=system_actor(), kind=effects.LOOK_AGAIN_DUTY, title=f"重新研究第 {number} 件", why="依据的决定已撤销",
            clause="云南 第11点", subject=f"effects.effect:{number}", role="ORG_OFFICER",
            organisation_id=place.county.pk, due_on=today + timedelta(days=days), at=now,
        )  # fmt: skip
    duties.remind_and_escalate(actor=system_actor(), on=today, at=now)
    who = registry.account("ORG_OFFICER", place.county, on=today)
    return {"effect": effect, "decision": decision, "number": gu.number, "who": who}


@pytest.mark.parametrize("width", [1366, 390])
def test_the_pages_have_no_violation_and_no_complaint(
    page: Page,
    live_server: Any,
    axe: Callable[[Page], list[str]],
    complaints: list[str],
    filled: dict[str, Any],
    width: int,
) -> None:
    client = Client()
    client.force_login(filled["who"], backend=settings.AUTHENTICATION_BACKENDS[-1])
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page.set_viewport_size({"width": width, "height": 900})
    found = {}

    for path in PAGES:
        page.goto(live_server.url + path.format(**filled))
        faults = axe(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append("scrolls sideways")
        if faults:
            found[path] = faults

    assert found == {}
    assert complaints == []
