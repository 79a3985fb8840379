"""Tells the house what the appraisal room brings: verbs, menu entries, references, audit sentences, duty kinds."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppraisalConfig(AppConfig):
    name = "dandang.parts.appraisal"
    label = "appraisal"
    verbose_name = _("考核评价")
    reads_effects = ("ASSESSMENT_SHIELD", "PENDING_CASE", "DISCIPLINE_IN_FORCE")
    writes_effects: tuple[str, ...] = ()

    def ready(self) -> None:
        from . import registrations

        registrations.register()
