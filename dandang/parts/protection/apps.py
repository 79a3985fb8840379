"""Tells the house what the protection room brings: verbs, menu entries, references, audit sentences, duty kinds."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProtectionConfig(AppConfig):
    name = "dandang.parts.protection"
    label = "protection"
    verbose_name = _("举报与澄清")
    reads_effects: tuple[str, ...] = ()
    writes_effects: tuple[str, ...] = ()

    def ready(self) -> None:
        from . import impacts, registrations

        registrations.register()
        impacts.register()
