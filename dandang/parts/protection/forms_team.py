"""Shape of assigning people to a report and of standing aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.ledger.casework.models import Part
from dandang.ledger.casework.records import Candidate

PARTS = [(Part.INVESTIGATOR.value, _("核实")), (Part.HANDLER.value, _("承办"))]


class PeopleForm(forms.Form):
    """Who is chosen; those who have to recuse are shown and cannot be ticked."""

    person_ids = forms.TypedMultipleChoiceField(
        label=_("选谁"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一个人")},
    )  # fmt: skip

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **more: Any) -> None:
        super().__init__(*args, **more)
        free = [(one.id, f"{one.name}　{one.unit}　{one.post}") for one in candidates if not one.conflicts]
        self.fields["person_ids"].choices = free  # type: ignore[attr-defined]


class AssignForm(PeopleForm):
    """Who gets which part."""

    part = forms.ChoiceField(label=_("承担什么"), choices=PARTS, widget=forms.RadioSelect, initial=PARTS[0][0])
    field_order = ("part", "person_ids")


class RecuseForm(forms.Form):
    """Why somebody stands aside."""

    reason = forms.CharField(label=_("回避理由"), max_length=200, help_text=_("例如：与被反映人是亲属"))
