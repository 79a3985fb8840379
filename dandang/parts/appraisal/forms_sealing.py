"""Shape of what people type about 公示, the committee's decision and the notices."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.guard import limits
from dandang.foundation.guard.problems import FileRefused
from dandang.foundation.guard.scans import check_scan

from .models import SealingVote
from .records import VoteInput

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_DAY_HELP = _("写成 2026-12-20 这样")
MOST_MEMBERS = 60


class StartForm(forms.Form):
    starts_on = forms.DateField(label=_("从哪一天开始公示"), widget=_DAY, help_text=_DAY_HELP)


class FeedbackForm(forms.Form):
    feedback = forms.CharField(
        label=_("公示期间收到的反映"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("写反映了什么、怎样核实、结论是什么。反映人写成“反映人甲”。研究时委员会会看到"),
    )


class PublicityPaperForm(forms.Form):
    """Whom people may ring; whatever stays empty is filled in by hand."""

    receiver = forms.CharField(label=_("受理部门"), max_length=80, required=False)
    phone = forms.CharField(label=_("受理电话"), max_length=40, required=False)
    address = forms.CharField(label=_("通信地址"), max_length=120, required=False)
    email = forms.CharField(label=_("电子邮箱"), max_length=80, required=False)


class MeetingForm(forms.Form):
    body_name = forms.CharField(label=_("研究确定的机构"), max_length=120)
    held_on = forms.DateField(label=_("会议日期"), widget=_DAY, help_text=_DAY_HELP)
    place = forms.CharField(label=_("地点"), max_length=80, required=False)
    chair = forms.CharField(label=_("主持人"), max_length=40)
    recorder = forms.CharField(label=_("记录人"), max_length=40)
    minutes = forms.CharField(
        label=_("会议纪要"), max_length=20000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class VoteForm(forms.Form):
    """One member's row; a row without a name is left out."""

    name = forms.CharField(label=_("姓名"), max_length=40, required=False)
    post = forms.CharField(label=_("职务"), max_length=120, required=False)
    value = forms.ChoiceField(
        label=_("表决"), choices=SealingVote.Value.choices, required=False, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("理由"), max_length=240, required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        name = found.get("name", "").strip()
        if name and not found.get("value"):
            self.add_error("value", _("%(name)s还没有选表决意见；没有到会的选“缺席”") % {"name": name})
        if found.get("value") and not name and not self.errors:
            self.add_error("name", _("有一行选了表决意见，没有写姓名"))
        return found


VOTE_FIELDS = ("name", "post", "value", "reason")
VoteFormSet = forms.formset_factory(VoteForm, extra=0, max_num=MOST_MEMBERS, validate_max=True)


def votes_of(formset: Any) -> list[VoteInput]:
    """The rows that name somebody."""
    return [
        VoteInput(row["name"].strip(), row["value"], row["post"].strip(), row["reason"].strip())
        for row in (form.cleaned_data for form in formset.forms)
        if row.get("name", "").strip()
    ]


def sentences(form: forms.Form, formset: Any) -> list[tuple[str, str]]:
    """Every fault of the sheet with the id of its field, for the summary on top."""
    found = [
        (form[name].auto_id if name in form.fields else "", str(e)) for name, es in form.errors.items() for e in es
    ]
    for row in formset.forms:
        found += [
            (row[name].auto_id if name in row.fields else "", str(e)) for name, es in row.errors.items() for e in es
        ]
    return found + [("", str(error)) for error in formset.non_form_errors()]


def kept(form: forms.Form, formset: Any) -> list[tuple[str, str]]:
    """Everything typed, as pairs for hidden fields of the page that asks once more."""
    names = [form.add_prefix(name) for name in form.fields]
    names += [row.add_prefix(name) for row in formset.forms for name in row.fields]
    names += [formset.management_form.add_prefix(name) for name in formset.management_form.fields]
    return [(name, form.data[name]) for name in names if form.data.get(name)]


class ServeForm(forms.Form):
    number_prefix = forms.CharField(
        label=_("文号字头"),
        max_length=40,
        required=False,
        help_text=_("比如“青考〔2026〕”，每人的号数接着往下排；不编文号的留空"),
    )


class AnswerForm(forms.Form):
    """The person's answer to the notice."""

    agrees = forms.TypedChoiceField(
        label=_("对考核结果"),
        choices=[("yes", _("同意")), ("no", _("有不同意见"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    opinion = forms.CharField(
        label=_("意见"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("有不同意见的请写明，考核委员会办公室书面答复。写意见不会使结果变重"),
    )


class ReceiptForm(AnswerForm):
    """A receipt signed on paper, keyed with its scan; the scan is judged by its content."""

    signed_on = forms.DateField(label=_("本人签收日期"), widget=_DAY, help_text=_DAY_HELP)
    scan = forms.FileField(
        label=_("签收单扫描件"),
        max_length=200,
        help_text=_("JPG、PNG 或 PDF，不超过 10 MB"),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf"}),
        error_messages={"required": _("请附上签收单的扫描件或照片，以便日后核对")},
    )

    def clean_scan(self) -> Any:
        upload = self.cleaned_data["scan"]
        data = upload.read(limits.SCAN_BYTES + 1)
        try:
            form = check_scan(data).form
        except FileRefused as refusal:
            raise forms.ValidationError(refusal.sentence) from None
        self.content, self.safe_name = data, f"receipt.{form}"
        return upload

    content: bytes = b""
    safe_name: str = ""


class SummaryForm(forms.Form):
    summary = forms.CharField(
        label=_("个人总结"),
        max_length=12000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("写做了什么、做得怎样、哪些不足。一千字左右，登记表上放得下"),
    )


def rows_for(members: Sequence[Any], blank: int) -> list[dict[str, str]]:
    """Starting rows of the vote sheet: the likely members, those who must recuse already marked, then empty rows."""
    known = [
        {
            "name": member.name,
            "post": member.post,
            "value": "RECUSED" if member.recuse else "",
            "reason": member.recuse,
        }
        for member in members
    ]
    return known + [{}] * blank
