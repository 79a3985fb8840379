"""What raw rows may not say, on both engines: the rules of the vault hold whoever writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connections, transaction

from dandang.registry.vault.models import AccessRequest, Approval, Look, Sealed
from tests.factories import vault as make
from tests.factories.vault import NOW, Vault

pytestmark = pytest.mark.django_db


@pytest.fixture
def vault() -> Vault:
    return make.vault()


def _refused(write: Callable[[], Any], words: str | None = None) -> None:
    with pytest.raises(DatabaseError, match=words), transaction.atomic(using="vault"):
        write()


def _approval(request_id: int, **fields: Any) -> Callable[[], Approval]:
    row = AccessRequest.objects.get(pk=request_id)
    values = {
        "request": row, "account_id": 990001, "person_id": 990001, "body_id": 990001, "body_name": "某机关",
        "name": "某人", "reason": "理由写在这里", "requester_account_id": row.requester_account_id,
        "requester_person_id": row.requester_person_id, "approved_at": NOW,
    }  # fmt: skip
    return lambda: Approval.objects.create(**(values | fields))


def test_an_approval_by_the_requester_or_twice_by_one_body_is_no_row(vault: Vault) -> None:
    request_id = vault.request()
    vault.approve(request_id, vault.one)
    asker = vault.asker

    _refused(_approval(request_id, account_id=asker.account_id))
    _refused(_approval(request_id, person_id=asker.person_id))
    _refused(_approval(request_id, body_id=vault.place.discipline.pk))
    _refused(_approval(request_id, account_id=vault.one.account_id))
    _refused(_approval(request_id, requester_account_id=7, requester_person_id=8), "names the requester")
    _approval(request_id)()


@pytest.mark.parametrize("circumstance", ["waiting", "too_late", "too_early", "another_record", "closed"])
def test_a_look_outside_a_live_grant_is_no_row(vault: Vault, circumstance: str) -> None:
    request_id = vault.request() if circumstance == "waiting" else vault.approved(hours=2)
    row = AccessRequest.objects.get(pk=request_id)
    fields: dict[str, Any] = {"request": row, "sealed_id": vault.handle, "what": "IDENTITY", "looked_at": NOW}
    if circumstance == "too_late":
        fields["looked_at"] = NOW + timedelta(hours=2)
    if circumstance == "too_early":
        fields["looked_at"] = NOW - timedelta(seconds=1)
    if circumstance == "another_record":
        fields["sealed_id"] = make.sealed_again(vault)
    if circumstance != "waiting":
        vault.look(request_id)
    if circumstance == "closed":
        make.actions.close_access(actor=vault.asker, request_id=request_id, at=NOW)

    _refused(lambda: Look.objects.create(**fields), "looked at only while")


def test_hours_cannot_be_lengthened_nor_a_closed_request_taken_up(vault: Vault) -> None:
    request_id = vault.approved(hours=2)
    rows = AccessRequest.objects.filter(pk=request_id)

    _refused(lambda: rows.update(expires_at=NOW + timedelta(hours=70)), "never taken up again")
    _refused(lambda: rows.update(approvers_needed=3), "never taken up again")
    _refused(lambda: rows.update(key_id=1 + AccessRequest.objects.get(pk=request_id).key_id))
    make.actions.close_access(actor=vault.asker, request_id=request_id, at=NOW)
    _refused(lambda: rows.update(state="OPEN", closed_at=None, closed_by=""), "never taken up again")


def test_nothing_is_approved_by_a_stroke_of_the_pen(vault: Vault) -> None:
    request_id = vault.request()
    rows = AccessRequest.objects.filter(pk=request_id)

    _refused(lambda: rows.update(state="APPROVED", approved_at=NOW, expires_at=NOW + timedelta(hours=1)))


def test_looks_approvals_and_records_stay_as_they_are(vault: Vault) -> None:
    request_id = vault.approved()
    vault.look(request_id)

    _refused(lambda: Look.objects.update(looked_at=NOW + timedelta(hours=1)), "never changed or removed")
    _refused(lambda: _raw("DELETE FROM vault_look"), "never changed or removed")
    _refused(lambda: _raw("DELETE FROM vault_approval"), "never changed or removed")
    _refused(lambda: Sealed.objects.update(ciphertext=b"other"), "never changes")
    _refused(lambda: _raw("DELETE FROM vault_accessrequest"))


def _raw(sql: str) -> None:
    with connections["vault"].cursor() as cursor:
        cursor.execute(sql)


def test_one_command_keeps_both_databases_current() -> None:
    """`migrate` as an administrator types it, with Django's own checks; `--check` would leave with an exit code."""
    call_command("migrate", check_unapplied=True, skip_checks=False, verbosity=0)

    tables = {alias: set(connections[alias].introspection.table_names()) for alias in connections}
    assert "vault_sealed" in tables["vault"]
    assert not [name for name in tables["default"] if name.startswith("vault_")]
    assert {name for name in tables["vault"] if not name.startswith("vault_")} <= {
        "django_migrations",
        "sqlite_sequence",
    }
