"""Tells the house what the search room brings."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "dandang.law.search"
    label = "search"
    verbose_name = _("检索")
