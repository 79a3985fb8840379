"""Shape of what is typed about a decision: the proposal to a meeting, the decision with its measures, service."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import Element
from .queries.decide_page import DecideView
from .records import MeasureInput, ShieldInput

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
DAY_HELP = _("写成 2026-12-20 这样")
MOST_MEASURES = 12
_SIGNS = re.compile(r"[,，、;；\s]+")


def words(label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A field for sentences."""
    return forms.CharField(
        label=label, max_length=4000, required=required, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class MeetingField(forms.TypedChoiceField):
    """One of the planned meetings."""

    def __init__(self) -> None:
        super().__init__(
            label=_("哪一次会议"), coerce=int,
            error_messages={"required": _("请选一次会议；还没有的，先去拟定会议")},
        )  # fmt: skip

    def offer(self, meetings: Sequence[Any]) -> None:
        """Offer these meetings by day and name."""
        named = [(one.pk, f"{one.planned_on} {one.title}（{one.body_name}）") for one in meetings]
        self.choices = [("", _("请选会议")), *named]


class SubmitForm(forms.Form):
    """Which meeting, which outcome, and why now when something is still unclear."""

    meeting_id = MeetingField()
    outcome = forms.ChoiceField(label=_("提请认定为"), widget=forms.RadioSelect)
    in_spite_of = words(_("还不明确，为什么先研究"), help_text=_("没有听取本人意见的，写理由也不能先研究"))

    def __init__(self, *args: Any, view: DecideView, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["meeting_id"].offer(view.meetings)  # type: ignore[attr-defined]
        self.fields["outcome"].choices = [(one.choice.code, one.choice.label) for one in view.outcomes]  # type: ignore[attr-defined]
        if not view.unclear:
            del self.fields["in_spite_of"]


class DecisionForm(forms.Form):
    """The decision: reasons in all and for each element, correction, publication, copies, and the shield."""

    overall = words(_("总的理由"), rows=4, help_text=_("概括事实、认定和依据，会写进决定书"))
    departure = words(_("与规则对照不一致的理由"))
    correction = words(_("纠错要求"), required=False, help_text=_("总的要求；具体整改写在下面，一行一项"))
    publication = forms.CharField(
        label=_("公布范围"), max_length=120, help_text=_("如“在柳溪镇范围公布”；不公布的写“只送达本人和抄送单位”")
    )
    copies_to = forms.CharField(
        label=_("抄送"), max_length=400, required=False, help_text=_("用顿号分开；规定要抄送的会自动加上")
    )
    indicators = forms.CharField(
        label=_("涉及的考核指标"), max_length=200, required=False, initial="ALL",
        help_text=_("填指标编码，用逗号分开；分不清是哪项的填 ALL"),
    )  # fmt: skip

    def __init__(self, *args: Any, view: DecideView, **more: Any) -> None:
        super().__init__(*args, **more)
        for one in view.elements:
            found = gettext("核查认为“%(side)s”：%(why)s") % {"side": one.side_label, "why": one.reasons}
            self.fields[f"reason_{one.element}"] = words(one.label, help_text=found)
        if view.choice is not None and view.choice.outcome.needs_correction:
            self.fields["correction"].required = True
            missing = gettext("“%s”要同时提出纠错要求，责令限期整改") % view.choice.label
            self.fields["correction"].error_messages["required"] = missing
        if view.follows:
            del self.fields["departure"]
        if view.choice is not None and not view.choice.outcome.effects:
            del self.fields["indicators"]

    def element_fields(self) -> list[tuple[str, Any]]:
        """The six fields with their elements."""
        return [(element.value, self[f"reason_{element.value}"]) for element in Element]

    def decision(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        codes = tuple(code for code in _SIGNS.split(given.get("indicators") or "ALL") if code)
        return {
            "overall": given["overall"],
            "reasons": {element.value: given[f"reason_{element.value}"] for element in Element},
            "departure": given.get("departure", ""),
            "correction": given["correction"],
            "publication": given["publication"],
            "copies_to": [name for name in _SIGNS.split(given["copies_to"]) if name],
            "shield": ShieldInput(codes or ("ALL",)),
        }


class MeasureForm(forms.Form):
    """One measure; an empty row is left out."""

    text = forms.CharField(label=_("整改什么"), max_length=1000, required=False)
    owner_name = forms.CharField(label=_("责任人或者责任单位"), max_length=120, required=False)
    due_on = forms.DateField(label=_("完成期限"), widget=DAY, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        filled = [name for name in self.fields if found.get(name)]
        if filled and len(filled) < len(self.fields) and not self.errors:
            self.add_error("text", _("这一项整改请写全：整改什么、谁负责、什么时候完成"))
        return found


MeasureFormSet: Any = forms.formset_factory(MeasureForm, extra=0, max_num=MOST_MEASURES, validate_max=True)


def with_more_rows(typed: Any, more: int) -> Any:
    """The rows as typed, and `more` empty ones below, as far as a decision may have rows. Nothing is checked."""
    formset = MeasureFormSet(typed)
    if not formset.management_form.is_valid():
        return MeasureFormSet(initial=[{}] * more)
    rows = [{name: typed.get(row.add_prefix(name), "") for name in row.fields} for row in formset.forms]
    return MeasureFormSet(initial=(rows + [{}] * more)[:MOST_MEASURES])


def measures_of(formset: Any) -> list[MeasureInput]:
    """The rows that say something."""
    return [
        MeasureInput(row["text"], row["owner_name"], row["due_on"])
        for row in (form.cleaned_data for form in formset.forms)
        if row.get("text")
    ]


def kept(form: forms.Form, formset: Any) -> list[tuple[str, str]]:
    """Everything typed, as pairs for hidden fields of the page that asks once more."""
    names = [form.add_prefix(name) for name in form.fields]
    names += [row.add_prefix(name) for row in formset.forms for name in row.fields]
    names += [formset.management_form.add_prefix(name) for name in formset.management_form.fields]
    return [(name, form.data[name]) for name in names if form.data.get(name)]


class ServeForm(forms.Form):
    """The day on the receipt."""

    served_on = forms.DateField(label=_("送达日期"), widget=DAY, help_text=_("送达回证上本人签收的日期"))
