"""Shape of what is typed about explanations: asking, keying in, judging, feeding back, and the person's own words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ui.fields import day_field, scan_field, text_field

from .models import Allegation


class AskForm(forms.Form):
    """How the person is asked and until when."""

    way = forms.ChoiceField(label=_("怎样了解"), widget=forms.RadioSelect)
    due_on = day_field(_("请在哪一天前说明"))

    def __init__(self, *args: Any, is_approved: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        ways = Allegation.Asking.choices
        self.fields["way"].choices = ways if is_approved else ways[:1]  # type: ignore[attr-defined]


class KeyForm(forms.Form):
    """An explanation on paper."""

    text = text_field(_("本人的说明"), 6, help_text=_("照纸上写的录入，不要改动"))
    given_on = day_field(_("说明的日期"))
    upload = scan_field(_("签字件扫描"))


class JudgeForm(forms.Form):
    """Whether it is accepted."""

    is_accepted = forms.TypedChoiceField(
        label=_("是否采信"), coerce=lambda word: word == "yes", widget=forms.RadioSelect,
        choices=[("yes", _("采信")), ("no", _("不采信"))],
    )  # fmt: skip
    reason = text_field(_("理由"), 4, help_text=_("对照哪些材料，为什么采信或者不采信，至少二十个字"), limit=4000)


class FeedBackForm(forms.Form):
    """When the accepted explanation went back, and to which head of the unit."""

    fed_back_on = day_field(_("反馈日期"))
    head = forms.CharField(
        label=_("单位主要负责人"), max_length=80,
        help_text=_("写姓名和职务；他本人就是主要负责人的，写上一级党组织的主要负责人"),
    )  # fmt: skip


class ExplainForm(forms.Form):
    """The person's own words."""

    text = forms.CharField(
        label=_("您的说明"), max_length=8000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("用您自己的话写清楚经过。说明以后还可以补充，前面写的都保留。"),
        error_messages={"required": _("请写下您的说明")},
    )  # fmt: skip
