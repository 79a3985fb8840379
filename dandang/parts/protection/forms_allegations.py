"""Shape of what is typed about allegations: words, screening, handling, splitting, merging, withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ui.fields import day_field, text_field

from .models import Allegation
from .queries.allegations import Handling
from .queries.clauses import CitedClause, choices

_OWN_WORDS = _("用您自己的话写一件事：哪个人、什么时候、做了什么。不照抄原信，不写怎样知道的。被反映人会看到这句话。")


class AllegationForm(forms.Form):
    """One thing alleged about one person."""

    text = text_field(_("反映的问题"), 3, help_text=_OWN_WORDS, limit=1000)
    who = forms.CharField(
        label=_("反映的是谁"), max_length=40, required=False, help_text=_("填人员编号或者完整姓名；还弄不清的先空着")
    )
    matter = forms.CharField(
        label=_("涉及哪件事"), max_length=40, required=False, help_text=_("已经登记的，填事项编号；没有的空着")
    )


class ReasonForm(forms.Form):
    """Why something is done; the label and hint say what."""

    reason = text_field(_("理由"), 3, limit=2000)

    def __init__(self, *args: Any, label: object = "", hint: object = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reason"].label = str(label or self.fields["reason"].label)
        self.fields["reason"].help_text = str(hint)


class SplitForm(forms.Form):
    """One allegation cut into several, one a line."""

    texts = text_field(_("拆成哪几项"), 6, help_text=_("一行一项，至少两项，都用您自己的话写"), limit=4000)
    reason = text_field(_("拆分的理由"), 2, limit=500)

    def clean_texts(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["texts"].splitlines() if line.strip()]


class MergeForm(forms.Form):
    """Several allegations about one person put into one."""

    allegation_ids = forms.TypedMultipleChoiceField(
        label=_("合并哪几项"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("合并至少要选两项。")},
    )  # fmt: skip
    text = text_field(_("合并以后怎样写"), 3, help_text=_OWN_WORDS, limit=1000)
    reason = text_field(_("合并的理由"), 2, limit=500)

    def __init__(self, *args: Any, rows: Sequence[Allegation], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["allegation_ids"].choices = [(one.pk, f"{one.number}. {one.text}") for one in rows]  # type: ignore[attr-defined]


class ScreenForm(forms.Form):
    """Whether an allegation can be checked, and why."""

    is_checkable = forms.TypedChoiceField(
        label=_("有没有可查性"), coerce=lambda word: word == "yes", widget=forms.RadioSelect,
        choices=[("yes", _("线索具体、有可查性")), ("no", _("没有可查性"))],
    )  # fmt: skip
    reason = text_field(_("筛查理由"), 3, help_text=_("写明具体不具体、查得到查不到，至少二十个字"), limit=2000)


class HandlingForm(forms.Form):
    """How an allegation is to be handled."""

    kind = forms.ChoiceField(label=_("怎样处置"), widget=forms.RadioSelect)
    look_again_on = day_field(_("哪一天再看"), required=False, help_text=_("暂存待查的填，写成 2026-11-23 这样"))
    reason = text_field(_("处置理由"), 3, help_text=_("至少二十个字"), limit=2000)
    clause = forms.ChoiceField(label=_("依据"))

    def __init__(self, *args: Any, kinds: Sequence[Handling], clauses: Sequence[CitedClause], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["kind"].choices = [(one.code, one.label) for one in kinds]  # type: ignore[attr-defined]
        self.fields["clause"].choices = [("", _("请选择")), *choices(clauses)]  # type: ignore[attr-defined]
