"""What happens to accounts: made, given a setup link, opened, disabled; passwords and sessions.

Accounts stand below `access`, so who may do this is asked there (`access.actions`) before these are called; what each
action here keeps by itself is that the database stays lawful and the record complete.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from dandang.foundation.audit import actions as audit
from dandang.foundation.audit.records import Acting
from dandang.foundation.ground import refs
from dandang.foundation.ground.refusal import BadInput, Refusal
from dandang.registry.accounts import errors, kinds, queries, rules
from dandang.registry.accounts.models import Account, SetupLink
from dandang.registry.accounts.records import NewLink

_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


@transaction.atomic
def create_account(
    *,
    actor: Acting,
    username: str,
    display_name: str,
    standing: str,
    organisation_ref: str = "",
    person_ref: str = "",
    identity_number: str,
    at: datetime,
) -> NewLink:
    """This function will make an account that cannot sign in yet and return its one-time setup link.

    Refuses a malformed or taken name, a holder without identity number, and a holder who has an account already.
    """
    if not _USERNAME.fullmatch(username):
        raise errors.username_malformed()
    if Account.objects.filter(username=username).exists():
        raise errors.username_taken(username)
    if not identity_number.strip():
        raise errors.holder_unknown()
    key = queries.holder_key(identity_number)
    _refuse_second_account(key, person_ref)
    account = Account(
        username=username,
        display_name=display_name.strip(),
        organisation_ref=organisation_ref,
        person_ref=person_ref,
        holder_key=key,
        standing=standing,
        created_at=at,
    )
    account.set_unusable_password()
    account.save()
    link = _new_link(account, at)
    audit.record(
        actor=actor, verb=kinds.CREATED, target=_ref(account), facts={"standing": standing, "username": username}, at=at
    )
    return link


@transaction.atomic
def issue_setup_link(
    *, actor: Acting, account_id: int, resets_second_factor: bool, reason: str, at: datetime
) -> NewLink:
    """This function will make the present password unusable, end every session and return a new setup link.

    Earlier links die. With `resets_second_factor` the bound one-time code and its recovery codes are taken away too.
    """
    account = _locked(account_id)
    account.set_unusable_password()
    account.session_epoch += 1
    account.save(update_fields=["password", "session_epoch"])
    if resets_second_factor:
        Authenticator.objects.filter(user=account).delete()
        audit.record(actor=actor, verb=kinds.FACTOR_RESET, target=_ref(account), reason=reason, at=at)
    link = _new_link(account, at)
    audit.record(actor=actor, verb=kinds.LINK_ISSUED, target=_ref(account), reason=reason, at=at)
    return link


def choose_first_password(*, token: str, password: str, at: datetime) -> int:
    """This function will set the password the holder of a setup link chose, and return the account's id.

    Refuses a spent link (also put on record) and a password that breaks the rules; a refused password leaves the link.
    """
    try:
        found = queries.setup_link(token, at)
    except Refusal:
        digest = queries.token_digest(token)[:16]
        audit.record(
            actor=None, verb=kinds.LINK_REFUSED, target="accounts.setup_link:unknown", outcome="REFUSED",
            facts={"digest": digest}, at=at,
        )  # fmt: skip
        raise
    with transaction.atomic():
        account = _locked(found.account_id)
        link = SetupLink.objects.select_for_update().filter(pk=found.pk, used_at=None).first()
        if link is None:
            raise errors.link_spent()
        try:
            validate_password(password, account)
        except ValidationError as error:
            raise BadInput(" ".join(error.messages), code="weak_password", field="password") from error
        set_password(account=account, password=password, at=at)
        link.used_at = at
        link.save(update_fields=["used_at"])
    return account.pk


@transaction.atomic
def set_password(*, account: Account, password: str, at: datetime) -> None:
    """This function will store a password its holder chose; every other session of the account ends."""
    account.set_password(password)
    account.must_change_password = False
    account.password_changed_at = at
    account.save(update_fields=["password", "must_change_password", "password_changed_at"])
    audit.record(actor=_holder(account), verb=kinds.PASSWORD_CHOSEN, target=_ref(account), at=at)


@transaction.atomic
def activate_account(*, actor: Acting, account_id: int, at: datetime) -> None:
    """This function will let an account sign in; already active is fine. Refuses a disabled one."""
    account = _locked(account_id)
    if account.disabled_at:
        raise errors.account_disabled()
    if account.is_active:
        return
    account.is_active = True
    account.save(update_fields=["is_active"])
    audit.record(actor=actor, verb=kinds.ACTIVATED, target=_ref(account), at=at)


@transaction.atomic
def disable_account(*, actor: Acting, account_id: int, reason: str, at: datetime) -> None:
    """This function will shut an account out at once, whatever sessions it has.

    Refuses the last active account of an administrator's standing: somebody must keep watch.
    """
    account = _locked(account_id)
    if account.is_active and _is_last_of_standing(account):
        raise errors.last_of_standing(str(account.get_standing_display()))
    account.is_active = False
    account.disabled_at = at
    account.disabled_reason = reason.strip()[:120]
    account.session_epoch += 1
    account.save(update_fields=["is_active", "disabled_at", "disabled_reason", "session_epoch"])
    audit.record(actor=actor, verb=kinds.DISABLED, target=_ref(account), reason=reason, at=at)


@transaction.atomic
def enable_account(*, actor: Acting, account_id: int, reason: str, at: datetime) -> None:
    """This function will lift a disabling; the account then waits for the security administrator to open it."""
    account = _locked(account_id)
    if not account.disabled_at:
        raise errors.account_not_disabled()
    account.disabled_at = None
    account.disabled_reason = ""
    account.save(update_fields=["disabled_at", "disabled_reason"])
    audit.record(actor=actor, verb=kinds.ENABLED, target=_ref(account), reason=reason, at=at)


@transaction.atomic
def place_account(
    *,
    actor: Acting,
    account_id: int,
    organisation_ref: str,
    person_ref: str,
    identity_number: str,
    reason: str,
    at: datetime,
) -> None:
    """This function will write down the holder's unit, and the holder's own file where none was linked yet.

    An empty value leaves what is there. Refuses a second file for one account, a file whose identity number is missing
    or another person's, and a file that belongs to another account.
    """
    account = _locked(account_id)
    if person_ref and person_ref != account.person_ref:
        if account.person_ref:
            raise errors.file_linked_already()
        if not identity_number.strip():
            raise errors.file_without_number()
        if queries.holder_key(identity_number) != account.holder_key:
            raise errors.file_of_another()
        if held := Account.objects.filter(person_ref=person_ref).first():
            raise errors.second_account(held.username)
        account.person_ref = person_ref
    account.organisation_ref = organisation_ref or account.organisation_ref
    account.save(update_fields=["organisation_ref", "person_ref"])
    audit.record(
        actor=actor, verb=kinds.PLACED, target=_ref(account), reason=reason,
        facts={"organisation": account.organisation_ref, "person": account.person_ref}, at=at,
    )  # fmt: skip


def disable_unused_accounts(*, actor: Acting, reason: str, at: datetime) -> list[str]:
    """This function will disable accounts nobody used for 90 days and return their names.

    The last active account of each administrator's standing is spared. Basis: GB/T 22239-2019 §8.1.4.2 c.
    """
    disabled = []
    for account in queries.unused_since(at):
        if _is_last_of_standing(account):
            continue
        disable_account(actor=actor, account_id=account.pk, reason=reason, at=at)
        disabled.append(account.username)
    return disabled


@transaction.atomic
def end_other_sessions(*, actor: Acting, account_id: int, at: datetime) -> Account:
    """This function will end every session of the account and return it, so that the present one can be renewed."""
    account = _locked(account_id)
    account.session_epoch += 1
    account.save(update_fields=["session_epoch"])
    audit.record(actor=actor, verb=kinds.SESSIONS_ENDED, target=_ref(account), at=at)
    return account


@transaction.atomic
def note_sign_in(*, account: Account, at: datetime) -> None:
    """This function will note that an account signed in."""
    note_seen(account=account, at=at)
    audit.record(actor=_holder(account), verb=kinds.SIGNED_IN, target=_ref(account), at=at)


def note_sign_out(*, account: Account, at: datetime) -> None:
    """This function will note that an account signed out."""
    audit.record(actor=_holder(account), verb=kinds.SIGNED_OUT, target=_ref(account), at=at)


def note_failure(*, username: str, is_locked: bool, at: datetime) -> None:
    """This function will note a sign-in that failed or was locked out; the name typed is kept as a personal value."""
    account = Account.objects.filter(username=username).first()
    audit.record(
        actor=None,
        verb=kinds.LOCKED if is_locked else kinds.SIGN_IN_REFUSED,
        target=_ref(account) if account else "accounts.account:unknown",
        outcome="REFUSED",
        private={"username": username[:60]},
        at=at,
    )


def note_seen(*, account: Account, at: datetime) -> None:
    """This function will note that an account is in use."""
    Account.objects.filter(pk=account.pk).update(last_seen_at=at)


def _refuse_second_account(key: str, person_ref: str) -> None:
    held = Account.objects.filter(holder_key=key).first()
    if held is None and person_ref:
        held = Account.objects.filter(person_ref=person_ref).first()
    if held is not None:
        raise errors.second_account(held.username)


def _new_link(account: Account, at: datetime) -> NewLink:
    SetupLink.objects.filter(account=account, used_at=None).delete()
    token = secrets.token_urlsafe(32)
    expires_at = at + rules.SETUP_LINK_LIFE
    SetupLink.objects.create(account=account, digest=queries.token_digest(token), created_at=at, expires_at=expires_at)
    return NewLink(account.pk, account.username, token, expires_at)


def _is_last_of_standing(account: Account) -> bool:
    if account.standing == Account.Standing.BUSINESS:
        return False
    others = Account.objects.select_for_update().filter(standing=account.standing, is_active=True)
    return not others.exclude(pk=account.pk).exists()


def _locked(account_id: int) -> Account:
    account = Account.objects.select_for_update().filter(pk=account_id).first()
    if account is None:
        raise errors.account_missing()
    return account


def _ref(account: Account) -> str:
    return refs.ref("accounts.account", account.pk)


class _Holder:
    """The holder of an account acting for himself, at moments when no roles are known yet."""

    is_system = False
    roles: tuple[str, ...] = ()

    def __init__(self, account: Account) -> None:
        self.account_id: int | None = account.pk
        self.name = account.display_name


def _holder(account: Account) -> Acting:
    return _Holder(account)
