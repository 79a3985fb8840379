"""Shape of what investigators type: findings with reasons, evidence and clause, the fact sheet, the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.ledger.casework.models import Side
from dandang.ledger.matters.records import EvidenceRecord

from .models import DistinctionFinding
from .queries.findings import AskedFact
from .queries.law import ClauseChoice

LONG = 8000


def _text(label: Any, rows: int, *, required: bool = True, help_text: Any = "", limit: int = LONG) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=limit,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


class EvidenceField(forms.TypedMultipleChoiceField):
    """Pieces of the matter's evidence, ticked; each shows number, title and whether it came after the hearing."""

    def __init__(self) -> None:
        super().__init__(
            label=_("证据"),
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("可以选几份；有利、不利的认定，提交报告以前都要有证据"),
        )

    def offer(self, pieces: Iterable[EvidenceRecord]) -> None:
        """Let these pieces be chosen."""
        self.choices = [(one.id, f"{one.label} {one.title}") for one in pieces]
        if not self.choices:
            self.help_text = _("这件事还没有证据，先到案件的“证据”里登记")


class ElementForm(forms.Form):
    """One element: facts, for whom they speak, reasons, clause, evidence."""

    facts = _text(_("查明的事实"), 4, help_text=_("只写查明的：时间、谁、做了什么、有什么凭据"))
    evidence_ids = EvidenceField()
    side = forms.ChoiceField(label=_("对本人是"), choices=Side.choices, widget=forms.RadioSelect)
    waits_for = forms.CharField(
        label=_("还缺什么"),
        max_length=200,
        required=False,
        help_text=_("选“尚不明确”时填：等谁的什么材料，大概哪天能到"),
    )
    reasons = _text(_("理由"), 3)
    clause = forms.ChoiceField(label=_("条款"), help_text=_("行为当日有效的条款；以后施行的，较轻才可以用"))
    later_because = forms.CharField(
        label=_("用后来较轻规定的理由"), max_length=300, required=False, help_text=_("选了行为日以后施行的条款才填")
    )

    def __init__(
        self,
        *args: Any,
        pieces: Sequence[EvidenceRecord],
        clauses: Sequence[ClauseChoice],
        reason_hint: str = "",
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["evidence_ids"].offer(pieces)  # type: ignore[attr-defined]
        self.fields["clause"].choices = _clause_groups(clauses)  # type: ignore[attr-defined]
        self.fields["reasons"].help_text = reason_hint


def _clause_groups(clauses: Sequence[ClauseChoice]) -> list[tuple[Any, Any]]:
    table = [(one.text, _clause_words(one)) for one in clauses if one.is_of_table and not one.is_later]
    beside = [(one.text, _clause_words(one)) for one in clauses if not one.is_of_table and not one.is_later]
    later = [(one.text, _clause_words(one)) for one in clauses if one.is_later]
    groups: list[tuple[Any, Any]] = [
        (_("行为当日有效的容错条款"), table),
        (_("行为当日有效，同一文件的其他条款"), beside),
        (_("行为日以后施行，较轻才可以用"), later),
    ]
    return [("", _("请选择")), *(group for group in groups if group[1])]


def _clause_words(one: ClauseChoice) -> str:
    summary = one.summary if len(one.summary) <= 36 else f"{one.summary[:36]}…"
    return f"{one.text}　{summary}"


class DistinctionForm(forms.Form):
    """One of the three distinctions."""

    where = forms.ChoiceField(label=_("核实认为"), choices=DistinctionFinding.Where.choices, widget=forms.RadioSelect)
    reasons = _text(_("理由"), 3)
    evidence_ids = EvidenceField()

    def __init__(
        self,
        *args: Any,
        pieces: Sequence[EvidenceRecord],
        sides: tuple[str, str],
        reason_hint: str = "",
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        milder, graver = sides
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            ("MILDER", milder),
            ("GRAVER", graver),
            ("UNCLEAR", _("尚不明确")),
        ]
        self.fields["evidence_ids"].offer(pieces)  # type: ignore[attr-defined]
        self.fields["reasons"].help_text = reason_hint


APPLIES = (("yes", _("属于")), ("no", _("不属于")), ("unknown", _("还不能判断")))
_APPLIES = {"yes": True, "no": False, "unknown": None}


class ListItemForm(forms.Form):
    """Whether an item of a list applies."""

    applies = forms.ChoiceField(label=_("这件事"), choices=APPLIES, widget=forms.RadioSelect)
    reasons = _text(_("理由"), 3)

    @property
    def answer(self) -> bool | None:
        """The choice as the action takes it."""
        return _APPLIES[self.cleaned_data["applies"]]

    @staticmethod
    def word_for(applies: bool | None) -> str:
        """The choice that stands for an answer on file."""
        return next(word for word, answer in _APPLIES.items() if answer is applies)


UNKNOWN = ""


class _Known(forms.ChoiceField):
    """An answer that may be not known: no answer passes, a strange one does not."""

    def validate(self, value: Any) -> None:
        if value != UNKNOWN:
            super().validate(value)


class FactSheet(forms.Form):
    """The questions the rule tables ask; what is not known stays unknown and is never taken for no."""

    def __init__(self, *args: Any, asked: Sequence[AskedFact], **more: Any) -> None:
        super().__init__(*args, **more)
        self.asked = asked
        for one in asked:
            self.fields[one.fact.key] = _fact_field(one)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The questions under the element they belong to, in the order of the catalogue."""
        found: dict[str, list[forms.BoundField]] = {}
        for one in self.asked:
            found.setdefault(one.element_label, []).append(self[one.fact.key])
        return list(found.items())

    def answers(self) -> dict[str, bool | int | str | None]:
        """The questions that came with the form, None for not known; what did not come stays as it is on file."""
        return {key: _answer(given) for key, given in self.cleaned_data.items() if key in self.data}


def _fact_field(one: AskedFact) -> forms.Field:
    fact = one.fact
    if fact.kind == "number":
        return forms.IntegerField(
            label=fact.label, help_text=fact.explanation, required=False, min_value=0, initial=one.answer
        )
    options: list[tuple[str, Any]] = [("yes", _("是")), ("no", _("否"))] if fact.kind == "yes_no" else [*fact.options]
    shown = {True: "yes", False: "no", None: UNKNOWN}.get(one.answer, one.answer)  # type: ignore[arg-type]
    return _Known(
        label=fact.label,
        help_text=fact.explanation,
        choices=[*options, (UNKNOWN, _("还不知道"))],
        widget=forms.RadioSelect,
        initial=shown,
    )


def _answer(given: Any) -> bool | int | str | None:
    known: dict[Any, bool | int | str | None] = {"yes": True, "no": False, UNKNOWN: None}
    return known.get(given, given)


class ReportForm(forms.Form):
    """What the inquiry says as a whole."""

    summary = _text(_("核查情况"), 10, help_text=_("怎样核查的、查明了什么、各方怎么说"), limit=20000)
    suggestion = forms.ChoiceField(label=_("核查组的建议"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, suggestions: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["suggestion"].choices = suggestions  # type: ignore[attr-defined]


class AgainForm(forms.Form):
    """Why the case goes back to the inquiry."""

    reason = _text(_("退回核实的理由"), 3, limit=1000, help_text=_("写明还要查什么"))
