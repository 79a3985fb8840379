"""Registers the room with Django and names its own verbs."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "dandang.foundation.audit"
    label = "audit"
    verbose_name = _("审计")

    def ready(self) -> None:
        from dandang.foundation.audit import kinds

        kinds.register_sentences(
            {
                kinds.READ: _("查看"),
                kinds.ERASED: _("依法清除审计中的个人信息"),
            }
        )
