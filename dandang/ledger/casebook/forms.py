"""Shape of what people type about entries and circulars."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ui.records import Chosen
from dandang.ledger.casebook import kinds
from dandang.ledger.casebook.queries import DOUBTED, EntryFilter
from dandang.ledger.casebook.records import Choice, SourceChoice
from dandang.ledger.casebook.states import Decided, Field, Part, State

_ALL = ("", _("全部"))
_SIDES = [("FOR", _("有利")), ("AGAINST", _("不利")), ("UNCLEAR", _("尚不明确"))]
_ORIGINS = [("OWN", _("本地办理的")), ("OUTSIDE", _("外地公布的")), ("SAMPLE", _("样例"))]
_SORTS = [("", _("贴近、新的在前")), ("year", _("新近发生的在前")), ("number", _("按编号"))]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


# Conditions that stand behind 更多条件; what is chosen there stays chosen when it is closed.
_MORE = ("list_item", "outcome", "origin", "region", "year", "sort")


class BrowseForm(forms.Form):
    """Words first; then kind, element with side, item of a list, field; more conditions below."""

    words = forms.CharField(label=_("找什么"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("类别"), required=False)
    element = forms.ChoiceField(label=_("要件"), required=False)
    side = forms.ChoiceField(label=_("要件认定"), choices=[_ALL, *_SIDES], required=False)
    list_item = forms.ChoiceField(label=_("清单条目"), required=False)
    field = forms.ChoiceField(label=_("领域"), choices=[_ALL, *Field.choices], required=False)
    outcome = forms.ChoiceField(label=_("结论"), required=False)
    origin = forms.ChoiceField(label=_("来源"), choices=[_ALL, *_ORIGINS], required=False)
    region = forms.ChoiceField(label=_("地区"), required=False)
    year = forms.TypedChoiceField(label=_("年份"), required=False, coerce=int, empty_value=None)
    # Years of approval: come with the link of a number in the statistics.
    since = forms.IntegerField(required=False, min_value=1978, max_value=9998, widget=forms.HiddenInput)
    until = forms.IntegerField(required=False, min_value=1978, max_value=9998, widget=forms.HiddenInput)
    sort = forms.ChoiceField(label=_("排列"), choices=_SORTS, required=False)

    def __init__(self, data: object, *, facets: Any, regions: Sequence[tuple[str, str]], has_more: bool = True) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        choices: dict[str, Sequence[tuple[Any, Any]]] = {
            "kind": facets.kinds,
            "outcome": facets.outcomes,
            "element": facets.elements,
            "list_item": facets.list_items,
            "region": regions,
            "year": [(year, str(year)) for year in facets.years],
        }
        for name, listed in choices.items():
            self.fields[name].choices = [_ALL, *listed]  # type: ignore[attr-defined]
        if not has_more:
            for name in _MORE:
                self.fields[name].widget = forms.HiddenInput()

    def wanted(self, ids: tuple[int, ...] | None) -> EntryFilter:
        """Return what the list is narrowed to; what does not make sense narrows nothing."""
        given = {name: value for name, value in self._given().items() if name != "words"}
        return EntryFilter(**given, ids=ids)

    @property
    def question(self) -> str:
        """The words looked for."""
        return str(self._given().get("words", "")).strip()

    def chosen(self) -> list[Chosen]:
        """Return the chosen filters as parts of a sentence; the order of the list is none."""
        before = {
            "words": _("含"),
            "element": _("认定了"),
            "side": _("认定为"),
            "list_item": _("对照"),
            "region": _("在"),
            "since": _("入库从"),
            "until": _("入库到"),
        }
        return [
            Chosen(str(before.get(name, "")), self._label(name, value), name, str(value))
            for name, value in self._given().items()
            if value and name != "sort"
        ]

    def _given(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data

    def _label(self, name: str, value: object) -> str:
        if name in {"since", "until"}:
            return _("%d 年") % value
        choices = {str(code): label for code, label in getattr(self.fields[name], "choices", ())}
        return str(choices.get(str(value), value))


class DeskForm(forms.Form):
    """Where an entry stands."""

    state = forms.ChoiceField(
        label=_("到哪一步"),
        choices=[_ALL, *((code, label) for code, label in State.choices if code != State.APPROVED),
                 (DOUBTED, _("存疑，暂不公开"))],
        required=False,
    )  # fmt: skip

    @property
    def wanted(self) -> str:
        """The state that was chosen; what does not make sense narrows nothing."""
        return str(self.cleaned_data.get("state", "")) if self.is_valid() else ""


class DraftForm(forms.Form):
    """Which decided case becomes an entry, under which title."""

    subject = forms.ChoiceField(label=_("案件"), error_messages={"required": _("请选一件已经定下来的案件")})
    title = forms.CharField(
        label=_("标题"),
        max_length=120,
        help_text=_("说事情，不写单位和姓名。如：汛期改用移动泵船造成工期延误"),
        error_messages={"required": _("请写标题")},
    )
    field = forms.ChoiceField(label=_("领域"), choices=Field.choices)

    def __init__(self, *args: Any, choices: Sequence[SourceChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = [  # type: ignore[attr-defined]
            (one.subject, f"{one.number}　{one.title}（{one.outcome_label}）") for one in choices
        ]

    def refuse(self, field: str, sentence: str) -> None:
        self.add_error(field if field in self.fields else None, sentence)


class PartsForm(forms.Form):
    """The words of an entry, part by part."""

    title = forms.CharField(label=Part.TITLE.label, max_length=120)
    field = forms.ChoiceField(label=_("领域"), choices=Field.choices)
    background = forms.CharField(label=Part.BACKGROUND.label, required=False, max_length=4000, widget=_area(4))
    course = forms.CharField(label=Part.COURSE.label, max_length=4000, widget=_area(6))
    judgement = forms.CharField(label=Part.JUDGEMENT.label, max_length=4000, widget=_area(8))
    lesson = forms.CharField(
        label=Part.LESSON.label, required=False, max_length=4000, widget=_area(4),
        help_text=_("别人遇到同样的事，可以学到什么，要防什么"),
    )  # fmt: skip

    def parts(self) -> dict[str, str]:
        """The words by part."""
        return {part: self.cleaned_data[part.lower()] for part in Part.values}

    def refuse(self, field: str, sentence: str) -> None:
        self.add_error(field if field in self.fields else None, sentence)


class OutsideForm(PartsForm):
    """An entry from elsewhere: its words, and where it was reported."""

    kind = forms.ChoiceField(label=_("类别"))
    outcome = forms.ChoiceField(label=_("结论"), required=False)
    organ = forms.TypedChoiceField(label=_("由哪个机关编"), coerce=int)
    region = forms.ChoiceField(label=_("地区"))
    year = forms.IntegerField(label=_("年份"), required=False, min_value=1978, max_value=2100)
    citation = forms.CharField(
        label=_("出处"), max_length=300, help_text=_("哪里公布的，哪一年。自己编的写明“样例”"),
        error_messages={"required": _("请写明出处：哪里公布的")},
    )  # fmt: skip
    is_sample = forms.BooleanField(label=_("这是编的样例，不是真事"), required=False)
    field_order = ["title", "kind", "outcome", "field", "organ", "region", "year", "citation", "is_sample"]

    def __init__(
        self, *args: Any, organs: Sequence[tuple[str, str]], regions: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds.entry_kinds().items())  # type: ignore[attr-defined]
        self.fields["outcome"].choices = [("", _("同类别")), *kinds.outcomes().items()]  # type: ignore[attr-defined]
        self.fields["organ"].choices = organs  # type: ignore[attr-defined]
        self.fields["region"].choices = regions  # type: ignore[attr-defined]
        for code, label in kinds.elements().items():
            self.fields[_side_field(code)] = forms.ChoiceField(
                label=_("要件“%s”") % label, choices=[("", _("没有说明")), *_SIDES], required=False
            )

    def sides(self) -> dict[str, str]:
        """The sides of elements that were chosen."""
        given = {code: self.cleaned_data.get(_side_field(code), "") for code in kinds.elements()}
        return {code: side for code, side in given.items() if side}


def _side_field(code: str) -> str:
    return f"side_{code.lower()}"


def typed_choices(posted: Mapping[str, Any], ids: Sequence[int]) -> dict[int, Choice]:
    """What was chosen for each marking; those left alone are not in it."""
    found = {}
    for pk in ids:
        state = posted.get(f"m{pk}", "")
        if state in {Decided.CONFIRMED, Decided.KEPT}:
            found[pk] = Choice(state, posted.get(f"r{pk}", "")[:120], posted.get(f"w{pk}", "")[:200])
    return found


class MarkForm(forms.Form):
    """A piece of text the assistant did not find."""

    span = forms.CharField(label=_("原文"), max_length=120, error_messages={"required": _("请抄下要隐去的原文")})
    replacement = forms.CharField(
        label=_("写成"), max_length=120, error_messages={"required": _("请写换成什么，如 某单位")}
    )

    def refuse(self, field: str, sentence: str) -> None:
        self.add_error(field if field in self.fields else None, sentence)


class CheckForm(forms.Form):
    """Words about what risk is left."""

    risk_note = forms.CharField(
        label=_("对剩余风险的说明"), required=False, max_length=2000, widget=_area(3),
        help_text=_("上面列出的每一点，写明为什么可以这样写；没有列出的不用填"),
    )  # fmt: skip

    def refuse(self, field: str, sentence: str) -> None:
        self.add_error(field if field in self.fields else None, sentence)


class ReasonForm(forms.Form):
    """Why an entry is returned, dropped, taken back or shown again."""

    reason = forms.CharField(
        label=_("理由"), max_length=300, widget=_area(2), error_messages={"required": _("请写明理由")}
    )


class CircularForm(forms.Form):
    """A circular: what it says before and after the cases, and which cases, in which order."""

    title = forms.CharField(label=_("标题"), max_length=120, initial=_("关于几起容错纠错典型案例的通报"))
    organ = forms.TypedChoiceField(label=_("发文机关"), coerce=int)
    addressee = forms.CharField(label=_("发给谁"), max_length=200, initial=_("各乡镇党委、县直各单位党组（党委）"))
    lead_in = forms.CharField(label=_("引言"), max_length=4000, widget=_area(4))
    entries = forms.TypedMultipleChoiceField(
        label=_("案例"), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=_("按编号先后排列"), error_messages={"required": _("请至少选一条案例")},
    )  # fmt: skip
    closing = forms.CharField(
        label=_("要求"), max_length=4000, widget=_area(4), help_text=_("各单位从这些案例里学什么、做什么")
    )

    def __init__(
        self, *args: Any, organs: Sequence[tuple[str, str]], entries: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].choices = organs  # type: ignore[attr-defined]
        self.fields["entries"].choices = entries  # type: ignore[attr-defined]

    def refuse(self, field: str, sentence: str) -> None:
        self.add_error(field if field in self.fields else None, sentence)


class RedraftForm(CircularForm):
    """The words and cases of a returned circular; title, organ and addressee stay."""

    field_order = ["lead_in", "entries", "closing"]

    def __init__(self, *args: Any, entries: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, organs=[], entries=entries, **kwargs)
        for name in ("title", "organ", "addressee"):
            del self.fields[name]
