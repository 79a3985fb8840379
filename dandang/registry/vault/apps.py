"""Tells the house what the vault room brings: verbs, menu entry and badge, references, audit sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class VaultConfig(AppConfig):
    name = "dandang.registry.vault"
    label = "vault"
    verbose_name = _("身份库")

    def ready(self) -> None:
        from dandang.foundation.audit import kinds as audit
        from dandang.foundation.ground.references import register_reference
        from dandang.foundation.ui import guide, menu
        from dandang.registry.vault import verbs

        verbs.register()
        menu.register(
            menu.MenuEntry(
                menu.ADMIN, 25, _("身份库"), "vault:requests", "lock", "vault.access.read",
                about=_("查看反映人身份的申请和批准；保存期满的销毁；我的钥匙"),
            )
        )  # fmt: skip
        guide.register(guide.Chapter(55, "identity", _("看反映人的身份"), "vault/_guide.html", "vault.access.read"))
        menu.register_badge("vault:requests", _waiting)
        register_reference("vault.request", names=_named(_("身份库申请")), url=_request_url)
        register_reference("vault.destruction", names=_named(_("身份销毁")), url=_destruction_url)
        register_reference("vault.key", names=_named(_("身份库钥匙")), url=lambda key: "")
        audit.register_sentences(
            {
                "vault.key.made": _("建立身份库钥匙"),
                "vault.key.relocked": _("更换身份库钥匙的口令"),
                "vault.key.refused": _("身份库钥匙口令不对，被拒绝"),
                "vault.key.ended": _("停用身份库钥匙"),
                "vault.key.handed_over": _("向同机关保管人交接身份库钥匙"),
                "vault.access.requested": _("申请查看举报人身份"),
                "vault.access.approved": _("批准查看举报人身份"),
                "vault.access.refused": _("不批准查看举报人身份"),
                "vault.access.closed": _("关闭查看举报人身份的申请"),
                "vault.access.expired": _("查看举报人身份的期限已到，自动关闭"),
                "vault.identity.looked": _("查看了举报人身份"),
                "vault.destruction.proposed": _("提出销毁保存期满的举报人身份"),
                "vault.destruction.refused": _("不同意销毁举报人身份，或者提出的人收回"),
                "vault.identity.destroyed": _("两个机关同意，销毁了举报人身份"),
            }
        )


def _waiting(actor: Any, today: date) -> Any:
    """How many requests wait for this custodian; others are not asked about."""
    from dandang.foundation.ui.menu import Badge
    from dandang.registry.vault import queries

    count = queries.awaiting(actor).count() if queries.CUSTODIAN in actor.roles else 0
    return Badge(str(count)) if count else None


def _named(word: Any) -> Callable[[Sequence[str]], Mapping[str, str]]:
    return lambda keys: {key: f"{word} {key}" for key in keys}


def _request_url(key: str) -> str:
    return reverse("vault:request", args=[key])


def _destruction_url(key: str) -> str:
    return reverse("vault:destruction", args=[key])
