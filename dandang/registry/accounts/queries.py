"""Which accounts are there, and what state are they in?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from dandang.registry.accounts import errors, rules
from dandang.registry.accounts.models import Account, SetupLink
from dandang.registry.accounts.records import AccountLine

ACTIVE, WAITING, DISABLED = "ACTIVE", "WAITING", "DISABLED"


def account(account_id: int) -> Account:
    """Return an account. Raises NotHere."""
    found = Account.objects.filter(pk=account_id).first()
    if found is None:
        raise errors.account_missing()
    return found


def account_named(username: str) -> Account:
    """Return the account with this name. Raises NotHere."""
    found = Account.objects.filter(username=username).first()
    if found is None:
        raise errors.account_missing()
    return found


def accounts(*, text: str = "", standing: str = "", state: str = "") -> QuerySet[Account]:
    """Return accounts that fit, in the order of their names; `text` is part of the account's or the holder's name."""
    has_factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    found = Account.objects.annotate(has_second_factor=Exists(has_factor)).order_by("username")
    if text:
        found = found.filter(Q(username__icontains=text) | Q(display_name__icontains=text))
    if standing:
        found = found.filter(standing=standing)
    if state == ACTIVE:
        found = found.filter(is_active=True)
    if state == WAITING:
        found = found.filter(is_active=False, disabled_at=None)
    if state == DISABLED:
        found = found.exclude(disabled_at=None)
    return found


def lines(rows: Iterable[Account]) -> list[AccountLine]:
    """Return accounts ready for the list page."""
    return [
        AccountLine(
            account_id=row.pk,
            username=row.username,
            display_name=row.display_name,
            standing=row.standing,
            standing_label=row.get_standing_display(),
            organisation_ref=row.organisation_ref,
            state=state_of(row),
            state_label=state_label(state_of(row)),
            last_seen_at=row.last_seen_at,
            has_second_factor=getattr(row, "has_second_factor", False),
        )
        for row in rows
    ]


def state_of(row: Account) -> str:
    """Active, waiting for the security administrator, or disabled."""
    if row.is_active:
        return ACTIVE
    return DISABLED if row.disabled_at else WAITING


def state_label(state: str) -> str:
    return {ACTIVE: _("已开通"), WAITING: _("待开通"), DISABLED: _("已停用")}[state]


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """Return how accounts are called in the record: the holder's name and the account."""
    rows = Account.objects.filter(pk__in=[int(key) for key in keys if key.isdigit()])
    return {str(row.pk): f"{row.display_name}（{row.username}）" for row in rows}


def holder_key(identity_number: str) -> str:
    """Return the digest under which one natural person has one account; the number itself is not kept."""
    return salted_hmac("accounts.holder", identity_number.strip().upper(), algorithm="sha256").hexdigest()


def setup_link(token: str, at: datetime) -> SetupLink:
    """Return the link a token opens. Raises a refusal (410) when it was used, replaced or is older than 24 hours."""
    found = SetupLink.objects.select_related("account").filter(digest=token_digest(token), used_at=None).first()
    if found is None or found.expires_at <= at:
        raise errors.link_spent()
    return found


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def has_second_factor(row: Account) -> bool:
    """Whether a one-time code is bound to the account."""
    found: bool = Authenticator.objects.filter(user=row, type=Authenticator.Type.TOTP).exists()
    return found


def needs_second_factor(row: Account, *, holds_roles: bool) -> bool:
    """Whether the profile of this installation asks the account for a second factor."""
    return rules.needs_second_factor(settings.PROFILE, standing=row.standing, holds_roles=holds_roles)


def unused_since(at: datetime) -> QuerySet[Account]:
    """Return active accounts nobody used for 90 days, in the order of their names."""
    limit = at - rules.UNUSED_AFTER
    is_unused = Q(last_seen_at__lt=limit) | Q(last_seen_at=None, created_at__lt=limit)
    return Account.objects.filter(is_unused, is_active=True).order_by("username")
