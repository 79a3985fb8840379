"""Tells the house what the vault room brings: verbs, menu entry and badge, references, audit sentences."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VaultConfig(AppConfig):
    name = "dandang.registry.vault"
    label = "vault"
    verbose_name = _("身份库")

    def ready(self) -> None:
        from dandang.foundation.audit import kinds as audit
        from dandang.registry.vault import verbs

        verbs.register()
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
            }
        )
