"""The verbs of the room, as the record and the table of rights name them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CREATED = "accounts.account.created"
ACTIVATED = "accounts.account.activated"
DISABLED = "accounts.account.disabled"
ENABLED = "accounts.account.enabled"
PLACED = "accounts.account.placed"
LINK_ISSUED = "accounts.setup_link.issued"
LINK_REFUSED = "accounts.setup_link.refused"
FACTOR_RESET = "accounts.second_factor.reset"
PASSWORD_CHOSEN = "accounts.password.chosen"  # noqa: S105
SIGNED_IN = "accounts.session.opened"
SIGNED_OUT = "accounts.session.closed"
SESSIONS_ENDED = "accounts.session.others_ended"
SIGN_IN_REFUSED = "accounts.session.refused"
LOCKED = "accounts.account.locked"

SENTENCES = {
    CREATED: _("建立账号"),
    ACTIVATED: _("开通账号"),
    DISABLED: _("停用账号"),
    ENABLED: _("解除停用"),
    PLACED: _("登记账号持有人的单位和档案"),
    LINK_ISSUED: _("生成一次性设置链接"),
    LINK_REFUSED: _("使用了失效的设置链接，被拒绝"),
    FACTOR_RESET: _("解除动态口令绑定"),
    PASSWORD_CHOSEN: _("设置密码"),
    SIGNED_IN: _("登录"),
    SIGNED_OUT: _("退出登录"),
    SESSIONS_ENDED: _("退出其他地方的登录"),
    SIGN_IN_REFUSED: _("登录没有成功"),
    LOCKED: _("连续失败，暂停登录"),
}
