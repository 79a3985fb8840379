"""The frame and the components in a real browser: accessibility, keys, side sheet, print and pages without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page

from tests.factories import registry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STATIC = Path(settings.ROOT) / "static"
GALLERY = "/ui/gallery/"
FOCUSED = "document.activeElement"
SMALLEST = """() => Math.min(...[...document.querySelectorAll('body *')]
    .filter(e => e.offsetParent && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .map(e => parseFloat(getComputedStyle(e).fontSize)))"""


@pytest.mark.parametrize("width", [1366, 390])
def test_the_gallery_has_no_violation_and_no_complaint(
    page: Page, live_server: Any, axe: Callable[[Page], list[str]], complaints: list[str], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(live_server.url + GALLERY)

    assert axe(page) == []
    assert complaints == []


@pytest.mark.parametrize("width", [1366, 390, 320])
def test_nothing_scrolls_sideways_and_no_text_is_under_twelve_pixels(page: Page, live_server: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(live_server.url + GALLERY)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALLEST) >= 12


def test_every_chart_is_followed_by_its_table(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + GALLERY)

    charts = page.locator("svg.dd-chart")

    assert charts.count() == 4
    assert page.locator("svg.dd-chart ~ details table, svg.dd-chart ~ .dd-x table").count() == charts.count()


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + GALLERY)
    assert page.evaluate(f"{FOCUSED}.id") == "dd-errors"

    page.click("#dd-errors a >> nth=0")

    assert page.evaluate(f"{FOCUSED}.id") == "id_way"


@pytest.mark.parametrize(
    "control", ["#id_way", "#id_note", "[name=kind] >> nth=0", "#id_is_read", "main .btn", ".dd-clause"]
)
def test_the_focus_is_seen_the_same_on_every_control(page: Page, live_server: Any, control: str) -> None:
    page.goto(live_server.url + GALLERY)

    page.keyboard.press("Tab")
    page.locator(control).first.focus()

    ring = page.evaluate(
        f"(() => {{ const s = getComputedStyle({FOCUSED}); return [s.outlineStyle, s.outlineWidth]; }})()"
    )
    assert ring == ["solid", "3px"]


def test_question_mark_lists_the_keys_and_escape_returns(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + GALLERY)
    page.focus(".dd-clause")

    page.keyboard.press("?")
    assert page.is_visible("#dd-keys")
    page.keyboard.press("Escape")

    assert not page.is_visible("#dd-keys")
    assert page.evaluate(f"{FOCUSED}.className") == "dd-clause"


def test_single_keys_can_be_turned_off_and_on_again(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + GALLERY)
    page.click("footer >> text=键盘")
    with page.expect_navigation():
        page.click("text=不用 / 和 ? 两个键")

    page.keyboard.press("?")
    assert not page.is_visible("#dd-keys")
    page.click("footer >> text=键盘")
    with page.expect_navigation():
        page.click("text=重新启用")
    page.keyboard.press("?")

    assert page.is_visible("#dd-keys")


def test_single_keys_do_nothing_while_somebody_types(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + GALLERY)

    page.fill("#id_note", "")
    page.type("#id_note", "a?/b")

    assert page.input_value("#id_note") == "a?/b"
    assert not page.is_visible("#dd-keys")


def test_choosing_in_the_head_chooses_every_row(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + GALLERY)
    assert not page.is_visible("[data-dd-chosen]")

    page.check("[data-dd-all]")

    assert page.locator("[data-dd-row]:checked").count() == 2
    assert page.inner_text("[data-dd-chosen]") == "已选 2 人"


def test_without_scripts_everything_is_there(browser: Browser, live_server: Any) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()

    page.goto(live_server.url + GALLERY)

    assert page.is_visible("[data-dd-chosen]")
    page.click("text=紧凑")
    assert page.url == live_server.url + GALLERY
    assert page.locator("table.dd-table--tight[class='dd-table dd-table--tight']").count() == 1


def test_a_press_in_a_hurry_sends_once(page: Page, live_server: Any) -> None:
    sent: list[str] = []
    page.route("**/ui/density/", lambda route: sent.append(route.request.method) or route.abort())  # type: ignore[func-returns-value]
    page.goto(live_server.url + GALLERY)

    page.evaluate("""() => { const form = document.querySelector('.dd-density');
        const button = form.querySelector('button'); button.click(); button.click(); }""")
    page.wait_for_timeout(300)

    assert sent == ["POST"]


def test_printing_leaves_the_frame_out_and_signs_every_page(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + GALLERY)

    page.emulate_media(media="print")

    assert not page.is_visible(".dd-top")
    assert page.is_visible(".dd-print-head")
    assert page.is_visible(".dd-print-foot")


# What browsers of 2020 do not know, spelt so that none knows it: the rules that use it fall away.
YOUNG = re.compile(r"color-mix\(|light-dark\(|oklch\(|oklab\(|:has\(|:is\(|:where\(|@layer|@container")


def test_without_the_css_of_young_browsers_the_page_looks_the_same(page: Page, live_server: Any) -> None:
    page.set_viewport_size({"width": 1366, "height": 900})
    page.goto(live_server.url + GALLERY)
    before = page.screenshot(full_page=True)

    sheet = (STATIC / "vendor" / "tabler.min.css").read_text(encoding="utf-8")
    broken = YOUNG.sub(lambda match: match[0].replace(match[0].strip("@:("), "unknown"), sheet)
    page.route("**/tabler.min.css", lambda route: route.fulfill(body=broken, content_type="text/css"))
    page.reload()

    assert broken.count("unknown") > 500
    assert page.screenshot(full_page=True) == before


def test_the_session_warns_before_it_ends_and_can_be_prolonged(page: Page, live_server: Any, client: Client) -> None:
    client.force_login(registry.account(), backend=settings.AUTHENTICATION_BACKENDS[-1])
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page.clock.install()
    page.goto(live_server.url + GALLERY)

    page.clock.fast_forward((settings.SESSION_COOKIE_AGE - 121) * 1000)
    assert not page.is_visible("#dd-idle")
    page.clock.fast_forward(2000)
    assert page.is_visible("#dd-idle")
    page.click("[data-dd-stay]")
    page.wait_for_selector("#dd-idle", state="hidden")
