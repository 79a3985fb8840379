"""Pages of administrators and of the own account, as a browser meets them (abuse cases AZ)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dandang.foundation.audit import actions as audit
from dandang.foundation.audit.models import Entry
from dandang.registry.access.middleware import RoutePolicyMiddleware
from dandang.registry.access.models import RoleGrant
from dandang.registry.accounts.models import Account
from tests.factories import registry as make

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

As = Callable[..., Client]


@pytest.fixture
def place() -> make.County:
    return make.county()


@pytest.fixture
def as_role(place: make.County) -> As:
    def signed_in(role: str, **more: Any) -> Client:
        client = Client()
        client.force_login(make.account(role, more.pop("branch", place.county), **more))
        return client

    return signed_in


def test_a_foreign_number_answers_404_and_leaves_an_entry(as_role: As) -> None:
    answer = as_role("SYSTEM_ADMIN").get("/access/accounts/4711/")

    assert answer.status_code == 404
    entry = Entry.objects.get(verb="access.route.refused")
    assert (entry.outcome, '"account_id":4711' in entry.payload) == ("REFUSED", True)


@pytest.mark.parametrize("role", ["SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN"])
def test_administrators_see_no_business_page_and_the_try_is_on_record(as_role: As, role: str) -> None:
    answer = as_role(role).get("/people/")

    assert answer.status_code == 403
    assert Entry.objects.get(verb="access.route.refused").role == role


def test_refusing_a_visitor_writes_nothing(client: Client) -> None:
    client.get("/people/")

    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "ordering=password",
        "_connector=OR",
        "q__regex=.*",
        "status__regex=x",
        "standing=SYSTEM'--",
        "state=__all__",
        "page=-1",
        "page=999999999999999999999",
        "q=%00",
        "page=２",
    ],
)
def test_hostile_parameters_change_no_query(as_role: As, query: str) -> None:
    client = as_role("SYSTEM_ADMIN")
    client.get("/access/accounts/")

    with CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/access/accounts/?{query}")

    lists = [found["sql"] for found in asked if "has_second_factor" in found["sql"]]
    assert answer.status_code in {200, 400}
    assert all('ORDER BY "accounts_account"."username" ASC' in sql for sql in lists if "COUNT(" not in sql)
    assert not any("REGEXP" in sql or " ~ " in sql for sql in lists)


def test_extra_fields_are_ignored(as_role: As) -> None:
    as_role("SYSTEM_ADMIN").post(
        "/access/accounts/new/",
        {
            "username": "hejing",
            "display_name": "何静",
            "standing": "BUSINESS",
            "identity_number": "341299199001010011",
            "is_active": "1",
            "is_superuser": "1",
            "password": "x",
        },
    )

    made = Account.objects.get(username="hejing")
    assert (made.is_active, made.has_usable_password()) == (False, False)


def test_a_new_account_shows_its_link_once_and_never_a_password(as_role: As) -> None:
    client = as_role("SYSTEM_ADMIN")
    given = {
        "username": "hejing",
        "display_name": "何静",
        "standing": "BUSINESS",
        "organisation": "县财政局",
        "identity_number": "341299199001010011",
    }

    answer = client.post("/access/accounts/new/", given)

    assert "/accounts/setup/" in answer.content.decode()
    page = client.get(reverse("access:account", args=[Account.objects.get(username="hejing").pk])).content.decode()
    assert "/accounts/setup/" not in page
    assert "待开通" in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("organisation", "没有这个单位", "没有找到唯一对应"),
        ("organisation", "县", "请改填机构编码"),
        ("person", "P999999", "没有人员编号"),
        ("username", "Hé", "账号只用小写字母"),
        ("identity_number", "", "没有填公民身份号码"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(as_role: As, field: str, value: str, words: str) -> None:
    given = {
        "username": "hejing",
        "display_name": "何静",
        "standing": "BUSINESS",
        "identity_number": "341299199001010011",
    }

    answer = as_role("SYSTEM_ADMIN").post("/access/accounts/new/", given | {field: value})

    text = answer.content.decode()
    assert answer.status_code == 400
    assert words in text
    assert 'value="何静"' in text
    assert not Account.objects.filter(display_name="何静").exists()


def test_a_role_is_granted_after_looking_at_what_it_means(as_role: As, place: make.County) -> None:
    client = as_role("SECURITY_ADMIN")
    account = make.account("CADRE")
    url = reverse("access:role_grant", args=[account.pk])
    given = {"role": "UNIT_OFFICER", "organisation": "财政", "reason": "岗位调整"}

    confirm = client.post(url, given)

    assert "县财政局及其下级" in confirm.content.decode()
    assert not RoleGrant.objects.filter(account=account).exists()
    assert client.post(url, given | {"confirmed": "1"}).status_code == 302
    assert RoleGrant.objects.get(account=account).organisation == place.finance


def test_an_impossible_role_is_refused_with_the_reason(as_role: As) -> None:
    client = as_role("SECURITY_ADMIN")
    admin = make.account("AUDIT_ADMIN")

    answer = client.post(reverse("access:role_grant", args=[admin.pk]), {"role": "ORG_OFFICER", "reason": "x"})

    assert answer.status_code == 400
    assert not RoleGrant.objects.filter(account=admin, role="ORG_OFFICER").exists()


def test_withdrawing_the_last_of_a_kind_says_why_not(as_role: As) -> None:
    client = as_role("SECURITY_ADMIN")
    grant = RoleGrant.objects.get(account=make.account("AUDIT_ADMIN"))

    answer = client.post(reverse("access:role_withdraw", args=[grant.pk]), {"reason": "轮岗"})

    assert answer.status_code == 409
    assert "最后一名审计管理员" in answer.content.decode()


def test_a_withdrawn_role_closes_the_page_with_the_next_request(as_role: As) -> None:
    officer = as_role("SYSTEM_ADMIN")
    assert officer.get("/access/accounts/").status_code == 200

    RoleGrant.objects.filter(role="SYSTEM_ADMIN").update(ends_on=timezone.localdate())

    assert officer.get("/access/accounts/").status_code == 403


def test_the_log_names_who_acted_but_no_person_concerned(as_role: As, place: make.County) -> None:
    who = make.person(place.finance, "程明远")
    officer = make.actor_of("ORG_OFFICER", place.county, name="林秋实")
    audit.record(
        actor=officer,
        verb="people.file.updated",
        target=f"people.person:{who.pk}",
        private={"name": "程明远"},
        at=timezone.now(),
    )

    text = as_role("AUDIT_ADMIN").get("/access/log/").content.decode()

    assert "林秋实" in text
    assert "程明远" not in text


def test_the_log_costs_the_same_however_long_it_is(as_role: As, django_assert_max_num_queries: Any) -> None:
    client = as_role("AUDIT_ADMIN")
    for _ in range(60):
        audit.record(actor=None, verb="audit.read", target="people.person:1", at=timezone.now())

    with django_assert_max_num_queries(15):
        answer = client.get("/access/log/")

    assert "第 1–50 条" in answer.content.decode()


@pytest.mark.parametrize("query", ["starts_on=2026-13-40", "starts_on=2026-11-21&ends_on=2026-11-01"])
def test_impossible_days_get_a_sentence(as_role: As, query: str) -> None:
    answer = as_role("AUDIT_ADMIN").get(f"/access/log/?{query}")

    assert answer.status_code == 400
    assert "dd-errors" in answer.content.decode()


def test_a_cadre_sees_who_looked_at_the_own_file(as_role: As, place: make.County) -> None:
    me = make.person(place.finance)
    officer = make.actor_of("ORG_OFFICER", place.county, name="林秋实")
    inquirer = make.actor_of("DISCIPLINE_OFFICER", place.county, name="方知远")
    for reader in (officer, inquirer):
        audit.record_read(actor=reader, target=f"people.person:{me.pk}", what="任免审批表", at=timezone.now())

    text = as_role("CADRE", who=me).get("/access/me/readings/").content.decode()

    assert "林秋实" in text
    assert "方知远" not in text


def test_the_account_list_costs_the_same_however_long_it_is(as_role: As, django_assert_max_num_queries: Any) -> None:
    client = as_role("SYSTEM_ADMIN")
    for _ in range(60):
        make.account("CADRE")

    with django_assert_max_num_queries(15):
        assert client.get("/access/accounts/").status_code == 200


def test_htmx_is_sent_to_the_sign_in_page_as_a_whole(client: Client) -> None:
    answer = client.get("/access/me/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/accounts/login/?next=/access/me/")


def test_an_undeclared_route_is_closed_and_fails_in_tests(settings: Any) -> None:
    middleware = RoutePolicyMiddleware(lambda request: None)  # type: ignore[arg-type,return-value]
    request = RequestFactory().get("/nowhere/")
    request.resolver_match = None

    with pytest.raises(ImproperlyConfigured):
        middleware.process_view(request, None, (), {})
    settings.UNDECLARED_ROUTES_RAISE = False
    answer = middleware.process_view(request, None, (), {})
    assert answer is not None
    assert answer.status_code == 403


def test_nothing_of_a_page_is_kept_by_caches(as_role: As) -> None:
    answer = as_role("SYSTEM_ADMIN").get("/access/accounts/")

    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("role", "reads", "lacks"),
    [
        ("SYSTEM_ADMIN", {"账号和角色", "谁能做什么"}, {"一年的考核", "身份库"}),
        ("CADRE", {"我的事项", "一件失误和容错"}, {"干部名册", "本地区自己的规则"}),
        ("ORG_OFFICER", {"干部名册", "本地区自己的规则", "花名册进来和出去"}, {"账号和角色"}),
        ("IDENTITY_CUSTODIAN", {"看反映人的身份"}, {"本地区自己的规则"}),
    ],
)
def test_the_help_page_holds_what_the_role_may_do(as_role: As, role: str, reads: set[str], lacks: set[str]) -> None:
    page = as_role(role).get(reverse("ui:guide")).content.decode()
    main = page[page.index('id="main"') :]

    assert {words for words in reads | lacks if words in main} == reads


def test_the_top_bar_names_the_organ_of_the_account_and_the_inner_office_beside_the_name(
    as_role: As, place: make.County
) -> None:
    page = as_role("UNIT_OFFICER", branch=place.budget_office, name="金测试").get("/").content.decode()

    assert f'<span class="dd-org">{place.finance.name}</span>' in page
    assert f"<b>金测试</b>　{place.budget_office.name}" in page
