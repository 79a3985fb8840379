"""The year's assessment in a real browser: every page accessible at both widths, and a ballot cast on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from dandang.parts.appraisal.actions import ballots
from dandang.parts.appraisal.models import Ballot, Plan
from dandang.registry.accounts.models import Account
from tests.factories import appraisal, registry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PREPARING = ["/appraisal/", "/appraisal/new/", "/appraisal/{cycle}/", "/appraisal/{cycle}/plans/",
             "/appraisal/{cycle}/plans/new/", "/appraisal/plans/{plan}/", "/appraisal/templates/",
             "/appraisal/templates/new/", "/appraisal/{cycle}/people/", "/appraisal/people/{person}/",
             "/appraisal/{cycle}/open/", "/appraisal/{cycle}/share/"]  # fmt: skip
BALLOTING = ["/appraisal/units/{unit}/", "/appraisal/units/{unit}/key/", "/appraisal/{cycle}/turnout/",
             "/appraisal/{cycle}/close/", "/appraisal/ballot/"]  # fmt: skip
SEALED = ["/appraisal/{cycle}/data/", "/appraisal/{cycle}/scoring/", "/appraisal/{cycle}/results/",
          "/appraisal/{cycle}/by-hand/", "/appraisal/units/{unit}/grades/", "/appraisal/units/{unit}/publicity/",
          "/appraisal/units/{unit}/sealing/", "/appraisal/units/{unit}/notices/", "/appraisal/units/{unit}/papers/",
          "/appraisal/people/{person}/sheet/", "/appraisal/people/{person}/receipt/"]  # fmt: skip
WIDTHS = [1366, 390]


def _sign_in(page: Page, live_server: Any, account: Account) -> None:
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])


def _faults(page: Page, live_server: Any, story: appraisal.Story, paths: list[str], axe: Any, width: int) -> Any:
    """What is wrong with each page: axe's findings, a scroll sideways, an answer other than 200."""
    page.set_viewport_size({"width": width, "height": 900})
    names = {
        "cycle": story.cycle.pk,
        "unit": story.finance.pk,
        "person": story.participants()[0].pk,
        "plan": Plan.objects.filter(cycle=story.cycle).values_list("pk", flat=True).first(),
    }
    found: dict[str, object] = {}
    for path in paths:
        address = path.format(**names)
        answer = page.goto(live_server.url + address)
        if answer is None or answer.status != 200:
            found[address] = answer and answer.status
        elif bad := axe(page):
            found[address] = bad
        elif page.evaluate("document.documentElement.scrollWidth") > width:
            found[address] = "scrolls sideways"
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_preparation_have_no_violation(
    page: Page, live_server: Any, axe: Callable[[Page], list[str]], complaints: list[str], width: int
) -> None:
    story = appraisal.preparing()
    _sign_in(page, live_server, registry.account("ORG_OFFICER", story.county.county))

    assert _faults(page, live_server, story, PREPARING, axe, width) == {}
    assert complaints == []


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_of_ballots_have_no_violation(
    page: Page, live_server: Any, axe: Callable[[Page], list[str]], complaints: list[str], width: int
) -> None:
    story = appraisal.balloting()
    _sign_in(page, live_server, registry.account("ORG_OFFICER", story.county.county))

    assert _faults(page, live_server, story, BALLOTING, axe, width) == {}
    assert complaints == []


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_from_scores_to_notices_have_no_violation(
    page: Page, live_server: Any, axe: Callable[[Page], list[str]], complaints: list[str], width: int
) -> None:
    story = appraisal.served()
    _sign_in(page, live_server, registry.account("ORG_OFFICER", story.county.county))

    assert _faults(page, live_server, story, SEALED, axe, width) == {}
    assert complaints == []


def test_a_ballot_is_cast_on_a_phone_without_leaving_a_cookie(
    page: Page, live_server: Any, axe: Callable[[Page], list[str]], complaints: list[str]
) -> None:
    story = appraisal.balloting()
    roll = story.finance.rolls.filter(promise="CONFIDENTIAL").first()
    assert roll is not None
    code = ballots.issue_tickets(actor=story.finance_officer, roll_id=roll.pk, at=appraisal.DRAWN)[0].code
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(f"{live_server.url}/appraisal/ballot/?t={code}")
    promise = page.locator(".dd-promise").inner_text()
    violations = axe(page)
    page.get_by_role("button", name="知道了，开始评议").click()
    people = len(story.participants())
    for place in range(people):
        violations += axe(page)
        for choice in page.locator("fieldset.dd-choice").all():
            choice.locator("label").first.click()
        page.get_by_role("button", name="去核对" if place == people - 1 else "下一人").click()
    violations += axe(page)
    page.get_by_role("button", name="投出").click()

    assert "保密" in promise
    assert "匿名" not in promise
    assert "已经收到" in page.locator("main").inner_text()
    assert page.context.cookies() == []
    assert violations == []
    assert complaints == []
    assert Ballot.objects.filter(roll=roll).count() == 1
