"""Shape of what people type about rolls and ballots."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .queries.ballot_books import MOST_BYTES
from .records import SheetPerson
from .tickets import score_e4


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


class BookForm(forms.Form):
    """A filled workbook: chosen as a file, or carried by the page that showed what is in it."""

    upload = forms.FileField(
        label=_("填好的录入表"),
        error_messages={"required": _("请选择填好的录入表（.xlsx）。")},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text=_("这一页下载的 .xlsx，填好分数以后上传。先核对，不写入。"),
    )
    carried = forms.CharField(required=False, widget=forms.HiddenInput)
    carried_name = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)

    content: bytes = b""
    file_name: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].required = not self.data.get("carried")

    def clean(self) -> dict[str, object]:
        found = super().clean() or self.cleaned_data
        upload, carried = found.get("upload"), found.get("carried", "")
        if upload and upload.size > MOST_BYTES:
            self.add_error("upload", _("文件超过 4 MB。删去用不到的行，或者分几次录入。"))
            return found
        try:
            self.content = upload.read() if upload else base64.b64decode(carried, validate=True)
        except ValueError:
            self.content = b""
        self.file_name = (upload.name if upload else found.get("carried_name", ""))[:120]
        if not self.content and "upload" not in self.errors:
            self.add_error("upload", _("请选择填好的录入表（.xlsx）。"))
        return found

    def wants(self, what: str) -> bool:
        """Whether the page that carried the workbook asks for `what`; a fresh file is only checked."""
        return self.data.get("go") == what and not self.cleaned_data.get("upload")

    @property
    def carrier(self) -> str:
        """The workbook as the next page carries it."""
        return base64.b64encode(self.content).decode("ascii")


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
