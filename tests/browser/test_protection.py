"""The reporter's road on a phone, by keyboard alone, and the pages of staff: no violation at either width."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page

from dandang.parts.protection.models import Report
from dandang.registry.accounts.models import Account
from tests.factories import protection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STAFF = ["", "register/", "register/reference/", "feedback/", "reports/{one}/", "reports/{one}/accept/",
         "reports/{one}/forwarding/", "reports/{two}/join/", "reports/{one}/letters/",
         "reports/{one}/summaries/"]  # fmt: skip


def _typed(page: Page, words: str) -> None:
    page.keyboard.type(words)


def _reach(page: Page, what: str) -> None:
    """Press Tab until the element with this text, value or id has the focus; a road without a mouse must lead there."""
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => { const e = document.activeElement; return [e.id, e.value || '', e.textContent || ''].join('|') }"
        )
        if what in str(here):
            return
    raise AssertionError(f"no way to {what} by keyboard")


def test_reporters_road_by_keyboard_on_a_phone(
    page: Page, live_server: Any, axe: Callable[[Page], list[str]], complaints: list[str]
) -> None:
    of = protection.scene()
    cache.clear()
    page.set_viewport_size({"width": 390, "height": 844})

    def check() -> None:
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.goto(f"{live_server.url}/report/")
    check()
    _reach(page, "id_office_0")
    page.keyboard.press("Space")
    _reach(page, "id_signed_0")
    page.keyboard.press("ArrowDown")
    _reach(page, "开始写")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_about")
    check()
    _reach(page, "id_about")
    _typed(page, "柳溪镇 顾明川")
    _reach(page, "id_what")
    _typed(page, "提灌站改造虚报工程量")
    _reach(page, "去核对")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_files")
    check()
    _reach(page, "提交")
    page.keyboard.press("Enter")
    page.wait_for_selector("#receipt")
    check()
    code = page.inner_text("#receipt")
    assert "?" not in page.url
    _reach(page, "抄好了")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_code")
    check()
    _reach(page, "id_code")
    _typed(page, code)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=正在看是否归自己受理")
    check()

    assert Report.objects.get().organ == of.county.discipline
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert complaints == []


@pytest.mark.parametrize("width", [1366, 390])
def test_pages_of_staff_have_no_violation(
    page: Page, live_server: Any, axe: Callable[[Page], list[str]], complaints: list[str], width: int
) -> None:
    of = protection.scene()
    names = {"one": protection.report(of).pk, "two": protection.report(of).pk}
    client = Client()
    client.force_login(Account.objects.get(pk=of.handler.account_id), backend=settings.AUTHENTICATION_BACKENDS[-1])
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page.set_viewport_size({"width": width, "height": 900})

    found: dict[str, object] = {}
    for path in STAFF:
        answer = page.goto(f"{live_server.url}/protection/{path.format(**names)}")
        if answer is None or answer.status != 200:
            found[path] = answer and answer.status
        elif bad := axe(page):
            found[path] = bad
        elif page.evaluate("document.documentElement.scrollWidth") > width:
            found[path] = "scrolls sideways"

    assert found == {}
    assert complaints == []
