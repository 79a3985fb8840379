"""The shape of what is typed about units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.codes import queries as codes
from dandang.registry.organisations.models import Organisation
from dandang.registry.organisations.records import Choice

_DAY = _("写成 2026-11-23")


class FiguresForm(forms.Form):
    """Kind, level, establishment and posts of a unit; names and parents change by their own dated actions."""

    kind = forms.ChoiceField(label=_("机构类别"), choices=Organisation.Kind.choices)
    short_name = forms.CharField(label=_("机构简称"), max_length=60, required=False)
    level = forms.ChoiceField(label=_("机构级别"), required=False)
    sector = forms.CharField(label=_("归口"), max_length=20, required=False, help_text=_("如 农业农村、党群"))
    hardship_class = forms.CharField(
        label=_("艰苦类别"), max_length=20, required=False, help_text=_("有文件认定的才填，如 艰苦边远乡镇")
    )
    sibling_order = forms.IntegerField(label=_("同级排序号"), min_value=0, max_value=9999, initial=0)
    admin_quota = forms.IntegerField(label=_("行政编制数"), min_value=0, max_value=9999, required=False)
    institution_quota = forms.IntegerField(label=_("事业编制数（参照）"), min_value=0, max_value=9999, required=False)
    other_quota = forms.IntegerField(label=_("其他编制数"), min_value=0, max_value=9999, required=False)
    chief_posts = forms.IntegerField(label=_("正职领导职数"), min_value=0, max_value=99, required=False)
    deputy_posts = forms.IntegerField(label=_("副职领导职数"), min_value=0, max_value=99, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        level = self.fields["level"]
        assert isinstance(level, forms.ChoiceField)
        level.choices = [("", _("未定")), *codes.table("unit_level").items()]


class CreateForm(FiguresForm):
    """A new unit: where it stands, what it is called, from when."""

    name = forms.CharField(label=_("机构名称"), max_length=120, help_text=_("写全称，如 河湾镇人民政府"))
    parent_id = forms.TypedChoiceField(label=_("上级机构"), coerce=int)
    code = forms.CharField(label=_("机构编码"), max_length=40, required=False, help_text=_("留空由系统编号"))
    founded_on = forms.DateField(label=_("设立日期"), help_text=_DAY)

    field_order = ("name", "parent_id", "founded_on", "kind", "code")

    def __init__(self, data: Mapping[str, Any] | None = None, *, units: Sequence[Choice], **more: Any) -> None:
        super().__init__(data, **more)
        _offer(self, "parent_id", units)


class RenameForm(forms.Form):
    """Another name from a day on."""

    name = forms.CharField(label=_("新名称"), max_length=120, help_text=_("写全称"))
    on = forms.DateField(label=_("从哪一天起"), help_text=_DAY)


class MoveForm(forms.Form):
    """Another parent from a day on."""

    parent_id = forms.TypedChoiceField(label=_("新的上级机构"), coerce=int)
    on = forms.DateField(label=_("从哪一天起"), help_text=_DAY)

    def __init__(self, data: Mapping[str, Any] | None = None, *, units: Sequence[Choice]) -> None:
        super().__init__(data)
        _offer(self, "parent_id", units)


class CloseForm(forms.Form):
    """Closed from a day on, perhaps merged into another."""

    on = forms.DateField(label=_("撤销日期"), help_text=_DAY)
    merged_into_id = forms.TypedChoiceField(
        label=_("并入哪个机构"), coerce=int, empty_value=None, required=False, help_text=_("没有并入的不选")
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, units: Sequence[Choice]) -> None:
        super().__init__(data)
        _offer(self, "merged_into_id", units)


def _offer(form: forms.Form, name: str, units: Sequence[Choice]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = [("", _("请选择")), *((unit.id, "\u3000" * unit.depth + unit.name) for unit in units)]
