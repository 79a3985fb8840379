"""Tells the house what the vault room brings."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VaultConfig(AppConfig):
    name = "dandang.registry.vault"
    label = "vault"
    verbose_name = _("身份库")
