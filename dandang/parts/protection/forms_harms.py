"""Shape of what is typed about harm in public. No field asks who said it, and there is none to add one (SPEC PR-08)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ui.fields import day_field, text_field

from .forms_clarifications import FilterForm
from .models import Circle
from .queries.harms import HarmFilter
from .states import HarmState

_ALL = ("", _("全部"))
_ORDERS = [("", _("新登记的在前")), ("oldest", _("先登记的在前")), ("number", _("按编号"))]
_CIRCLES = [("", _("请选择")), *((str(value), label) for value, label in Circle.choices)]
_TOLD = _("写在哪里（哪类平台、哪个会上、哪个圈子）、说了什么、传到多广。不写网址、账号，不写是谁说的")


class HarmFilterForm(FilterForm):
    """Words first; then where it stands, how far it spread, and the order."""

    words = forms.CharField(label=_("编号、姓名或者单位"), max_length=60, required=False)
    state = forms.ChoiceField(label=_("到哪一步"), choices=[_ALL, *HarmState.choices], required=False)
    circle = forms.ChoiceField(
        label=_("传到了哪里"), choices=[_ALL, *((str(one.value), one.label) for one in Circle)], required=False
    )
    order = forms.ChoiceField(label=_("排列"), choices=_ORDERS, required=False)

    def wanted(self) -> HarmFilter:
        """Return what the list is narrowed to; what does not make sense narrows nothing."""
        self.is_valid()
        given: dict[str, Any] = self.cleaned_data
        return HarmFilter(
            words=given.get("words", "").strip(),
            state=given.get("state", ""),
            circle=given.get("circle", ""),
            order=given.get("order") or "newest",
        )


# What a hand-made form might add; none of it is ever taken.
_AUTHOR_FIELDS = frozenset({"author", "authors", "url", "link", "account", "nickname", "ip", "who_said"})


class OwnHarmForm(forms.Form):
    """What the person registers about the own name."""

    told = text_field(_("在哪里、说了什么"), 5, help_text=_TOLD, limit=4000)
    known_to = forms.TypedChoiceField(label=_("传到了哪里"), choices=_CIRCLES, coerce=int)
    system = forms.ChoiceField(label=_("请谁来查"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, organs: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["system"].choices = list(organs)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if _AUTHOR_FIELDS & set(self.data):
            raise forms.ValidationError(_("这里不记是谁说的，也不记网址、账号。请只写在哪里、说了什么、传到多广。"))
        return given


class HarmForm(OwnHarmForm):
    """What a unit or the office registers: about one of its people, or about a unit."""

    who = forms.CharField(
        label=_("损害了谁的名誉"),
        max_length=40,
        required=False,
        help_text=_("填姓名或者编号；损害的是单位的留空，在下面选"),
    )
    organisation_id = forms.TypedChoiceField(
        label=_("损害了哪个单位的名誉"), required=False, coerce=int, empty_value=None
    )
    field_order = ("who", "organisation_id", "told", "known_to", "system")

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["organisation_id"].choices = [("", _("请选择")), *units]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("who") and not given.get("organisation_id"):
            self.add_error("who", _("请写明损害了谁的名誉：一个人，或者一个单位。"))
        if given.get("who") and given.get("organisation_id"):
            self.add_error("who", _("一件只登记一个人，或者一个单位。两方面都有的，分两件登记。"))
        return given


class CheckForm(forms.Form):
    """What was found, and whether it was true."""

    is_true = forms.ChoiceField(
        label=_("查下来"), widget=forms.RadioSelect,
        choices=[("no", _("不实，要公布真相")), ("yes", _("属实，不作澄清"))],
    )  # fmt: skip
    facts = text_field(_("查明的事实"), 5, limit=4000, help_text=_("写怎样查的、查明了什么；不写是谁说的"))


class PublicationForm(forms.Form):
    """What is to be published and how far."""

    told_to = forms.TypedChoiceField(
        label=_("公布到哪里"), choices=_CIRCLES, coerce=int, help_text=_("不能比传到的地方窄")
    )
    wider_reason = text_field(_("为什么比传到的地方更广"), 2, required=False, limit=1000)
    words = text_field(
        _("公布的内容和方式"), 5, limit=4000, help_text=_("写事实和公布的地方；不写是谁说的，不评价本人")
    )


class PublishForm(forms.Form):
    """The day it was published."""

    published_on = day_field(_("公布日期"))


class EffectForm(forms.Form):
    """What the publication did."""

    effect = text_field(_("效果怎样"), 3, limit=4000)
    is_over = forms.ChoiceField(
        label=_("影响"), widget=forms.RadioSelect,
        choices=[("yes", _("已经消除，办结")), ("no", _("还没有消除，再公布一次"))],
    )  # fmt: skip
