"""Shape of what people type on the calendar's pages."""

from __future__ import annotations

import re
from datetime import date

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_DAY = r"\d{4}-\d{2}-\d{2}"
LINE = re.compile(rf"^(?P<first>{_DAY})(?:\s*(?:至|~|—|--)\s*(?P<last>{_DAY}))?\s+(?P<kind>\S+)\s*(?P<name>.*)$")
LONGEST_HOLIDAY = 20  # days; a longer line is a slip of the pen
KINDS = {"放假": "STATUTORY", "调休": "LIEU", "上班": "WORKING"}


class DayForm(forms.Form):
    """One day of the year."""

    date = forms.DateField(
        label=gettext_lazy("日期"),
        input_formats=["%Y-%m-%d"],
        help_text=gettext_lazy("写成 2026-11-23 这样"),
        error_messages={"invalid": gettext_lazy("请写成 2026-11-23 这样")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("这一天是"),
        widget=forms.RadioSelect,
        choices=[
            ("STATUTORY", gettext_lazy("法定节假日")),
            ("LIEU", gettext_lazy("调休放假")),
            ("WORKING", gettext_lazy("调休上班")),
            ("ORDINARY", gettext_lazy("和平常的星期一样")),
        ],
    )
    name = forms.CharField(label=gettext_lazy("名称"), required=False, max_length=40)
    reason = forms.CharField(label=gettext_lazy("依据和理由"), max_length=240, widget=forms.Textarea(attrs={"rows": 2}))


class NoticeForm(forms.Form):
    """The notice of a whole year, one line per day or range."""

    document = forms.CharField(
        label=gettext_lazy("通知名称和文号"),
        max_length=200,
        help_text=gettext_lazy("如：国务院办公厅关于2027年部分节假日安排的通知"),
    )
    lines = forms.CharField(
        label=gettext_lazy("放假和调休"),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=8000,
        help_text=gettext_lazy(
            "每行一天或一段：2027-02-05 至 2027-02-07 放假 春节；2027-02-08 调休 春节；2027-02-14 上班 春节"
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("如：通知已公布，按通知录入"),
    )

    def clean_lines(self) -> dict[date, tuple[str, str]]:
        """The days of the notice. Every line that cannot be read is named with what to write instead."""
        days: dict[date, tuple[str, str]] = {}
        for number, text in enumerate(self.cleaned_data["lines"].splitlines(), start=1):
            if text.strip():
                days |= _days_of(number, text.strip())
        return days


def _days_of(number: int, text: str) -> dict[date, tuple[str, str]]:
    match = LINE.match(text)
    if match is None or match["kind"] not in KINDS:
        raise _unreadable(number, text, _("请写成“2027-02-05 至 2027-02-07 放假 春节”这样，类别写放假、调休或者上班"))
    try:
        first = date.fromisoformat(match["first"])
        last = date.fromisoformat(match["last"] or match["first"])
    except ValueError:
        raise _unreadable(number, text, _("没有这一天，请核对日期")) from None
    if not 0 <= (last - first).days < LONGEST_HOLIDAY:
        raise _unreadable(number, text, _("一段假期不超过 20 天，先写开始的日期"))
    span = (date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1))
    return {day: (KINDS[match["kind"]], match["name"].strip()) for day in span}


def _unreadable(number: int, text: str, advice: str) -> forms.ValidationError:
    values = {"n": number, "text": text[:60], "advice": advice}
    return forms.ValidationError(_("第 %(n)d 行没有读懂：“%(text)s”。%(advice)s"), params=values)
