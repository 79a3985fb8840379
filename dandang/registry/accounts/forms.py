"""What is typed at sign-in, and in which words is it asked?"""

from __future__ import annotations

from typing import Any

import segno
from allauth.account import forms as library
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ui import charts

SPENT_SECONDS = 120  # longer than any code is accepted, with one step of clock drift on either side


def _ask(form: forms.Form, name: str, label: Any, hint: Any = "") -> None:
    """Put our words on a field of the library and take its placeholder away: a placeholder is not a label."""
    field = form.fields[name]
    field.label = label
    field.help_text = hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs["class"] = "form-control"


class SignInForm(library.LoginForm):
    """Account and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self, "login", _("账号"))
        _ask(self, "password", _("密码"))
        self.fields["login"].widget.attrs.update({"autocapitalize": "none", "spellcheck": "false", "autofocus": True})


class ChangePasswordForm(library.ChangePasswordForm):
    """The present password and a new one, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self, "oldpassword", _("现在的密码"))
        _ask(self, "password1", _("新密码"), " ".join(password_validators_help_texts()))
        _ask(self, "password2", _("再输一遍新密码"))


class ReauthenticateForm(library.ReauthenticateForm):
    """The password again, before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self, "password", _("密码"))


class FirstPasswordForm(forms.Form):
    """A password of one's own, through a setup link."""

    password = forms.CharField(
        label=_("新密码"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "form-control"}),
    )
    again = forms.CharField(
        label=_("再输一遍新密码"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "form-control"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("两次输入的密码不一样，请重新输入。"))
        return cleaned


class _SpendsCode(forms.Form):
    """Accepts a one-time code once. The library forgets it after one step, but clock drift keeps it alive longer."""

    authenticator: Authenticator
    user: Any

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        is_totp = self.authenticator.type == Authenticator.Type.TOTP
        if is_totp and not cache.add(f"accounts.spent:{self.user.pk}:{code.strip()}", 1, timeout=SPENT_SECONDS):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_SpendsCode, factor.AuthenticateForm):
    """The one-time code at sign-in; a recovery code will do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self, "code", _("动态口令"), _("手机验证器上的 6 位数字；手机不在身边的，填一个恢复码。"))
        self.fields["code"].widget.attrs["autofocus"] = True


class CodeAgainForm(_SpendsCode, factor.ReauthenticateForm):
    """The one-time code again, before something sensitive."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self, "code", _("动态口令"), _("手机验证器上的 6 位数字，或一个恢复码。"))


class BindForm(totp.ActivateTOTPForm):
    """The first code, which proves that the phone has taken the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask(self, "code", _("验证器上显示的 6 位数字"))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    @property
    def drawing(self) -> charts.Drawing:
        """The secret as a QR code."""
        return _qr_drawing(get_adapter().build_totp_url(self.user, self.secret))


def _qr_drawing(text: str) -> charts.Drawing:
    """Return a QR code of one path: a unit square for every dark module, two modules of quiet zone."""
    code = segno.make(text, error="m")
    cells = ((x, y) for y, row in enumerate(code.matrix_iter(border=2)) for x, dark in enumerate(row) if dark)
    path = "".join(f"M{x} {y}h1v1h-1z" for x, y in cells)
    width, height = code.symbol_size(border=2)
    return charts.Drawing(
        {"viewBox": f"0 0 {width} {height}", "aria-hidden": "true"}, [charts.Shape("path", {"d": path, "fill": "#000"})]
    )
