"""The page: counts, chips, marks, empty state, hostile addresses; a fixed number of queries."""

from __future__ import annotations

import pytest
from django.test import Client

from dandang.registry.organisations.models import Organisation
from tests.factories import registry
from tests.rooms.search.conftest import Drawer

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(role: str = "ORG_OFFICER") -> Client:
    here = Organisation.objects.filter(name="青禾县").first() or registry.county().county
    client = Client()
    client.force_login(registry.account(role, here), backend=BACKEND)
    return client


def page(query: str, role: str = "ORG_OFFICER") -> str:
    response = signed_in(role).get(f"/search/{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_a_stranger_is_asked_to_sign_in() -> None:
    assert Client().get("/search/?q=容错").status_code == 302


def test_hits_stand_under_their_heading_with_their_words_marked(drawer: Drawer) -> None:
    key = drawer.put("容错备案", "事前<b>报备</b>的容错事项。")

    shown = page("?q=容错")

    assert f'<a href="/thing/{key}/"><mark>容错</mark>备案</a>' in shown
    assert "事前&lt;b&gt;报备&lt;/b&gt;的<mark>容错</mark>事项。" in shown
    assert "找到 <b>1 条</b>" in shown


def test_a_heading_is_chosen_and_paged(drawer: Drawer) -> None:
    for place in range(25):
        drawer.put(f"容错备案{place}")

    everything, chosen = page("?q=容错"), page("?q=容错&kind=drawer&page=2")

    assert "全部 25 条" in everything
    assert "kind=drawer" in everything
    assert everything.count("<mark>") == 5
    assert "第 21–25 条，共 25 条" in chosen
    assert 'rel="prev"' in chosen


@pytest.mark.parametrize("query", ["?q=容错&kind=nothing", "?q=容错&kind=drawer&page=999999", "?q=容错&page=x"])
def test_an_address_somebody_typed_is_answered(drawer: Drawer, query: str) -> None:
    drawer.put("容错备案")

    assert "<mark>容错</mark>" in page(query)


@pytest.mark.parametrize("words", ["%00", "%3Cscript%3Ealert(1)%3C/script%3E", "'%20OR%201=1--", "%F0%9F%99%82", "%FF"])
def test_hostile_questions_are_answered_with_advice(drawer: Drawer, words: str) -> None:
    shown = page(f"?q={words}")

    assert "<script>alert" not in shown


def test_an_empty_state_gives_advice_and_names_the_word_nothing_holds(drawer: Drawer) -> None:
    drawer.put("容错备案")

    shown = page("?q=火星")

    assert "没有“火星”" in shown
    assert "/people/" in shown


def test_without_a_question_the_page_says_what_to_write(drawer: Drawer) -> None:
    assert "写下要找的词" in page("")


def test_a_long_question_is_cut_and_the_page_says_so(drawer: Drawer) -> None:
    assert "只用了前 200 个字" in page("?q=" + "容错" * 300)


def test_the_field_of_the_top_bar_leads_here(drawer: Drawer) -> None:
    shown = page("")

    assert 'action="/search/"' in shown
    assert 'id="dd-q"' in shown


@pytest.mark.parametrize("role", ["SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN", "CADRE"])
def test_everybody_signed_in_may_ask(drawer: Drawer, role: str) -> None:
    drawer.put("容错备案")

    assert "容错" in page("?q=容错", role)


def test_the_number_of_queries_does_not_follow_the_number_of_hits(
    drawer: Drawer, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in()
    drawer.put("容错备案")
    client.get("/search/?q=容错")
    with CaptureQueriesContext(connection) as few:
        client.get("/search/?q=容错")
    for _ in range(20):
        drawer.put("容错备案")
    with CaptureQueriesContext(connection) as many:
        client.get("/search/?q=容错")

    assert len(few) == len(many)
