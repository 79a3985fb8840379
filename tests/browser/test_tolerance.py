"""Tolerance in a real browser: every page accessible and narrow enough, a story by keyboard, print, no scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from dandang.foundation.ground import refs
from dandang.ledger.casework.models import Meeting
from dandang.ledger.matters import actions as matters_actions
from dandang.parts.tolerance.models import ElementFinding
from dandang.registry.accounts.models import Account
from tests.factories import matters, registry, tolerance, tolerance_files

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OF_CASES = [
    "/tolerance/", "/tolerance/cases/{ready}/", "/tolerance/cases/{ready}/hearing/",
    "/tolerance/cases/{ready}/decide/", "/tolerance/cases/{ready}/team/", "/tolerance/cases/{ready}/papers/",
    "/tolerance/cases/{closed}/", "/tolerance/cases/{closed}/correction/", "/tolerance/cases/{closed}/review/",
    "/tolerance/apply/", "/tolerance/filings/", "/tolerance/statistics/",
]  # fmt: skip
OF_INVESTIGATORS = ["/tolerance/cases/{case}/findings/", "/tolerance/cases/{case}/facts/"]
AROUND = [
    "/meetings/", "/meetings/{meeting}/", "/meetings/items/{item}/", "/meetings/items/{item}/key/", "/matters/",
    "/matters/{matter}/", "/matters/accountability/{accountability}/", "/matters/findings/", "/papers/",
    "/law/anhui-2018/2018-05-01/rules/", "/law/facts/",
]  # fmt: skip
OWN = ["/tolerance/mine/", "/tolerance/mine/{told}/", "/tolerance/mine/{told}/reply/"]


def _sign_in(page: Page, live_server: Any, account: Account) -> None:
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])


def _faults(page: Page, live_server: Any, paths: list[str], axe: Any, names: dict[str, int]) -> dict[str, object]:
    """What is wrong with each page: an answer other than 200, axe's findings at two widths, a scroll sideways."""
    found: dict[str, object] = {}
    for path in paths:
        address = path.format(**names)
        page.set_viewport_size({"width": 1366, "height": 900})
        answer = page.goto(live_server.url + address)
        if answer is None or answer.status != 200:
            found[address] = answer and answer.status
            continue
        bad = axe(page)
        page.set_viewport_size({"width": 390, "height": 900})
        bad += axe(page)
        page.set_viewport_size({"width": 320, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            bad.append("scrolls sideways")
        if bad:
            found[address] = bad
    return found


def _tab_to(page: Page, selector: str) -> None:
    """Press Tab until the first element of this selector has the focus."""
    for _step in range(120):
        if page.evaluate("chosen => document.activeElement === document.querySelector(chosen)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never reaches {selector}")


def test_pages_of_cases_have_no_violation(
    page: Page, live_server: Any, axe: Callable[[Page], list[str]], complaints: list[str]
) -> None:
    ready = tolerance_files.file_in("READY")
    closed = tolerance_files.file_in("CLOSED", county=ready.county)
    _sign_in(page, live_server, registry.account("DISCIPLINE_OFFICER", ready.county.county, who=ready.handler))

    assert _faults(page, live_server, OF_CASES, axe, {"ready": ready.case.pk, "closed": closed.case.pk}) == {}
    assert complaints == []


def test_pages_around_cases_have_no_violation(
    page: Page, live_server: Any, axe: Callable[[Page], list[str]], complaints: list[str]
) -> None:
    scene = tolerance_files.file_in("READY")
    county = scene.county
    item = tolerance_files.planned_meeting(scene, registry.TODAY)
    Meeting.objects.filter(pk=item.meeting_id).update(state="HELD", held_on=registry.TODAY)
    officer = registry.account("DISCIPLINE_OFFICER", county.county, who=scene.handler)
    clerk = registry.actor_of("DISCIPLINE_OFFICER", county.county)
    other = registry.person(county.finance, "陈立身", managed_by=county.county)
    happening = matters.matter(clerk, county.finance, other, title="粮库改造延误")
    matters.evidence(clerk, happening)
    put_up = matters.accountability(clerk, happening, other, county.discipline)
    matters_actions.record_finding(
        actor=clerk, channel="AUDIT", tone="BAD", text="粮库改造没有办理变更手续，工期延误两个月。",
        found_on=registry.TODAY, organisation_id=county.finance.pk, at=registry.NOW,
    )  # fmt: skip
    _sign_in(page, live_server, officer)
    names = {
        "meeting": item.meeting_id, "item": item.pk, "matter": happening.pk, "accountability": put_up.pk,
    }  # fmt: skip

    assert _faults(page, live_server, AROUND, axe, names) == {}
    assert complaints == []


def test_own_pages_have_no_violation(
    page: Page, live_server: Any, axe: Callable[[Page], list[str]], complaints: list[str]
) -> None:
    told = tolerance_files.file_in("HEARING", opening="PERSON")
    _sign_in(page, live_server, registry.account(who=told.concerned))

    assert _faults(page, live_server, OWN, axe, {"told": told.case.pk}) == {}
    assert complaints == []


def test_pages_of_investigators_have_no_violation(
    page: Page, live_server: Any, axe: Callable[[Page], list[str]], complaints: list[str]
) -> None:
    scene = tolerance_files.file_in("INVESTIGATING")
    _sign_in(page, live_server, registry.account(who=scene.investigators[0]))

    assert _faults(page, live_server, OF_INVESTIGATORS, axe, {"case": scene.case.pk}) == {}
    assert complaints == []


def test_an_investigator_writes_an_element_by_keyboard_alone(
    page: Page, live_server: Any, complaints: list[str]
) -> None:
    of = tolerance.scene()
    case = tolerance.investigating(of)
    own = Account.objects.get(person_ref=refs.ref("people.person", of.investigators[0].pk))
    _sign_in(page, live_server, own)
    page.goto(f"{live_server.url}/tolerance/cases/{case.pk}/findings/elements/MOTIVE/")

    _tab_to(page, "textarea[name=facts]")
    page.keyboard.insert_text("为保灌溉提出方案，没有谋私。")
    _tab_to(page, "main input[name=side]")
    page.keyboard.press("Space")
    _tab_to(page, "textarea[name=reasons]")
    page.keyboard.insert_text("会议记录和往来账都能核对，出以公心，没有发现私利。")
    _tab_to(page, "select[name=clause]")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "main form .dd-form-acts button")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert complaints == []
    assert ElementFinding.objects.get(case=case, element="MOTIVE").facts == "为保灌溉提出方案，没有谋私。"


def test_a_clause_opens_beside_the_case_and_the_printed_file_is_whole(
    page: Page, live_server: Any, complaints: list[str]
) -> None:
    scene = tolerance_files.file_in("READY")
    _sign_in(page, live_server, registry.account("DISCIPLINE_OFFICER", scene.county.county, who=scene.handler))
    page.goto(f"{live_server.url}/tolerance/cases/{scene.case.pk}/")

    page.locator("main a.dd-clause[hx-get]").first.click()
    page.wait_for_selector("#dd-side > *", state="visible")
    assert "安徽" in page.locator("#dd-side").inner_text()
    page.keyboard.press("Escape")
    page.wait_for_selector("#dd-side > *", state="hidden")

    page.goto(f"{live_server.url}/tolerance/cases/{scene.case.pk}/?print=1")
    assert page.locator("main details:not([open])").count() == 0
    for piece in scene.evidence:
        assert piece.title in page.locator("main").inner_text()
    assert complaints == []


def test_the_person_replies_without_scripts(browser: Browser, live_server: Any) -> None:
    told = tolerance_files.file_in("HEARING", opening="PERSON")
    point = told.hearing().points.order_by("number").first()
    assert point is not None
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    _sign_in(page, live_server, registry.account(who=told.concerned))

    page.goto(f"{live_server.url}/tolerance/mine/{told.case.pk}/reply/")
    page.locator("main textarea").first.fill("4月22日向分管副县长口头报告过。")
    page.locator("main form button").first.click()

    point.refresh_from_db()
    assert point.statement == "4月22日向分管副县长口头报告过。"
    context.close()
