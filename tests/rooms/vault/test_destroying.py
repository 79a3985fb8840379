"""What was kept long enough goes when two bodies say so, and only then; that it went stays on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction
from django.test import Client

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import Refusal
from dandang.registry.accounts.models import Account
from dandang.registry.vault import actions, errors, keeping, kinds, queries
from dandang.registry.vault.models import Destruction, Sealed, SealedFile, Share
from dandang.registry.vault.records import KeepingRule, Over
from tests.factories import vault as make
from tests.factories.vault import NOW, PASSPHRASE, REASON, Vault

pytestmark = pytest.mark.django_db

TODAY = make.make.TODAY
RULE = KeepingRule(5, "青禾县保密办法 第9条")


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> Vault:
    """Somebody's report ended six years ago, and the region keeps identities for five."""
    made = make.vault()
    over = [Over(made.handle, date(2020, 5, 6), date(2025, 5, 6), RULE.clause)]
    monkeypatch.setattr(kinds, "_keeping", [lambda region, on: RULE])
    monkeypatch.setattr(kinds, "_over", {"tests": lambda on: [one for one in over if one.kept_until <= on]})
    return made


def _proposed(vault: Vault, **more: Any) -> int:
    given: dict[str, Any] = {"actor": vault.one, "handle": vault.handle, "reason": REASON, "passphrase": PASSPHRASE}
    return actions.propose_destruction(**(given | more), at=NOW)


def _agreed(vault: Vault, destruction_id: int, **more: Any) -> None:
    given: dict[str, Any] = {"actor": vault.other, "reason": REASON, "passphrase": PASSPHRASE}
    actions.destroy_identity(destruction_id=destruction_id, **(given | more), at=NOW)


def _refused(code: str, act: Callable[..., Any], *given: Any, **more: Any) -> None:
    with pytest.raises(Refusal) as refused:
        act(*given, **more)
    assert refused.value.code == code


def test_two_bodies_destroy_and_nothing_is_left_to_open(vault: Vault) -> None:
    vault.look(vault.approved(hours=1, at=NOW - timedelta(hours=3)), at=NOW - timedelta(hours=3))
    destruction_id = _proposed(vault)
    assert Sealed.objects.get().ciphertext
    assert [one.destruction_id for one in keeping.due_lines(vault.other, keeping.due(vault.other, on=TODAY))] == [
        destruction_id
    ]

    _agreed(vault, destruction_id)

    row = Sealed.objects.get()
    assert (bytes(row.ciphertext), row.destroyed_on) == (b"", TODAY)
    assert not SealedFile.objects.exists()
    assert not Share.objects.exists()
    assert len(queries.looks(vault.handle)) == 1  # that somebody looked stays told
    assert queries.destroyed_on(vault.handle) == TODAY
    assert keeping.due(vault.one, on=TODAY) == []
    verbs = Entry.objects.filter(verb__contains="destr").order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["vault.destruction.proposed", "vault.identity.destroyed"]
    _refused("destroyed", vault.request)
    _refused("not_proposed", _agreed, vault, destruction_id)


def test_neither_one_alone_nor_one_body_destroys(vault: Vault) -> None:
    colleague = make.custodian(vault.place.discipline, vault.place.county)
    leader = make.without_key("DISCIPLINE_LEADER", vault.place.discipline, vault.place.county)

    _refused("role_lacks_verb", _proposed, vault, actor=leader)
    _refused("wrong_passphrase", _proposed, vault, passphrase="另一句话另一句话另一句话")
    _refused("reason_missing", _proposed, vault, reason="到期")
    destruction_id = _proposed(vault)
    _refused("proposed_already", _proposed, vault, actor=vault.other)
    _refused("own_proposal", _agreed, vault, destruction_id, actor=vault.one)
    _refused("same_body_destroys", _agreed, vault, destruction_id, actor=colleague)
    _refused("wrong_passphrase", _agreed, vault, destruction_id, passphrase="另一句话另一句话另一句话")

    assert Sealed.objects.get().ciphertext


def test_what_must_be_kept_is_not_destroyed(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    other_record = make.sealed_again(vault)
    _refused("not_over", _proposed, vault, handle=other_record)
    request_id = vault.request()
    _refused("in_use", _proposed, vault)
    actions.close_access(actor=vault.asker, request_id=request_id, at=NOW)
    destruction_id = _proposed(vault)
    actions.refuse_destruction(
        actor=vault.other, destruction_id=destruction_id, reason="还有一件复查没有办完。", at=NOW
    )
    destruction_id = _proposed(vault)  # a refusal does not bar a second proposal

    monkeypatch.setattr(kinds, "_over", {})  # the report was opened again in between
    _refused("not_over", _agreed, vault, destruction_id)

    assert [one.state for one in Destruction.objects.all()] == ["PROPOSED", "REFUSED"]
    assert Sealed.objects.filter(destroyed_on=None).count() == 2


def test_rows_past_every_action_destroy_nothing(vault: Vault) -> None:
    destruction_id = _proposed(vault)
    row = Destruction.objects.filter(pk=destruction_id)
    decided = {"decided_at": NOW, "other_name": "某人", "other_reason": "到期了可以销毁", "other_account_id": 990001}

    def raw(act: Callable[[], Any], words: str = "") -> None:
        with pytest.raises(DatabaseError, match=words or None), transaction.atomic(using="vault"):
            act()

    raw(lambda: Sealed.objects.update(ciphertext=b"", destroyed_on=TODAY), "never changes")
    raw(lambda: row.update(state="DONE", other_body_id=row.get().body_id, **decided))
    raw(lambda: row.update(state="DONE", other_body_id=7, **(decided | {"other_account_id": vault.one.account_id})))
    _agreed(vault, destruction_id)
    raw(lambda: row.update(state="PROPOSED"), "never changed or removed")
    raw(lambda: connections["vault"].cursor().execute("DELETE FROM vault_destruction"), "never changed or removed")
    raw(lambda: Sealed.objects.update(destroyed_on=None), "never changes")
    raw(lambda: Sealed.objects.update(ciphertext=b"again"), "never changes")


def test_whom_it_waits_for_is_told_and_told_when_it_is_over(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[str, tuple[int, ...]]] = []
    monkeypatch.setattr(
        kinds, "_waiting", {"tests": lambda **said: heard.append((said["subject"], tuple(said["account_ids"])))}
    )
    one, other = vault.one.account_id or 0, vault.other.account_id or 0

    request_id = vault.request()
    vault.approve(request_id, vault.one)
    vault.approve(request_id, vault.other)
    assert heard == [(f"vault.request:{request_id}", who) for who in ((one, other), (other,), ())]

    heard.clear()
    actions.close_access(actor=vault.asker, request_id=request_id, at=NOW)
    actions.refuse_destruction(
        actor=vault.one, destruction_id=_proposed(vault), reason="先核对一遍，这次收回。", at=NOW
    )
    assert [who for _subject, who in heard] == [(), (other,), ()]

    heard.clear()
    make.open_gate(lambda actor, handle, act: errors.own_request() if actor.account_id == other else None)
    request_id = vault.request()  # the second custodian is named in the report: he hears of nothing
    actions.end_key(actor=vault.asker, reason="口令忘了", at=NOW)
    assert heard == [(f"vault.request:{request_id}", (one,)), (f"vault.request:{request_id}", ())]


def test_a_custodian_whom_a_report_names_does_not_find_what_is_asked_about_it(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = vault.request()
    monkeypatch.setattr(kinds, "_barred", {"tests": lambda actor: {vault.handle} if actor == vault.other else set()})

    assert [row.pk for row in queries.requests(vault.one)] == [request_id]
    assert not queries.requests(vault.other).exists()
    assert keeping.due(vault.other, on=TODAY) == []
    _refused("nothing_sealed", vault.approve, request_id, vault.other)


@pytest.mark.one_engine
def test_pages_lead_from_the_list_to_the_register(vault: Vault) -> None:
    def client(of: Any) -> Client:
        signed_in = Client()
        signed_in.force_login(Account.objects.get(pk=of.account_id))
        return signed_in

    one, other = client(vault.one), client(vault.other)
    words = {"reason": REASON, "passphrase": PASSPHRASE}
    listed = one.get("/vault/due/").content.decode()
    wrong = one.post(f"/vault/due/{vault.handle}/", words | {"reason": "到期"})
    sent = one.post(f"/vault/due/{vault.handle}/", words)
    page = sent["Location"]
    own, asked = one.get(page).content.decode(), other.get(page).content.decode()
    agreed = other.post(f"{page}agree/", words)
    register = one.get("/vault/destructions/?state=DONE").content.decode()

    assert f"/vault/due/{vault.handle}/" in listed
    assert "办结以后 5 年" in listed
    assert (wrong.status_code, sent.status_code, agreed.status_code) == (400, 302, 302)
    assert "收回，不销毁了" in own
    assert "同意，销毁" in asked
    assert "已销毁" in register
    assert other.get(f"/vault/due/{vault.handle}/").status_code == 409
    assert client(vault.asker).get("/vault/due/").status_code == 403
