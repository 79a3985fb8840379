"""What may be asked of the comparison and of the list of checks, and what an officer records of a check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.law.policies.checking import Wanted
from dandang.law.policies.forms import ANY
from dandang.law.policies.labels import RELIABILITY, SUBJECTS
from dandang.law.policies.states import CheckResult

AGES = [("", _("不限")), ("180", _("超过半年")), ("365", _("超过一年")), ("730", _("超过两年"))]
Choices = list[tuple[str, Any]]


def _day(label: Any, *, required: bool) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={"invalid": _("请写成 2026-11-23 这样。")},
    )


class ComparisonForm(forms.Form):
    """Two sides, each a region (six digits) or an edition (document@day); a day; a part of the opinion."""

    here = forms.ChoiceField(label=_("本地区"), required=False)
    there = forms.ChoiceField(label=_("对照地区"), required=False)
    on = _day(_("按哪一天"), required=False)
    subject = forms.ChoiceField(label=_("范围"), required=False, choices=[("", _("全部部分")), *SUBJECTS.items()])

    def __init__(self, data: Any, *, regions: Choices, editions: Choices, usual: dict[str, Any]) -> None:
        super().__init__(
            {**{name: str(value) for name, value in usual.items()}, **{k: v for k, v in data.items() if v}}
        )
        self.usual = usual
        grouped: list[Any] = [(_("地区"), regions), *editions]
        for name in ("here", "there"):
            self.fields[name].choices = grouped  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """Return the sides, the day and the subject; what could not be read is the usual one."""
        self.is_valid()
        read = {name: value for name, value in self.cleaned_data.items() if value}
        return {"here": "", "there": "", "subject": "", **self.usual, **read}


class CheckFilter(forms.Form):
    """The work-list of checks."""

    grade = forms.ChoiceField(
        label=_("可靠度"),
        required=False,
        choices=[ANY, *((one, f"{one} {words}") for one, words in RELIABILITY.items())],
    )
    days = forms.ChoiceField(label=_("多久没有核对"), required=False, choices=AGES)
    subject = forms.ChoiceField(label=_("主题"), required=False, choices=[ANY, *SUBJECTS.items()])
    document = forms.ChoiceField(label=_("文件"), required=False)
    here = forms.BooleanField(label=_("只看本地区适用的"), required=False)
    different = forms.BooleanField(label=_("只看和原文不一致的"), required=False)

    def __init__(self, data: Any, *, documents: Choices) -> None:
        super().__init__(data)
        self.fields["document"].choices = [ANY, *documents]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Return the filters that could be read."""
        self.is_valid()
        read = self.cleaned_data
        return Wanted(
            grade=read.get("grade") or "",
            subject=read.get("subject") or "",
            document=read.get("document") or "",
            days=int(read.get("days") or 0),
            is_different=bool(read.get("different")),
            is_here=bool(read.get("here")),
        )


class CheckForm(forms.Form):
    """One check of one value."""

    checked_on = _day(_("核对日期"), required=True)
    source = forms.CharField(
        label=_("对照的文本"), max_length=200, help_text=_("写明拿什么文本核对，如“省委组织部印发的红头文件第 5 页”")
    )
    result = forms.ChoiceField(label=_("核对结果"), choices=CheckResult.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("说明"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("不一致的，写明原文怎样说"),
    )
    second_reader = forms.CharField(label=_("一同核对的人"), required=False, max_length=60)
