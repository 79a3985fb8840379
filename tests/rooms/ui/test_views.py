"""The frame's own pages, the headers around every answer, and language by choice."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from dandang.foundation.ui import context, middleware

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
GALLERY = "/ui/gallery/"


def test_the_gallery_shows_every_component(client: Client, settings: Settings) -> None:
    from dandang.foundation.ui import vendor

    folder = vendor.ROOT / "dandang/foundation/ui/templates/ui"
    only_elsewhere = {
        "_rail.html",
        "_idle.html",
        "_refusal.html",
        "_error_body.html",
        "_side.html",
    }  # signed in, refused

    used = {template.name for template in client.get(GALLERY).templates}

    assert {f"ui/{path.name}" for path in folder.glob("_*.html") if path.name not in only_elsewhere} <= used


def test_the_gallery_is_closed_in_production(client: Client, settings: Settings) -> None:
    settings.DEBUG = settings.IS_DEMO = False

    assert client.get(GALLERY).status_code == 404


def test_pages_hold_no_inline_style_script_or_foreign_address(client: Client) -> None:
    text = client.get(GALLERY).content.decode()

    assert not re.search(r"\sstyle=", text)
    assert not re.search(r"\son[a-z]+=", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", text)


@pytest.mark.parametrize("address", [GALLERY, "/ui/nowhere/", "/nowhere/"])
def test_every_answer_carries_the_headers(client: Client, address: str) -> None:
    response = client.get(address)

    for name, value in middleware.HEADERS.items():
        assert response[name] == value
    assert "'unsafe" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]


@pytest.mark.parametrize(("site", "is_refused"), [("cross-site", True), ("same-origin", False), ("none", False)])
def test_a_write_sent_by_another_site_is_refused(client: Client, site: str, is_refused: bool) -> None:
    response = client.post("/ui/density/", {"rows": "tight"}, headers={"Sec-Fetch-Site": site})

    assert (response.status_code == 403) is is_refused


def test_an_unexpected_error_shows_the_number_that_stands_in_the_log(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dandang.foundation.ui.gallery.examples", lambda: 1 / 0)
    client = Client(raise_request_exception=False)

    response = client.get(GALLERY)

    number = re.search(r"编号 ([0-9A-F]{8})", response.content.decode())
    assert response.status_code == 500
    assert number is not None
    assert number[1] in caplog.text


def test_a_form_without_its_token_gets_words_not_a_code() -> None:
    response = Client(enforce_csrf_checks=True).post("/ui/density/", {"rows": "tight"})

    assert response.status_code == 403
    assert "请返回上一页，刷新后再提交" in response.content.decode()


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [("/people/?page=2", "/people/?page=2"), ("https://evil.example/", "/"), ("//evil.example/", "/"), ("", "/")],
)
def test_density_is_kept_and_never_leads_away(client: Client, target: str, leads_to: str) -> None:
    response = client.post("/ui/density/", {"rows": "tight", "next": target})

    assert (response.status_code, response["Location"]) == (303, leads_to)
    assert client.cookies[context.ROWS_COOKIE].value == "tight"


def test_the_browsers_language_is_not_asked(client: Client) -> None:
    response = client.get(GALLERY, headers={"Accept-Language": "en-US,en;q=0.9"})

    assert '<html lang="zh-hans">' in response.content.decode()


def test_the_chosen_language_stays(client: Client) -> None:
    client.post("/ui/language/", {"language": "en", "next": GALLERY})

    assert '<html lang="en">' in client.get(GALLERY).content.decode()


def test_an_unknown_language_falls_back_to_chinese(client: Client, settings: Settings) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx-evil"

    assert '<html lang="zh-hans">' in client.get(GALLERY).content.decode()


def test_a_sign_of_life_needs_somebody_signed_in(client: Client) -> None:
    assert client.get("/ui/alive/").status_code != 204


# The frame -------------------------------------------------------------------------------------------------------


def framed(actor: Any, address: str = "/people/") -> context.Frame:
    request: Any = RequestFactory().get(address)
    request.actor = actor
    return context.Frame(request)


CLERK = SimpleNamespace(name="周文澜", account_id=7, is_signed_in=True)
NOBODY = SimpleNamespace(name="", account_id=None, is_signed_in=False)


def test_nobody_signed_in_means_no_rail_no_search_no_session() -> None:
    frame = framed(NOBODY)

    assert (frame.actor, frame.sections, frame.top_links, frame.search, frame.session_seconds) == (
        None,
        [],
        [],
        None,
        0,
    )


def test_the_print_mark_names_the_account_and_the_minute() -> None:
    frame = framed(CLERK)
    frame.now = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)

    assert frame.print_mark == "00007-2611210905"


def test_views_set_their_own_cache_header_and_keep_it() -> None:
    def photo(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "private, max-age=60"})

    response = middleware.SecurityHeadersMiddleware(photo)(RequestFactory().get("/"))

    assert response["Cache-Control"] == "private, max-age=60"
