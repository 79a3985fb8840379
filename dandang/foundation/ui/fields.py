"""Fields that forms of every room ask for in one way: a day, several lines of text, the scan of a signed paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONG = 8000  # characters
DAY_HINT = _("写成 2026-11-23 这样")


def day_field(label: Any, *, required: bool = True, help_text: Any = DAY_HINT) -> forms.DateField:
    """A day typed as 2026-11-23."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("请写成 2026-11-23 这样")},
    )


def text_field(
    label: Any, rows: int, *, required: bool = True, help_text: Any = "", limit: int = LONG
) -> forms.CharField:
    """Several lines of text, `limit` characters at most."""
    return forms.CharField(
        label=label, required=required, max_length=limit, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def scan_field(label: Any, *, required: bool = True) -> forms.FileField:
    """The scan or photo of a signed paper."""
    return forms.FileField(
        label=label,
        max_length=200,
        required=required,
        help_text=_("JPG、PNG 或 PDF，不超过 10 MB"),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf"}),
        error_messages={"required": _("请附上签字件的扫描件或者照片，以便日后核对")},
    )
