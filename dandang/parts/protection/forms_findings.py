"""Shape of a finding, of the answer to a reporter, and of opening a report again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ui.fields import day_field, text_field

from .models import Allegation, Answer
from .queries.answers import suggested_line
from .queries.clauses import CitedClause, choices


class FindingForm(forms.Form):
    """What an allegation turned out to be."""

    finding = forms.ChoiceField(label=_("认定"), widget=forms.RadioSelect)
    untrue_part = text_field(
        _("其中不实的部分"), 2, required=False, help_text=_("部分属实的写；以后澄清的就是这一部分"), limit=2000
    )
    reasons = text_field(
        _("查明的情况和理由"), 6, help_text=_("怎样查的、查明了什么、为什么这样认定，至少二十个字"), limit=8000
    )
    clause = forms.ChoiceField(label=_("依据"))

    def __init__(
        self, *args: Any, findings: Sequence[tuple[str, Any]], clauses: Sequence[CitedClause], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["finding"].choices = findings  # type: ignore[attr-defined]
        self.fields["clause"].choices = [("", _("请选择")), *choices(clauses)]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The words on each allegation, how and when the reporter was told."""

    def __init__(self, *args: Any, rows: Sequence[Allegation], **more: Any) -> None:
        super().__init__(*args, **more)
        self.rows = rows
        for one in rows:
            self.fields[f"line_{one.pk}"] = text_field(
                f"{one.number}. {one.text}（{one.get_finding_display()}）", 2, limit=2000
            )
            self.fields[f"line_{one.pk}"].initial = suggested_line(one)
        self.fields["way"] = forms.ChoiceField(
            label=_("怎样答复"), choices=Answer.Way.choices, widget=forms.RadioSelect, initial=Answer.Way.RECEIPT
        )
        self.fields["answered_on"] = day_field(_("答复日期"))
        self.fields["note"] = text_field(
            _("答复记录"),
            2,
            required=False,
            help_text=_("当面、电话的写：谁答复的，怎样说的，反映人怎么说"),
            limit=2000,
        )

    def arguments(self) -> Mapping[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        return {
            "lines": {one.pk: given[f"line_{one.pk}"] for one in self.rows},
            "way": given["way"],
            "answered_on": given["answered_on"],
            "note": given["note"],
        }


class ConsideredForm(forms.Form):
    """What came of considering tolerance."""

    words = text_field(_("怎样考虑容错的"), 3, limit=2000)


class ObjectionForm(forms.Form):
    """What the reporter said against the answer."""

    text = text_field(_("反映人的异议"), 3, help_text=_("照原话记，不写能认出是谁的细节"), limit=4000)
    objected_on = day_field(_("提出异议的日期"))


class ObjectionAnswerForm(forms.Form):
    """What is said to an objection."""

    text = text_field(_("对异议的说明"), 4, help_text=_("反映人凭收条能看到。核实的人、其他人的名字不写。"), limit=4000)


class ReopenForm(forms.Form):
    """Which findings new evidence puts in question, and why."""

    allegation_ids = forms.TypedMultipleChoiceField(
        label=_("对哪几项重新核实"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选对哪几项重新核实。")},
    )  # fmt: skip
    reason = text_field(_("有什么新证据"), 3, help_text=_("原来的认定照样保留，看得到。至少二十个字"), limit=2000)

    def __init__(self, *args: Any, rows: Sequence[Allegation], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["allegation_ids"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.number}. {one.text}（{one.get_finding_display()}）") for one in rows
        ]
