"""Shape of what people type about rolls and ballots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from django import forms
from django.utils.translation import gettext_lazy as _

from .records import SheetPerson


class OutsideForm(forms.Form):
    """How many slips go to raters from outside, one field per such group."""

    def __init__(self, groups: Iterable[str], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.groups = list(groups)
        for place, group in enumerate(self.groups):
            self.fields[f"outside_{place}"] = forms.IntegerField(
                label=_("%(group)s发几张票") % {"group": group}, min_value=0, max_value=5000, initial=10
            )

    def counts(self) -> dict[str, int]:
        return {group: self.cleaned_data[f"outside_{place}"] for place, group in enumerate(self.groups)}


class ReissueForm(forms.Form):
    reason = forms.CharField(label=_("为什么重新发票"), max_length=240, help_text=_("比如“3 张票丢失”"))


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("票号"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("票上的 16 位字母和数字，短横线可以不写"),
    )


def field_name(participant_id: int, place: int) -> str:
    """The name of one mark's field: the participant and the place of the indicator in the plan."""
    return f"m{participant_id}_{place}"


def read_marks(
    data: Mapping[str, str], people: Sequence[SheetPerson]
) -> tuple[dict[str, dict[str, int]], list[tuple[str, str]]]:
    """Read typed points into e4. Returns the marks and, for what cannot be read, (field name, sentence)."""
    marks: dict[str, dict[str, int]] = {}
    faults: list[tuple[str, str]] = []
    for person in people:
        for place, (indicator, _points) in enumerate(person.indicators):
            name = field_name(person.participant_id, place)
            text = data.get(name, "").strip()
            if not text:
                continue
            score = score_e4(text)
            if score is None:
                faults.append(
                    (name, f"{person.name}的“{indicator}”填了“{text[:12]}”，请填 0 到 100 之间的数，最多四位小数")
                )
            else:
                marks.setdefault(str(person.participant_id), {})[indicator] = score
    return marks, faults


def score_e4(text: str) -> int | None:
    """Read points such as `92` or `88.5` into 1e-4 points; None when it is no number from 0 to 100 with four places."""
    try:
        value = Decimal(text.translate(str.maketrans("０１２３４５６７８９．", "0123456789."))) * 10_000
    except (InvalidOperation, ValueError):
        return None
    if not value.is_finite() or value != value.to_integral_value() or not 0 <= value <= 1_000_000:
        return None
    return int(value)
