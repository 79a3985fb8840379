"""The filter of the list of cases."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ui.records import Chosen

from .models import Opening
from .queries.cases import CaseFilter

_STANDINGS = [
    ("", _("全部")),
    ("open", _("没有决定的")),
    ("decided", _("已经决定的")),
    ("correcting", _("正在纠错的")),
    ("over", _("办结和终止的")),
]


class CaseFilterForm(forms.Form):
    """Words first; then how far the case is, how it began, whose unit, which year."""

    words = forms.CharField(label=_("名称、编号或者姓名"), max_length=60, required=False)
    standing = forms.ChoiceField(label=_("到哪一步"), choices=_STANDINGS, required=False)
    opening = forms.ChoiceField(label=_("怎样启动"), choices=[("", _("全部")), *Opening.choices], required=False)
    unit = forms.ChoiceField(label=_("当事人单位"), required=False)
    year = forms.ChoiceField(label=_("申请年份"), required=False)

    def __init__(self, data: object, *, units: Sequence[tuple[str, str]], years: Sequence[int]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["unit"].choices = [("", _("全部")), *units]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("全部")), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]

    def wanted(self) -> CaseFilter:
        """Return what the list is narrowed to; what does not make sense narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        return CaseFilter(
            words=given.get("words", "").strip(),
            standing=given.get("standing", ""),
            opening=given.get("opening", ""),
            unit_path=given.get("unit", ""),
            year=int(given["year"]) if given.get("year") else None,
        )

    def chosen(self) -> list[Chosen]:
        """Return the chosen filters as parts of a sentence."""
        before = {"words": _("含"), "standing": "", "opening": "", "unit": _("在"), "year": ""}
        return [
            Chosen(str(before[name]), self._label(name, value), name, value)
            for name, value in self.cleaned_data.items()
            if value
        ]

    def _label(self, name: str, value: str) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value))
