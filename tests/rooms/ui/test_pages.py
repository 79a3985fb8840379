"""Lists at constant cost, pages and fragments from one view, refusals in words."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django.fixtures import DjangoAssertNumQueries

from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.foundation.ui import pages


@pytest.fixture
def rows(db: None) -> QuerySet[ContentType]:
    """Twenty-three rows of a small table."""
    ContentType.objects.all().delete()
    ContentType.objects.bulk_create(ContentType(app_label="x", model=f"m{index:02d}") for index in range(23))
    return ContentType.objects.order_by("model")


@pytest.mark.parametrize(
    ("number", "first", "last", "before", "after"),
    [(1, 1, 10, None, 2), (3, 21, 23, 2, None), (99, 21, 23, 2, None), (0, 1, 10, None, 2)],
)
def test_a_page_knows_where_it_stands(
    rows: QuerySet[ContentType], number: int, first: int, last: int, before: int | None, after: int | None
) -> None:
    page = pages.cut(rows, number=number, size=10)

    assert (page.first, page.last, page.previous, page.next) == (first, last, before, after)
    assert (page.total, page.is_capped, page.pages) == (23, False, 3)


def test_a_list_beyond_the_ceiling_stops_counting_and_stops_there(rows: QuerySet[ContentType]) -> None:
    page = pages.cut(rows, number=99, size=10, ceiling=15)

    assert page.is_capped
    assert [row.model for row in page.rows] == ["m10", "m11", "m12", "m13", "m14"]
    assert (page.total, page.next) == (15, None)


@pytest.mark.parametrize("number", [1, 2])
def test_a_page_costs_two_queries(
    rows: QuerySet[ContentType], number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        pages.cut(rows, number=number, size=10)


def test_an_empty_list_has_one_empty_page(db: None) -> None:
    page = pages.cut(ContentType.objects.none().order_by("pk"), number=5)

    assert (page.rows, page.first, page.last, page.number, page.pages) == ([], 0, 0, 1, 1)


@pytest.mark.parametrize(
    ("text", "number"), [("2", 2), ("", 1), ("0", 1), ("-3", 1), ("二", 1), ("²", 1), ("9" * 30, 1), ("1e3", 1)]
)
def test_a_page_number_that_is_none_means_the_first(text: str, number: int) -> None:
    assert pages.number_of(RequestFactory().get("/", {"page": text})) == number


# Pages and fragments ---------------------------------------------------------------------------------------------


def asking(part: bool = False) -> HttpRequest:
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"} if part else {}
    return RequestFactory().get("/", headers=headers)


def words(response: Any) -> str:
    return str(response.content.decode())


def test_htmx_gets_the_fragment_and_a_browser_the_page() -> None:
    context = {"title": "没有案件", "text": "有了会出现在这里。", "heading": "标题", "sentence": "句子"}

    page = pages.render_page(asking(), "ui/error_plain.html", context, fragment="ui/_empty.html")
    part = pages.render_page(asking(part=True), "ui/error_plain.html", context, fragment="ui/_empty.html")

    assert words(page).startswith("<!doctype html>")
    assert words(part).strip().startswith('<div class="dd-empty">')
    assert "HX-Request" in page["Vary"]


class Name(forms.Form):
    """One required field."""

    name = forms.CharField()


@pytest.mark.parametrize(("data", "status", "begins"), [({"name": ""}, 400, True), ({"name": "x"}, 200, False)])
def test_a_form_that_did_not_pass_answers_400_and_says_so_in_the_title(
    data: dict[str, str], status: int, begins: bool
) -> None:
    response = pages.render_page(asking(), "ui/error.html", {"form": Name(data), "heading": "登记", "sentence": "x"})

    assert response.status_code == status
    assert ("<title>有误：登记" in words(response)) is begins


def test_a_form_nobody_sent_is_no_error() -> None:
    response = pages.render_page(asking(), "ui/error.html", {"form": Name(), "heading": "登记", "sentence": "x"})

    assert response.status_code == 200


# Refusals --------------------------------------------------------------------------------------------------------

HEARD = Refusal("还没有听取本人意见，不能提交集体研究。请先登记听取意见。", clause="〔安徽 第11点〕")


@pytest.mark.parametrize(
    ("refusal", "status"),
    [(HEARD, 409), (BadInput("请填写日期。"), 400), (NotHere(), 404), (Refusal("太大", status=413), 413)],
)
def test_a_refusal_keeps_its_status_and_its_sentence(refusal: Refusal, status: int) -> None:
    response = pages.refusal_page(asking(), refusal)

    assert response.status_code == status
    assert refusal.sentence in words(response)


def test_a_refusal_names_its_clause_a_reference_and_a_way_out() -> None:
    text = words(pages.refusal_page(asking(), HEARD))

    assert "〔安徽 第11点〕" in text
    assert "编号" in text
    assert 'href="/"' in text


def test_a_refused_fragment_goes_to_its_own_place_and_leaves_the_rest() -> None:
    response = pages.refusal_page(asking(part=True), HEARD)

    assert response["HX-Retarget"] == "#dd-refusal"
    assert "<html" not in words(response)
    assert HEARD.sentence in words(response)


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 429, 500, 503, 418])
def test_every_status_has_words_of_its_own_and_no_bare_code(status: int) -> None:
    text = words(pages.error_page(asking(), status))

    assert "<h1>" in text
    assert f">{status}<" not in text


def test_a_sentence_cannot_carry_markup() -> None:
    response = pages.refusal_page(asking(), Refusal("<script>alert(1)</script>"))

    assert "<script>alert" not in words(response)


def test_too_much_data_is_413_and_other_suspicion_400() -> None:
    assert pages.status_of(RequestDataTooBig()) == 413
    assert pages.status_of(SuspiciousOperation()) == 400
