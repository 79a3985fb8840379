"""How long does a session last, and what must its holder do before anything else?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.registry.accounts import actions, queries, rules
from dandang.registry.accounts.models import Account

Answer = Callable[[HttpRequest], HttpResponse]

BEGAN, SEEN, HAS_FACTOR = "accounts.began", "accounts.seen", "accounts.has_factor"
SEEN_STEP = timedelta(seconds=20)  # how exactly rest is measured; a session is not written more often than this
ALWAYS_OPEN = frozenset({"account_logout", "account_login", "account_reauthenticate", "ui:language", "ui:alive"})
PASSWORD_PAGES = ALWAYS_OPEN | {"account_change_password"}
FACTOR_PAGES = PASSWORD_PAGES | {"mfa_activate_totp", "mfa_view_recovery_codes", "mfa_reauthenticate"}


class SessionEndMiddleware:
    """Ends a session after eight hours, or when nobody used it for a while. Stands before anyone asks who acts."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            self._keep_or_end(request, request.user, timezone.now())
        return self.get_response(request)

    def _keep_or_end(self, request: HttpRequest, account: Account, now: datetime) -> None:
        session = request.session
        began, seen = _instant(session.get(BEGAN), now), _instant(session.get(SEEN), now)
        if rules.is_session_over(standing=account.standing, began_at=began, seen_at=seen, at=now):
            logout(request)
            return
        if BEGAN not in session:
            session[BEGAN] = now.timestamp()
        if SEEN not in session or now - seen >= SEEN_STEP:
            session[SEEN] = now.timestamp()
        if account.last_seen_at is None or now - account.last_seen_at >= timedelta(hours=1):
            actions.note_seen(account=account, at=now)


class FirstThingsMiddleware:
    """Leads to the page of the new password or of the second factor as long as one of them is owed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Return a redirect to what comes first, or none."""
        account = request.user
        if not account.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if self._owes_password(account):
            words = _("请先设置新密码，再继续办理。")
            return None if name in PASSWORD_PAGES else _lead(request, "account_change_password", words)
        if self._owes_factor(request, account):
            words = _("您的岗位登录需要动态口令。请先绑定手机验证器，再继续办理。")
            return None if name in FACTOR_PAGES else _lead(request, "mfa_activate_totp", words)
        return None

    def _owes_password(self, account: Account) -> bool:
        return rules.must_choose_password(
            settings.PROFILE,
            is_told_to=account.must_change_password,
            changed_at=account.password_changed_at,
            at=timezone.now(),
        )

    def _owes_factor(self, request: HttpRequest, account: Account) -> bool:
        if request.session.get(HAS_FACTOR):
            return False
        if not queries.needs_second_factor(account, holds_roles=bool(request.actor.grants)):
            return False
        if queries.has_second_factor(account):
            request.session[HAS_FACTOR] = True
            return False
        return True


def _instant(stamp: float | None, otherwise: datetime) -> datetime:
    return datetime.fromtimestamp(stamp, UTC) if stamp is not None else otherwise


def _lead(request: HttpRequest, name: str, words: str) -> HttpResponse:
    messages.info(request, words)
    return HttpResponseRedirect(reverse(name))
