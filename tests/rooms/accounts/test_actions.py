"""Accounts are made by one person and opened by another; a setup link works once; a natural person has one account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput, NotAllowed, Refusal
from dandang.registry.access import actions as access
from dandang.registry.access import queries as access_queries
from dandang.registry.accounts import actions, queries
from dandang.registry.accounts.models import Account, SetupLink
from dandang.registry.accounts.records import NewLink
from tests.factories import registry as make
from tests.factories.registry import NOW, TODAY

pytestmark = pytest.mark.django_db

GOOD = "ma-deng-shu-chuang-7"


@pytest.fixture
def place() -> make.County:
    return make.county()


def opened(username: str = "hejing", standing: str = "BUSINESS", number: str = "341299199001010011") -> NewLink:
    return access.open_account(
        actor=make.actor_of("SYSTEM_ADMIN"),
        username=username,
        display_name="何静",
        standing=standing,
        identity_number=number,
        at=NOW,
    )


def test_two_people_are_needed_before_anyone_new_can_sign_in(place: make.County) -> None:
    link = opened()
    actions.choose_first_password(token=link.token, password=GOOD, at=NOW)

    assert not Account.objects.get(username="hejing").is_active
    with pytest.raises(NotAllowed):
        access.activate_account(actor=make.actor_of("SYSTEM_ADMIN"), account_id=link.account_id, at=NOW)

    access.grant_role(
        actor=make.actor_of("SECURITY_ADMIN"),
        account_id=link.account_id,
        role="UNIT_OFFICER",
        organisation_id=place.finance.pk,
        at=NOW,
    )

    account = Account.objects.get(username="hejing")
    assert account.is_active
    assert access_queries.actor_for(account, TODAY).roles == {"UNIT_OFFICER"}


def test_a_setup_link_works_once_and_every_refusal_is_on_record() -> None:
    link = opened()
    actions.choose_first_password(token=link.token, password=GOOD, at=NOW)

    with pytest.raises(Refusal) as refused:
        actions.choose_first_password(token=link.token, password=GOOD + "x", at=NOW)

    assert (refused.value.code, refused.value.status) == ("link_spent", 410)
    assert Entry.objects.filter(verb="accounts.setup_link.refused", outcome="REFUSED").count() == 1
    assert Account.objects.get(username="hejing").check_password(GOOD)


@pytest.mark.parametrize(("hours", "is_refused"), [(23, False), (24, True), (25, True)])
def test_a_setup_link_lives_a_day(hours: int, is_refused: bool) -> None:
    link = opened()
    later = NOW + timedelta(hours=hours)

    if is_refused:
        with pytest.raises(Refusal, match="24 小时"):
            actions.choose_first_password(token=link.token, password=GOOD, at=later)
    else:
        assert actions.choose_first_password(token=link.token, password=GOOD, at=later) == link.account_id


def test_the_database_holds_no_usable_link() -> None:
    link = opened()

    assert link.token not in str(list(SetupLink.objects.values()))


def test_a_new_link_makes_the_old_one_and_the_password_useless() -> None:
    first = opened()
    actions.choose_first_password(token=first.token, password=GOOD, at=NOW)
    unused = access.reset_account(
        actor=make.actor_of("SYSTEM_ADMIN"),
        account_id=first.account_id,
        resets_second_factor=True,
        reason="忘记",
        at=NOW,
    )

    newest = access.reset_account(
        actor=make.actor_of("SYSTEM_ADMIN"),
        account_id=first.account_id,
        resets_second_factor=True,
        reason="再来",
        at=NOW,
    )

    account = Account.objects.get(username="hejing")
    assert not account.has_usable_password()
    with pytest.raises(Refusal):
        queries.setup_link(unused.token, NOW)
    assert queries.setup_link(newest.token, NOW).account == account


def test_a_weak_first_password_is_refused_and_the_link_lives_on() -> None:
    link = opened()

    with pytest.raises(BadInput, match="姓名"):
        actions.choose_first_password(token=link.token, password="hejing-hejing-1990", at=NOW)

    assert actions.choose_first_password(token=link.token, password=GOOD, at=NOW)


@pytest.mark.parametrize("second", ["BUSINESS", "SYSTEM", "AUDIT"])
def test_one_natural_person_has_one_account(second: str) -> None:
    opened("hejing", "SECURITY")

    with pytest.raises(Refusal, match="一人只能有一个账号"):
        opened("hejing2", second)


def test_raw_sql_cannot_give_one_person_two_standings() -> None:
    link = opened("hejing", "SYSTEM")
    other = opened("wanglu", "AUDIT", "341299198801010022")
    key = Account.objects.get(pk=link.account_id).holder_key

    for statement, values in (
        ("UPDATE accounts_account SET holder_key = %s WHERE id = %s", [key, other.account_id]),
        ("UPDATE accounts_account SET holder_key = '' WHERE id = %s", [other.account_id]),
        ("UPDATE accounts_account SET standing = 'BUSINESS' WHERE id = %s", [other.account_id]),
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)


def test_raw_sql_cannot_give_a_grant_another_standing(place: make.County) -> None:
    link = opened("hejing", "SYSTEM")

    for standing, role in (("AUDIT", "AUDIT_ADMIN"), ("SYSTEM", "AUDIT_ADMIN"), ("BUSINESS", "ORG_OFFICER")):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO access_rolegrant (account_id, standing, role, organisation_id, starts_on, granted_by,"
                " granted_at) VALUES (%s, %s, %s, %s, '2026-11-21', 'x', '2026-11-21 00:00:00')",
                [link.account_id, standing, role, place.county.pk if role == "ORG_OFFICER" else None],
            )


def test_there_is_no_superuser() -> None:
    with connection.cursor() as cursor:
        columns = {column.name for column in connection.introspection.get_table_description(cursor, "accounts_account")}

    assert not columns & {"is_superuser", "is_staff"}
    assert not hasattr(Account(), "is_superuser")


def test_disabling_needs_a_reason_and_spares_the_last_of_a_kind() -> None:
    keeper = make.account("AUDIT_ADMIN")
    admin = make.actor_of("SYSTEM_ADMIN")

    with pytest.raises(BadInput, match="理由"):
        access.disable_account(actor=admin, account_id=keeper.pk, reason=" ", at=NOW)
    with pytest.raises(Refusal, match="最后一个"):
        access.disable_account(actor=admin, account_id=keeper.pk, reason="调离", at=NOW)

    make.account("AUDIT_ADMIN")
    access.disable_account(actor=admin, account_id=keeper.pk, reason="调离", at=NOW)
    keeper.refresh_from_db()
    assert (keeper.is_active, keeper.disabled_reason) == (False, "调离")


def test_a_disabled_account_comes_back_only_by_two_people() -> None:
    account = make.account("CADRE")
    system, security = make.actor_of("SYSTEM_ADMIN"), make.actor_of("SECURITY_ADMIN")
    access.disable_account(actor=system, account_id=account.pk, reason="调离", at=NOW)

    with pytest.raises(Refusal, match="停用"):
        access.activate_account(actor=security, account_id=account.pk, at=NOW)

    access.enable_account(actor=system, account_id=account.pk, reason="返回", at=NOW)
    account.refresh_from_db()
    assert not account.is_active
    access.activate_account(actor=security, account_id=account.pk, at=NOW)
    account.refresh_from_db()
    assert account.is_active


def test_accounts_nobody_uses_are_disabled_after_ninety_days() -> None:
    used, unused = make.account("CADRE"), make.account("CADRE")
    keeper = make.account("AUDIT_ADMIN")
    Account.objects.filter(pk=used.pk).update(last_seen_at=NOW - timedelta(days=90))
    Account.objects.filter(pk__in=[unused.pk, keeper.pk]).update(last_seen_at=NOW - timedelta(days=90, seconds=1))

    disabled = actions.disable_unused_accounts(actor=access_queries.system_actor(), reason="90 天未使用", at=NOW)

    assert disabled == [unused.username]
    assert actions.disable_unused_accounts(actor=access_queries.system_actor(), reason="90 天未使用", at=NOW) == []
