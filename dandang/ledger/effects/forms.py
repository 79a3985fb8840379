"""Shape of what people type on the pages of effects; the facts of a kind become fields by its table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.ledger.effects import kinds

FACT = "fact_"
_DAY_HINT = _("写成 2026-11-23 这样")


def _day_field(label: object, *, required: bool = True, hint: object = _DAY_HINT) -> forms.DateField:
    return forms.DateField(
        label=str(label),
        required=required,
        help_text=str(hint),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": str(_("请写成 2026-11-23 这样"))},
    )


class RegisterFilter(forms.Form):
    """Which effects are shown."""

    words = forms.CharField(label=_("姓名或文号"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("类别"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("现在有效")), ("REVOKED", _("已撤销"))])

    def __init__(self, *args: Any, open_kinds: Sequence[kinds.EffectKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", _("全部")), *((kind.code, kind.label) for kind in open_kinds)]
        self.fields["kind"] = forms.ChoiceField(label=_("类别"), required=False, choices=offered)


class StartForm(forms.Form):
    """Whose decision, and of which kind."""

    kind = forms.ChoiceField(label=_("是哪一类决定"), widget=forms.RadioSelect)
    who = forms.CharField(label=_("当事人"), max_length=40, help_text=_("填人员编号或者完整姓名"))

    def __init__(self, *args: Any, open_kinds: Sequence[kinds.EffectKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(kind.code, kind.label) for kind in open_kinds]
        self.fields["kind"] = forms.ChoiceField(label=_("是哪一类决定"), widget=forms.RadioSelect, choices=offered)


class DecisionForm(forms.Form):
    """What stands on the paper. The facts of the kind follow as fields named `fact_…`."""

    organ = forms.CharField(label=_("作出决定的机关"), max_length=120)
    document = forms.CharField(label=_("文书名称或文号"), max_length=200, help_text=_("如：青容〔2026〕7号"))
    decided_on = _day_field(_("决定日期"))
    clause = forms.CharField(label=_("依据条款"), max_length=120)
    reason = forms.CharField(label=_("决定的理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    starts_on = _day_field(_("起始日"))
    ends_on = _day_field(
        _("截止日"), required=False, hint=_("截止日当天不再有效；没有期限的不填。写成 2026-11-23 这样")
    )

    def __init__(self, *args: Any, kind: kinds.EffectKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for fact in kind.facts:
            self.fields[FACT + fact.name] = _fact_field(fact)

    def facts(self) -> dict[str, Any]:
        """The typed facts by their names, empty ones left out."""
        typed = {fact.name: self.cleaned_data.get(FACT + fact.name) for fact in self.kind.facts}
        return {name: value for name, value in typed.items() if value not in (None, "", [])}

    def paper(self) -> dict[str, Any]:
        """The typed fields that every kind has."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith(FACT)}

    def refuse(self, field: str, sentence: str) -> None:
        """Show a refusal at its field when the form has it, else above the form."""
        for name in (field, FACT + field):
            if name in self.fields:
                self.add_error(name, sentence)
                return
        self.add_error(None, sentence)


def _fact_field(fact: kinds.Fact) -> forms.Field:
    label, hint, required = str(fact.label), str(fact.hint), fact.is_required
    if fact.shape == kinds.DAY:
        return _day_field(label, required=required, hint=hint or _DAY_HINT)
    options = list((fact.options or {}).items())
    if fact.shape == kinds.CHOICE:
        return forms.ChoiceField(label=label, required=required, choices=options, widget=forms.RadioSelect)
    if fact.shape == kinds.CHOICES:
        return forms.MultipleChoiceField(
            label=label, required=required, choices=options, widget=forms.CheckboxSelectMultiple
        )
    return forms.CharField(label=label, required=required, help_text=hint, max_length=300)


class ReasonForm(forms.Form):
    """Why an effect is revoked, or what differs from the paper."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
