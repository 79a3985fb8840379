"""Registers the room of official papers."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """The room that renders papers; it has no tables, no pages and writes no effects."""

    name = "dandang.law.documents"
    label = "documents"
    verbose_name = _("文书")
