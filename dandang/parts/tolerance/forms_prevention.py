"""Forms of early signs, problems left from before, and trials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Trial


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("日期写成 2026-11-23 这样"), "required": _("请填写日期")},
    )


def _text(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("请写下来，不能空着。")},
    )


class SignForm(forms.Form):
    """An early sign about somebody."""

    who = forms.CharField(label=_("姓名或者编号"), max_length=40)
    text = _text(_("苗头性、倾向性问题"), help_text=_("写看到的事实，不写评价。"))
    noticed_on = _day(_("发现日期"))
    due_on = _day(_("请在此前改正"), required=False)


class TalkForm(forms.Form):
    """The reminder talk."""

    talked_on = _day(_("谈话日期"))
    talked_by = forms.CharField(label=_("谈话人"), max_length=80)
    talk_note = _text(_("谈话要点"), help_text=_("提醒了什么，本人怎么说，商定怎样改。"))


class PutRightForm(forms.Form):
    """How it was put right."""

    put_right = _text(_("怎样改的"), help_text=_("办结以后不再显示，不进档案，不影响考核和使用。"))


class InheritedForm(forms.Form):
    """A problem left from before."""

    title = forms.CharField(label=_("历史遗留问题"), max_length=120)
    organisation_id = forms.TypedChoiceField(label=_("单位"), coerce=int)
    who = forms.CharField(label=_("谁接手（姓名或者编号）"), max_length=40)
    earlier_state = _text(_("接手时的状况"), help_text=_("写清接手那天是什么样，以后不算在接手人头上。"))
    arose = forms.CharField(label=_("形成时间"), max_length=40, help_text=_("如 2013年前后"))
    taken_on = _day(_("接手日期"))

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = list(units)  # type: ignore[attr-defined]


class SolvedForm(forms.Form):
    """How a problem left from before was solved."""

    outcome = _text(_("解决情况"))
    solved_on = _day(_("解决日期"))


class TrialForm(forms.Form):
    """Something done for the first time."""

    title = forms.CharField(label=_("首创事项"), max_length=120)
    organisation_id = forms.TypedChoiceField(label=_("单位"), coerce=int)
    started_on = _day(_("开始日期"))
    filing_number = forms.CharField(label=_("事前备案号"), max_length=40, required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = list(units)  # type: ignore[attr-defined]


class FinishedForm(forms.Form):
    """What came of a trial."""

    result = forms.ChoiceField(label=_("结果"), choices=Trial.Result.choices[1:], widget=forms.RadioSelect)
    lesson = _text(_("成效和教训"), help_text=_("没有成功的，写清学到了什么，别人就不用再试一遍。"))
    spread = _text(_("推广到哪里"), required=False, rows=2)
