"""Registers the room's verbs, menu entry with its badge, and audit sentences."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    """Who must do what by when."""

    name = "dandang.ledger.duties"
    label = "duties"

    def ready(self) -> None:
        from dandang.foundation.audit import kinds as audit
        from dandang.foundation.ui import menu
        from dandang.ledger.duties import queries
        from dandang.registry.access.kinds import SYSTEM_ADMIN, Verb, register_verbs

        register_verbs(
            {"duties.run": Verb(roles={SYSTEM_ADMIN}, label=_("运行每日提醒"), scope="admin")},
        )
        menu.register(menu.MenuEntry(menu.DAILY, 10, _("我的待办"), "duties:home", "list"))
        menu.register_badge("duties:home", queries.badge)
        audit.register_sentences(
            {
                "duties.duty.opened": _("交办待办"),
                "duties.duty.changed": _("更新待办"),
                "duties.duty.closed": _("待办办结"),
                "duties.day.run": _("每日提醒和催办"),
            }
        )
