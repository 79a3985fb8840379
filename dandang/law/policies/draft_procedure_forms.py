"""The forms of a draft's procedure, and which form writes which section."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dandang.law.policies import draft_words, labels, schema_rules
from dandang.law.policies.draft_bodies import Entry
from dandang.law.policies.draft_forms import (
    CitedForm,
    ClauseForm,
    DocumentForm,
    EntryForm,
    ValueForm,
    choice_field,
    read_value,
    words_field,
)
from dandang.law.policies.draft_rule_forms import (
    ConditionForm,
    ExampleForm,
    ListItemForm,
    OutcomeForm,
    QuestionForm,
    TableForm,
    kept,
)


class OpenerForm(CitedForm):
    """Who may bring a case in."""

    part = schema_rules.OpenerPart
    who = choice_field(gettext_lazy("谁可以提出"), labels.shown(schema_rules.OPENERS))
    field_order = ["who", "clause", "reliability", "checked_on"]

    def entry(self) -> Entry:
        return {"who": self.cleaned_data.get("who", ""), **self.cited()}


class SideForm(CitedForm):
    """What a clause says about one side of the procedure."""

    side = choice_field(gettext_lazy("哪一方面"), draft_words.SIDES)
    text = words_field(gettext_lazy("条文的意思"), most=600, rows=3, hint=gettext_lazy("用自己的话写"))
    names = words_field(gettext_lazy("名单"), most=400, required=False, hint=gettext_lazy("机关或者人员，用顿号隔开"))
    stands = choice_field(
        gettext_lazy("什么时候考虑容错"),
        labels.shown(schema_rules.GATES),
        required=False,
        hint=gettext_lazy("只在这一方面要选"),
    )
    field_order = ["side", "text", "names", "stands", "clause", "reliability", "checked_on"]

    def shown(self, said: Entry) -> dict[str, Any]:
        return {**said, "names": "、".join(said.get("names") or [])}

    def entry(self) -> Entry:
        read = self.cleaned_data
        said = {**kept(read, ("side", "text")), **self.cited(), "names": read_value(read.get("names", ""), "names")}
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
    code = choice_field(gettext_lazy("环节"), labels.shown(schema_rules.STAGES))
    label = words_field(gettext_lazy("本地区怎样叫"), most=60)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("由谁办"), required=False, choices=list(labels.shown(schema_rules.ROLES).items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("要用的文书"), required=False, choices=list(labels.shown(schema_rules.PAPERS).items()),
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
    unit = choice_field(gettext_lazy("期限的单位"), labels.shown(schema_rules.DEADLINE_UNITS), required=False)
    counted_from = choice_field(gettext_lazy("从何时起算"), labels.shown(schema_rules.COUNTED_FROM), required=False)
    longest_extension = forms.IntegerField(label=gettext_lazy("最多延长"), required=False, min_value=1)
    deadline_note = words_field(gettext_lazy("期限的说明"), required=False)
    next = forms.MultipleChoiceField(
        label=gettext_lazy("下一步可以到哪里"), required=False, choices=list(labels.shown(schema_rules.STAGES).items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    is_final = forms.BooleanField(label=gettext_lazy("到这里就结束"), required=False)
    note = words_field(gettext_lazy("说明"), required=False)
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
        said = {**kept(read, ("code", "label", "note")), **self.cited()}
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


FORMS: dict[str, type[EntryForm]] = {
    "document": DocumentForm,
    "clauses": ClauseForm,
    "values": ValueForm,
    "questions": QuestionForm,
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
