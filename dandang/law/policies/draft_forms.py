"""One form per section of a region's draft. A form reads an entry, shows it, and gives the entry back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from dandang.foundation.ground.refusal import Refusal
from dandang.law.policies import draft_effects, draft_queries, packfiles, schema, schema_rules
from dandang.law.policies.draft_bodies import Entry
from dandang.law.policies.expression_rows import GROUPS, MET, MODES, OPERATORS, Row, from_rows, to_rows
from dandang.law.policies.records import FactDefinition, Key

CHOOSE = ("", gettext_lazy("请选择"))
GRADES = [(letter, f"{letter}　{words}") for letter, words in schema.RELIABILITY.items()]
SPARE_ROWS, FEWEST_ROWS = 2, 3


def _day(label: Any, *, required: bool = True, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint or gettext_lazy("写成 2026-11-23 这样"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("请写成 2026-11-23 这样")},
    )


def _words(label: Any, *, most: int = 200, required: bool = True, hint: Any = "", rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=most, required=required, help_text=hint, widget=widget)


def _choice(label: Any, table: Mapping[str, Any] | Iterable[Any], *, required: bool = True, hint: Any = "") -> Any:
    choices = list(table.items()) if isinstance(table, Mapping) else list(table)
    return forms.ChoiceField(label=label, choices=[CHOOSE, *choices], required=required, help_text=hint)


class StartForm(forms.Form):
    """Which region's edition of which document, and what it begins as."""

    organisation = forms.TypedChoiceField(label=gettext_lazy("哪个地区"), coerce=int)
    copied_from = forms.TypedChoiceField(
        label=gettext_lazy("从哪一版开始"), coerce=int, empty_value=None, required=False,
        help_text=gettext_lazy("照着一版改，条款和出处都带过来；也可以从空白开始"),
    )  # fmt: skip
    title = _words(gettext_lazy("文件名称"), most=120, hint=gettext_lazy("本地区这份文件的全称"))
    short = _words(gettext_lazy("简称"), most=12, hint=gettext_lazy("引用时显示，如“安徽”，不超过 12 个字"))
    issuer = _words(gettext_lazy("制定机关"), most=60)
    key = forms.RegexField(
        label=gettext_lazy("代码"), regex=r"^[a-z][a-z0-9-]{2,39}$",
        help_text=gettext_lazy("小写字母、数字和短横，如 linhe-2026；地址里用，定了不改"),
        error_messages={"invalid": gettext_lazy("只用小写字母、数字和短横，字母开头，3 到 40 个字符")},
    )  # fmt: skip
    in_force_from = _day(gettext_lazy("从哪一天起适用"))
    value_key = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=100)
    value_of = forms.CharField(required=False, widget=forms.HiddenInput(), max_length=60)

    def __init__(self, *args: Any, places: Iterable[Any], editions: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = [(one.organisation_id, f"{one.name}（{one.region}）") for one in places]
        copied = [(one.pk, f"{one.document.short}　{one.title}（{one.starts_on}）") for one in editions]
        self.fields["organisation"].choices = regions  # type: ignore[attr-defined]
        self.fields["copied_from"].choices = [("", _("从空白开始")), *copied]  # type: ignore[attr-defined]

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at its field."""
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.sentence)


class ReasonForm(forms.Form):
    """Why a draft is returned or dropped."""

    reason = _words(gettext_lazy("理由"), most=1000, rows=3)


class EntryForm(forms.Form):
    """One entry. `part` is the shape it must have; what pydantic finds is shown at the field it concerns."""

    part: Any = None
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(
        self, data: Any = None, *, said: Entry | None, body: Mapping[str, Any], mark: str, **more: Any
    ) -> None:
        self.said, self.body = said or {}, body
        self.keys: Iterable[Key] = more.get("keys", ())
        self.facts: Mapping[str, FactDefinition] = more.get("facts", {})
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.cleaned_data = cleaned
        if self.part is None or self.errors:
            return cleaned
        try:
            self.part.model_validate(self.entry(), strict=False)
        except ValidationError as problem:
            for error in problem.errors():
                steps = [str(step) for step in error["loc"]]
                field = next((step for step in reversed(steps) if step in self.fields), None)
                self.add_error(field, packfiles.words_of(error))
        return cleaned


class DocumentForm(EntryForm):
    """Document and day."""

    title = _words(gettext_lazy("文件名称"), most=120)
    short = _words(gettext_lazy("简称"), most=12)
    issuer = _words(gettext_lazy("制定机关"), most=60)
    number = _words(gettext_lazy("文号"), most=60, required=False)
    subject = _choice(gettext_lazy("主题"), schema.SUBJECTS)
    in_force_from = _day(
        gettext_lazy("适用起始日"), hint=gettext_lazy("从这一天起的新案件按这一版办；在办的仍按原来的")
    )
    in_force_from_reliability = _choice(gettext_lazy("起始日可靠度"), GRADES)
    in_force_from_note = _words(
        gettext_lazy("起始日说明"), required=False, hint=gettext_lazy("起始日早于今天，或者是推定的，要写明依据")
    )
    in_force_until = _day(gettext_lazy("不再适用之日"), required=False)
    supersedes = _day(
        gettext_lazy("替代哪一版"), required=False, hint=gettext_lazy("写本文件上一版的适用起始日；第一版不写")
    )
    note = _words(gettext_lazy("说明"), required=False)

    def entry(self) -> Entry:
        return {"number": "", **super().entry()}


class ClauseForm(EntryForm):
    """One clause in our own words."""

    part = schema.ClausePart
    id = forms.RegexField(
        label=gettext_lazy("编号"), regex=r"^[a-z0-9][a-z0-9-]{0,29}$",
        help_text=gettext_lazy("如 11 或 art-11，地址里用"),
        error_messages={"invalid": gettext_lazy("只用小写字母、数字和短横")},
    )  # fmt: skip
    label = _words(gettext_lazy("怎样引用"), most=40, hint=gettext_lazy("第11点、第95条"))
    item = _words(
        gettext_lazy("在全文里的点号"), most=20, required=False, hint=gettext_lazy("导入全文后，凭它打开原文")
    )
    summary = _words(gettext_lazy("我们的摘要"), most=1000, rows=3, hint=gettext_lazy("用自己的话写，不抄原文"))
    reliability = _choice(gettext_lazy("可靠度"), GRADES)
    source = _words(gettext_lazy("出处"), most=300, hint=gettext_lazy("在哪里读到的"))

    def prepare(self) -> None:
        self.fields["part"] = _words(_("第几部分"), most=20, required=False)
        self.initial.setdefault("part", self.said.get("part", ""))
        self.order_fields(["id", "label", "part", "item", "summary", "reliability", "source"])

    def entry(self) -> Entry:
        return {"label": "", **super().entry()}


class CitedForm(EntryForm):
    """What every entry taken from a clause has."""

    clause = forms.ChoiceField(label=gettext_lazy("依据的条款"))
    reliability = _choice(gettext_lazy("可靠度"), GRADES)
    checked_on = _day(gettext_lazy("核对日期"))

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
    given = _words(gettext_lazy("取值"), required=False, most=400, hint=gettext_lazy(
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
    note = _words(gettext_lazy("说明"), required=False, hint=gettext_lazy("未规定的，写明条文是怎么说的"))
    field_order = ["key", "is_given", "given", "sense", "note", "clause", "reliability", "checked_on", "cap", "floor"]

    def prepare(self) -> None:
        super().prepare()
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in self.keys:
            unit = schema.NUMBER_UNITS.get(one.unit, "").replace("{}", "").strip() or _UNIT_NAMES.get(
                one.unit, one.unit
            )
            groups.setdefault(schema.SUBJECTS[one.subject], []).append((one.key, f"{one.label}（{unit}）"))
        self.fields["key"].choices = [CHOOSE, *groups.items()]  # type: ignore[attr-defined]

    def shown(self, said: Entry) -> dict[str, Any]:
        if not said:
            return {"sense": "exactly", "is_given": "yes"}
        value, unit = said.get("value"), said.get("unit")
        return {**said, "is_given": "no" if value is None else "yes", "given": _typed(value, str(unit))}

    def entry(self) -> Entry:
        read = self.cleaned_data
        unit = next((one.unit for one in self.keys if one.key == read.get("key")), "")
        value = _read_value(read.get("given", ""), unit) if read.get("is_given") else None
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
        if cleaned.get("is_given") and schema.value_problem(_read_value(cleaned["given"], unit), unit):
            self.add_error("given", _("“%(given)s”不合这个事项的单位，请照提示写") % {"given": cleaned["given"]})
        if "is_given" in cleaned and not cleaned["is_given"] and not cleaned.get("note"):
            self.add_error("note", _("未规定的，要写明条文是怎么说的"))
        return super().clean() if not self.errors else cleaned


_UNIT_NAMES = {"names": "名单", "yes_no": "是或者否", "outcome": "处理", "day": "日期", "fraction": "分数",
               "words": "文字", "scale": "等次和分数"}  # fmt: skip


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


def _read_value(words: str, unit: str) -> Any:
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


class RowsForm(EntryForm):
    """A form with an expression, filled in row by row; `rows_of` names the field of the entry it becomes."""

    rows_of = "test"
    may_be_empty = False
    has_mode = True
    asks_conditions = False

    def prepare(self) -> None:
        super().prepare()
        written = to_rows(self.said.get(self.rows_of))
        self.fits = written.fits
        self.count = max(len(written.rows) + SPARE_ROWS, FEWEST_ROWS)
        if self.is_bound:
            self.count = max(self.count, sum(1 for name in self.data if name.startswith("asked_")))
        self.fields["mode"] = forms.ChoiceField(
            label=_("怎样合起来"), choices=list(MODES.items()), required=self.has_mode
        )
        self.initial.setdefault("mode", written.mode)
        choices = self._asked()
        for number in range(self.count):
            row = written.rows[number] if number < len(written.rows) else Row("")
            self._add_row(number, row, choices)

    def _add_row(self, number: int, row: Row, choices: list[Any]) -> None:
        label = _("第 %(number)d 行") % {"number": number + 1}
        self.fields[f"asked_{number}"] = forms.ChoiceField(label=label, choices=choices, required=False)
        self.fields[f"operator_{number}"] = forms.ChoiceField(
            label=label + _("：是不是"), choices=list(OPERATORS.items()), required=False
        )
        self.fields[f"number_{number}"] = forms.IntegerField(label=label + _("：数字"), required=False)
        self.fields[f"group_{number}"] = forms.ChoiceField(
            label=label + _("：并入哪一组"), required=False,
            choices=[("", _("单独算")), *((one, _("第 %(one)s 组") % {"one": one}) for one in GROUPS)],
        )  # fmt: skip
        for name, value in (
            ("asked", row.asked),
            ("operator", row.operator),
            ("number", row.number),
            ("group", row.group),
        ):
            self.initial.setdefault(f"{name}_{number}", value)

    def _asked(self) -> list[Any]:
        groups: list[Any] = [("", _("（不填）"))]
        if self.asks_conditions:
            table: Entry = next(
                (one for one in self.body.get("rule_tables") or [] if one.get("subject") == "tolerance"), {}
            )
            listed = [(f"{MET}{one['id']}", one["label"]) for one in table.get("conditions") or []]
            groups.append((_("本表的条件"), listed))
        by_element: dict[str, list[tuple[str, str]]] = {}
        for fact in self.facts.values():
            listed = by_element.setdefault(schema_rules.ELEMENTS.get(fact.element, _("领域、处理和其他")), [])
            if fact.kind == "yes_no":
                listed += [
                    (f"{fact.key}=yes", f"{fact.label}：{_('是')}"),
                    (f"{fact.key}=no", f"{fact.label}：{_('否')}"),
                ]
            elif fact.kind == "choice":
                listed += [(f"{fact.key}={code}", f"{fact.label}：{label}") for code, label in fact.options]
            else:
                listed.append((fact.key, f"{fact.label}：{_('（填数字）')}"))
        return groups + list(by_element.items())

    def lines(self) -> list[list[Any]]:
        """Return the bound fields row by row, for the table of the form."""
        names = ("asked", "operator", "number", "group")
        return [[self[f"{name}_{number}"] for name in names] for number in range(self.count)]

    def plain_fields(self) -> list[Any]:
        """Return the fields outside the rows."""
        inside = ("asked_", "operator_", "number_", "group_")
        return [one for one in self.visible_fields() if not one.name.startswith(inside) and one.name != "mode"]

    def expression(self) -> Any:
        """Return what the rows say; without a row the expression that rows could not show is kept."""
        rows = []
        for number in range(self.count):
            asked = self.cleaned_data.get(f"asked_{number}")
            if asked:
                read = self.cleaned_data
                is_bound = "=" not in asked and not asked.startswith(MET)
                operator = read.get(f"operator_{number}") or "is"
                if is_bound and operator in ("is", "is_not"):
                    operator = "at_most"
                if not is_bound and operator in ("at_most", "at_least"):
                    operator = "is"
                rows.append(Row(asked, operator, read.get(f"number_{number}"), read.get(f"group_{number}") or ""))
        if not rows and not self.fits:
            return self.said.get(self.rows_of)
        return from_rows(self.cleaned_data.get("mode") or "all_of", rows)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = forms.Form.clean(self) or {}
        self.cleaned_data = cleaned
        for number in range(self.count):
            asked = cleaned.get(f"asked_{number}")
            is_number = asked and "=" not in asked and not asked.startswith(MET)
            if is_number and cleaned.get(f"number_{number}") is None:
                self.add_error(f"number_{number}", _("这件事实要填数字"))
        if not self.may_be_empty and self.expression() is None and not self.errors:
            self.add_error("asked_0", _("请至少选一行：要问哪件事实，怎样回答才算"))
        return super().clean() if not self.errors else cleaned


def _kept(cleaned: Mapping[str, Any], names: Iterable[str]) -> Entry:
    return {name: cleaned[name] for name in names if cleaned.get(name) not in ("", None)}


class RuleItemForm(RowsForm, CitedForm):
    """What conditions and items of lists have in common: a stable id, a 释义, a test."""

    id = forms.RegexField(
        label=gettext_lazy("编号"), regex=r"^[a-z0-9][a-z0-9-]{0,39}$", help_text=gettext_lazy("如 no-gain，定了不改"),
        error_messages={"invalid": gettext_lazy("只用小写字母、数字和短横")},
    )  # fmt: skip
    explanation = _words(gettext_lazy("释义"), most=1000, rows=3, hint=gettext_lazy("怎样算符合，用自己的话写"))
    element = _choice(gettext_lazy("属于哪个要素"), schema_rules.ELEMENTS, required=False)
    words: tuple[str, ...] = ()

    def entry(self) -> Entry:
        test = self.expression()
        said = _kept(self.cleaned_data, ("id", *self.words, "explanation", "element"))
        return said | self.cited() | {"test": {"all_of": []} if test is None else test}


class ConditionForm(RuleItemForm):
    """A named condition."""

    part = schema_rules.ConditionPart
    words = ("label",)
    label = _words(gettext_lazy("条件"), most=120)
    field_order = ["id", "label", "explanation", "element", "clause", "reliability", "checked_on"]


class ListItemForm(RuleItemForm):
    """One item of a list, or a red line."""

    part = schema_rules.ListItemPart
    words = ("text",)
    text = _words(gettext_lazy("内容"), most=300, rows=2)
    field_order = ["id", "text", "explanation", "element", "clause", "reliability", "checked_on"]


class TableForm(RowsForm):
    """What the table is called, and how its conditions are joined."""

    rows_of = "requires"
    asks_conditions = True
    title = _words(gettext_lazy("规则表名称"), most=120)
    positive_list_is_needed = forms.BooleanField(
        label=gettext_lazy("正面清单至少符合一项才可以容错（不勾：清单只是举例）"), required=False
    )

    def entry(self) -> Entry:
        kept = {"scope": self.said["scope"]} if self.said.get("scope") else {}
        requires = self.expression()
        return kept | {
            "title": self.cleaned_data.get("title", ""), "requires": requires,
            "positive_list_is_needed": bool(self.cleaned_data.get("positive_list_is_needed")),
        }  # fmt: skip


class OutcomeForm(RowsForm, CitedForm):
    """One outcome, when it is advised, and what follows for later judgements."""

    part = schema_rules.OutcomePart
    rows_of = "when"
    may_be_empty = True
    asks_conditions = True
    code = _choice(gettext_lazy("结果"), schema_rules.OUTCOMES)
    label = _words(gettext_lazy("本地区怎样叫"), most=60)
    needs_correction = forms.ChoiceField(
        label=gettext_lazy("同时要纠错整改吗"), required=False,
        choices=[("", gettext_lazy("条文没有说")), ("yes", gettext_lazy("要")), ("no", gettext_lazy("不要"))],
    )  # fmt: skip
    shields = forms.ChoiceField(
        label=gettext_lazy("考核不作负面评价吗"), required=False,
        choices=[
            ("", gettext_lazy("条文没有说")),
            ("listed", gettext_lazy("下面勾选的考核")),
            ("unlisted", gettext_lazy("说了，但没有列出考核种类")),
        ],
    )  # fmt: skip
    assessments = forms.MultipleChoiceField(
        label=gettext_lazy("哪些考核"), required=False, choices=list(schema_rules.ASSESSMENTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    awards = forms.BooleanField(label=gettext_lazy("评先评优不受影响"), required=False)
    selection = forms.BooleanField(label=gettext_lazy("提拔任用不受影响"), required=False)
    months = forms.IntegerField(
        label=gettext_lazy("管多少个月"), required=False, min_value=1, help_text=gettext_lazy("没有期限的不填")
    )
    note = _words(gettext_lazy("说明"), required=False)
    field_order = ["code", "label", "needs_correction", "shields", "assessments", "awards", "selection", "months",
                   "note", "clause", "reliability", "checked_on"]  # fmt: skip

    def prepare(self) -> None:
        super().prepare()
        self.effects = draft_effects.how_many(self.said.get("effects") or [])
        further = draft_effects.further_fields(self.effects)
        self.fields.update(further)
        self.order_fields([*(self.field_order or [])[:8], *further])

    def shown(self, said: Entry) -> dict[str, Any]:
        needs = {"needs_correction": _three(said.get("needs_correction"))}
        return {**said, **needs, **draft_effects.shown(said.get("effects") or [])}

    def entry(self) -> Entry:
        read = self.cleaned_data
        said = {**_kept(read, ("code", "label", "note")), **self.cited()}
        when = self.expression()
        if when is not None:
            said["when"] = when
        if read.get("needs_correction"):
            said["needs_correction"] = read["needs_correction"] == "yes"
        effects = draft_effects.read(read, self.said, self.cited(), self.effects)
        return said | ({"effects": effects} if effects else {})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in draft_effects.half_filled(cleaned, self.effects):
            self.add_error(name, _("下面填了内容，请先在这里选条文是怎样说的；没有这一项的，把下面的去掉"))
        return cleaned


def _three(said: bool | None) -> str:
    return "" if said is None else "yes" if said else "no"


class OpenerForm(CitedForm):
    """Who may bring a case in."""

    part = schema_rules.OpenerPart
    who = _choice(gettext_lazy("谁可以提出"), schema_rules.OPENERS)
    field_order = ["who", "clause", "reliability", "checked_on"]

    def entry(self) -> Entry:
        return {"who": self.cleaned_data.get("who", ""), **self.cited()}


class SideForm(CitedForm):
    """What a clause says about one side of the procedure."""

    side = _choice(gettext_lazy("哪一方面"), draft_queries.SIDES)
    text = _words(gettext_lazy("条文的意思"), most=600, rows=3, hint=gettext_lazy("用自己的话写"))
    names = _words(gettext_lazy("名单"), most=400, required=False, hint=gettext_lazy("机关或者人员，用顿号隔开"))
    stands = _choice(
        gettext_lazy("什么时候考虑容错"), schema_rules.GATES, required=False, hint=gettext_lazy("只在这一方面要选")
    )
    field_order = ["side", "text", "names", "stands", "clause", "reliability", "checked_on"]

    def shown(self, said: Entry) -> dict[str, Any]:
        return {**said, "names": "、".join(said.get("names") or [])}

    def entry(self) -> Entry:
        read = self.cleaned_data
        said = {**_kept(read, ("side", "text")), **self.cited(), "names": _read_value(read.get("names", ""), "names")}
        if read.get("side") == "gate":
            said["stands"] = read.get("stands", "")
        if read.get("side") == "outside_participants":
            said["required_when"] = "WIDE_INTEREST"
        return said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("side") == "gate" and not cleaned.get("stands"):
            self.add_error("stands", _("请选定是问责启动之前，还是同步"))
        return cleaned


class StageForm(CitedForm):
    """One stage with its deadline and what can come next."""

    part = schema_rules.StagePart
    code = _choice(gettext_lazy("环节"), schema_rules.STAGES)
    label = _words(gettext_lazy("本地区怎样叫"), most=60)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("由谁办"), required=False, choices=list(schema_rules.ROLES.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("要用的文书"), required=False, choices=list(schema_rules.PAPERS.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    has_deadline = forms.ChoiceField(
        label=gettext_lazy("期限"),
        choices=[
            ("", gettext_lazy("条文没有谈到")),
            ("given", gettext_lazy("有期限")),
            ("null", gettext_lazy("谈到了，但未规定多少天")),
        ],
        required=False,
    )
    amount = forms.IntegerField(label=gettext_lazy("期限的数字"), required=False, min_value=1)
    unit = _choice(gettext_lazy("期限的单位"), schema_rules.DEADLINE_UNITS, required=False)
    counted_from = _choice(gettext_lazy("从何时起算"), schema_rules.COUNTED_FROM, required=False)
    longest_extension = forms.IntegerField(label=gettext_lazy("最多延长"), required=False, min_value=1)
    deadline_note = _words(gettext_lazy("期限的说明"), required=False)
    next = forms.MultipleChoiceField(
        label=gettext_lazy("下一步可以到哪里"), required=False, choices=list(schema_rules.STAGES.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    is_final = forms.BooleanField(label=gettext_lazy("到这里就结束"), required=False)
    note = _words(gettext_lazy("说明"), required=False)
    field_order = ["code", "label", "roles", "papers", "has_deadline", "amount", "unit", "counted_from",
                   "longest_extension", "deadline_note", "next", "is_final", "note", "clause", "reliability",
                   "checked_on"]  # fmt: skip

    def shown(self, said: Entry) -> dict[str, Any]:
        limit = said.get("deadline")
        if not limit:
            return dict(said)
        names = ("amount", "unit", "counted_from", "longest_extension")
        kind = "null" if limit.get("amount") is None else "given"
        found = {**said, "has_deadline": kind, "deadline_note": limit.get("note", "")}
        return found | {name: limit.get(name) for name in names}

    def entry(self) -> Entry:
        read = self.cleaned_data
        said = {**_kept(read, ("code", "label", "note")), **self.cited()}
        said |= {name: read.get(name) or [] for name in ("roles", "papers", "next")}
        if read.get("is_final"):
            said["is_final"] = True
        if read.get("has_deadline"):
            said["deadline"] = self._deadline()
        return said

    def _deadline(self) -> Entry:
        read = self.cleaned_data
        is_given = read["has_deadline"] == "given"
        return {
            **self.cited(), "amount": read.get("amount") if is_given else None, "unit": read.get("unit", ""),
            "counted_from": read.get("counted_from", ""), "longest_extension": read.get("longest_extension"),
            "note": read.get("deadline_note", ""),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = forms.Form.clean(self) or {}
        if cleaned.get("has_deadline"):
            for name in ("unit", "counted_from"):
                if not cleaned.get(name):
                    self.add_error(name, _("写了期限，就要写明单位和从何时起算"))
        if cleaned.get("has_deadline") == "given" and cleaned.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("请写期限的数字；没有规定多少天的，上面选“未规定”"))
        if cleaned.get("has_deadline") == "null" and not cleaned.get("deadline_note"):
            self.add_error("deadline_note", _("未规定的，要写明条文是怎么说的"))
        if not cleaned.get("is_final") and not cleaned.get("next"):
            self.add_error("next", _("进得来要出得去：请选下一步，或者勾选“到这里就结束”"))
        return super().clean() if not self.errors else cleaned


class ExampleForm(RowsForm):
    """A made-up case and the conclusion a lawyer expects."""

    rows_of = "as_rows"
    may_be_empty = True
    has_mode = False
    why = _words(gettext_lazy("这是怎样一件事"), most=200, rows=2)
    acted_on = _day(gettext_lazy("行为日期"))
    expect_advice = _choice(gettext_lazy("应当得出"), draft_queries.ADVICES)
    field_order = ["why", "acted_on", "expect_advice"]

    def __init__(self, data: Any = None, *, said: Entry | None, **more: Any) -> None:
        shown = dict(said or {})
        facts = [{"fact": key, "is" if not _is_number(value) else "at_most": value}
                 for key, value in (shown.get("facts") or {}).items()]  # fmt: skip
        super().__init__(data, said={**shown, "as_rows": {"all_of": facts}} if facts else shown, **more)

    def entry(self) -> Entry:
        read, facts = self.cleaned_data, {}
        for number in range(self.count):
            asked = read.get(f"asked_{number}")
            if asked:
                fact, _is, said = asked.partition("=")
                given = {"yes": True, "no": False}.get(said, said)
                facts[fact] = given if said else read.get(f"number_{number}")
        acted_on = read["acted_on"].isoformat() if read.get("acted_on") else ""
        return {"why": read.get("why", ""), "facts": facts, "acted_on": acted_on,
                "expect_advice": read.get("expect_advice", "")}  # fmt: skip


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


FORMS: dict[str, type[EntryForm]] = {
    "document": DocumentForm,
    "clauses": ClauseForm,
    "values": ValueForm,
    "table": TableForm,
    "conditions": ConditionForm,
    "positive_list": ListItemForm,
    "negative_list": ListItemForm,
    "hard_stops": ListItemForm,
    "outcomes": OutcomeForm,
    "openers": OpenerForm,
    "sides": SideForm,
    "stages": StageForm,
    "examples": ExampleForm,
}
