"""The parts of a file one edits at a time, each a form and perhaps rows; registering somebody is one form more.

Fields take labels and lengths from the model. What a value must be is decided by the room's rules, so that a form, an
import and the command line refuse alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import BooleanField, CharField, DateField, PositiveIntegerField, TextField
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from dandang.foundation.codes import queries as codes
from dandang.registry.organisations.records import Choice
from dandang.registry.people import rows, rules
from dandang.registry.people.records import PersonFile

HINTS = {
    "birth_month": _("写成 1986.07 或 198607"),
    "work_month": _("写成 2009.08 或 200908"),
    "post_since": _("写成 2021.12"),
    "post_level_since": _("写成 2021.12"),
    "rank_since": _("写成 2021.12"),
    "identity_number": _("18 位，末位可以是 X。页面上只显示首尾四位"),
    "native_place": _("省加市县名，不带“省”“市”，如 安徽青禾"),
    "birth_place": _("写法与籍贯相同"),
    "party_text": _("入党年月，如 200806；其他党派写简称，如 民建；几项用；隔开"),
    "resume_text": _(
        "一行一段：2016.03--2021.12  河湾镇党政办主任；没有结束的，年月留空。学习和挂职写在括号里：（其间：…）"
    ),
    "team_order": _("集体内排序，数字小的在前；不排的填 9999"),
    "reward_text": _("没有的写“无”"),
    "managed_by_id": _("按干部管理权限，任免这个职务的机关"),
}
# What no file may lack, with the words when it does.
NEEDED = {
    "name": _("请填写姓名"),
    "sex": _("请选择性别"),
    "birth_month": _("请填写出生年月，写成 1986.07 或 198607"),
    "home_id": _("请选择所在单位"),
    "managed_by_id": _("请选择管理机关"),
    "team_order": _("请填写集体内排序；不排的填 9999"),
    "state": _("请选择管理状态"),
}
SUGGESTED = {"nationality": "nationality", "political_status": "political_status", "post_level": "post_level"}
LONG = {"post_text": 2, "proposed_post": 2, "removed_post": 2, "duties_text": 2, "speciality": 2}


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its title, the page of the file it belongs to, its fields and, if any, its section with row fields."""

    key: str
    title: Any
    page: str
    fields: tuple[str, ...] = ()
    section: str = ""
    row_fields: tuple[str, ...] = ()

    def form(self, data: Mapping[str, Any] | None, *, file: PersonFile, units: Sequence[Choice]) -> forms.Form:
        """Make the form of the part, filled from the file."""
        initial = {name: shown(name, getattr(file, name)) for name in self.fields}
        form = forms.Form(data, initial=initial)
        for name in self.fields:
            form.fields[name] = field_for(name, _with_present(units, name, file))
        form.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=file.version)
        return form

    def formset(self, data: Mapping[str, Any] | None, *, file: PersonFile) -> Any:
        """Make the rows of the part, or None; `row` remembers which row of the file one came from."""
        if not self.section:
            return None
        held = getattr(file, self.section) or ()
        initial = [
            {"row": place} | {name: getattr(row, name) for name in self.row_fields} for place, row in enumerate(held)
        ]
        made = formset_factory(_row_form(self.section, self.row_fields), extra=2, can_delete=True, max_num=200)
        return made(data, initial=initial, prefix="rows")

    def rows_of(self, formset: Any, file: PersonFile) -> list[dict[str, Any]]:
        """Return the rows as typed; what a row holds besides the shown fields is taken over from the file."""
        held = getattr(file, self.section) or ()
        kept = [name for name in rows.SECTION_FIELDS[self.section] if name not in self.row_fields]
        found = []
        for form in formset.forms:
            values = dict(form.cleaned_data)
            is_deleted, place = values.pop("DELETE", False), values.pop("row", None)
            if is_deleted or not any(values.values()):
                continue
            if place is not None and place < len(held):
                values |= {name: getattr(held[place], name) for name in kept if hasattr(held[place], name)}
            found.append(values)
        return found


PARTS = {
    part.key: part
    for part in (
        Part(
            "basic",
            _("基本信息"),
            "basic",
            (*rows.IDENTITY, "party_text", "political_status", "work_month", "health", "professional_title",
             "speciality"),
        ),
        Part(
            "posts",
            _("现任职务和职级"),
            "posts",
            ("post_text", "duties_text", "home_id", "managed_by_id", "person_kind", "post_since", "post_level",
             "post_level_since", "rank", "rank_since", "is_team_member", "team_order", "state", "probation_ends_on",
             "proposed_post", "removed_post", "appointment_reason"),
        ),
        Part(
            "history",
            _("任职记录"),
            "posts",
            (),
            "posts",
            ("organisation_name", "title", "is_leading", "is_main", "starts", "starts_document", "ends",
             "ends_document"),
        ),
        Part(
            "absences",
            _("离岗情况"),
            "posts",
            (),
            "absences",
            ("kind", "starts_on", "ends_on", "host_name", "document"),
        ),
        Part("resume", _("简历"), "resume", ("resume_text",)),
        Part(
            "educations",
            _("学历学位"),
            "basic",
            (),
            "educations",
            ("mode", "qualification", "degree", "school", "entered", "graduated"),
        ),
        Part(
            "family",
            _("家庭主要成员及重要社会关系"),
            "family",
            (),
            "family",
            ("relation", "name", "birth_month", "political_status", "employer"),
        ),
        Part(
            "rewards",
            _("奖惩情况"),
            "rewards",
            ("reward_text",),
            "rewards",
            ("name", "is_sanction", "decided", "decided_by", "lifted"),
        ),
    )
}  # fmt: skip


def shown(name: str, value: Any) -> Any:
    """Return a value as people type it: months with a dot."""
    month = rules.months_of(value) if name in rows.MONTHS else None
    return month.dotted if month and not month.day else value


def field_for(name: str, units: Sequence[Choice] = ()) -> forms.Field:
    """Make the form field of a column: label from the model, a hint on how to write it, and whether it must be set."""
    field = _field(name, units)
    field.required = name in NEEDED
    field.error_messages["required"] = NEEDED.get(name, "")
    return field


def _field(name: str, units: Sequence[Choice]) -> forms.Field:
    column = rows.column(name)
    label, hint = column.verbose_name, HINTS.get(name, "")
    if name in rows.UNITS:
        choices = [("", "")] + [(unit.id, "\u3000" * unit.depth + unit.name) for unit in units]
        return forms.TypedChoiceField(
            label=label, help_text=hint, choices=choices, coerce=int, empty_value=None, required=False
        )
    if isinstance(column, BooleanField):
        return forms.BooleanField(label=label, required=False)
    if isinstance(column, DateField):
        return forms.DateField(label=label, required=False, help_text=_("写成 2026-11-23"))
    if isinstance(column, PositiveIntegerField):
        return forms.IntegerField(label=label, min_value=0, max_value=99999, help_text=hint)
    if column.choices:
        widget = forms.RadioSelect if name == "sex" else forms.Select
        return forms.ChoiceField(label=label, choices=column.choices, required=False, widget=widget)
    return _text_field(name, column, label, hint)


def _text_field(name: str, column: Any, label: Any, hint: Any) -> forms.Field:
    if isinstance(column, TextField) or name in LONG:
        lines = LONG.get(name, 16 if name == "resume_text" else 5)
        widget: forms.Widget = forms.Textarea(attrs={"rows": lines})
    else:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
    if name in SUGGESTED:
        widget.attrs["list"] = f"list-{SUGGESTED[name]}"
    # Lengths and forms of writing are checked by the room's rules, whose words say how to mend.
    return forms.CharField(label=label, help_text=hint, required=False, widget=widget)


def _with_present(units: Sequence[Choice], name: str, file: PersonFile) -> Sequence[Choice]:
    """The unit that is set stays selectable although it may stand outside the actor's branches."""
    if name not in rows.UNITS[:2]:
        return units
    present = {
        "home_id": Choice(file.home_id, file.home_name, file.home_path, 0),
        "managed_by_id": Choice(file.managed_by_id, file.managed_by_name, file.manager_path, 0),
    }[name]
    return units if any(unit.id == present.id for unit in units) else [present, *units]


def _row_form(section: str, names: Iterable[str]) -> type[forms.Form]:
    model = rows.SECTIONS[section]
    fields: dict[str, Any] = {"row": forms.IntegerField(required=False, widget=forms.HiddenInput)}
    for name in names:
        column: Any = model._meta.get_field(name)
        label = column.verbose_name
        if isinstance(column, BooleanField):
            fields[name] = forms.BooleanField(label=label, required=False)
        elif column.choices:
            fields[name] = forms.ChoiceField(label=label, choices=[("", ""), *column.choices], required=False)
        elif isinstance(column, DateField):
            fields[name] = forms.DateField(label=label, required=False)
        else:
            assert isinstance(column, (CharField, TextField))
            fields[name] = forms.CharField(label=label, required=False, max_length=column.max_length)
    return type(f"{section.title()}RowForm", (forms.Form,), fields)


class RegisterForm(forms.Form):
    """What opens a file; everything else is filled in afterwards, part by part, or comes with an import."""

    NAMES = (
        "name", "identity_number", "sex", "birth_month", "nationality", "native_place", "work_month", "party_text",
        "home_id", "managed_by_id", "person_kind", "post_text", "post_level", "post_since",
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None, *, units: Sequence[Choice]) -> None:
        super().__init__(data, initial={"nationality": "汉族"})
        for name in self.NAMES:
            self.fields[name] = field_for(name, units)
        self.fields["is_another"] = forms.BooleanField(label=_("同名同出生年月，但确实是另一个人"), required=False)


def suggestions() -> dict[str, list[str]]:
    """Return the words offered while typing, by table."""
    return {
        "nationality": [name for code, name in codes.table("nationality").items() if "01" <= code <= "56"],
        "political_status": list(codes.table("political_status").values()),
        "post_level": [name for code, name in codes.table("post_level").items() if "0101" <= code <= "0199"],
    }
