"""Tells the house what the casebook room brings."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasebookConfig(AppConfig):
    name = "dandang.ledger.casebook"
    label = "casebook"
    verbose_name = _("案例库")
