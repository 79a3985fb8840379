"""The forms of a draft's rules: questions of its own, conditions and lists, the table, outcomes, examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dandang.law.policies import draft_effects, draft_words, labels, schema, schema_rules
from dandang.law.policies.draft_bodies import Entry
from dandang.law.policies.draft_forms import CitedForm, EntryForm, choice_field, day_field, words_field
from dandang.law.policies.expression_rows import GROUPS, MET, MODES, OPERATORS, Row, from_rows, to_rows
from dandang.law.policies.records import FactDefinition

SPARE_ROWS, FEWEST_ROWS = 2, 3
UNIT_NAMES = {code: lazy(labels.unit_name, str)(code) for code in schema.NUMBER_UNITS}


class QuestionForm(EntryForm):
    """A fact the catalogue does not have, asked by this document alone."""

    part = schema_rules.FactPart
    provisional_id = {"key": "own.this.q1"}
    label = words_field(
        gettext_lazy("要问什么"), most=120, hint=gettext_lazy("写成一个问题，如“事前有没有报备”；办案的同志要照着回答")
    )
    kind = choice_field(gettext_lazy("怎样回答"), draft_words.KINDS)
    options = words_field(
        gettext_lazy("可选的回答"), most=400, rows=4, required=False,
        hint=gettext_lazy("选“从几种回答里选”才填，一行写一种，至少两种"),
    )  # fmt: skip
    unit = choice_field(
        gettext_lazy("数字的单位"), UNIT_NAMES,
        required=False, hint=gettext_lazy("选“填数字”才填"),
    )  # fmt: skip
    element = choice_field(gettext_lazy("属于哪个要素"), labels.shown(schema_rules.ELEMENTS), required=False)
    explanation = words_field(
        gettext_lazy("释义"), most=1000, rows=3, hint=gettext_lazy("怎样判断，看什么材料；用自己的话写")
    )

    def shown(self, said: Entry) -> dict[str, Any]:
        return {**said, "options": "\n".join(one["label"] for one in said.get("options") or [])}

    def entry(self) -> Entry:
        read = self.cleaned_data
        said = kept(read, ("label", "kind", "element", "explanation"))
        said |= {"key": self.said["key"]} if self.said.get("key") else {}
        if read.get("kind") == "choice":
            said["options"] = self._options(read.get("options", ""))
        if read.get("kind") == "number":
            said["unit"] = read.get("unit", "")
        return said

    def _options(self, typed: str) -> list[Entry]:
        """An answer that was there keeps its code, so that rows which name it go on meaning it."""
        old = {one["label"]: one["code"] for one in self.said.get("options") or []}
        labels = list(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
        free = iter(code for code in (f"A{number}" for number in range(1, 100)) if code not in old.values())
        return [{"code": old.get(label) or next(free), "label": label} for label in labels]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = forms.Form.clean(self) or {}
        self.cleaned_data = cleaned
        if cleaned.get("kind") == "choice" and len(self._options(cleaned.get("options", ""))) < 2:
            self.add_error("options", _("请写出可选的回答，一行一种，至少两种"))
        if cleaned.get("kind") == "number" and not cleaned.get("unit"):
            self.add_error("unit", _("数字要有单位，请选一个"))
        return super().clean() if not self.errors else cleaned


class RowsForm(EntryForm):
    """A form with an expression, filled in row by row; `rows_of` names the field of the entry it becomes."""

    rows_of = "test"
    may_be_empty = False
    asks_conditions = False

    def prepare(self) -> None:
        super().prepare()
        written = to_rows(self.said.get(self.rows_of))
        self.fits = written.fits
        self.count = max(len(written.rows) + SPARE_ROWS, FEWEST_ROWS, self.least_rows)
        if self.is_bound:
            self.count = max(self.count, sum(1 for name in self.data if name.startswith("asked_")))
        self.fields["mode"] = forms.ChoiceField(label=_("怎样合起来"), choices=list(MODES.items()))
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
            listed = by_element.setdefault(
                labels.said(schema_rules.ELEMENTS.get(fact.element, "")) or _("领域、处理和其他"), []
            )
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

    def _check_row(self, number: int, asked: str, operator: str) -> None:
        """Ask back where a row joins what does not go together; nothing is reinterpreted in silence."""
        is_number = "=" not in asked and not asked.startswith(MET)
        if is_number and self.cleaned_data.get(f"number_{number}") is None:
            self.add_error(f"number_{number}", _("这件事实要填数字"))
        if is_number != (operator in ("at_most", "at_least")):
            words = _("填数字的，请选“不超过”或者“不少于”") if is_number else _("这一行不填数字，请选“是”或者“不是”")
            self.add_error(f"operator_{number}", words)
        elif asked.startswith(MET) and operator == "is_not":
            self.add_error(f"operator_{number}", _("条件只能要求符合；要反过来，请改那一条件，或者写进负面清单"))

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
                operator = read.get(f"operator_{number}") or "is"
                rows.append(Row(asked, operator, read.get(f"number_{number}"), read.get(f"group_{number}") or ""))
        if not rows and not self.fits:
            return self.said.get(self.rows_of)
        return from_rows(self.cleaned_data.get("mode") or "all_of", rows)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = forms.Form.clean(self) or {}
        self.cleaned_data = cleaned
        for number in range(self.count):
            asked = cleaned.get(f"asked_{number}")
            if asked:
                self._check_row(number, asked, cleaned.get(f"operator_{number}") or "is")
        if not self.may_be_empty and self.expression() is None and not self.errors:
            self.add_error("asked_0", _("请至少选一行：要问哪件事实，怎样回答才算"))
        return super().clean() if not self.errors else cleaned


def kept(cleaned: Mapping[str, Any], names: Iterable[str]) -> Entry:
    return {name: cleaned[name] for name in names if cleaned.get(name) not in ("", None)}


class RuleItemForm(RowsForm, CitedForm):
    """What conditions and items of lists have in common: a 释义, a test, an id nobody types."""

    provisional_id = {"id": "1"}

    explanation = words_field(gettext_lazy("释义"), most=1000, rows=3, hint=gettext_lazy("怎样算符合，用自己的话写"))
    element = choice_field(gettext_lazy("属于哪个要素"), labels.shown(schema_rules.ELEMENTS), required=False)
    words: tuple[str, ...] = ()

    def entry(self) -> Entry:
        test = self.expression()
        said = kept(self.cleaned_data, (*self.words, "explanation", "element"))
        return self.kept_id() | said | self.cited() | {"test": {"all_of": []} if test is None else test}


class ConditionForm(RuleItemForm):
    """A named condition."""

    part = schema_rules.ConditionPart
    words = ("label",)
    label = words_field(gettext_lazy("条件"), most=120)
    field_order = ["label", "explanation", "element", "clause", "reliability", "checked_on"]


class ListItemForm(RuleItemForm):
    """One item of a list, or a red line."""

    part = schema_rules.ListItemPart
    words = ("text",)
    text = words_field(gettext_lazy("内容"), most=300, rows=2)
    field_order = ["text", "explanation", "element", "clause", "reliability", "checked_on"]


class TableForm(RowsForm):
    """What the table is called, and how its conditions are joined."""

    rows_of = "requires"
    asks_conditions = True
    title = words_field(gettext_lazy("规则表名称"), most=120)
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
    code = choice_field(gettext_lazy("结果"), labels.shown(schema_rules.OUTCOMES))
    label = words_field(gettext_lazy("本地区怎样叫"), most=60)
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
        label=gettext_lazy("哪些考核"), required=False, choices=list(labels.shown(schema_rules.ASSESSMENTS).items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    awards = forms.BooleanField(label=gettext_lazy("评先评优不受影响"), required=False)
    selection = forms.BooleanField(label=gettext_lazy("提拔任用不受影响"), required=False)
    months = forms.IntegerField(
        label=gettext_lazy("管多少个月"), required=False, min_value=1, help_text=gettext_lazy("没有期限的不填")
    )
    note = words_field(gettext_lazy("说明"), required=False)
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
        said = {**kept(read, ("code", "label", "note")), **self.cited()}
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


class ExampleForm(EntryForm):
    """A made-up case, the answer to each question of the draft's conditions, and the conclusion a lawyer expects."""

    why = words_field(gettext_lazy("这是怎样一件事"), most=200, rows=2)
    acted_on = day_field(gettext_lazy("行为日期"), hint=gettext_lazy("不早于适用起始日，这一版才管得到"))
    expect_advice = choice_field(gettext_lazy("应当得出"), draft_words.ADVICES)

    def prepare(self) -> None:
        given = self.said.get("facts") or {}
        asked = {one.key: one for one in draft_words.asked_facts(self.body)}
        asked |= {key: self.facts[key] for key in given if key in self.facts}
        self.asked = asked
        self.initial.setdefault("acted_on", self.body["edition"].get("in_force_from"))
        for key, fact in asked.items():
            self.fields[f"fact-{key}"] = _answer_field(fact)
            self.initial[f"fact-{key}"] = _shown_answer(given.get(key))
        self.order_fields(["why", "acted_on", *(f"fact-{key}" for key in asked), "expect_advice"])

    def entry(self) -> Entry:
        read, facts = self.cleaned_data, {}
        for key in self.asked:
            given = read.get(f"fact-{key}")
            if given not in ("", None):
                facts[key] = {"yes": True, "no": False}.get(given, given) if isinstance(given, str) else given
        acted_on = read["acted_on"].isoformat() if read.get("acted_on") else ""
        return {"why": read.get("why", ""), "facts": facts, "acted_on": acted_on,
                "expect_advice": read.get("expect_advice", "")}  # fmt: skip


def _answer_field(fact: FactDefinition) -> forms.Field:
    if fact.kind == "number":
        return forms.IntegerField(label=fact.label, required=False, min_value=0, help_text=_("不知道的不填"))
    answers = list(fact.options) if fact.kind == "choice" else [("yes", _("是")), ("no", _("否"))]
    return forms.ChoiceField(label=fact.label, required=False, choices=[("", _("还不知道")), *answers])


def _shown_answer(value: Any) -> Any:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
