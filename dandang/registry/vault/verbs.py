"""What one may do with the vault, and which roles do it. The three administrators hold none of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dandang.registry.access.kinds import (
    DISCIPLINE_STAFF,
    IDENTITY_CUSTODIAN,
    ORG_STAFF,
    Verb,
    register_verbs,
)

_ASK = DISCIPLINE_STAFF | ORG_STAFF
_ALL = _ASK | {IDENTITY_CUSTODIAN}


def register() -> None:
    """Put the verbs into the registry; called once at start-up."""
    register_verbs(
        {
            "vault.key.make": Verb(roles=_ALL, label=_("建立自己的身份库钥匙")),
            "vault.key.hand_over": Verb(roles={IDENTITY_CUSTODIAN}, label=_("向同机关的保管人交接")),
            "vault.access.read": Verb(roles=_ALL, label=_("查看身份库的申请")),
            "vault.access.request": Verb(roles=_ASK, label=_("申请查看举报人身份")),
            "vault.access.approve": Verb(roles={IDENTITY_CUSTODIAN}, label=_("批准查看举报人身份")),
            "vault.destroy": Verb(roles={IDENTITY_CUSTODIAN}, label=_("销毁保存期满的身份，另一个机关同意")),
        }
    )
