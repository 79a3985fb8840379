"""The import in a real browser: accessibility on each page of its road, phone width, and the road without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from dandang.registry.people.models import Person
from tests.factories import registry
from tests.rooms.interchange.test_import import HEADINGS, roster, row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def county() -> registry.County:
    return registry.county()


def sign_in(context: Any, live_server: Any, county: registry.County) -> None:
    client = Client()
    account = registry.account("ORG_OFFICER", county.county)
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])


def upload(page: Page, live_server: Any, data: bytes, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    page.goto(f"{live_server.url}/intake/")
    page.set_input_files("input[name=upload]", file)
    page.get_by_role("button", name="上传并试导入").click()
    page.wait_for_load_state()


def test_every_page_of_the_road_is_accessible_and_fits_a_phone(
    page: Page,
    live_server: Any,
    county: registry.County,
    axe: Callable[[Page], list[str]],
    complaints: list[str],
    tmp_path: Path,
) -> None:
    sign_in(page.context, live_server, county)
    found = {}

    def look(name: str) -> None:
        found[name] = axe(page)
        page.set_viewport_size({"width": 360, "height": 720})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        page.set_viewport_size({"width": 1366, "height": 768})

    page.goto(f"{live_server.url}/intake/")
    look("home")
    upload(page, live_server, roster(row(1), row(2, 出生年月="1979.13")), tmp_path, "错.xlsx")
    look("errors")
    upload(page, live_server, roster(row(1), headings=["姓名", "证件", *HEADINGS[2:]]), tmp_path, "列.xlsx")
    look("columns")
    upload(page, live_server, roster(row(1), row(3)), tmp_path, "好.xlsx")
    look("changes")
    page.get_by_role("link", name="核对后写入").click()
    look("confirm")
    page.goto(f"{live_server.url}/intake/exports/")
    look("exports")

    assert {name: violations for name, violations in found.items() if violations} == {}
    assert complaints == []


def test_a_roster_comes_in_without_scripts(
    browser: Browser, live_server: Any, county: registry.County, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    sign_in(context, live_server, county)
    page = context.new_page()

    upload(page, live_server, roster(row(1), row(2)), tmp_path, "名册.xlsx")
    page.get_by_role("link", name="核对后写入").click()
    page.get_by_role("button", name="确认写入").click()
    page.wait_for_load_state()

    assert "已写入：新增 2 人" in page.inner_text("main")
    assert Person.objects.count() == 2
    context.close()
