"""Shape of what people type on the pages of papers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.ledger.papers.states import State, Way


def _day_field(label: object) -> forms.DateField:
    return forms.DateField(
        label=str(label),
        help_text=str(_("写成 2026-11-23 这样")),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": str(_("请写成 2026-11-23 这样"))},
    )


def _scan_field() -> forms.FileField:
    return forms.FileField(label=str(_("扫描件")), help_text=str(_("PDF、JPG 或 PNG，不超过 50 MB")))


class RegisterFilter(forms.Form):
    """Which papers are listed."""

    words = forms.CharField(label=_("标题或文号"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("文书"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *State.choices])
    year = forms.IntegerField(label=_("年份"), required=False, min_value=1949, max_value=2100)

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=_("文书"), required=False, choices=[("", _("全部")), *kinds])


class ReasonForm(forms.Form):
    """Why a draft goes back or is given up."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class NumberForm(forms.Form):
    """Under which code word the paper is numbered."""

    word = forms.CharField(
        label=_("机关代字"), max_length=12, help_text=_("只写汉字，如“青容”。年份和序号由系统接着往下编")
    )


class FilingForm(forms.Form):
    """Where the original lies."""

    original_location = forms.CharField(
        label=_("原件存放处"), max_length=120, help_text=_("如：档案室 2026 年第 12 盒")
    )


class KeyedForm(forms.Form):
    """What stands on a paper that was signed by hand."""

    signer = forms.CharField(label=_("签发人"), max_length=40, help_text=_("填人员编号"))
    signed_on = _day_field(_("签字日期"))
    original_location = forms.CharField(label=_("原件存放处"), max_length=120)
    upload = _scan_field()


class ServiceForm(forms.Form):
    """Whom the paper was handed to, how and when."""

    recipient = forms.CharField(label=_("受送达人"), max_length=120)
    person = forms.CharField(
        label=_("人员编号"), required=False, max_length=40, help_text=_("送给干部本人的，填人员编号，会通知到本人")
    )
    way = forms.ChoiceField(label=_("送达方式"), choices=Way.choices, widget=forms.RadioSelect)
    served_on = _day_field(_("送达日期"))
    place = forms.CharField(label=_("送达地点"), required=False, max_length=120)
    servers = forms.CharField(label=_("送达人"), required=False, max_length=120, help_text=_("不填就是您本人"))
    witness = forms.CharField(label=_("见证人"), required=False, max_length=120, help_text=_("留置送达必填"))
    refusal = forms.CharField(label=_("拒收或者代收情况"), required=False, max_length=300)


class ReceiptForm(forms.Form):
    """What stands on a receipt that came back on paper."""

    signer = forms.CharField(label=_("签收人"), max_length=60)
    received_on = _day_field(_("签收日期"))
    upload = _scan_field()
