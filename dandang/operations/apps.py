"""Registers the verbs, audit sentences, references and menu entry of running the installation."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    """Command line, backup, health, the calendar's pages."""

    name = "dandang.operations"
    label = "operations"

    def ready(self) -> None:
        from django.urls import reverse

        from dandang.foundation.audit import kinds as audit
        from dandang.foundation.ground.references import register_reference
        from dandang.foundation.ui import menu
        from dandang.registry.access.kinds import BUSINESS_ROLES, ORG_STAFF, SYSTEM_ADMIN, Verb, register_verbs

        register_verbs(
            {
                "calendars.year.read": Verb(roles=BUSINESS_ROLES, label=_("查看工作日日历")),
                "calendars.year.edit": Verb(roles=ORG_STAFF, label=_("修改工作日日历")),
                "operations.backup.create": Verb(roles={SYSTEM_ADMIN}, label=_("备份"), scope="admin"),
                "operations.backup.restore": Verb(roles={SYSTEM_ADMIN}, label=_("恢复备份"), scope="admin"),
            }
        )
        entry = menu.MenuEntry(
            menu.DAILY, 70, _("工作日日历"), "operations:calendar", "clock", "calendars.year.read",
            about=_("期限按它数；每年的放假通知公布以后录入"),
        )  # fmt: skip
        menu.register(entry)
        audit.register_sentences(
            {
                "calendars.year.seeded": _("填入工作日日历"),
                "calendars.year.published": _("录入一年的放假通知"),
                "calendars.day.set": _("修改日历中的一天"),
                "operations.backup.created": _("生成备份"),
                "operations.backup.restored": _("从备份恢复"),
            }
        )
        register_reference(
            "calendars.year",
            names=lambda keys: {key: _("%s 年工作日日历") % key for key in keys},
            url=lambda key: reverse("operations:year", args=[key]) if key.isdigit() else "",
        )
