"""Shape of what is typed about correction: reports, acceptance, extensions, visits, and a referral."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .forms_decisions import DAY, DAY_HELP, MeetingField, words
from .models import Referral, Visit


class ReportForm(forms.Form):
    """What was done about a measure."""

    report = words(_("整改做了什么、效果怎样"))
    reported_on = forms.DateField(label=_("完成日期"), widget=DAY, help_text=DAY_HELP)


class NoteForm(forms.Form):
    """What acceptance saw, or what is still to be put right."""

    note = words(_("验收意见"), help_text=_("通过的写看到了什么；不通过的写哪里没有到位、怎样改"))


class ExtendForm(forms.Form):
    """A later day with its cause."""

    due_on = forms.DateField(label=_("新的期限"), widget=DAY, help_text=DAY_HELP)
    reason = forms.CharField(label=_("为什么延期"), max_length=200)
    clause = forms.CharField(
        label=_("依据条款"), max_length=80, required=False, help_text=_("如“安徽 第12点”；没有条款的留空")
    )


class VisitForm(forms.Form):
    """A visit."""

    kind = forms.ChoiceField(label=_("种类"), choices=Visit.Kind.choices, widget=forms.RadioSelect)
    visited_on = forms.DateField(label=_("日期"), widget=DAY, help_text=DAY_HELP)
    visitors = forms.CharField(label=_("走访人"), max_length=120)
    note = words(_("了解到的情况"))


class ReferralSubmitForm(forms.Form):
    """Which meeting finds on correction, and on which ground."""

    meeting_id = MeetingField()
    ground = forms.ChoiceField(label=_("提请认定"), choices=Referral.Ground.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, meetings: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["meeting_id"].offer(meetings)  # type: ignore[attr-defined]


class ReferForm(forms.Form):
    """The reasoned finding that was voted for, with the person's own words."""

    ground = forms.ChoiceField(label=_("会议认定"), choices=Referral.Ground.choices, widget=forms.RadioSelect)
    reasons = words(_("表现在哪里"), help_text=_("写事实：哪一项、提醒过几次、现在怎样"))
    clause = forms.CharField(label=_("依据条款"), max_length=80, help_text=_("如“安徽 第12点”"))
    person_said = words(_("本人怎样说明"), help_text=_("移送以前要听本人的说法，用本人的话写"))
