"""What administrators type about accounts and roles."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.registry.access.models import STANDING_OF_ADMIN, Role
from dandang.registry.accounts.models import Account

ANY = [("", _("不限"))]


def _text(label: Any, *, hint: Any = "", length: int = 120, **more: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"})
    return forms.CharField(label=label, help_text=hint, max_length=length, widget=widget, **more)


def _choice(label: Any, choices: list[tuple[str, Any]], *, hint: Any = "", **more: Any) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "form-select"})
    return forms.ChoiceField(label=label, choices=choices, help_text=hint, widget=widget, **more)


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"class": "form-control", "type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **more)


class AccountFilter(forms.Form):
    """Which accounts the list shows."""

    q = _text(_("账号或姓名"), required=False)
    standing = _choice(_("身份"), [*ANY, *Account.Standing.choices], required=False)
    state = _choice(
        _("状态"),
        [*ANY, ("ACTIVE", _("已开通")), ("WAITING", _("待开通")), ("DISABLED", _("已停用"))],
        required=False,
    )


class NewAccount(forms.Form):
    """A new account; what the holder may do is decided by somebody else."""

    username = _text(_("账号"), hint=_("小写字母、数字和 . _ -，3 至 40 位，定下后不改。"), length=40)
    display_name = _text(_("姓名"), length=40)
    standing = _choice(
        _("身份"),
        list(Account.Standing.choices),
        hint=_("三类管理员各由不同的人担任，不得兼作业务人员；定下后不改。"),
    )
    organisation = _text(_("所在单位"), hint=_("单位名称或机构编码。"), required=False)
    person = _text(
        _("人员编号"),
        hint=_("本人在干部名册里的编号，也可填身份号码；填写后可看自己的档案。"),
        length=20,
        required=False,
    )
    identity_number = _text(
        _("公民身份号码"),
        hint=_("用来确认一人一号，只存摘要。填了人员编号且档案里有号码的，可不填。"),
        length=18,
        required=False,
    )


class WithReason(forms.Form):
    """A reason that goes on record."""

    reason = _text(_("理由"), hint=_("进入审计记录，不要写与此无关的个人信息。"), length=200)


class Placing(WithReason):
    """Which unit the holder is in, and the holder's own file."""

    organisation = _text(_("所在单位"), hint=_("单位名称或机构编码；留空不改。"), required=False)
    person = _text(
        _("人员编号"),
        hint=_("本人在干部名册里的编号，也可填身份号码；关联以后不改，已经关联的留空。"),
        length=20,
        required=False,
    )
    field_order = ["organisation", "person", "reason"]


class Reset(WithReason):
    """What else is reset besides the password."""

    resets_second_factor = forms.BooleanField(
        label=_("同时解除动态口令绑定（换了手机时）"),
        required=False,
        widget=forms.CheckboxInput(),
    )


class NewGrant(WithReason):
    """A role for an account. Only roles that fit its standing are offered."""

    role = _choice(_("角色"), [])
    organisation = _text(_("管哪个单位（含下级）"), hint=_("单位名称或机构编码。"))
    field_order = ["role", "organisation", "reason"]

    def __init__(self, *args: Any, standing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = [(code, label) for code, label in Role.choices if STANDING_OF_ADMIN.get(code, "BUSINESS") == standing]
        self.fields["role"].choices = fitting  # type: ignore[attr-defined]
        if standing != Account.Standing.BUSINESS:
            del self.fields["organisation"]


class LogFilter(forms.Form):
    """Which entries of the record the page shows."""

    verb = _choice(_("事项"), [], required=False)
    starts_on = _day(_("从"), required=False)
    ends_on = _day(_("到"), required=False)
    actor = _text(_("操作人账号"), length=60, required=False)
    outcome = _choice(_("结果"), [*ANY, ("DONE", _("已办")), ("REFUSED", _("被拒绝"))], required=False)

    def __init__(self, *args: Any, verbs: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [*ANY, *verbs.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("结束日期早于开始日期。请改成同一天或之后的日期。"))
        if starts_on and ends_on and ends_on - starts_on > timedelta(days=3660):
            self.add_error("ends_on", _("一次最多查十年。请缩短起止日期。"))
        return cleaned
