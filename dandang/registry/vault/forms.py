"""What custodians and requesters type. Passphrases are never given back to a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.registry.vault.states import DestructionState, RequestState


def _passphrase(label: Any, hint: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"class": "form-control", "autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, max_length=1000, strip=False, widget=widget)


def _words(label: Any, hint: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"class": "form-control", "rows": 3})
    return forms.CharField(label=label, help_text=hint, max_length=1000, widget=widget)


class RequestFilter(forms.Form):
    """Which requests the list shows."""

    q = forms.CharField(label=_("申请人或用途"), required=False, max_length=60)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *RequestState.choices])


class DestructionFilter(forms.Form):
    """Which entries of the register of destructions the list shows."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *DestructionState.choices])


class Destroy(forms.Form):
    """Why it may go, with the custodian's own passphrase."""

    reason = _words(_("理由"), _("至少十个字。例如核对过办结日期和保存期限。不要写身份。"))
    passphrase = _passphrase(_("您的钥匙口令"))


class NewKey(forms.Form):
    """A passphrase typed twice, and the one thing one must know."""

    passphrase = _passphrase(_("钥匙的口令"), _("至少 12 个字符的一句话；不要同登录密码一样，不要写在电脑旁边。"))
    repeated = _passphrase(_("再输入一次"))
    understood = forms.BooleanField(label=_("我知道：口令忘了，谁也不能找回或者重置"), widget=forms.CheckboxInput())


class NewPassphrase(forms.Form):
    """The old passphrase and the new one twice."""

    passphrase = _passphrase(_("现在的口令"))
    new_passphrase = _passphrase(_("新口令"))
    repeated = _passphrase(_("再输入一次新口令"))


class EndKey(forms.Form):
    """Why a key is given up."""

    reason = forms.CharField(label=_("停用的理由"), max_length=200, help_text=_("例如“口令忘了”“口令可能被人看见”。"))


class HandOver(forms.Form):
    """To whom, with the own passphrase."""

    to_key_id = forms.TypedChoiceField(label=_("交接给"), coerce=int, choices=[])
    passphrase = _passphrase(_("您的钥匙口令"))

    def __init__(self, *args: Any, colleagues: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_key_id"].choices = [("", _("请选择")), *colleagues]  # type: ignore[attr-defined]


class NewRequest(forms.Form):
    """Why, by what right, for how long."""

    purpose = _words(_("用途"), _("为什么非看身份不可，看了用来做什么。反映人用收条能看到这句话，不要写出身份。"))
    clause = forms.CharField(label=_("依据"), max_length=200, help_text=_("哪个文件第几条允许这样做。"))
    hours = forms.IntegerField(label=_("打开多少小时"), min_value=1, max_value=9999)


class Approve(forms.Form):
    """Why the approver agrees, with his passphrase."""

    reason = _words(_("同意的理由"), _("至少十个字。"))
    passphrase = _passphrase(_("您的钥匙口令"))


class Refuse(forms.Form):
    """Why not."""

    reason = _words(_("不同意的理由"), _("至少十个字，申请人会看到。"))


class Unlock(forms.Form):
    """The requester's own passphrase."""

    passphrase = _passphrase(_("您的钥匙口令"), _("每看一次都要输入。"))
