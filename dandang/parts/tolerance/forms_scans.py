"""The scan of a signed paper, as every form of the room asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.foundation.guard import limits

from .records import Upload


def scan_field(label: Any, *, required: bool) -> forms.FileField:
    """A field for the scan of a signed paper."""
    return forms.FileField(
        label=label,
        max_length=200,
        required=required,
        help_text=_("JPG、PNG 或 PDF，不超过 10 MB"),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf"}),
        error_messages={"required": _("请附上签字件的扫描件或者照片，以便日后核对")},
    )


def scan_of(typed: Mapping[str, Any]) -> Upload | None:
    """The file as it came, one byte more than allowed being enough to refuse it; none without one."""
    given = typed.get("upload")
    return Upload(given.name, given.read(limits.SCAN_BYTES + 1)) if given else None
