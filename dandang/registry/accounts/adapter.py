"""What does the sign-in library (allauth) ask of us? Nobody signs up; accounts are made by the system administrator."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dandang.registry.accounts import actions, queries


class AccountAdapter(DefaultAccountAdapter):
    """Our answers about passwords: no self-registration, no mail, one lock-out policy, everything on record."""

    # One wording whether the account is unknown, not open, or the password wrong.
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("账号或密码不对，或者账号还没有开通。连续 5 次不成功会暂停登录 15 分钟。"),
        "enter_current_password": _("现在的密码不对，请重新输入。"),
        "incorrect_password": _("密码不对，请重新输入。"),
        "too_many_login_attempts": _("连续多次没有成功，请 15 分钟后再试。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Accounts hold no address; what a person must know is shown on the own profile page and in the record."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """As above."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """The library's own counting is left to axes, so that there is one lock-out policy with one wording."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        if not getattr(request, "axes_locked_out", False):
            actions.note_failure(username=credentials.get("username", ""), is_locked=False, at=timezone.now())

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        actions.note_sign_in(account=user, at=timezone.now())  # type: ignore[arg-type]

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            actions.note_sign_out(account=request.user, at=timezone.now())
        super().logout(request)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        actions.set_password(account=user, password=password, at=timezone.now())  # type: ignore[arg-type]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Our answers about one-time codes: secrets are stored encrypted, and may be given up only where not required."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("动态口令不对，或者已经用过。请等下一个 30 秒的新口令再输入。"),
        "cannot_delete_authenticator": _("您的岗位必须使用动态口令，不能解除。换手机请联系系统管理员重置。"),
    }

    def build_totp_svg(self, url: str) -> str:
        """Ours is drawn by the form (`forms.BindForm.drawing`), with attributes only, so that the strict CSP holds."""
        return ""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        # Roles are not known here; where the profile asks anyone, nobody gives the factor up alone.
        return not queries.needs_second_factor(authenticator.user, holds_roles=True)


def _cipher() -> Fernet:
    key = hashlib.sha256(b"accounts.second_factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
