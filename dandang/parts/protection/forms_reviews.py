"""Shape of looking at a proved false accusation again, and of taking a clarification back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ui.fields import day_field, text_field

from .models import AccusationReview, Level


class OrderForm(forms.Form):
    """What speaks against the finding."""

    grounds = text_field(_("发现了什么，为什么要复查"), 4)


class ReviewForm(forms.Form):
    """What the reviewers found and advise."""

    findings = text_field(_("复查情况"), 6, help_text=_("捏造和陷害的故意，现在还各有什么证据"))
    advice = forms.ChoiceField(
        label=_("建议"), choices=AccusationReview.Result.choices, widget=forms.RadioSelect
    )  # fmt: skip


class OutcomeForm(forms.Form):
    """What the organ above approved."""

    result = forms.ChoiceField(
        label=_("批准的结果"), choices=AccusationReview.Result.choices, widget=forms.RadioSelect
    )  # fmt: skip
    reasons = text_field(_("理由"), 4)
    level = forms.ChoiceField(label=_("批准机关是哪一级"), choices=Level.choices, widget=forms.RadioSelect)
    organ = forms.CharField(label=_("批准机关"), max_length=120)
    document = forms.CharField(label=_("批准文号"), max_length=80)
    decided_on = day_field(_("批准日期"))


class UndoneForm(forms.Form):
    """How what leaned on a revoked finding was made good."""

    words = text_field(_("怎样恢复的"), 4, help_text=_("作过的处理、通报、评先限制，逐件写明哪天怎样恢复"))


class WithdrawForm(forms.Form):
    """Why a clarification is taken back, and how those who heard it are told."""

    words = text_field(_("为什么撤回，已经澄清的怎样更正"), 4)
