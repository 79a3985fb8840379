"""Tells the house what the tolerance room brings: verbs, menu entries, references, audit sentences, duty kinds."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToleranceConfig(AppConfig):
    name = "dandang.parts.tolerance"
    label = "tolerance"
    verbose_name = _("容错与保护")
    reads_effects: tuple[str, ...] = ()
    writes_effects = ("ASSESSMENT_SHIELD",)

    def ready(self) -> None:
        from . import registrations

        registrations.register()
