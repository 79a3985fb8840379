"""Shape of what people type on the pages of matters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.guard import limits
from dandang.ledger.matters import models, states

_CHANNELS = [("", _("请选择")), *models.Channel.choices]


def _day(label: object, *, required: bool = True, hint: object = "") -> forms.DateField:
    return forms.DateField(
        label=str(label),
        required=required,
        help_text=str(hint or _("写成 2026-11-23 这样")),
        widget=forms.DateInput(format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": str(_("请写成 2026-11-23 这样"))},
    )


def _text(label: object, rows: int, *, required: bool = True, hint: object = "", most: int = 4000) -> forms.CharField:
    return forms.CharField(
        label=str(label),
        required=required,
        max_length=most,
        help_text=str(hint),
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class RefusableForm(forms.Form):
    """A form that shows a refusal of the action at the field it concerns."""

    def refuse(self, refusal: Refusal) -> None:
        """Put the sentence at its field when the form has it, else above the form; a clause stands behind it."""
        sentence = f"{refusal.sentence}〔{refusal.clause}〕" if refusal.clause else refusal.sentence
        self.add_error(refusal.field if refusal.field in self.fields else None, sentence)


class MatterFilterForm(forms.Form):
    """Which matters are listed."""

    words = forms.CharField(label=_("名称或编号"), required=False, max_length=60)
    year = forms.ChoiceField(label=_("年份"), required=False)
    kind = forms.ChoiceField(label=_("性质"), required=False, choices=[("", _("全部")), *models.Matter.Kind.choices])
    channel = forms.ChoiceField(label=_("来源"), required=False, choices=[("", _("全部")), *models.Channel.choices])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *states.MatterState.choices])
    unit = forms.ChoiceField(label=_("单位"), required=False)

    def __init__(self, *args: Any, years: Sequence[str], units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", _("全部")), *((one, one) for one in years)]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("全部")), *units]  # type: ignore[attr-defined]


class MatterForm(RefusableForm):
    """What happened, when, with which unit."""

    title = forms.CharField(
        label=_("事项名称"), max_length=120, help_text=_("一句话说清是什么事，如：柳溪镇提灌站改造")
    )
    organisation_id = forms.TypedChoiceField(label=_("所在单位"), coerce=int)
    happened_from = _day(_("发生日期"), hint=_("行为发生那天。以后适用哪一版规定，按这一天看"))
    happened_to = _day(_("结束日期"), required=False, hint=_("只有一天的、还没有结束的不填"))
    kind = forms.ChoiceField(label=_("性质"), choices=models.Matter.Kind, widget=forms.RadioSelect)
    difficulty = forms.ChoiceField(label=_("难度"), choices=models.Matter.Difficulty, initial="ORDINARY")
    channel = forms.ChoiceField(label=_("来源"), choices=_CHANNELS)
    summary = _text(_("经过"), 6, hint=_("什么时间、谁、做了什么、结果怎样。不写评价，不写涉密内容"))
    is_of_wide_interest = forms.TypedChoiceField(
        label=_("涉及面较大、社会关注度较高"),
        required=False,
        choices=[("", _("还没有判断")), ("yes", _("是")), ("no", _("不是"))],
        coerce=lambda word: word == "yes",
        empty_value=None,
        help_text=_("是的，调查核实时要邀请群众代表、服务对象、利害关系方或者第三方参与"),
    )
    is_restricted = forms.BooleanField(
        label=_("限定知悉范围：只有纪检监察机关和组织部门看得到，单位看不到"), required=False
    )

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], may_restrict: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = [("", _("请选择")), *units]  # type: ignore[attr-defined]
        if not may_restrict:
            del self.fields["is_restricted"]


class InvolvementForm(RefusableForm):
    """Who took part, and how."""

    who = forms.CharField(label=_("相关人员"), max_length=40, help_text=_("填人员编号或者完整姓名"))
    role = forms.ChoiceField(label=_("在事项中"), choices=models.Involvement.Role, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("说明"), max_length=200, required=False, help_text=_("如：签发方案；会上提出过不同意见")
    )


class EvidenceForm(RefusableForm):
    """One piece of evidence: a file, or where the paper lies."""

    title = forms.CharField(label=_("证据名称"), max_length=120)
    kind = forms.ChoiceField(label=_("种类"), choices=[("", _("请选择")), *models.Evidence.Kind.choices])
    dated_on = _day(_("材料日期"), required=False)
    provided_by = forms.CharField(label=_("提供者"), max_length=120)
    channel = forms.ChoiceField(label=_("来源"), choices=_CHANNELS)
    is_original = forms.BooleanField(label=_("是原件（或者原件的扫描）"), required=False)
    pages = forms.IntegerField(label=_("页数"), required=False, min_value=1, max_value=9999)
    upload = forms.FileField(
        label=_("文件"),
        required=False,
        max_length=200,
        help_text=_("PDF、JPG、PNG、Word（.docx）、Excel（.xlsx）或者文本，不超过 50 MB。带密级标志的不能上传"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx,.xlsx,.txt"}),
        error_messages={"empty": _("文件是空的，0 字节，可能没有传完。请重新保存后再上传")},
    )
    sha256 = forms.CharField(
        label=_("提供者申报的 SHA-256"),
        required=False,
        max_length=64,
        help_text=_("对方给了校验码的填上，用来核对传送中有没有改动"),
    )
    location = forms.CharField(
        label=_("纸质存放处"),
        max_length=120,
        required=False,
        help_text=_("没有文件的必填，如：县纪委监委档案室 3 柜 2 层"),
    )
    added_after_hearing = forms.BooleanField(label=_("听取本人意见以后补充的"), required=False)

    def given(self) -> dict[str, Any]:
        """The typed fields as the action takes them, with the bytes of the file."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "upload"}
        upload = self.cleaned_data.get("upload")
        if upload is not None:
            values |= {"content": upload.read(limits.EXHIBIT_BYTES + 1), "filename": upload.name}
        return values


class ReasonForm(RefusableForm):
    """Why something is withdrawn, opened again or sent back."""

    reason = _text(_("理由"), 3, most=200)


class OutcomeOfMatterForm(RefusableForm):
    """What came of a matter."""

    outcome = _text(_("这件事的结果"), 4, hint=_("办成了什么，还留下什么"))


class AccountabilityFilterForm(forms.Form):
    """Which accountability matters are listed."""

    words = forms.CharField(label=_("姓名、事项或编号"), required=False, max_length=60)
    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[("", _("全部")), *states.AccountabilityState.choices]
    )


class AccountabilityForm(RefusableForm):
    """Who is to answer for a matter, and on which rule."""

    person_id = forms.TypedChoiceField(label=_("当事人"), coerce=int, help_text=_("在这件事里登记过的人员"))
    organ_id = forms.TypedChoiceField(label=_("承办机关"), coerce=int)
    basis = _text(_("为什么要问责"), 4, hint=_("写事实，不写结论"))
    basis_clause = forms.CharField(label=_("问责依据"), max_length=200, help_text=_("文件名称和条款"))

    def __init__(
        self, *args: Any, people: Sequence[tuple[int, str]], organs: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = [("", _("请选择")), *people]  # type: ignore[attr-defined]
        self.fields["organ_id"].choices = [("", _("请选择")), *organs]  # type: ignore[attr-defined]


class ConsiderationForm(RefusableForm):
    """Whether tolerance was considered: by whom, with what result, on which clauses; and who was heard."""

    OWN_RESULTS = ("NO_SIGN", "TOLERATED", "LIGHTER", "NOT_TOLERATED")

    considered_by = forms.CharField(label=_("由谁考虑"), max_length=120, help_text=_("机关、内设机构或者会议"))
    considered_on = _day(_("考虑日期"))
    party_organisation = forms.CharField(
        label=_("听取了谁的意见"), max_length=120, help_text=_("当事人所属党组织或者职能部门")
    )
    party_opinion = _text(_("意见内容"), 3)
    result = forms.ChoiceField(
        label=_("考虑的结果"),
        widget=forms.RadioSelect,
        choices=[(code, states.Consideration(code).label) for code in OWN_RESULTS],
    )
    document = forms.CharField(
        label=_("容错认定文书"), max_length=200, required=False, help_text=_("已有认定的必填，写文书名称和文号")
    )
    reasons = _text(_("理由"), 4, hint=_("对照容错情形和条件逐项说明"))
    clauses = forms.CharField(label=_("对照的条款"), max_length=300)


class DecisionForm(RefusableForm):
    """What the organ decided, and who signed."""

    outcome = forms.ChoiceField(label=_("问责结论"), choices=states.Outcome, widget=forms.RadioSelect)
    reasons = _text(_("理由"), 4)
    clause = forms.CharField(label=_("依据"), max_length=200)
    deciding_organ = forms.CharField(label=_("作出决定的机关"), max_length=120)
    document = forms.CharField(
        label=_("决定文书"), max_length=200, help_text=_("文书名称或者文号，如：青纪〔2026〕31号")
    )
    decided_on = _day(_("决定日期"))
    first_signer = forms.CharField(label=_("签批人一"), max_length=40, help_text=_("填人员编号或者完整姓名"))
    second_signer = forms.CharField(label=_("签批人二"), max_length=40, help_text=_("另一位，也不能是当事人"))

    def __init__(self, *args: Any, offered: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, label) for code, label in states.Outcome.choices if code in offered]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]


class FindingFilterForm(forms.Form):
    """Which findings are listed."""

    words = forms.CharField(label=_("内容或文书"), required=False, max_length=60)
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部")), ("WAITING", _("还没有处理")), ("HANDLED", _("已处理"))],
    )
    channel = forms.ChoiceField(label=_("来源"), required=False, choices=[("", _("全部")), *models.Channel.choices])


class FindingForm(RefusableForm):
    """What inspection, audit or a petition says."""

    channel = forms.ChoiceField(label=_("来源"), choices=_CHANNELS)
    tone = forms.ChoiceField(label=_("性质"), choices=models.Finding.Tone, widget=forms.RadioSelect)
    found_on = _day(_("日期"))
    document = forms.CharField(label=_("来源文书"), max_length=200, required=False)
    organisation_id = forms.TypedChoiceField(label=_("涉及单位"), coerce=int)
    person = forms.CharField(
        label=_("涉及人员"),
        max_length=40,
        required=False,
        help_text=_("填人员编号或者完整姓名；涉及人员的，交管理他的组织部门研究"),
    )
    matter = forms.CharField(
        label=_("事项编号"), max_length=60, required=False, help_text=_("同一件事已登记的，填编号")
    )
    text = _text(_("反映的内容"), 5)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = [("", _("请选择")), *units]  # type: ignore[attr-defined]


class HandlingForm(RefusableForm):
    """What was done about a finding."""

    matter = forms.CharField(label=_("事项编号"), max_length=60, required=False, help_text=_("登记为事项的，填编号"))
    handling = _text(_("怎样处理"), 4)
