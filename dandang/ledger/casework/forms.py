"""Shape of what people type about meetings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.ledger.casework.models import Meeting, Vote
from dandang.ledger.casework.records import VoteInput

_DAY_HINT = _("写成 2026-12-03 这样")
_REFERENCE = re.compile(r"[a-z_]+\.[a-z_]+:\d{1,18}")
_BREAKS = re.compile(r"[\s、，,；;]+")


def _day_field(label: object) -> forms.DateField:
    return forms.DateField(
        label=str(label),
        help_text=str(_DAY_HINT),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": str(_DAY_HINT)},
    )


class MeetingFilter(forms.Form):
    """Which meetings are shown."""

    words = forms.CharField(label=_("会议或研究的组织"), required=False, max_length=60)
    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label=_("状态"), required=False)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("全部")), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", _("全部")), *Meeting.State.choices]  # type: ignore[attr-defined]


class MembersForm(forms.Form):
    """More members by name; the chosen ones travel beside the form as `member` and `chair`."""

    names = forms.CharField(
        label=_("按姓名添加成员"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写完整姓名或者人员编号，一行一个，也可以用顿号隔开。只找您管理范围内单位的在职人员"),
    )

    def words(self) -> list[str]:
        """The names typed, one by one."""
        typed = self.cleaned_data.get("names", "") if self.is_valid() else ""
        return [word for word in _BREAKS.split(typed) if word]

    def keep(self, words: Sequence[str]) -> None:
        """Leave only these names to be typed again; the others have become members of the list above."""
        self.data = {name: self.data.get(name) for name in self.fields} | {"names": "、".join(words)}

    def refuse(self, field: str, sentence: str) -> None:
        """Show a refusal at its field when the form has it, else above the form."""
        name = {"members": "names", "chair": "names"}.get(field, field)
        self.add_error(name if name in self.fields else None, sentence)


class PlanForm(MembersForm):
    """A meeting to be held."""

    title = forms.CharField(label=_("会议名称"), max_length=120, help_text=_("如：2026年第4次容错纠错联席会议"))
    body_name = forms.CharField(label=_("研究的组织"), max_length=120, help_text=_("如：县容错纠错联席会议"))
    organ = forms.TypedChoiceField(label=_("承办机关"), coerce=int)
    planned_on = _day_field(_("定于"))
    place = forms.CharField(label=_("地点"), max_length=80, required=False)
    field_order = ["title", "body_name", "organ", "planned_on", "place", "names"]

    def __init__(self, *args: Any, organs: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = organs  # type: ignore[attr-defined]


class AttendanceForm(forms.Form):
    """Who came, and when."""

    held_on = _day_field(_("实际开会日期"))
    present = forms.TypedMultipleChoiceField(
        label=_("到会的成员"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("没有到会的不勾选。有回避情形的人，到会也照实勾选，表决时不算在内"),
        error_messages={"required": _("没有人到会。会没有开成的，请取消会议")},
    )

    def __init__(self, *args: Any, members: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = members  # type: ignore[attr-defined]

    def refuse(self, field: str, sentence: str) -> None:
        self.add_error(field if field in self.fields else None, sentence)


class MinutesForm(forms.Form):
    """What was said and decided, and what is to be done next."""

    minutes = forms.CharField(
        label=_("会议纪要"),
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("写研究了什么、各人的意见、作了什么决定。表决结果系统已经计好，不用再抄"),
        error_messages={"required": _("请写明会议纪要：研究了什么，谁有什么意见，作了什么决定")},
    )
    follow_up = forms.CharField(
        label=_("会后要办的事"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, topics: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = [pk for pk, _title in topics]
        for pk, title in topics:
            self.fields[f"topic_{pk}"] = forms.CharField(
                label=_("“%s”的议定意见") % title,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": _("请写明“%s”的议定意见；没有议定的，写明以后再议") % title},
            )

    def conclusions(self) -> dict[int, str]:
        """What was agreed on each topic."""
        return {pk: self.cleaned_data[f"topic_{pk}"] for pk in self.topics}

    def refuse(self, field: str, sentence: str) -> None:
        self.add_error(field if field in self.fields else None, sentence)


class TopicForm(forms.Form):
    """A topic that is talked over without a vote."""

    title = forms.CharField(label=_("议题"), max_length=160, error_messages={"required": _("请写明议题")})
    question = forms.CharField(
        label=_("要协调什么"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明要协调什么")},
    )
    subject = forms.CharField(label=_("案例"), required=False, max_length=80, widget=forms.HiddenInput)

    def clean_subject(self) -> str:
        """Only a reference may come with the link from a case's page."""
        subject = str(self.cleaned_data["subject"])
        if subject and not _REFERENCE.fullmatch(subject):
            raise forms.ValidationError(_("案例的编号看不懂。请从案例页重新列入"))
        return subject

    def refuse(self, field: str, sentence: str) -> None:
        self.add_error(field if field in self.fields else None, sentence)


class FollowUpForm(forms.Form):
    """What is to be done, by whom, until when."""

    text = forms.CharField(label=_("办什么"), max_length=300, error_messages={"required": _("请写明办什么")})
    person = forms.CharField(
        label=_("由谁办"),
        max_length=40,
        help_text=_("写完整姓名或者人员编号"),
        error_messages={"required": _("请写明由谁办")},
    )
    due_on = _day_field(_("期限"))


class OutcomeForm(forms.Form):
    """How it was done."""

    outcome = forms.CharField(
        label=_("办得怎样"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("请写明办得怎样")},
    )


class ReasonForm(forms.Form):
    """Why a meeting is called off, or an item comes off the agenda."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("请写明原因")},
    )


class HandOutForm(forms.Form):
    """To whom booklets go; one numbered copy each."""

    holders = forms.CharField(
        label=_("发给谁"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("一行一人，一人一份，份号接着往下编"),
        error_messages={"required": _("请写明每一份发给谁")},
    )

    def names(self) -> list[str]:
        """One name a line."""
        return [line.strip() for line in self.cleaned_data["holders"].splitlines() if line.strip()]


class VotesForm(forms.Form):
    """The vote sheet: one line for each member, but those who must stand aside have no field."""

    def __init__(self, *args: Any, lines: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for line in lines if not line.recused]
        for line in self.lines:
            self.fields[_value(line.person_id)] = forms.ChoiceField(
                label=line.name,
                choices=_CAME if line.is_present else _AWAY,
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("%s还没有登记表决") % line.name,
                    "invalid_choice": _("%s的表决请从所列各项里选") % line.name,
                },
            )
            self.fields[_reason(line.person_id)] = forms.CharField(
                label=_("%s的理由") % line.name, required=False, max_length=300
            )

    def votes(self) -> list[VoteInput]:
        """What was typed, line by line."""
        typed = self.cleaned_data
        return [
            VoteInput(line.person_id, typed[_value(line.person_id)], typed[_reason(line.person_id)])
            for line in self.lines
        ]

    def rows(self) -> dict[int, tuple[forms.BoundField, forms.BoundField]]:
        """The two fields of each member's line."""
        return {line.person_id: (self[_value(line.person_id)], self[_reason(line.person_id)]) for line in self.lines}

    def refuse(self, faults: Mapping[int, str], sentence: str) -> None:
        """Show each fault at its line; what concerns nobody's line stands above the form."""
        lines = {person_id: fault for person_id, fault in faults.items() if _value(person_id) in self.fields}
        for person_id, fault in lines.items():
            self.add_error(_value(person_id), fault)
        if len(lines) < len(faults) or not lines:
            self.add_error(None, sentence)


_CAME = [
    (Vote.Value.AGREE, Vote.Value.AGREE.label),
    (Vote.Value.AGAINST, Vote.Value.AGAINST.label),
    (Vote.Value.DEFER, Vote.Value.DEFER.label),
    (Vote.Value.RECUSED, Vote.Value.RECUSED.label),
]
_AWAY = [(Vote.Value.ABSENT, Vote.Value.ABSENT.label), (Vote.Value.RECUSED, Vote.Value.RECUSED.label)]


def initial_votes(votes: Sequence[Any]) -> dict[str, str]:
    """Starting values of the sheet from votes on file."""
    found: dict[str, str] = {}
    for vote in votes:
        found |= {_value(vote.person_id): vote.value, _reason(vote.person_id): vote.reason}
    return found


def _value(person_id: int) -> str:
    return f"value_{person_id}"


def _reason(person_id: int) -> str:
    return f"reason_{person_id}"
