"""Shape of applications, filings and acceptance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ui.fields import day_field, scan_field, text_field
from dandang.ledger.matters.records import AccountabilityRecord, MatterRecord
from dandang.registry.organisations.models import Organisation

from .models import Filing
from .queries.clauses import CitedClause
from .records import MatterInput, Upload

NEW = "new"
KINDS = [("DAILY", _("日常工作")), ("HARD", _("难事")), ("IMPORTANT", _("要事")), ("MAJOR", _("大事"))]
ROLES = [
    ("DECIDED", _("决策")), ("LED", _("主管")), ("DID", _("经办")), ("JOINED", _("参与")),
    ("ADVISED_AGAINST", _("提出过反对或者保留意见")),
]  # fmt: skip


def upload_of(form: forms.Form, name: str) -> Upload | None:
    """The file of a form as it came."""
    file = form.cleaned_data.get(name)
    return Upload(file.name, file.read()) if file else None


class WhoForm(forms.Form):
    """For whom a unit or an organ opens a case."""

    who = forms.CharField(label=_("当事人"), max_length=40, help_text=_("填人员编号或者完整姓名"))


class ApplyForm(forms.Form):
    """An application. Which fields are asked depends on who applies; what is asked is offered, not guessed."""

    matter = forms.ChoiceField(label=_("哪一件"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("事项名称"), max_length=120, required=False)
    happened_from = day_field(_("发生日期"), required=False)
    happened_to = day_field(_("结束日期"), required=False, help_text=_("还在继续或者只有一天的不填"))
    summary = text_field(_("经过概要"), 3, required=False, help_text=_("几句话：在哪里、做什么、后来怎样"))
    kind = forms.ChoiceField(label=_("事项性质"), choices=KINDS, required=False)
    role = forms.ChoiceField(label=_("当事人在事项中"), choices=ROLES, required=False)
    acted_on = day_field(
        _("行为日"), help_text=_("作出决定或者实施的那一天，认定用这一天有效的规定。写成 2026-11-23 这样")
    )
    account_given = text_field(
        _("事情经过和申请理由"), 7, help_text=_("当时为什么这样做、怎样决定的、结果怎样、有哪些凭据，照实写")
    )
    measures_taken = text_field(
        _("已经采取的补救措施"), 3, required=False, help_text=_("没有的可以不填，不会因此不受理")
    )
    filing = forms.ChoiceField(label=_("事前备案"), required=False)
    organ = forms.ChoiceField(label=_("向哪个机关提出"), help_text=_("按干部管理权限列出"))
    accountability = forms.ChoiceField(label=_("旁边的问责事项"), required=False)
    party_organisation = forms.CharField(label=_("听取了谁的意见"), max_length=120, required=False)
    party_opinion = text_field(_("党组织或者职能部门的意见"), 3, required=False)
    is_on_paper = forms.BooleanField(label=_("这是照本人签字的纸质申请表代录的"), required=False)
    applied_on = day_field(_("表上的申请日期"), required=False)
    scan = scan_field(_("签字申请表的扫描件"), required=False)

    def __init__(
        self, *args: Any, opening: str, matters: Sequence[MatterRecord], organs: Sequence[Organisation],
        filings: Sequence[Filing], accountabilities: Sequence[AccountabilityRecord], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.opening = opening
        known = [(str(one.id), f"{one.number} {one.title}") for one in matters]
        self._offer("matter", [*known, (NEW, _("还没有登记的事，下面写明"))])
        self._offer("organ", [(str(one.pk), one.name) for one in organs])
        self.fields["matter"].initial = known[0][0] if known else NEW
        self.fields["organ"].initial = str(organs[0].pk) if organs else ""
        if filings:
            none = ("", str(_("没有事前备案")))
            self._offer("filing", [none, *((str(one.pk), f"{one.number} {one.title}") for one in filings)])
        else:
            del self.fields["filing"]
        self._beside(opening, accountabilities)
        if opening != "ORGAN":
            for name in ("is_on_paper", "applied_on", "scan"):
                del self.fields[name]

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _beside(self, opening: str, accountabilities: Sequence[AccountabilityRecord]) -> None:
        if opening != "ACCOUNTABILITY":
            for name in ("accountability", "party_organisation", "party_opinion"):
                del self.fields[name]
            return
        self._offer("accountability", [(str(one.id), one.number) for one in accountabilities])
        for name in ("accountability", "party_organisation", "party_opinion"):
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("matter") == NEW:
            for name, sentence in (
                ("title", _("请填写事项名称")),
                ("happened_from", _("请填写发生日期")),
                ("summary", _("请写几句经过概要")),
            ):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        if given.get("is_on_paper") and not given.get("scan") and "scan" not in self.errors:
            self.add_error("scan", _("照纸质表代录的，请附签字申请表的扫描件或者照片"))
        return given

    def arguments(self) -> dict[str, Any]:
        """What the action is told."""
        given = self.cleaned_data
        is_new = given["matter"] == NEW
        is_on_paper = bool(given.get("is_on_paper"))
        typed = MatterInput(
            title=given["title"], summary=given["summary"], happened_from=given["happened_from"],
            happened_to=given["happened_to"], kind=given["kind"] or "DAILY", role=given["role"] or "JOINED",
        )  # fmt: skip
        return {
            "opening": "PERSON" if is_on_paper else self.opening,
            "matter_id": None if is_new else int(given["matter"]),
            "matter": typed if is_new else None,
            "acted_on": given["acted_on"],
            "account_given": given["account_given"],
            "measures_taken": given["measures_taken"],
            "organ_id": int(given["organ"]),
            "filing_id": int(given["filing"]) if given.get("filing") else None,
            "accountability_id": int(given["accountability"]) if given.get("accountability") else None,
            "party_organisation": given.get("party_organisation", ""),
            "party_opinion": given.get("party_opinion", ""),
            "applied_on": given.get("applied_on") if is_on_paper else None,
            "scan": upload_of(self, "scan") if is_on_paper else None,
        }

    def chosen(self, name: str) -> str:
        """What was picked, in words."""
        field = self.fields[name]
        words = dict(field.choices) if isinstance(field, forms.ChoiceField) else {}  # type: ignore[arg-type]
        return str(words.get(self.cleaned_data[name], ""))

    def kept(self) -> list[tuple[str, str]]:
        """What was typed, to be posted along with the confirmation."""
        return [(name, self.data.get(name, "")) for name in self.fields if name != "scan"]


class AcceptForm(forms.Form):
    """Acceptance."""

    needs_outside = forms.BooleanField(label=_("涉及面较大、社会关注度较高，核实时请外部人员参与"), required=False)


class RefuseForm(forms.Form):
    """Refusal, with reasons and a clause in force on the day of the act."""

    reason = text_field(_("理由"), 4, help_text=_("看了哪些材料，缺什么，为什么因此不受理。这段话原样告诉本人"))
    clause = forms.ChoiceField(label=_("条款"), help_text=_("行为日在本地有效的条款"))

    def __init__(self, *args: Any, clauses: Sequence[CitedClause], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", str(_("请选择"))), *((one.text, _told(one)) for one in clauses)]
        self.fields["clause"].choices = choices  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """A reform or trial filed before it begins."""

    organisation = forms.ChoiceField(label=_("报送单位"))
    title = forms.CharField(label=_("改革或者试点事项"), max_length=120)
    plan = text_field(_("做什么、怎样做"), 5)
    risks = text_field(_("可能的风险和应对"), 4, help_text=_("没有想到风险的，写明评估过哪些方面"))
    decided_how = text_field(_("怎样决策的"), 3, help_text=_("哪次会议、谁参加、有哪些不同意见"))
    starts_on = day_field(_("拟开始日期"), help_text=_("要在开始以前报送。写成 2026-11-23 这样"))
    scan = scan_field(_("盖章件扫描"), required=False)

    def __init__(self, *args: Any, units: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [(str(one.pk), one.name) for one in units]  # type: ignore[attr-defined]

    def arguments(self) -> Mapping[str, Any]:
        """What the action is told."""
        given = dict(self.cleaned_data)
        given["organisation_id"] = int(given.pop("organisation"))
        given["scan"] = upload_of(self, "scan")
        return given


class AnswerFilingForm(forms.Form):
    """The answer to a filing."""

    note = text_field(_("备案意见"), 2, required=False, help_text=_("退回补充的必须写；照收的可以不写"), limit=300)


class EndForm(forms.Form):
    """Why a case ends without a finding."""

    reason = text_field(_("理由"), 3, limit=1000)


class RaiseForm(forms.Form):
    """To which organ a case goes, and why."""

    organ_id = forms.ChoiceField(label=_("由哪个机关办理"))
    reason = text_field(_("理由"), 3, limit=1000, help_text=_("例如：有权研究的成员都要回避"))

    def __init__(self, *args: Any, organs: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ_id"].choices = [(str(one.pk), one.name) for one in organs]  # type: ignore[attr-defined]


def _told(clause: CitedClause) -> str:
    return f"{clause.text}　{clause.summary[:40]}{'…' if len(clause.summary) > 40 else ''}"
