"""Registers the room's link in the top bar and its audit sentences."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Telling somebody something."""

    name = "dandang.ledger.notices"
    label = "notices"

    def ready(self) -> None:
        from dandang.foundation.audit import kinds as audit
        from dandang.foundation.ui import menu
        from dandang.ledger.notices import queries

        menu.register(
            menu.MenuEntry(menu.DAILY, 15, _("通知"), "notices:list", "mail", about=_("快到期和逾期的，和您有关的决定"))
        )
        menu.register_badge("notices:list", queries.badge)
        audit.register_sentences({"notices.notice.told": _("发出通知"), "notices.notice.read": _("通知已读")})
