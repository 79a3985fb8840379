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
        from dandang.foundation.ui import guide, menu
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
        guide.register(guide.Chapter(80, "roles", _("谁能做什么"), "access/_guide.html"))
        guide.register(guide.Chapter(85, "ask", _("有问题找谁"), "access/_guide_ask.html"))


def _menu() -> list[MenuEntry]:
    return [
        MenuEntry(OWN, 90, _("我的账号"), "access:profile", "lock", about=_("角色、密码、动态口令；谁看过我的档案")),
        MenuEntry(
            ADMIN, 10, _("账号和角色"), "access:accounts", "people", "accounts.account.list",
            about=_("建账号、停用、重置密码；授予和收回角色"),
        ),
        MenuEntry(
            ADMIN, 20, _("人员配备核对"), "access:staffing", "shield", "access.staffing.read",
            about=_("现有的人够不够依规办理，还缺谁"),
        ),
        MenuEntry(
            ADMIN, 30, _("审计日志"), "access:log", "history", "audit.log.read",
            about=_("谁在什么时候办了什么、被拒绝了什么；没有个人内容"),
        ),
        MenuEntry(TOP, 90, _("退出"), "account_logout", is_post=True),
    ]  # fmt: skip
