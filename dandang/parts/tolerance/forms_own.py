"""What the person concerned writes: an addition to the file, a request that somebody recuse, a withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AdditionForm(forms.Form):
    """Something to add, in the person's own words."""

    text = forms.CharField(
        label=_("想补充的情况"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写下来就进入案卷，不能改；可以再补。"),
        error_messages={"required": _("请写下要补充的情况")},
    )


class RecusalForm(forms.Form):
    """Who should stand aside, and why."""

    about_id = forms.ChoiceField(label=_("请谁回避"), error_messages={"required": _("请选一位")})
    reason = forms.CharField(
        label=_("为什么"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("如：有亲属关系、同一单位、经手过这件事，或者可能影响公正的其他关系。机关会书面答复。"),
        error_messages={"required": _("请写明为什么要请他回避")},
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about_id"].choices = [("", _("请选择")), *people]  # type: ignore[attr-defined]


class WithdrawalForm(forms.Form):
    """Why the person takes the application back."""

    reason = forms.CharField(
        label=_("撤回的理由"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("撤回不留痕迹，不影响考核和使用；以后还可以再申请。"),
        error_messages={"required": _("请写明为什么撤回")},
    )
