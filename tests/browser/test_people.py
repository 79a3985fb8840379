"""People and units in a real browser: accessibility, width, keys, choosing rows, confirming without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from dandang.registry.access.queries import system_actor
from dandang.registry.organisations.models import Organisation
from dandang.registry.people import actions
from dandang.registry.people.models import Person
from tests.factories import registry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = [
    "/people/", "/people/?more=1&sex=1&level=乡科级正职、副职", "/people/?q=zzz", "/people/new/", "/people/{person}/",
    "/people/{person}/basic/", "/people/{person}/resume/", "/people/{person}/posts/", "/people/{person}/family/",
    "/people/{person}/rewards/", "/people/{person}/results/", "/people/{person}/changes/",
    "/people/{person}/edit/posts/", "/people/{person}/edit/family/", "/organisations/", "/organisations/{unit}/",
    "/organisations/{unit}/rename/", "/organisations/{unit}/figures/", "/organisations/new/",
]  # fmt: skip


@pytest.fixture
def county() -> registry.County:
    return registry.county()


@pytest.fixture
def gu(county: registry.County) -> Person:
    return actions.create_person(
        actor=system_actor(),
        fields={
            "name": "顾明川", "sex": "1", "birth_month": "198607", "identity_number": "341204198607153217",
            "post_text": "党委委员、副镇长", "post_level": "乡科级副职", "work_month": "200908",
            "resume_text": "2009.08--2012.08  县水利局科员\n2012.10--  副镇长", "home_id": county.township.pk,
            "managed_by_id": county.county.pk,
        },
        sections={
            "educations": [{"mode": "1", "qualification": "大学", "school": "江淮大学农业水利工程专业"}],
            "family": [{"relation": "妻子", "name": "方知夏", "employer": "县一中教师"}],
            "posts": [{"organisation_name": "河湾镇", "title": "副镇长", "starts": "202112"}],
            "results": [{"year": 2025, "grade": "优秀", "post_text": "副镇长"}],
        },
        at=registry.NOW,
    )  # fmt: skip


def _sign_in(page: Page, live_server: Any, unit: Organisation) -> None:
    client = Client()
    client.force_login(registry.account("ORG_OFFICER", unit), backend=settings.AUTHENTICATION_BACKENDS[-1])
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])


@pytest.mark.parametrize("width", [1366, 390])
def test_no_page_has_a_violation_or_scrolls_sideways(
    page: Page,
    live_server: Any,
    axe: Callable[[Page], list[str]],
    complaints: list[str],
    county: registry.County,
    gu: Person,
    width: int,
) -> None:
    _sign_in(page, live_server, county.county)
    page.set_viewport_size({"width": width, "height": 900})
    found = {}

    for path in PAGES:
        address = path.format(person=gu.pk, unit=county.township.pk)
        page.goto(live_server.url + address)
        if bad := axe(page):
            found[address] = bad
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[address] = ["scrolls sideways"]

    assert found == {}
    assert complaints == []


def test_chosen_rows_bring_their_acts_and_keys_reach_everything(
    page: Page, live_server: Any, county: registry.County, gu: Person
) -> None:
    _sign_in(page, live_server, county.county)
    page.goto(live_server.url + "/people/")
    printing = page.get_by_role("button", name="打印任免审批表")
    before = printing.is_visible()

    page.get_by_role("checkbox", name="选中 顾明川").press("Space")

    assert not before
    assert printing.is_visible()
    assert "已选 1 人" in page.locator(".dd-bar").first.inner_text()
    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.type("gmc")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=gmc")
    assert page.get_by_role("link", name="顾明川").is_visible()


def test_a_chip_takes_its_condition_away(page: Page, live_server: Any, county: registry.County, gu: Person) -> None:
    _sign_in(page, live_server, county.county)
    page.goto(live_server.url + "/people/?level=乡科级正职、副职&sex=2")
    assert page.get_by_text("没有符合这些条件的人").is_visible()

    page.locator(".dd-chip", has_text="女").click()

    assert page.get_by_role("link", name="顾明川").is_visible()
    assert "乡科级正职" in page.locator(".dd-chosen").inner_text()


def test_a_unit_is_renamed_without_scripts(browser: Browser, live_server: Any, county: registry.County) -> None:
    page = browser.new_page(java_script_enabled=False)
    _sign_in(page, live_server, county.county)
    page.goto(f"{live_server.url}/organisations/{county.finance.pk}/rename/")

    page.fill("input[name=name]", "县财政和国资局")
    page.fill("input[name=on]", "2026-03-01")
    page.get_by_role("button", name="下一步：核对").click()
    page.get_by_role("button", name="确认办理").click()

    assert page.locator("h1").inner_text() == "县财政和国资局"
    assert "1984-01-01 — 2026-03-01" in page.locator("aside").inner_text()
    page.close()
