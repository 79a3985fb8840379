"""Registers the room with Django and names its verbs in the record."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "dandang.registry.accounts"
    label = "accounts"
    verbose_name = _("账号")

    def ready(self) -> None:
        from dandang.foundation.audit import kinds as audit
        from dandang.foundation.ground.references import register_reference
        from dandang.foundation.ui import menu
        from dandang.registry.accounts import kinds, queries

        menu.register(menu.MenuEntry(menu.TOP, 90, _("退出"), "account_logout", is_post=True))
        audit.register_sentences(kinds.SENTENCES)
        register_reference("accounts.account", names=queries.names_of, url=lambda key: "")
