"""The filter of the list of reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ui.records import Chosen

from .models import Report, System
from .queries.reports import ReportFilter
from .states import ReportState

_ALL = ("", _("全部"))
_ORDERS = [("", _("新收到的在前")), ("oldest", _("先收到的在前")), ("number", _("按编号"))]


class ReportFilterForm(forms.Form):
    """Words first; then where it stands, how it came, whose it is; below, signed or not, late or not, and the order."""

    MORE = ("signed", "late", "order")

    words = forms.CharField(label=_("编号、姓名或者单位"), max_length=60, required=False)
    state = forms.ChoiceField(label=_("到哪一步"), choices=[_ALL, *ReportState.choices], required=False)
    way = forms.ChoiceField(label=_("怎样收到的"), choices=[_ALL, *Report.Way.choices], required=False)
    system = forms.ChoiceField(label=_("承办系统"), choices=[_ALL, *System.choices], required=False)
    signed = forms.ChoiceField(label=_("实名"), choices=[_ALL, ("yes", _("实名")), ("no", _("匿名"))], required=False)
    late = forms.ChoiceField(label=_("期限"), choices=[_ALL, ("yes", _("逾期的"))], required=False)
    order = forms.ChoiceField(label=_("排列"), choices=_ORDERS, required=False)

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Show what is below only to who asked for it, or narrowed the list by it."""
        super().__init__(data)
        self.has_more = any(data.get(name) for name in ("more", *self.MORE))
        if not self.has_more:
            for name in self.MORE:
                del self.fields[name]

    def wanted(self) -> ReportFilter:
        """Return what the list is narrowed to; what does not make sense narrows nothing."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        return ReportFilter(
            words=given.get("words", "").strip(),
            state=given.get("state", ""),
            way=given.get("way", ""),
            system=given.get("system", ""),
            signed=given.get("signed", ""),
            late=given.get("late") == "yes",
            order=given.get("order") or "newest",
        )

    def chosen(self) -> list[Chosen]:
        """Return the chosen filters as parts of a sentence; the order is none."""
        return [
            Chosen(str(_("含")) if name == "words" else "", self._label(name, value), name, value)
            for name, value in self.cleaned_data.items()
            if value and name != "order"
        ]

    def _label(self, name: str, value: str) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value))
