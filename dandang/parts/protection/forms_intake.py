"""What staff key: a letter, a visit, a report sent from elsewhere, a number whose content stays away; acceptance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ui.fields import day_field, text_field

from .forms_reporter import TellForm
from .models import Allegation, Report
from .records import Arrival, Office, Who

_WAYS = [(value, label) for value, label in Report.Way.choices if value != Report.Way.WEB]


class ManyFiles(forms.ClearableFileInput):
    """A file field that takes several."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """Return every file under the name."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesField(forms.FileField):
    """Several files as a list; none is fine."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each file by itself."""
        single = super().clean
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [single(one, initial) for one in given]


class RegisterForm(TellForm):
    """A letter, a visit or a report from elsewhere. The reporter's name goes to the vault, as on the public pages."""

    field_order = (
        "office", "way", "received_on", "sent_by", "outside_number", "about", "what", "happened_when",
        "happened_where", "attached", "is_signed", "name", "phone", "identity_number",
    )  # fmt: skip

    office = forms.ChoiceField(label=_("受理机关"))
    way = forms.ChoiceField(label=_("怎样收到的"), choices=_WAYS)
    received_on = day_field(_("收到日期"))
    sent_by = forms.CharField(label=_("从哪里转来"), max_length=120, required=False, help_text=_("转来的才填"))
    outside_number = forms.CharField(label=_("对方的编号"), max_length=60, required=False)
    is_signed = forms.BooleanField(
        label=_("署了真实姓名"), required=False, help_text=_("署名的，下面填姓名；只存进身份库。")
    )
    attached = FilesField(
        label=_("附件"), required=False, help_text=_("信件扫描、照片、录音；最多 10 件，一件不超过 20 MB")
    )

    def __init__(self, data: Any = None, files: Any = None, *, places: Sequence[Office]) -> None:
        super().__init__(data, is_signed=True)
        self.files = files if files is not None else MultiValueDict()
        self.is_bound = data is not None
        self.fields["office"].choices = [(one.key, f"{one.name}（{one.label}）") for one in places]  # type: ignore[attr-defined]
        self.fields["name"].required = False
        self.fields["name"].label = _("反映人姓名")
        what = self.fields["what"]
        what.help_text = str(_("照原信原话录入或者摘要，反映人自己的姓名不要写在这里。"))

    def clean(self) -> dict[str, Any]:
        """Refuse a name that was typed without saying that the report is signed: it would be lost."""
        given = super().clean() or self.cleaned_data
        if not given.get("is_signed") and any(given.get(name) for name in ("name", "phone", "identity_number")):
            said = _("填了反映人的姓名、电话或者证件号，却没有勾“署了真实姓名”。署名的请勾上，好封存；匿名的请清空。")
            self.add_error("is_signed", str(said))
        return given

    def who(self) -> Who | None:
        """Return who reports, None where nobody signed."""
        given = self.cleaned_data
        if not given["is_signed"]:
            return None
        return Who(given["name"], given["phone"], given["identity_number"].upper())

    def arrival(self) -> Arrival:
        """Return how it came."""
        given = self.cleaned_data
        return Arrival(given["way"], given["received_on"], given["sent_by"], given["outside_number"])

    def uploads(self) -> tuple[tuple[str, bytes], ...]:
        """Return the files as name and content."""
        return tuple((one.name, one.read()) for one in self.cleaned_data["attached"])


class ReferenceForm(forms.Form):
    """A number whose content stays with the body that handles it."""

    office = forms.ChoiceField(label=_("登记机关"))
    outside_number = forms.CharField(label=_("办理单位的编号"), max_length=60)
    sent_by = forms.CharField(label=_("办理单位"), max_length=120)
    received_on = day_field(_("收到日期"))
    people = forms.CharField(
        label=_("涉及谁"), max_length=400, help_text=_("人员编号或者完整姓名，几个人用顿号隔开。只登记人，不登记内容。")
    )

    def __init__(self, data: Any = None, *, places: Sequence[Office]) -> None:
        super().__init__(data)
        self.fields["office"].choices = [(one.key, f"{one.name}（{one.label}）") for one in places]  # type: ignore[attr-defined]

    def arrival(self) -> Arrival:
        """Return how it came."""
        given = self.cleaned_data
        return Arrival(Report.Way.TRANSFERRED, given["received_on"], given["sent_by"], given["outside_number"])


class OutcomeForm(forms.Form):
    """What the handling body found about one person."""

    allegation_id = forms.TypedChoiceField(label=_("涉及谁"), coerce=int)
    finding = forms.ChoiceField(label=_("结果"), choices=Allegation.Finding.choices, widget=forms.RadioSelect)
    document = forms.CharField(label=_("见哪份文书、什么文号"), max_length=200)
    found_on = day_field(_("结论日期"))
    clause = forms.ChoiceField(label=_("依据"))

    def __init__(
        self, data: Any = None, *, people: Sequence[tuple[int, str]], clauses: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self.fields["allegation_id"].choices = people  # type: ignore[attr-defined]
        self.fields["clause"].choices = clauses  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    reason = text_field(_("理由"), 4)

    def __init__(self, data: Any = None, *, label: object = "") -> None:
        super().__init__(data)
        if label:
            self.fields["reason"].label = label  # type: ignore[assignment]


class JoinForm(ReasonForm):
    """To which earlier report, and why they are one matter."""

    to = forms.TypedChoiceField(label=_("并入哪一件"), coerce=int)
    field_order = ("to", "reason")

    def __init__(self, data: Any = None, *, candidates: Sequence[tuple[int, str]], to: str = "") -> None:
        super().__init__(data, label=_("为什么是同一件事"))
        self.fields["to"].choices = candidates  # type: ignore[attr-defined]
        self.fields["to"].initial = to


class ForwardForm(ReasonForm):
    """To which organ of the two systems, and why it belongs there."""

    to = forms.ChoiceField(label=_("转给哪个机关"), widget=forms.RadioSelect)
    field_order = ("to", "reason")

    def __init__(self, data: Any = None, *, targets: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, label=_("为什么归那里受理"))
        self.fields["to"].choices = targets  # type: ignore[attr-defined]


class OutsideForm(forms.Form):
    """To an organ outside the two systems: the released summary only."""

    unit = forms.CharField(label=_("转送哪个机关"), max_length=120)
    clause = forms.ChoiceField(label=_("依据"))
    reason = text_field(_("为什么归那里受理"), 4)

    def __init__(self, data: Any = None, *, clauses: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["clause"].choices = clauses  # type: ignore[attr-defined]


class RedactionForm(forms.Form):
    """A summary that does not give the reporter away."""

    text = text_field(
        _("摘要"), 8, help_text=_("只写要查的事。去掉“我是科里唯一的会计”这一类话，去掉只有反映人才知道的细节。")
    )


class LetterForm(forms.Form):
    """A question or an answer to the reporter."""

    text = text_field(
        _("写给反映人"), 4, help_text=_("反映人凭收条能看到。不要写被反映人的辩解、不要写别的反映人，也不要问他是谁。")
    )


class FeedbackForm(forms.Form):
    """Which reports the letters office was told about."""

    report_ids = forms.TypedMultipleChoiceField(
        label=_("已经反馈的"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选要反馈的反映。")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, due: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["report_ids"].choices = due  # type: ignore[attr-defined]
