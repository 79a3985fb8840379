"""Shape of what people type on the room's pages; nothing here decides or saves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models.cycles import Participation, StaffClass


class CycleForm(forms.Form):
    year = forms.IntegerField(label=_("年度"), min_value=1994, max_value=2100)
    staff_class = forms.ChoiceField(label=_("考核对象"), choices=StaffClass.choices)
    title = forms.CharField(label=_("名称"), max_length=80, required=False, help_text=_("留空时按年度和对象自动起名"))


class OpenForm(forms.Form):
    close_at = forms.DateTimeField(
        label=_("测评截止时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        help_text=_("写成 2026-12-20 18:00 这样"),
    )


class ShareForm(forms.Form):
    document = forms.CharField(
        label=_("批准文号"), max_length=80, required=False, help_text=_("没有批准提高比例的，留空保存")
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=240, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, is_required: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_required
        self.fields["reason"].error_messages["required"] = _("还没有到通知的截止时间，请写明为什么提前截止。")


class ParticipationForm(forms.Form):
    participation = forms.ChoiceField(label=_("参加情况"), choices=Participation.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("理由"),
        max_length=240,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("和规则的提示一致时可以不写；不一致，或者规则没有写明时必须写"),
    )


FUNCTIONS = [
    ("", _("评议打分")),
    ("efficacy", _("功效系数")),
    ("min_max", _("按上下限折算")),
    ("gap_closed", _("缩小差距")),
    ("growth", _("增长")),
]
PROMISES = [("CONFIDENTIAL", _("保密")), ("NAMED", _("记名"))]
DRAWN = [
    ("SUPERIORS", _("上级领导")),
    ("PEERS", _("本单位同级")),
    ("SUBORDINATES", _("下级")),
    ("OUTSIDE", _("外部人员（服务对象、群众）")),
]


class PlanForm(forms.Form):
    title = forms.CharField(label=_("名称"), max_length=80)
    level = forms.CharField(label=_("适用的职务层次"), max_length=20, required=False, help_text=_("留空表示不限"))
    sector = forms.CharField(label=_("适用的归口"), max_length=20, required=False, help_text=_("留空表示不限"))
    floor = forms.DecimalField(label=_("进入候选的最低总分"), min_value=0, max_value=100, decimal_places=2)
    min_cover_pct = forms.IntegerField(label=_("评议覆盖最低（%）"), min_value=0, max_value=100)
    trim_min_n = forms.IntegerField(label=_("满几票去掉最高最低"), min_value=3, max_value=100)
    trim_share_pct = forms.IntegerField(label=_("两端各去掉（%）"), min_value=0, max_value=40)
    max_tolerated_pct = forms.IntegerField(label=_("不计入事项权重上限（%）"), min_value=0, max_value=100)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=1)


class IndicatorForm(forms.Form):
    id = forms.CharField(label=_("指标"), max_length=20, required=False)
    weight = forms.IntegerField(label=_("权重（%）"), min_value=1, max_value=100, required=False)
    function = forms.ChoiceField(label=_("怎样计分"), choices=FUNCTIONS, required=False)
    x_bad = forms.CharField(label=_("不满意值"), max_length=24, required=False)
    x_good = forms.CharField(label=_("满意值"), max_length=24, required=False)
    points = forms.CharField(label=_("评价要点"), max_length=120, required=False)


class GroupForm(forms.Form):
    id = forms.CharField(label=_("评议类别"), max_length=20, required=False)
    weight = forms.IntegerField(label=_("权重（%）"), min_value=1, max_value=100, required=False)
    promise = forms.ChoiceField(label=_("承诺"), choices=PROMISES, required=False)
    drawn = forms.ChoiceField(label=_("由谁评"), choices=DRAWN, required=False)
    must_have = forms.BooleanField(label=_("必须有"), required=False)


class ComponentForm(forms.Form):
    id = forms.CharField(label=_("组成部分"), max_length=20, required=False)
    share = forms.IntegerField(label=_("占比（%）"), min_value=1, max_value=100, required=False)


IndicatorFormSet = forms.formset_factory(IndicatorForm, extra=3, max_num=30)
GroupFormSet = forms.formset_factory(GroupForm, extra=2, max_num=8)
ComponentFormSet = forms.formset_factory(ComponentForm, extra=2, max_num=6)


class PlanEditor:
    """The plan's form and its three tables of rows, read and written as one."""

    def __init__(
        self, data: Any = None, *, usual: Mapping[str, Any], body: dict[str, Any] | None = None,
        initial: dict[str, Any] | None = None,
    ):  # fmt: skip
        body = body or {}
        rules = {**usual, **body.get("rules", {})}
        self.form = PlanForm(data, initial={**rules, **(initial or {})})
        indicators = [{**row, "function": row.get("function") or ""} for row in body.get("indicators", [])]
        self.indicators = IndicatorFormSet(data, initial=indicators, prefix="i")
        self.groups = GroupFormSet(data, initial=body.get("rater_groups", []), prefix="g")
        self.components = ComponentFormSet(
            data, initial=body.get("components", [{"id": "年度", "share": 100}]), prefix="c"
        )

    def is_valid(self) -> bool:
        return all([part.is_valid() for part in (self.form, self.indicators, self.groups, self.components)])

    def body(self) -> dict[str, Any]:
        """What was typed, in the shape of schema.PlanBody; rows without a name are left out."""
        rules = {
            key: self.form.cleaned_data[key]
            for key in ("min_cover_pct", "trim_min_n", "trim_share_pct", "max_tolerated_pct")
        }
        return {
            "indicators": [_indicator(row) for row in _filled(self.indicators)],
            "rater_groups": [
                {
                    "id": row["id"],
                    "weight": row["weight"] or 0,
                    "must_have": row["must_have"],
                    "promise": row["promise"] or "CONFIDENTIAL",
                    "drawn": row["drawn"] or "PEERS",
                }
                for row in _filled(self.groups)
            ],
            "components": [{"id": row["id"], "share": row["share"] or 0} for row in _filled(self.components)],
            "rules": {**rules, "floor": f"{self.form.cleaned_data['floor']:.2f}"},
        }


def _filled(formset: Any) -> list[dict[str, Any]]:
    return [form.cleaned_data for form in formset.forms if form.cleaned_data.get("id")]


def _indicator(row: dict[str, Any]) -> dict[str, Any]:
    entry = {"id": row["id"], "weight": row["weight"] or 0, "points": row["points"]}
    if not row["function"]:
        return {**entry, "kind": "rating"}
    goalposts = {"x_bad": row["x_bad"] or None, "x_good": row["x_good"] or None}
    return {**entry, "kind": "measure", "function": row["function"], **goalposts}
