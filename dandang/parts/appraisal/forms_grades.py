"""Shape of what people type when they grade, set quotas and import figures; nothing here decides or saves."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_UNITS = 200  # in a list to choose from


class GradeForm(forms.Form):
    grade = forms.ChoiceField(
        label=_("建议等次"), widget=forms.RadioSelect, error_messages={"required": _("请选一个等次")}
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("和机器建议一致时可以不写；不一致，或者从同分里选人，必须写。写做成了什么事，不写套话"),
        error_messages={"required": _("请写明理由。同分的人里选或者不选，都要写")},
    )

    def __init__(
        self, *args: Any, scale: Sequence[str], is_barred: bool = False, needs_reason: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
        offered = scale[1:] if is_barred else scale
        self.fields["grade"].choices = [(word, word) for word in offered]  # type: ignore[attr-defined]


class RestForm(forms.Form):
    grade = forms.ChoiceField(label=_("其余的人定为"))

    def __init__(self, *args: Any, scale: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"].choices = [(word, word) for word in scale[1:]]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("为什么退回"),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请写明为什么退回")},
    )


class CommentForm(forms.Form):
    comment = forms.CharField(
        label=_("主管领导评语"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("印在年度考核登记表上。写工作和事实，一般 100 到 200 字"),
        error_messages={"required": _("请写评语")},
    )


class QuotaForm(forms.Form):
    pool = forms.CharField(
        label=_("片区"), max_length=40, help_text=_("同一片区的单位合在一起算名额，余数最大的先进一"),
        error_messages={"required": _("请写片区，比如“县直机关”")},
    )  # fmt: skip
    tilt = forms.DecimalField(
        label=_("倾斜（百分点）"),
        min_value=Decimal(-20),
        max_value=Decimal(20),
        decimal_places=2,
        required=False,
        help_text=_("在规定比例上加减，比如 5 表示 20% 变成 25%；没有倾斜的留空"),
        error_messages={
            "invalid": _("请写数字，比如 5 或 2.5"),
            "min_value": _("最多减 20 个百分点"),
            "max_value": _("最多加 20 个百分点"),
            "max_decimal_places": _("最多两位小数"),
        },
    )
    tilt_reason = forms.CharField(
        label=_("倾斜理由和依据"),
        max_length=120,
        required=False,
        help_text=_("比如“艰苦边远乡镇，按县委组织部认定名单”"),
    )
    team_grade = forms.ChoiceField(label=_("班子等次"), required=False)

    def __init__(self, *args: Any, pools: Sequence[str], team_grades: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("没有评定，或者不联动")), *((word, word) for word in team_grades)]
        self.fields["team_grade"].choices = choices  # type: ignore[attr-defined]
        known = _("现有片区：%(pools)s") % {"pools": "、".join(pools)}
        self.fields["pool"].help_text = f"{self.fields['pool'].help_text}。{known}"

    def tilt_bp(self) -> int:
        """The tilt in basis points."""
        return int((self.cleaned_data["tilt"] or Decimal(0)) * 100)


class DataUploadForm(forms.Form):
    upload = forms.FileField(
        label=_("填好的表格"),
        help_text=_("用下载的表格填，另存为 .xlsx。先核对，不会马上写入"),
        error_messages={"required": _("请选一个文件"), "empty": _("文件是空的，0 字节。检查是否保存完整，再上传一次")},
    )


class ResultFilter(forms.Form):
    q = forms.CharField(label=_("姓名、编号或单位"), required=False, max_length=40)
    unit = forms.TypedChoiceField(label=_("单位"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(
        label=_("看什么"),
        required=False,
        choices=[("", _("全部")), ("NOT_RANKED", _("不排名的")), ("NEAR_EDGE", _("区间跨线的"))],
    )
    order = forms.ChoiceField(
        label=_("次序"), required=False, choices=[("", _("总分从高到低")), ("unit", _("按单位和名次"))]
    )

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_units(self, units)


class FigureFilter(forms.Form):
    q = forms.CharField(label=_("姓名、编号或单位"), required=False, max_length=40)
    unit = forms.TypedChoiceField(label=_("单位"), required=False, coerce=int, empty_value=None)
    missing = forms.ChoiceField(label=_("看什么"), required=False, choices=[("", _("全部")), ("1", _("还缺数据的"))])

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_units(self, units)


def _offer_units(form: forms.Form, units: Sequence[tuple[int, str]]) -> None:
    """Offer the units to choose from; a county with very many of them searches by name instead."""
    if len(units) > MOST_UNITS:
        del form.fields["unit"]
    else:
        form.fields["unit"].choices = [("", _("全部")), *units]  # type: ignore[attr-defined]
