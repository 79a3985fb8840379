"""Pages of the vault: the own key, requests on their way, and an identity that is shown once to one person."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from dandang.registry.vault import actions, queries
from dandang.registry.vault.models import AccessRequest, KeyHolder, Look
from tests.factories import registry
from tests.factories import vault as make
from tests.factories.vault import PASSPHRASE, Vault

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


@pytest.fixture
def vault() -> Vault:
    return make.vault()


def _as(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def _text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_request_goes_its_way_from_page_to_page(vault: Vault) -> None:
    asker, one, other = _as(vault.asker), _as(vault.one), _as(vault.other)
    words = {"purpose": make.PURPOSE, "clause": make.CLAUSE, "hours": "24"}
    sent = asker.post(f"/vault/requests/new/{vault.handle}/", words)
    request_id = AccessRequest.objects.get().pk
    page = f"/vault/requests/{request_id}/"
    assert (sent.status_code, sent["Location"]) == (302, page)
    assert "有 1 个申请等您批准" in _text(one.get("/vault/"))

    for client in (one, other):
        agreed = client.post(f"{page}approve/", {"reason": make.REASON, "passphrase": PASSPHRASE})
        assert agreed.status_code == 302
    seen = asker.post(f"{page}look/", {"passphrase": PASSPHRASE})

    assert "柳长亭" in _text(seen)
    assert "第 1 次查看" in _text(seen)
    assert f"{vault.asker.name}　县纪委监委　" in _text(seen)
    assert seen["Cache-Control"] == "no-store"
    assert "柳长亭" not in _text(asker.get(page))
    assert "1 次，反映人用收条查得到" in _text(asker.get(page))


def test_nobody_else_finds_the_page_where_one_looks(vault: Vault) -> None:
    request_id = vault.approved(at=timezone.now())
    colleague = make.without_key("DISCIPLINE_LEADER", vault.place.discipline, vault.place.county)

    codes = [
        _as(actor).post(f"/vault/requests/{request_id}/look/", {"passphrase": PASSPHRASE}).status_code
        for actor in (vault.one, colleague, registry.actor_of("SYSTEM_ADMIN"), registry.actor_of("AUDIT_ADMIN"))
    ]

    assert codes == [403, 404, 403, 403]
    assert not Look.objects.exists()


def test_an_original_file_is_a_download_and_a_look(vault: Vault) -> None:
    request_id = vault.approved(at=timezone.now())
    asker = _as(vault.asker)
    address = f"/vault/requests/{request_id}/files/1/"

    asked, given = asker.get(address), asker.post(address, {"passphrase": PASSPHRASE})

    assert "打开第 1 份原始文件" in _text(asked)
    assert given.content == make.FILES[0][1]
    assert given["Cache-Control"] == "no-store"
    assert asker.post(f"/vault/requests/{request_id}/files/9/", {"passphrase": PASSPHRASE}).status_code == 404
    assert Look.objects.count() == 1


def test_a_wrong_passphrase_says_so_and_shows_nothing(vault: Vault) -> None:
    request_id = vault.approved(at=timezone.now())

    answer = _as(vault.asker).post(f"/vault/requests/{request_id}/look/", {"passphrase": "另一句话另一句话另一句话"})

    assert answer.status_code == 400
    assert "口令不对" in _text(answer)
    assert "另一句话" not in _text(answer)


def test_a_refused_approval_keeps_the_reason_and_says_why(vault: Vault) -> None:
    request_id = vault.request(at=timezone.now())

    answer = _as(vault.one).post(
        f"/vault/requests/{request_id}/approve/", {"reason": make.REASON, "passphrase": "另一句话另一句话另一句话"}
    )

    assert answer.status_code == 400
    assert make.REASON in _text(answer)
    assert "还可以试 4 次" in _text(answer)


def test_a_request_past_its_hours_is_shown_as_over(vault: Vault) -> None:
    request_id = vault.approved(hours=1, at=timezone.now() - timedelta(hours=2))
    asker = _as(vault.asker)

    page, listed = asker.get(f"/vault/requests/{request_id}/"), asker.get("/vault/?state=EXPIRED")
    looked = asker.post(f"/vault/requests/{request_id}/look/", {"passphrase": PASSPHRASE})

    assert "已过期" in _text(page)
    assert "输入口令查看" not in _text(page)
    assert make.PURPOSE in _text(listed)
    assert looked.status_code == 403


def test_refusing_and_closing_by_page(vault: Vault) -> None:
    refused, one = vault.request(at=timezone.now()), _as(vault.one)
    one.post(f"/vault/requests/{refused}/refuse/", {"reason": "用途里没有写清楚为什么要看"})
    closed = vault.request(at=timezone.now())
    _as(vault.asker).post(f"/vault/requests/{closed}/close/")

    states = dict(AccessRequest.objects.values_list("pk", "state"))

    assert states == {refused: "REFUSED", closed: "CLOSED"}
    assert "用途里没有写清楚" in _text(_as(vault.asker).get(f"/vault/requests/{refused}/"))


def test_a_key_is_made_changed_handed_over_and_ended_by_page(vault: Vault) -> None:
    newcomer = make.without_key("IDENTITY_CUSTODIAN", vault.place.finance, vault.place.county)
    client, other = _as(newcomer), _as(vault.other)
    typed = {"passphrase": PASSPHRASE, "repeated": PASSPHRASE, "understood": "on"}

    differs = client.post("/vault/key/make/", typed | {"repeated": "别的一句话别的一句话"})
    client.post("/vault/key/make/", typed)
    key = queries.key_of(newcomer)
    assert key is not None
    other.post("/vault/key/hand-over/", {"to_key_id": str(key.pk), "passphrase": PASSPHRASE})
    new = "换成桥头的第二盏灯-8W"
    client.post("/vault/key/change/", {"passphrase": PASSPHRASE, "new_passphrase": new, "repeated": new})
    shown = _text(client.get("/vault/key/"))
    client.post("/vault/key/end/", {"reason": "口令可能被人看见"})

    assert "两次输入的口令不一样" in _text(differs)
    assert "1 件" in shown
    assert KeyHolder.objects.get(account_id=newcomer.account_id).end_reason == "口令可能被人看见"
    assert client.post("/vault/key/nothing/").status_code == 404


def test_the_page_of_the_key_prints_the_limits(vault: Vault) -> None:
    text = _text(_as(vault.one).get("/vault/key/"))

    assert all(limit.text in text for limit in queries.limits())


def test_lists_are_found_by_words_and_state(vault: Vault) -> None:
    vault.request(at=timezone.now())
    asker = _as(vault.asker)

    assert "核对答复" in _text(asker.get("/vault/?q=答复"))
    assert "没有符合条件的申请" in _text(asker.get("/vault/?q=没有这句"))
    assert "没有符合条件的申请" in _text(asker.get("/vault/?state=OPEN"))


def test_a_foreign_custodian_sees_nothing(vault: Vault) -> None:
    request_id = vault.request(at=timezone.now())
    far = make.custodian(vault.place.township, vault.place.township)

    assert "还没有申请" in _text(_as(far).get("/vault/"))
    assert _as(far).get(f"/vault/requests/{request_id}/").status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_costs_the_same_however_long(vault: Vault, count: int, django_assert_num_queries: Any) -> None:
    from django.db import connections

    for _number in range(count):
        request_id = vault.request(at=timezone.now())
        actions.close_access(actor=vault.asker, request_id=request_id, at=timezone.now())
    client = _as(vault.one)
    client.get("/vault/")

    with django_assert_num_queries(13, connection=connections["vault"]):
        client.get("/vault/")
