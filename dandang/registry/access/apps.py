"""Registers the room's verbs and those of the rooms below it, which cannot see this one."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from dandang.foundation.ui.menu import ADMIN, OWN, TOP, MenuEntry


class AccessConfig(AppConfig):
    name = "dandang.registry.access"
    label = "access"
    verbose_name = _("权限")

    def ready(self) -> None:
        from dandang.foundation.audit import kinds as audit
        from dandang.foundation.ground import gate
        from dandang.foundation.ui import menu
        from dandang.registry.access import queries, verbs

        verbs.register()
        gate.set_gate(queries)
        audit.register_sentences(
            {
                "access.route.refused": _("打开未获授权的页面，被拒绝"),
                "access.role.granted": _("授予角色"),
                "access.role.withdrawn": _("收回角色"),
            }
        )
        for entry in _menu():
            menu.register(entry)


def _menu() -> list[MenuEntry]:
    return [
        MenuEntry(OWN, 90, _("我的账号"), "access:profile", "lock"),
        MenuEntry(ADMIN, 10, _("账号和角色"), "access:accounts", "people", "accounts.account.list"),
        MenuEntry(ADMIN, 20, _("人员配备核对"), "access:staffing", "shield", "access.staffing.read"),
        MenuEntry(ADMIN, 30, _("审计日志"), "access:log", "history", "audit.log.read"),
        MenuEntry(TOP, 90, _("退出"), "account_logout", is_post=True),
    ]
