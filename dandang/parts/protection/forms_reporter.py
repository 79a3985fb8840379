"""What the public pages ask: to whom and how, then what happened; the receipt; a few words to the handlers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .queries import offices
from .records import Office, Told, Who

_LONG = {"rows": 8}
_NO_STORE = {"autocomplete": "off", "autocorrect": "off", "spellcheck": "false"}


class StartForm(forms.Form):
    """To whom, and signed or not."""

    office = forms.ChoiceField(label=_("向哪里反映"), widget=forms.RadioSelect)
    signed = forms.ChoiceField(
        label=_("要不要署名"),
        choices=[("yes", _("实名：姓名封存在身份库，有结果会答复您")), ("no", _("匿名：不写姓名，凭收条看进展"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, places: list[Office]) -> None:
        super().__init__(data)
        choices = [(one.key, f"{one.name}（{one.label}）") for one in places]
        self.fields["office"].choices = choices  # type: ignore[attr-defined]
        if len(choices) > 6:
            self.fields["office"].widget = forms.Select(choices=choices)


class TellForm(forms.Form):
    """Whom it concerns and what happened; a signed reporter also says who they are."""

    about = forms.CharField(
        label=_("反映的是谁，在哪个单位"), max_length=200, help_text=_("姓名、职务、单位。不知道姓名的，写职务。"),
        widget=forms.TextInput(attrs=_NO_STORE), error_messages={"required": _("请写明反映的是谁、在哪个单位。")},
    )  # fmt: skip
    what = forms.CharField(
        label=_("发生了什么事"), max_length=20_000, widget=forms.Textarea(attrs={**_LONG, **_NO_STORE}),
        help_text=_("写清经过、钱数、还有谁知道。匿名的，请不要写自己的姓名，也不要写只有您一个人知道的细节。"),
        error_messages={"required": _("请写明发生了什么事。")},
    )  # fmt: skip
    happened_when = forms.CharField(
        label=_("什么时候"), max_length=200, required=False, widget=forms.TextInput(attrs=_NO_STORE)
    )
    happened_where = forms.CharField(
        label=_("在哪里"), max_length=200, required=False, widget=forms.TextInput(attrs=_NO_STORE)
    )
    name = forms.CharField(
        label=_("您的姓名"), max_length=40, widget=forms.TextInput(attrs=_NO_STORE),
        error_messages={"required": _("实名反映要写姓名。不想写的，请退回去选匿名。")},
    )  # fmt: skip
    phone = forms.CharField(
        label=_("联系电话"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", **_NO_STORE}),
        help_text=_("只在身份库里，打开要两个机关的人批准。"),
    )  # fmt: skip
    identity_number = forms.CharField(
        label=_("身份证号"), max_length=18, required=False, widget=forms.TextInput(attrs=_NO_STORE)
    )

    def __init__(self, data: Any = None, *, is_signed: bool) -> None:
        super().__init__(data)
        self.asks_who = is_signed
        if not is_signed:
            for name in ("name", "phone", "identity_number"):
                del self.fields[name]

    def told(self, files: tuple[tuple[str, bytes], ...] = ()) -> Told:
        """Return what is reported, with the files beside it."""
        given = self.cleaned_data
        return Told(given["about"], given["what"], given["happened_when"], given["happened_where"], files)

    def who(self) -> Who | None:
        """Return who reports, None for an anonymous reporter."""
        given = self.cleaned_data
        return Who(given["name"], given["phone"], given["identity_number"].upper()) if self.asks_who else None

    def kept(self) -> list[tuple[str, str]]:
        """Return what was typed, to be carried through the check page."""
        return [(name, str(self.data.get(name, ""))) for name in self.fields]


class ReceiptForm(forms.Form):
    """The sixteen digits."""

    code = forms.CharField(
        label=_("收条上的 16 位数字"), max_length=40, help_text=_("空格、短横可以写也可以不写。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", **_NO_STORE}),
        error_messages={"required": _("请写上收条上的 16 位数字。")},
    )  # fmt: skip


class WordsForm(forms.Form):
    """A few words: to the handlers, or an objection."""

    text = forms.CharField(
        label=_("内容"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4, **_NO_STORE}),
        error_messages={"required": _("还没有写内容。")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, label: object = "", prefix: str | None = None) -> None:
        super().__init__(data, prefix=prefix)
        if label:
            self.fields["text"].label = label  # type: ignore[assignment]


def places() -> list[Office]:
    """Return the organs the start page offers."""
    return offices.offices()
