"""Shape of what is typed in a hearing: points and days, the person's words, answers, the record and the waiver."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.guard import limits
from dandang.foundation.ui.fields import scan_field
from dandang.ledger.casework.models import AnswerSide
from dandang.ledger.matters.records import EvidenceRecord

from .forms_findings import EvidenceField
from .forms_scans import scan_of
from .models import Element
from .records import PointInput, Upload

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_DAY_HELP = _("写成 2026-12-20 这样")
MOST_POINTS = 20


class NoticeForm(forms.Form):
    """When the person was told, and until when to reply."""

    notice_on = forms.DateField(label=_("告知日期"), widget=_DAY, help_text=_DAY_HELP)
    reply_by = forms.DateField(label=_("请在此前答复"), widget=_DAY)


class PointForm(forms.Form):
    """One point; an empty row is left out."""

    point = forms.CharField(
        label=_("对本人不利的点"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    element = forms.ChoiceField(label=_("属于哪一要件"), choices=[("", _("不限")), *Element.choices], required=False)
    evidence_ids = EvidenceField()


class _PointSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The points with the matter's evidence to choose from."""

    def __init__(self, *args: Any, pieces: Sequence[EvidenceRecord], **more: Any) -> None:
        self.pieces = pieces
        super().__init__(*args, **more)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["evidence_ids"].offer(self.pieces)
        form.fields["evidence_ids"].help_text = _("本人可以看到选上的证据")


PointFormSet: Any = forms.formset_factory(PointForm, formset=_PointSet, extra=0, max_num=MOST_POINTS, validate_max=True)


def rows_for(points: Sequence[PointInput], blank: int = 1) -> list[dict[str, Any]]:
    """Starting rows: the points drafted from the findings, then empty ones."""
    known = [
        {"point": one.point, "element": one.element, "evidence_ids": [str(pk) for pk in one.evidence_ids]}
        for one in points
    ]
    return [*known, *({} for _row in range(blank))]


def one_more(data: Any) -> Any:
    """The points as typed with one more empty row, up to the most there may be."""
    typed = data.copy()
    count = typed.get("form-TOTAL_FORMS", "")
    typed["form-TOTAL_FORMS"] = str(min(int(count) + 1 if count.isdecimal() else 1, MOST_POINTS))
    return typed


def points_of(formset: Any) -> list[PointInput]:
    """The rows that say something."""
    return [
        PointInput(row["point"].strip(), row.get("element", ""), tuple(row.get("evidence_ids", ())))
        for row in (form.cleaned_data for form in formset.forms)
        if row.get("point", "").strip()
    ]


class WordsForm(forms.Form):
    """What the person says to one point."""

    statement = forms.CharField(
        label=_("我的说明"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("请写下您的说明。没有要说的，可以书面放弃")},
    )


class AnswerForm(forms.Form):
    """What became of what the person said, and why."""

    side = forms.ChoiceField(label=_("答复"), choices=AnswerSide.choices, widget=forms.RadioSelect)
    answer = forms.CharField(label=_("理由"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class _ScanForm(forms.Form):
    """A form with one scan; the bytes are judged by the action, by their content."""

    def scan(self) -> Upload | None:
        """The file as it came, none without one."""
        return scan_of(self.cleaned_data)


class RecordForm(_ScanForm):
    """When and where the person was heard, with the signed record."""

    held_on = forms.DateField(label=_("听取日期"), widget=_DAY, help_text=_DAY_HELP)
    place = forms.CharField(label=_("地点"), max_length=80, help_text=_("比如“县委党校 203 室”；电话听取的写“电话”"))
    upload = scan_field(_("签字笔录扫描件"), required=False)


class WaiverForm(_ScanForm):
    """The person's written waiver."""

    waived_on = forms.DateField(label=_("本人签字日期"), widget=_DAY, help_text=_DAY_HELP)
    upload = scan_field(_("本人签字的放弃书"), required=True)


class MaterialForm(forms.Form):
    """Something the person hands in."""

    title = forms.CharField(label=_("这是什么材料"), max_length=120, help_text=_("比如“4月22日通话记录”"))
    upload = forms.FileField(
        label=_("文件"),
        max_length=200,
        help_text=_("照片、PDF、Word、Excel 都可以"),
        error_messages={"required": _("请选文件")},
    )

    def content(self) -> Upload:
        """The file as it came; one byte more than allowed is enough to refuse it."""
        given = self.cleaned_data["upload"]
        return Upload(given.name, given.read(limits.EXHIBIT_BYTES + 1))
