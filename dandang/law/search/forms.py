"""The shape of a question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """What is looked for. Nothing typed here is refused; what cannot be read is left out."""

    q = forms.CharField(label=_("找什么"), required=False, strip=True)

    def __init__(self, question: str) -> None:
        super().__init__(initial={"q": question})
        field: Any = self.fields["q"]
        field.widget.input_type = "search"
        field.widget.attrs |= {"autocomplete": "off", "maxlength": 200}
