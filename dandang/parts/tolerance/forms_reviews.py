"""Shape of what is typed about a review: the request, its acceptance, reviewers, hearing, proposal and decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ui.fields import scan_field
from dandang.ledger.casework.records import Candidate

from .forms_decisions import DAY, DAY_HELP, MeetingField, words
from .forms_scans import scan_of
from .models import Review
from .queries.outcomes import Choice
from .records import Upload


class RequestForm(forms.Form):
    """What the person does not agree with. The office keys it in from paper, with the scan."""

    grounds = words(_("哪里不同意、为什么"), rows=6, help_text=_("写具体：哪一项认定、哪一点事实、有什么新的材料"))
    about_handling = forms.BooleanField(
        label=_("是对同时作出的人事处理（处分、降职、免职等）不服"), required=False,
        help_text=_("对人事处理不服的，法律规定了申请期限；对容错认定本身不服的不勾"),
    )  # fmt: skip
    requested_on = forms.DateField(label=_("申请日期"), widget=DAY, help_text=DAY_HELP)
    upload = scan_field(_("本人签名的申请书"), required=True)

    def __init__(self, *args: Any, on_paper: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not on_paper:
            del self.fields["upload"], self.fields["requested_on"]

    def scan(self) -> Upload | None:
        """The scan as it came, none when the person asks on screen."""
        return scan_of(self.cleaned_data)


class OrderForm(forms.Form):
    """New facts that call for another look."""

    organ_id = forms.TypedChoiceField(label=_("由哪个机关复查"), coerce=int)
    grounds = words(_("发现了什么新情况、有什么证据"), rows=4)

    def __init__(self, *args: Any, organs: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["organ_id"].choices = organs  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why a request is not accepted, or is withdrawn."""

    reason = words(_("理由"))


class ReviewersForm(forms.Form):
    """People without any part in the case."""

    person_ids = forms.TypedMultipleChoiceField(
        label=_("复查的人（两人以上）"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选两人以上")},
    )  # fmt: skip

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **more: Any) -> None:
        super().__init__(*args, **more)
        free = [(one.id, f"{one.name}（{one.unit}　{one.post}）") for one in candidates if not one.conflicts]
        self.fields["person_ids"].choices = free  # type: ignore[attr-defined]


class HearForm(forms.Form):
    """What the person says in the review, and the answer."""

    person_said = words(_("本人对复查的意见"))
    answer = words(_("逐条答复"))


class ResultForm(forms.Form):
    """What is proposed or was decided: upheld, changed to another outcome, or overturned."""

    result = forms.ChoiceField(label=_("复查结果"), choices=Review.Result.choices, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_("变更为"), required=False)

    def __init__(self, *args: Any, choices: Sequence[Choice], **more: Any) -> None:
        super().__init__(*args, **more)
        named = [(one.code, one.label) for one in choices]
        self.fields["outcome"].choices = [("", _("不变更")), *named]  # type: ignore[attr-defined]


class ReviewSubmitForm(ResultForm):
    """Which meeting of other people studies the review."""

    meeting_id = MeetingField()

    def __init__(self, *args: Any, meetings: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["meeting_id"].offer(meetings)  # type: ignore[attr-defined]


class ReviewDecisionForm(ResultForm):
    """The decision on the review as the meeting took it."""

    reasons = words(_("复查理由"), rows=5)
    answer = words(_("对本人意见的答复"), rows=4)


class EmptyForm(forms.Form):
    """An act that needs nothing typed."""
