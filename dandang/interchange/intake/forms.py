"""Shape of input: an upload, the columns of a roster, an export."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.interchange.drafts import FIELD_HEADINGS
from dandang.interchange.intake.models import ExportRequest
from dandang.interchange.intake.records import ColumnsPage
from dandang.interchange.rosters import headings
from dandang.registry.organisations.records import Choice

ENCODINGS = [("", _("自动识别")), ("utf-8", "UTF-8"), ("gb18030", "GB18030（含 GBK）"), ("utf-16", "UTF-16")]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        if self.required and not any(given):
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [one for one in given if one]


def unit_choices(units: Sequence[Choice]) -> list[tuple[int, str]]:
    """The units as choices, indented by depth."""
    top = min((unit.depth for unit in units), default=0)
    return [(unit.id, "　" * (unit.depth - top) + unit.name) for unit in units]


class UploadForm(forms.Form):
    upload = FilesField(
        label=_("文件"),
        widget=FilesInput(attrs={"accept": ".lrmx,.lrm,.pic,.xlsx,.csv,.txt,.zip"}),
        help_text=_("任免审批表可以一次多选，也可以打成一个 .zip。表格一次一个。"),
        error_messages={"required": _("请选择要导入的文件")},
    )
    organisation = forms.TypedChoiceField(
        label=_("导入到"), coerce=int, help_text=_("文件里没有写工作单位的新人员，放在这个单位。")
    )

    def __init__(self, *args: Any, units: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = unit_choices(units)  # type: ignore[attr-defined]


def meaning_choices() -> list[tuple[str, Any]]:
    """What a column of a roster may mean."""
    parts = {"qualification": _("学历"), "degree": _("学位"), "school": _("毕业院校及专业"), "both": _("学历学位")}
    modes = {"1": _("全日制"), "2": _("在职")}
    found: list[tuple[str, Any]] = [("", _("不导入")), (headings.KEEP_AS_EXTRA, _("原样保存为其他栏目"))]
    for meaning in headings.MEANINGS:
        if meaning[1:2] == ".":
            found.append((meaning, f"{modes[meaning[0]]}{parts[meaning[2:]]}"))
        else:
            found.append((meaning, FIELD_HEADINGS[meaning]))
    return found


class ColumnsForm(forms.Form):
    """One select for each column of the roster, named by its letter."""

    encoding = forms.ChoiceField(label=_("文字编码"), choices=ENCODINGS, required=False)

    def __init__(self, *args: Any, page: ColumnsPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = meaning_choices()
        if not page.encoding:
            self.fields.pop("encoding")
        for column in page.columns:
            self.fields[f"column_{column.letter}"] = forms.ChoiceField(
                label=column.heading, choices=choices, required=False, initial=column.meaning
            )

    @property
    def mapping(self) -> dict[str, str]:
        """Letter to meaning as chosen."""
        return {
            name.removeprefix("column_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("column_") and value
        }


class ExportForm(forms.Form):
    kind = forms.ChoiceField(label=_("格式"), choices=ExportRequest.Kind.choices)
    organisation = forms.TypedChoiceField(label=_("单位"), coerce=int, help_text=_("包括下级单位的在职人员。"))
    reason = forms.CharField(
        label=_("用途"),
        max_length=200,
        required=False,
        help_text=_("超过 100 人须由另一人批准，请写明用途。"),
        widget=forms.TextInput(),
    )

    def __init__(self, *args: Any, units: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = unit_choices(units)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("意见"), max_length=200, required=False, widget=forms.TextInput())
    is_approved = forms.TypedChoiceField(
        label=_("答复"),
        coerce=lambda value: value == "yes",
        choices=[("yes", _("同意导出")), ("no", _("不同意"))],
        widget=forms.RadioSelect,
    )
