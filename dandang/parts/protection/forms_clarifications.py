"""Shape of what is typed about clarifications, restorations and harms in public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.guard import limits
from dandang.foundation.ui.fields import day_field, scan_field, text_field
from dandang.foundation.ui.records import Chosen

from .models import Allegation, Circle, Clarification, Restoration
from .queries.clarification_list import ClarificationFilter
from .queries.clarifications import ClarificationLaw
from .queries.clauses import CitedClause, choices
from .records import ClarificationDraft, Word
from .states import ClarificationState

_ALL = ("", _("全部"))
_ORDERS = [("", _("新评估的在前")), ("oldest", _("先评估的在前")), ("made", _("新澄清的在前")), ("number", _("按编号"))]
_FORMS = [_ALL, ("in_person", _("当面")), ("at_meeting", _("会议")), ("by_notice", _("通报、媒体"))]
_CIRCLES = [("", _("请选择")), *((str(value), label) for value, label in Circle.choices)]


class FilterForm(forms.Form):
    """What every filter of a list does with what was chosen."""

    def chosen(self) -> list[Chosen]:
        """Return the chosen filters as parts of a sentence; the order is none."""
        self.is_valid()
        return [
            Chosen(str(_("含")) if name == "words" else "", self._label(name, value), name, value)
            for name, value in self.cleaned_data.items()
            if value and name != "order"
        ]

    def _label(self, name: str, value: str) -> str:
        options = dict(getattr(self.fields[name], "choices", ()))
        return str(options.get(value, value))


class ClarificationFilterForm(FilterForm):
    """Words first; then where it stands, in which form, how far, and the order."""

    words = forms.CharField(label=_("编号或者姓名"), max_length=60, required=False)
    state = forms.ChoiceField(label=_("到哪一步"), choices=[_ALL, *ClarificationState.choices], required=False)
    form = forms.ChoiceField(label=_("方式"), choices=_FORMS, required=False)
    circle = forms.ChoiceField(
        label=_("澄清到哪里"), choices=[_ALL, *((str(one.value), one.label) for one in Circle)], required=False
    )
    order = forms.ChoiceField(label=_("排列"), choices=_ORDERS, required=False)

    def wanted(self) -> ClarificationFilter:
        """Return what the list is narrowed to; what does not make sense narrows nothing."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        return ClarificationFilter(
            words=given.get("words", "").strip(),
            state=given.get("state", ""),
            form=given.get("form", ""),
            circle=given.get("circle", ""),
            order=given.get("order") or "newest",
        )


class DraftForm(forms.Form):
    """What is proposed to be put right: which points, how far, in which forms, in which words."""

    allegation_ids = forms.MultipleChoiceField(
        label=_("澄清哪几项"), widget=forms.CheckboxSelectMultiple, help_text=_("只列认定不实、部分不实的")
    )
    why_case = forms.ChoiceField(label=_("属于哪种应当澄清的情形"), required=False)
    known_to = forms.TypedChoiceField(label=_("不实的话传到了哪里"), choices=_CIRCLES, coerce=int)
    told_to = forms.TypedChoiceField(
        label=_("澄清到哪里"), choices=_CIRCLES, coerce=int, help_text=_("不能比传到的地方窄")
    )
    wider_reason = text_field(
        _("为什么比传到的地方更广"), 2, required=False, help_text=_("更广的才写；还要本人明确同意"), limit=1000
    )
    is_in_person = forms.BooleanField(label=_("当面"), required=False)
    is_at_meeting = forms.BooleanField(label=_("会议"), required=False)
    is_by_notice = forms.BooleanField(label=_("通报、媒体"), required=False)
    is_cross_department = forms.BooleanField(label=_("要几个部门一起办"), required=False)
    assessment = text_field(
        _("事前评估"), 4, limit=4000,
        help_text=_("澄清会有什么效果，会不会再伤害本人，会不会让人猜到是谁反映的"),
    )  # fmt: skip
    words = text_field(
        _("澄清的内容"), 5, limit=4000,
        help_text=_("只说不实的问题，不提属实的部分，不提反映人，不作全面评价。本人同意的就是这段话"),
    )  # fmt: skip
    clause = forms.ChoiceField(label=_("依据"))
    is_checked = forms.BooleanField(
        label=_("提示的问题已经逐条核对"), required=False, help_text=_("提交时有提示、核对后仍要这样写的才勾选")
    )

    def __init__(
        self,
        *args: Any,
        law: ClarificationLaw,
        clauses: Sequence[CitedClause],
        points: Sequence[Allegation],
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        if points:
            self.fields["allegation_ids"].choices = [(one.pk, _point(one)) for one in points]  # type: ignore[attr-defined]
        else:
            del self.fields["allegation_ids"]
        if law.case_names:
            named = [("", _("请选择")), *((name, name) for name in law.case_names)]
            self.fields["why_case"].choices = named  # type: ignore[attr-defined]
        else:
            del self.fields["why_case"]
        for field in ("is_in_person", "is_at_meeting", "is_by_notice"):
            if field not in law.open_forms:
                del self.fields[field]
        self.fields["clause"].choices = [("", _("请选择")), *choices(clauses)]  # type: ignore[attr-defined]

    def draft(self) -> ClarificationDraft:
        """Return what was typed as the action takes it."""
        given = dict(self.cleaned_data)
        ids = tuple(int(pk) for pk in given.pop("allegation_ids", ()))
        return ClarificationDraft(allegation_ids=ids, **given)

    @staticmethod
    def before(row: Clarification) -> dict[str, Any]:
        """Return what stands on file, for the form that changes it."""
        names = (
            "why_case", "known_to", "told_to", "wider_reason", "is_in_person", "is_at_meeting", "is_by_notice",
            "is_cross_department", "assessment", "words", "clause",
        )  # fmt: skip
        ids = list(row.clarified.values_list("allegation_id", flat=True))
        return {name: getattr(row, name) for name in names} | {"allegation_ids": ids}


def _point(one: Allegation) -> str:
    told = one.untrue_part if one.finding == Allegation.Finding.PARTLY else one.text
    return f"{one.number}. {told}（{one.get_finding_display()}）"


class WordForm(forms.Form):
    """The person's own word."""

    choice = forms.ChoiceField(
        label=_("您的意见"), widget=forms.RadioSelect,
        choices=[("AGREE", _("同意这样澄清")), ("DECLINE", _("不要求澄清"))],
    )  # fmt: skip
    agrees_wider = forms.BooleanField(label=_("我同意澄清到比传到的地方更广的范围"), required=False)
    wishes = text_field(
        _("您对方式、范围、说法的意见"), 3, required=False, limit=2000,
        help_text=_("比如不想开会、不想登报、想请谁到场。审批时逐条答复"),
    )  # fmt: skip

    def __init__(self, *args: Any, is_wider: bool, may_agree: bool = True, **more: Any) -> None:
        super().__init__(*args, **more)
        if not is_wider:
            del self.fields["agrees_wider"]
        if not may_agree:
            self.fields["choice"].choices = [("DECLINE", _("改主意了，不要求澄清"))]  # type: ignore[attr-defined]

    def word(self) -> Word:
        """Return what was said as the action takes it."""
        given = self.cleaned_data
        return Word(given["choice"], given["wishes"], given.get("agrees_wider", False))


class KeyedWordForm(WordForm):
    """The person's word as it stands on a signed sheet."""

    given_on = day_field(_("签字日期"))
    upload = scan_field(_("签字件扫描"))

    def scan(self) -> bytes | None:
        """Return the bytes of the scan, one more than allowed being enough to refuse it."""
        given = self.cleaned_data.get("upload")
        return given.read(limits.SCAN_BYTES + 1) if given else None


class ApproveForm(forms.Form):
    """What becomes of the person's wishes; nothing to type when there are none."""

    wishes_answer = text_field(_("本人的意见怎样办"), 2, help_text=_("照办的写照办；不能照办的写为什么"), limit=2000)

    def __init__(self, *args: Any, has_wishes: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not has_wishes:
            del self.fields["wishes_answer"]


class ReasonForm(forms.Form):
    """Why it is sent back."""

    reason = text_field(_("退回的理由"), 2, help_text=_("写明哪里要改；改好以后重新听本人意见"), limit=1000)


class MakeForm(forms.Form):
    """When, where, who came, and when to visit."""

    made_on = day_field(_("澄清日期"))
    record = text_field(
        _("时间、地点、参加的人"),
        3,
        help_text=_("会议写到会多少人；通报写发到哪里；没有别人参加的写“只有本人”"),
        limit=4000,
    )
    visit_due_on = day_field(_("约定哪天以前回访"))


class VisitForm(forms.Form):
    """What the visit learnt."""

    visited_on = day_field(_("回访日期"))
    note = text_field(_("了解到的情况"), 3, help_text=_("影响消除了没有，工作、生活有没有困难"), limit=4000)
    harm_goes_on = forms.BooleanField(label=_("影响还没有消除，要再作一次澄清"), required=False)


class RestorationForm(forms.Form):
    """What suffered."""

    where = forms.ChoiceField(label=_("哪一方面"), choices=Restoration.Where.choices, widget=forms.RadioSelect)
    found = text_field(_("受了什么影响"), 3, limit=2000, help_text=_("哪年哪次、本来应当怎样、因为不实反映成了怎样"))


class RepairForm(forms.Form):
    """How it was repaired."""

    repaired = text_field(_("怎样恢复的"), 3, limit=2000, help_text=_("写明哪次会议、哪份文件；系统不会自己改任何等次"))
    repaired_on = day_field(_("恢复日期"))
