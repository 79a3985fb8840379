"""States of a request to open an identity and of a proposal to destroy one, and the allowed moves, as tables."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    REQUESTED = "REQUESTED", _("待批准")
    REFUSED = "REFUSED", _("不批准")
    APPROVED = "APPROVED", _("已批准，还没有打开")
    OPEN = "OPEN", _("已打开，在期限内")
    CLOSED = "CLOSED", _("已关闭")
    EXPIRED = "EXPIRED", _("已过期")


class DestructionState(models.TextChoices):
    PROPOSED = "PROPOSED", _("等另一个机关同意")
    DONE = "DONE", _("已销毁")
    REFUSED = "REFUSED", _("不同意")


# From a state: move -> the state it leads to. An identity is looked at in APPROVED or OPEN only; nothing leads back.
REQUEST_MOVES: dict[str, dict[str, str]] = {
    "REQUESTED": {"approve": "APPROVED", "refuse": "REFUSED", "close": "CLOSED"},
    "APPROVED": {"look": "OPEN", "close": "CLOSED", "expire": "EXPIRED"},
    "OPEN": {"look": "OPEN", "close": "CLOSED", "expire": "EXPIRED"},
    "REFUSED": {},
    "CLOSED": {},
    "EXPIRED": {},
}
# What was destroyed or refused is over; after a refusal somebody may propose anew.
DESTRUCTION_MOVES: dict[str, dict[str, str]] = {
    "PROPOSED": {"agree": "DONE", "refuse": "REFUSED"},
    "DONE": {},
    "REFUSED": {},
}
LIVE = ("APPROVED", "OPEN")
WAITING = ("REQUESTED", *LIVE)
