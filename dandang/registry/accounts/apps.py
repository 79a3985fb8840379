"""Registers the room with Django and names its verbs in the record."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "dandang.registry.accounts"
    label = "accounts"
    verbose_name = _("账号")
