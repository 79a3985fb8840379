"""Shape of what is typed about the team and about what others said: recusal, views, statements, evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ui.fields import day_field, scan_field, text_field
from dandang.ledger.casework.models import Part, StatementBase
from dandang.ledger.casework.records import Candidate

from .models import OutsideParticipant

EVIDENCE_KINDS = [
    ("DOCUMENT", _("公文、会议记录")), ("CONTRACT", _("合同、票据")), ("STATEMENT", _("谈话、证言")),
    ("EXPERT", _("鉴定、检测、审计结论")), ("PICTURE", _("照片、图纸")), ("DATA", _("数据、台账")),
    ("OTHER", _("其他")),
]  # fmt: skip
PARTS = [(Part.INVESTIGATOR.value, _("核实")), (Part.HANDLER.value, _("承办"))]


class AssignForm(forms.Form):
    """Who gets which part; those who have to recuse are shown and cannot be ticked."""

    part = forms.ChoiceField(label=_("承担什么"), choices=PARTS, widget=forms.RadioSelect, initial=PARTS[0][0])
    person_ids = forms.TypedMultipleChoiceField(
        label=_("选谁"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一个人")},
    )  # fmt: skip

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [(one.id, f"{one.name}　{one.unit}　{one.post}") for one in candidates if not one.conflicts]
        self.fields["person_ids"].choices = free  # type: ignore[attr-defined]


class RecuseForm(forms.Form):
    """Why somebody stands aside."""

    reason = forms.CharField(label=_("回避理由"), max_length=200, help_text=_("例如：与当事人是亲属"))


class AnswerRecusalForm(forms.Form):
    """The answer to a request."""

    is_granted = forms.TypedChoiceField(
        label=_("是否同意回避"), choices=[("yes", _("同意")), ("no", _("不同意"))], coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )  # fmt: skip
    answer = forms.CharField(label=_("理由"), max_length=300)


class AskPartyForm(forms.Form):
    """Whom we asked for a view."""

    organisation_name = forms.CharField(
        label=_("向谁征求"), max_length=120, help_text=_("所属党组织或者职能部门的全称")
    )
    asked_on = day_field(_("征求日期"))


class PartyOpinionForm(forms.Form):
    """What they answered."""

    opinion = text_field(_("意见"), 3, help_text=_("照原文写；没有意见的写“没有不同意见”"))
    answered_on = day_field(_("答复日期"))


class OutsideForm(forms.Form):
    """Who from outside took part."""

    name = forms.CharField(label=_("姓名或者名称"), max_length=80)
    capacity = forms.ChoiceField(label=_("以什么身份"), choices=OutsideParticipant.Capacity.choices)
    took_part_on = day_field(_("参与日期"))
    opinion = text_field(_("意见"), 2, required=False)


class PaperStatementForm(forms.Form):
    """A signed statement on paper, keyed in."""

    author = forms.ChoiceField(label=_("谁的陈述"), choices=StatementBase.Author.choices)
    author_name = forms.CharField(label=_("陈述人"), max_length=120)
    given_on = day_field(_("陈述日期"))
    text = text_field(_("内容"), 4, help_text=_("照纸上写的录入，不要改动"))
    upload = scan_field(_("签字件扫描"), required=True)


class EvidenceForm(forms.Form):
    """A piece of evidence: a file, or a paper with the place where it lies."""

    title = forms.CharField(label=_("证据名称"), max_length=120)
    kind = forms.ChoiceField(label=_("种类"), choices=EVIDENCE_KINDS)
    dated_on = day_field(_("材料日期"), required=False)
    provided_by = forms.CharField(label=_("提供者"), max_length=120)
    is_original = forms.BooleanField(label=_("原件"), required=False)
    pages = forms.IntegerField(label=_("页数"), required=False, min_value=1, max_value=30000)
    upload = forms.FileField(
        label=_("文件"), required=False, help_text=_("PDF、图片、Word、Excel 或者文本，不超过 50 MB")
    )
    sha256 = forms.CharField(
        label=_("对方报的 SHA-256"), required=False, max_length=64, help_text=_("有的填上，用来核对传送中没有断过")
    )
    location = forms.CharField(label=_("纸质件存放处"), required=False, max_length=120, help_text=_("不上传文件的填"))
