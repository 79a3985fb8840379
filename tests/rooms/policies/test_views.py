"""The pages of the library: everybody signed in reads them, at a fixed number of queries, with and without htmx."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories import registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine, pytest.mark.usefixtures("loaded")]
PARTIAL = {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "partial"}
PAGES = [
    "/law/",
    "/law/anhui-2018/",
    "/law/civil-servant-appraisal/2007-01-01/",
    "/law/anhui-2018/2018-05-01/11/",
    "/law/anhui-2018/clauses/11/",
    "/law/anhui-2018/2018-05-01/rules/",
    "/law/shandong-free-trade-zone/2021-01-01/rules/",
    "/law/facts/",
    "/law/values/",
    "/law/values/appraisal.excellent_share_pct/",
]


def signed_in(role: str = "ORG_OFFICER") -> Client:
    county = registry.county()
    client = Client()
    client.force_login(
        registry.account(role, county.org_department), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def page(path: str, **headers: str) -> str:
    response = signed_in().get(path, **headers)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in(path: str) -> None:
    response = Client().get(path)

    assert response.status_code == 302
    assert "login" in response["Location"]


@pytest.mark.parametrize("role", ["CADRE", "UNIT_OFFICER", "DISCIPLINE_OFFICER", "SYSTEM_ADMIN", "AUDIT_ADMIN"])
def test_everybody_signed_in_reads_the_law(role: str) -> None:
    client = signed_in(role)

    assert [client.get(path).status_code for path in PAGES] == [200] * len(PAGES)


@pytest.mark.parametrize("path", PAGES)
def test_pages_cost_a_fixed_number_of_queries(path: str, django_assert_max_num_queries: Callable[[int], Any]) -> None:
    client = signed_in()
    client.get(path)

    with django_assert_max_num_queries(15):
        client.get(path)


def test_a_clause_is_a_page_and_a_side_sheet() -> None:
    whole = page("/law/anhui-2018/2018-05-01/6/")
    part = page("/law/anhui-2018/2018-05-01/6/", **PARTIAL)

    assert "<html" in whole
    assert "<html" not in part
    assert 'class="dd-side' in part
    for words in ("24 个月", "降职后不得提拔", "可靠度 A", "核对日期 2026-11-21"):
        assert words in whole
        assert words in part


def test_an_unknown_value_reads_as_words_and_never_as_zero() -> None:
    shown = page("/law/values/tolerance.acceptance_working_days/")

    assert '<p class="dd-big">未规定</p>' in shown
    assert "安徽 第11点" in shown


def test_the_day_chooses_the_edition() -> None:
    assert "公务员考核规定（试行）</h1>" in page("/law/civil-servant-appraisal/?on=2015-01-01")
    assert "不超过 15%" in page("/law/values/appraisal.excellent_share_pct/?on=2015-01-01")


def test_the_value_table_shows_what_a_region_says_beside_the_centre() -> None:
    local = page("/law/values/?q=谁负责容错")
    yunnan = page("/law/values/?q=年度优秀比例&region=530000")

    assert "<b>纪检监察机关、组织部门、相关职能部门</b>" in local
    assert "党委（党组）、纪检监察机关、组织部门等职能部门" in local
    assert "<b>不超过 20%</b>" in yunnan
    assert "没有给数" in yunnan


@pytest.mark.parametrize(
    ("query", "expected", "absent"),
    [
        ("level=PROVINCE", "（安徽）", "中华人民共和国公务员法"),
        ("region=340000", "中华人民共和国公务员法", "（云南）"),
        ("subject=care", "职工带薪年休假条例", "职级并行"),
        ("q=挂职", "公务员考核规定", "年休假条例"),
        ("on=2008-06-01&in_force=on", "职工带薪年休假条例", "监察法"),
        ("q=火星", "没有符合这些条件的文件", "公务员法"),
    ],
)
def test_documents_are_filtered(query: str, expected: str, absent: str) -> None:
    shown = page(f"/law/?{query}")

    assert expected in shown
    assert absent not in shown


def test_a_day_that_is_none_is_said_and_not_used() -> None:
    response = signed_in().get("/law/values/?on=昨天&region=999")

    shown = response.content.decode()
    assert "“按哪一天”填的看不懂" in shown
    assert "“地区”填的看不懂" in shown
    assert "年度优秀比例" in shown


@pytest.mark.parametrize(
    "path",
    [
        "/law/shanghai-2018/",
        "/law/anhui-2018/2011-01-01/",
        "/law/anhui-2018/2018-13-45/",
        "/law/anhui-2018/2018-05-01/99/",
        "/law/values/appraisal.nothing/",
        "/law/editions/999999/",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(path: str) -> None:
    assert signed_in().get(path).status_code == 404


def test_an_unknown_key_suggests_the_nearest() -> None:
    shown = signed_in().get("/law/values/appraisal.excelent_share_pct/").content.decode()

    assert "appraisal.excellent_share_pct" in shown


def test_the_rules_page_shows_conditions_lists_outcomes_and_steps_with_their_clauses() -> None:
    text = page("/law/anhui-2018/2018-05-01/rules/")

    assert "下面 6 个条件全部满足" in text
    assert "可以容错的情形，至少属于一类" in text
    assert "条文没有列考核种类，种类是本系统的读法" in text
    assert "同时责令整改" in text
    assert "启动问责或者责任调查时同步" in text
    assert "可以申诉，没有写期限" in text
    assert "未规定" in text


def test_the_rules_page_spells_out_an_or_and_the_field_a_regulation_is_for() -> None:
    text = page("/law/shandong-free-trade-zone/2021-01-01/rules/")

    assert "只适用于山东自由贸易试验区里的创新" in text
    assert "（“没有造成重大损失和严重不良影响”；或者“主动挽回损失、消除不良影响”）" in text
    assert "办理程序" not in text


def test_an_edition_without_rules_offers_none() -> None:
    assert "规则表和程序" in page("/law/anhui-2018/")
    assert "规则表和程序" not in page("/law/annual-leave/")
