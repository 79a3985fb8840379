"""States of a request to open an identity, and the allowed moves, as one table."""

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


# From a state: move -> the state it leads to. An identity is looked at in APPROVED or OPEN only; nothing leads back.
REQUEST_MOVES: dict[str, dict[str, str]] = {
    "REQUESTED": {"approve": "APPROVED", "refuse": "REFUSED", "close": "CLOSED"},
    "APPROVED": {"look": "OPEN", "close": "CLOSED", "expire": "EXPIRED"},
    "OPEN": {"look": "OPEN", "close": "CLOSED", "expire": "EXPIRED"},
    "REFUSED": {},
    "CLOSED": {},
    "EXPIRED": {},
}
LIVE = ("APPROVED", "OPEN")
WAITING = ("REQUESTED", *LIVE)
