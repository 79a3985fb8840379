"""How is a draft begun, and what has every form of its sections? A form reads an entry, shows it, gives it back.

The forms of rules and of procedures stand beside this in `draft_rule_forms` and `draft_procedure_forms`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from dandang.foundation.ground.refusal import Refusal
from dandang.law.policies import labels, packfiles, schema
from dandang.law.policies.draft_bodies import Entry
from dandang.law.policies.records import FactDefinition, Key

CHOOSE = ("", gettext_lazy("请选择"))
GRADES = [(letter, format_lazy("{}　{}", letter, words)) for letter, words in labels.RELIABILITY.items()]


def day_field(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint or gettext_lazy("写成 2026-11-23 这样"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("请写成 2026-11-23 这样")},
    )


def words_field(
    label: Any, *, most: int = 200, required: bool = True, hint: Any = "", rows: int = 0
) -> forms.CharField:
    """Return a field for words, over `rows` lines if there are any."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=most, required=required, help_text=hint, widget=widget)


def choice_field(label: Any, table: Mapping[str, Any] | Iterable[Any], *, required: bool = True, hint: Any = "") -> Any:
    """Return a field with one answer of a table, none chosen yet."""
    choices = list(table.items()) if isinstance(table, Mapping) else list(table)
    return forms.ChoiceField(label=label, choices=[CHOOSE, *choices], required=required, help_text=hint)


class StartForm(forms.Form):
    """Which region's edition of which document, and what it begins as."""

    organisation = forms.TypedChoiceField(label=gettext_lazy("哪个地区"), coerce=int)
    copied_from = forms.TypedChoiceField(
        label=gettext_lazy("从哪一版开始"), coerce=int, empty_value=None, required=False,
        help_text=gettext_lazy("条款、出处和示例都带过来；也可以从空白开始"),
    )  # fmt: skip
    title = words_field(gettext_lazy("文件名称"), most=120, hint=gettext_lazy("本地区这份文件的全称"))
    short = words_field(gettext_lazy("简称"), most=12, hint=gettext_lazy("引用时显示，如“安徽”，不超过 12 个字"))
    issuer = words_field(gettext_lazy("制定机关"), most=60)
    in_force_from = day_field(gettext_lazy("从哪一天起适用"))
    key = forms.ChoiceField(
        label=gettext_lazy("接替本地区的哪份文件"), required=False,
        help_text=gettext_lazy("换掉本地区现行的规定就选它，旧版到新版适用那一天为止；本地区第一次拟的不选"),
    )  # fmt: skip
    value_key = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=100)
    value_of = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=60)

    def __init__(
        self, *args: Any, places: Iterable[Any], editions: Iterable[Any], documents: Iterable[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        regions = [(one.organisation_id, f"{one.name}（{one.region}）") for one in places]
        copied = [(one.pk, f"{one.document.short}　{one.title}（{one.starts_on}）") for one in editions]
        self.fields["organisation"].choices = regions  # type: ignore[attr-defined]
        own = [(one.key, f"{one.short}　{one.title}") for one in documents]
        self.fields["key"].choices = [("", _("不接替，另立一份")), *own]  # type: ignore[attr-defined]
        self.fields["copied_from"].choices = [("", _("从空白开始")), *copied]  # type: ignore[attr-defined]

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at its field."""
        is_shown = refusal.field in self.fields and not self[refusal.field].is_hidden
        self.add_error(refusal.field if is_shown else None, refusal.sentence)


class ReasonForm(forms.Form):
    """Why a draft is returned or dropped."""

    reason = words_field(gettext_lazy("理由"), most=1000, rows=3)


class EntryForm(forms.Form):
    """One entry. `part` is the shape it must have; what pydantic finds is shown at the field it concerns."""

    part: Any = None
    provisional_id: Mapping[str, str] = {}  # stands for the id a new entry gets when it is saved
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self, data: Any = None, *, said: Entry | None, body: Mapping[str, Any], mark: str, **more: Any
    ) -> None:
        self.said, self.body = said or {}, body
        self.keys: Iterable[Key] = more.get("keys", ())
        self.facts: Mapping[str, FactDefinition] = more.get("facts", {})
        self.least_rows = int(more.get("least_rows", 0))
        super().__init__(data, initial={**self.shown(self.said), "seen": mark})
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices that depend on the draft."""
        if "clause" in self.fields:
            listed = [(one["id"], f"{one.get('label') or one['id']}　{one['summary'][:24]}") for one in self._clauses()]
            self.fields["clause"].choices = [CHOOSE, *listed]  # type: ignore[attr-defined]

    def _clauses(self) -> list[Entry]:
        return list(self.body.get("clauses") or [])

    def shown(self, said: Entry) -> dict[str, Any]:
        """Return the entry as initial values."""
        return dict(said)

    def entry(self) -> Entry:
        """Return what the form says as an entry; an optional field left empty is left out."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "seen" and value not in ("", None)}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}

    def kept_id(self) -> Entry:
        """Return the id an entry already has; a new one is given its own when it is saved."""
        return {"id": self.said["id"]} if self.said.get("id") else {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.cleaned_data = cleaned
        if self.part is None or self.errors:
            return cleaned
        try:
            self.part.model_validate({**self.provisional_id, **self.entry()}, strict=False)
        except ValidationError as problem:
            for error in problem.errors():
                steps = [str(step) for step in error["loc"]]
                field = next((step for step in reversed(steps) if step in self.fields), None)
                self.add_error(field, packfiles.words_of(error))
        return cleaned


class DocumentForm(EntryForm):
    """Document and day."""

    title = words_field(gettext_lazy("文件名称"), most=120)
    short = words_field(gettext_lazy("简称"), most=12)
    issuer = words_field(gettext_lazy("制定机关"), most=60)
    number = words_field(gettext_lazy("文号"), most=60, required=False)
    subject = choice_field(gettext_lazy("主题"), labels.SUBJECTS)
    in_force_from = day_field(
        gettext_lazy("适用起始日"), hint=gettext_lazy("从这一天起的新案件按这一版办；在办的仍按原来的")
    )
    in_force_from_reliability = choice_field(gettext_lazy("起始日可靠度"), GRADES)
    in_force_from_note = words_field(
        gettext_lazy("起始日说明"), required=False, hint=gettext_lazy("起始日早于今天，或者是推定的，要写明依据")
    )
    in_force_until = day_field(gettext_lazy("不再适用之日"), required=False)
    supersedes = day_field(
        gettext_lazy("替代哪一版"), required=False, hint=gettext_lazy("写本文件上一版的适用起始日；第一版不写")
    )
    note = words_field(gettext_lazy("说明"), required=False)

    def entry(self) -> Entry:
        return {"number": "", **super().entry()}


class ClauseForm(EntryForm):
    """One clause in our own words."""

    part = schema.ClausePart
    provisional_id = {"id": "1"}
    label = words_field(gettext_lazy("怎样引用"), most=40, hint=gettext_lazy("第11点、第95条"))
    item = words_field(
        gettext_lazy("在全文里的点号"), most=20, required=False, hint=gettext_lazy("导入全文后，凭它打开原文")
    )
    summary = words_field(gettext_lazy("我们的摘要"), most=1000, rows=3, hint=gettext_lazy("用自己的话写，不抄原文"))
    reliability = choice_field(gettext_lazy("可靠度"), GRADES)
    source = words_field(gettext_lazy("出处"), most=300, hint=gettext_lazy("在哪里读到的"))

    def prepare(self) -> None:
        self.fields["part"] = words_field(_("第几部分"), most=20, required=False)
        self.initial.setdefault("part", self.said.get("part", ""))
        self.order_fields(["label", "part", "item", "summary", "reliability", "source"])

    def entry(self) -> Entry:
        return {**self.kept_id(), "label": "", **super().entry()}


class CitedForm(EntryForm):
    """What every entry taken from a clause has."""

    clause = forms.ChoiceField(label=gettext_lazy("依据的条款"))
    reliability = choice_field(gettext_lazy("可靠度"), GRADES)
    checked_on = day_field(gettext_lazy("核对日期"))

    def cited(self) -> Entry:
        """Return clause, reliability and day of checking."""
        read = self.cleaned_data
        return {
            "clause": read.get("clause", ""), "reliability": read.get("reliability", ""),
            "checked_on": read["checked_on"].isoformat() if read.get("checked_on") else "",
        }  # fmt: skip


class ValueForm(CitedForm):
    """One figure. Its unit comes from the catalogue."""

    part = schema.ValuePart
    key = forms.ChoiceField(label=gettext_lazy("事项"))
    is_given = forms.TypedChoiceField(
        label=gettext_lazy("条文给了数吗"), coerce=lambda said: said == "yes", widget=forms.RadioSelect,
        choices=[("yes", gettext_lazy("给了，填在下面")), ("no", gettext_lazy("没有给：未规定"))],
    )  # fmt: skip
    given = words_field(gettext_lazy("取值"), required=False, most=400, hint=gettext_lazy(
        "单位按事项目录，数字只写数；名单用顿号隔开；是非写“是”或者“否”；日期写 2026-11-23；分数写 1/7"))  # fmt: skip
    sense = forms.ChoiceField(
        label=gettext_lazy("数字的意思"),
        choices=[
            ("exactly", gettext_lazy("就是这个数")),
            ("at_most", gettext_lazy("不超过")),
            ("at_least", gettext_lazy("不少于")),
        ],
    )
    cap = forms.IntegerField(label=gettext_lazy("下级不得高于"), required=False, min_value=0)
    floor = forms.IntegerField(label=gettext_lazy("下级不得低于"), required=False, min_value=0)
    note = words_field(gettext_lazy("说明"), required=False, hint=gettext_lazy("未规定的，写明条文是怎么说的"))
    field_order = ["key", "is_given", "given", "sense", "note", "clause", "reliability", "checked_on", "cap", "floor"]

    def prepare(self) -> None:
        super().prepare()
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in self.keys:
            unit = labels.unit_name(one.unit) or _UNIT_NAMES.get(one.unit, one.unit)
            groups.setdefault(str(labels.SUBJECTS[one.subject]), []).append((one.key, f"{one.label}（{unit}）"))
        self.fields["key"].choices = [CHOOSE, *groups.items()]  # type: ignore[attr-defined]

    def shown(self, said: Entry) -> dict[str, Any]:
        if not said:
            return {"sense": "exactly", "is_given": "yes"}
        value, unit = said.get("value"), said.get("unit")
        return {**said, "is_given": "no" if value is None else "yes", "given": _typed(value, str(unit))}

    def entry(self) -> Entry:
        read = self.cleaned_data
        unit = next((one.unit for one in self.keys if one.key == read.get("key")), "")
        value = read_value(read.get("given", ""), unit) if read.get("is_given") else None
        said = {"key": read.get("key", ""), "value": value, "unit": unit, "sense": read.get("sense") or "exactly"}
        said |= self.cited() | {"note": read.get("note", "")}
        kept = {name: self.said[name] for name in ("until",) if self.said.get(name)}
        return said | kept | {name: read[name] for name in ("cap", "floor") if read.get(name) is not None}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = forms.Form.clean(self) or {}
        if cleaned.get("is_given") and not cleaned.get("given"):
            self.add_error("given", _("请填取值；条文没有给数的，上面选“未规定”"))
            return cleaned
        unit = next((one.unit for one in self.keys if one.key == cleaned.get("key")), "")
        if cleaned.get("is_given") and schema.value_problem(read_value(cleaned["given"], unit), unit):
            self.add_error("given", _("“%(given)s”不合这个事项的单位，请照提示写") % {"given": cleaned["given"]})
        if "is_given" in cleaned and not cleaned["is_given"] and not cleaned.get("note"):
            self.add_error("note", _("未规定的，要写明条文是怎么说的"))
        return super().clean() if not self.errors else cleaned


_UNIT_NAMES = {
    "names": gettext_lazy("名单"), "yes_no": gettext_lazy("是或者否"), "outcome": gettext_lazy("处理"),
    "day": gettext_lazy("日期"), "fraction": gettext_lazy("分数"), "words": gettext_lazy("文字"),
    "scale": gettext_lazy("等次和分数"),
}  # fmt: skip


def _typed(value: Any, unit: str) -> str:
    if value is None:
        return ""
    if unit == "names":
        return "、".join(value)
    if unit == "yes_no":
        return "是" if value else "否"
    if unit == "scale":
        return "、".join(f"{word} {points}" for word, points in value)
    if unit == "outcome":
        return "，".join(
            words[0 if value[name] else 1] for name, words in schema.OUTCOME_FIELDS.items() if name in value
        )
    return str(value)


def read_value(words: str, unit: str) -> Any:
    """Return typed words as the value of a unit, the words themselves where they do not fit it."""
    words = words.strip()
    if unit in schema.NUMBER_UNITS:
        return int(words) if words.isascii() and words.isdigit() else words
    if unit == "names":
        return [one for one in words.replace("，", "、").replace(",", "、").split("、") if one]
    if unit == "yes_no":
        return {"是": True, "否": False}.get(words, words)
    if unit == "scale":
        pairs = [one.rsplit(" ", 1) for one in words.split("、")]
        return [[pair[0], int(pair[1])] for pair in pairs if len(pair) == 2 and pair[1].isdigit()]
    if unit == "outcome":
        named = {
            word: (name, place == 0) for name, both in schema.OUTCOME_FIELDS.items() for place, word in enumerate(both)
        }
        return dict(named.get(one, (one, None)) for one in words.replace("、", "，").split("，"))
    return words
