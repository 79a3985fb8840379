"""Registers the room's verbs and those of the rooms below it, which cannot see this one."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "dandang.registry.access"
    label = "access"
    verbose_name = _("权限")

    def ready(self) -> None:
        from dandang.foundation.ground import gate
        from dandang.registry.access import queries, verbs

        verbs.register()
        gate.set_gate(queries)
