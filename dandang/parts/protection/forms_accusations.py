"""Shape of what is typed about a false accusation: opening, findings, end, hearing, vote, approval, referral."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.guard import limits
from dandang.foundation.ui.fields import day_field, scan_field, text_field
from dandang.ledger.casework.models import AnswerSide

from .forms_clarifications import FilterForm
from .forms_team import PeopleForm
from .models import About, Level, Question, Told
from .queries.accusation_law import AccusationLaw
from .queries.accusation_pages import AccusationFilter
from .queries.referrals import STANDINGS, ReferralFilter
from .records import AccusationFindings, AccusationPointInput
from .states import AccusationState

MOST_POINTS = 20


class AccusationFilterForm(FilterForm):
    """Words first; then where it stands and the year."""

    words = forms.CharField(label=_("核查编号或者反映编号"), max_length=60, required=False)
    state = forms.ChoiceField(label=_("到哪一步"), choices=[("", _("全部")), *AccusationState.choices], required=False)
    year = forms.ChoiceField(label=_("启动年份"), required=False)

    def __init__(self, data: object, *, years: Sequence[int]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["year"].choices = [("", _("全部")), *((str(one), str(one)) for one in years)]  # type: ignore[attr-defined]

    def wanted(self) -> AccusationFilter:
        """Return what the list is narrowed to; what does not make sense narrows nothing."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        year = int(given["year"]) if given.get("year") else None
        return AccusationFilter(given.get("words", "").strip(), given.get("state", ""), year)


class ReferralFilterForm(FilterForm):
    """Words first; then where a referral stands."""

    words = forms.CharField(label=_("核查编号、批准机关或者文号"), max_length=60, required=False)
    standing = forms.ChoiceField(label=_("现在"), choices=[("", _("全部")), *STANDINGS.items()], required=False)

    def wanted(self) -> ReferralFilter:
        """Return what the list is narrowed to; what does not make sense narrows nothing."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        return ReferralFilter(given.get("words", "").strip(), given.get("standing", ""))


class OpenForm(forms.Form):
    """Which facts point to fabrication, and the clause."""

    facts = text_field(
        _("哪些事实让人怀疑是捏造"), 5,
        help_text=_("写看得见的事实，如材料是伪造的、证人是编造的。只写“查不实”不能启动。"),
    )  # fmt: skip
    clause = forms.ChoiceField(label=_("依据"), help_text=_("反映那天有效的条款"))

    def __init__(self, *args: Any, clauses: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["clause"].choices = list(clauses)  # type: ignore[attr-defined]


class TeamForm(PeopleForm):
    """Who verifies."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person_ids"].label = _("选谁核查")


class RecuseForm(forms.Form):
    """Why somebody stands aside."""

    reason = forms.CharField(label=_("回避理由"), max_length=200)


class FindingsForm(forms.Form):
    """Fabrication and intent, each with its evidence; anything may still be empty until it is handed in."""

    fabrication = text_field(
        _("捏造、伪造了什么"), 5, required=False, help_text=_("哪一句、哪份材料是编的，怎样查明的")
    )
    fabrication_evidence = text_field(_("证据，存在哪里"), 3, required=False)
    intent = text_field(_("从哪些事实看出陷害的故意"), 5, required=False, help_text=_("只写事实，不推测动机"))
    intent_evidence = text_field(_("证据，存在哪里"), 3, required=False)
    harm = text_field(_("造成了什么后果"), 3, required=False)
    summary = text_field(_("核查情况"), 4, required=False, help_text=_("怎样核查的，结论是什么；不写反映人是谁"))

    def show_what_a_report_needs(self) -> None:
        """Let the page say what must be there before the report is handed in; what is only kept may lack anything."""
        for name, field in self.fields.items():
            field.required = name != "harm"

    def findings(self) -> AccusationFindings:
        """Return what was typed."""
        return AccusationFindings(**self.cleaned_data)


class AdviseForm(forms.Form):
    """Why the investigators advise to end it."""

    reasons = text_field(_("建议结束的理由"), 4, help_text=_("没有查到捏造，或者没有陷害的故意"))


class EndForm(forms.Form):
    """How the case ends without a mark."""

    outcome = forms.ChoiceField(
        label=_("怎样结束"), widget=forms.RadioSelect,
        choices=[
            ("MISTAKEN", _("错告：认识有偏差、了解不全，没有捏造，也没有陷害的故意")),
            ("NOT_PROVED", _("不能认定诬告：捏造和故意没有都查实")),
        ],
    )  # fmt: skip
    reasons = text_field(_("结束的理由"), 4)


class NoticeForm(forms.Form):
    """How the reporter is told, when, and until when to reply."""

    told = forms.ChoiceField(label=_("怎样告知"), choices=Told.choices, widget=forms.RadioSelect)
    notice_on = day_field(_("告知日期"))
    reply_by = day_field(_("请在此前说明"))


class PointForm(forms.Form):
    """One point; an empty row is left out."""

    about = forms.ChoiceField(label=_("说的是"), choices=About.choices)
    point = text_field(_("请反映人说明的点"), 3, required=False, limit=2000)


PointFormSet: Any = forms.formset_factory(PointForm, extra=1, max_num=MOST_POINTS, validate_max=True)


def points_of(formset: Any) -> list[AccusationPointInput]:
    """The rows that say something."""
    rows = (form.cleaned_data for form in formset.forms)
    return [AccusationPointInput(row["about"], row["point"].strip()) for row in rows if row.get("point", "").strip()]


class RecordForm(forms.Form):
    """When and where the reporter was heard, with the signed record."""

    held_on = day_field(_("听取日期"))
    place = forms.CharField(label=_("地点"), max_length=80)
    upload = scan_field(_("签字笔录扫描件"))


class PaperWaiverForm(forms.Form):
    """The reporter's written waiver."""

    waived_on = day_field(_("反映人签字日期"))
    upload = scan_field(_("放弃说明的签字件"))


class ReceiptWaiverForm(forms.Form):
    """The line in which the reporter gave the hearing up through the receipt."""

    waived_on = day_field(_("反映人写明放弃的日期"))
    question_id = forms.TypedChoiceField(label=_("反映人的哪一条"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, replies: Sequence[Question], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["question_id"].choices = reply_choices(replies)  # type: ignore[attr-defined]


class SilenceForm(forms.Form):
    """What was done while waiting for somebody nobody knows."""

    note = text_field(_("等候期满没有说明的情况"), 4, help_text=_("什么时候告知的、看过几次查询页。不写、不猜是谁。"))


class TakeForm(forms.Form):
    """Which of the reporter's lines speaks to this point."""

    question_id = forms.TypedChoiceField(label=_("记下反映人的哪一条"), coerce=int)

    def __init__(self, *args: Any, replies: Sequence[Question], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["question_id"].choices = reply_choices(replies)  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """What the reporter said to a point, from the signed record."""

    statement = text_field(_("笔录里反映人的话"), 3)


class AnswerForm(forms.Form):
    """What became of what the reporter said, and why."""

    side = forms.ChoiceField(label=_("答复"), choices=AnswerSide.choices, widget=forms.RadioSelect)
    answer = text_field(_("理由"), 3, limit=4000)


class SubmitForm(forms.Form):
    """Which meeting."""

    meeting_id = forms.TypedChoiceField(
        label=_("哪一次会议"), coerce=int, error_messages={"required": _("请选一次会议；还没有的，先去拟定会议")}
    )

    def __init__(self, *args: Any, meetings: Sequence[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        named = [(one.pk, f"{one.planned_on} {one.title}（{one.body_name}）") for one in meetings]
        self.fields["meeting_id"].choices = [("", _("请选会议")), *named]  # type: ignore[attr-defined]


class ProposeForm(forms.Form):
    """Why the meeting found it, by which clause, and what makes it graver."""

    reasons = text_field(_("认定理由"), 5, help_text=_("捏造了什么、怎样看出故意，各有什么证据"))
    clause = forms.ChoiceField(label=_("依据"), help_text=_("反映那天有效的条款"))
    aggravating = forms.MultipleChoiceField(
        label=_("从重的情形"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("由会议认定，没有的不选"),
    )

    def __init__(self, *args: Any, clauses: Sequence[tuple[str, str]], law: AccusationLaw, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["clause"].choices = list(clauses)  # type: ignore[attr-defined]
        self.fields["aggravating"].choices = [(one, one) for one in law.aggravating.value or ()]  # type: ignore[attr-defined]


class ApprovalForm(forms.Form):
    """The approval from above, with what follows and until when."""

    level = forms.ChoiceField(label=_("批准机关是哪一级"), choices=Level.choices, widget=forms.RadioSelect)
    organ = forms.CharField(label=_("批准机关"), max_length=120)
    document = forms.CharField(label=_("批准文号"), max_length=80)
    decided_on = day_field(_("批准日期"))
    consequence = text_field(_("处理"), 3, help_text=_("照批文写，只写对这件事的处理"))
    consequence_ends_on = day_field(_("影响到哪一天为止"), help_text=_("这一天起不再有任何标记，写成 2027-11-21 这样"))
    reporter_number = forms.CharField(
        label=_("反映人的人员编号"), max_length=20, required=False,
        help_text=_("身份按程序查阅过、又在干部名册里的才填；不知道、不在名册里的空着"),
    )  # fmt: skip


class ReferralForm(forms.Form):
    """The paper that hands a proved case to the register of dishonesty, for a term."""

    reasons = text_field(_("移送的理由"), 4)
    level = forms.ChoiceField(label=_("批准机关是哪一级"), choices=Level.choices, widget=forms.RadioSelect)
    organ = forms.CharField(label=_("批准机关"), max_length=120)
    document = forms.CharField(label=_("批准文号"), max_length=80)
    handed_on = day_field(_("移送日期"))
    ends_on = day_field(_("期限到哪一天"), help_text=_("到了这一天要移出，写成 2027-11-21 这样"))


class RemovalForm(forms.Form):
    """When and why the name was taken off."""

    removed_on = day_field(_("移出日期"))
    reason = text_field(_("移出的理由"), 3)


def reply_choices(replies: Sequence[Question]) -> list[tuple[int, str]]:
    """The reporter's lines by day and words."""
    return [(one.pk, f"{one.written_on}　{one.text}") for one in replies]


def scan_of(form: forms.Form) -> bytes | None:
    """The bytes of the file as it came, one more than allowed being enough to refuse it; none without one."""
    given = form.cleaned_data.get("upload")
    content: bytes | None = given.read(limits.SCAN_BYTES + 1) if given else None
    return content


def kept(form: forms.Form) -> list[tuple[str, str]]:
    """What was typed, name by name, to be carried through the page that asks once more."""
    return [(name, str(value)) for name in form.fields for value in form.data.getlist(name)]  # type: ignore[attr-defined]
