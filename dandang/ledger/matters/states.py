"""States of a matter and of an accountability matter, what moves them, and what has to be on file before a move."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatterState(models.TextChoices):
    OPEN = "OPEN", _("办理中")
    CLOSED = "CLOSED", _("已了结")


class AccountabilityState(models.TextChoices):
    PREPARED = "PREPARED", _("拟启动")
    OPENED = "OPENED", _("已启动，调查中")
    DECIDING = "DECIDING", _("提交决定")
    CLOSED = "CLOSED", _("已办结")


class Gate(models.TextChoices):
    """Where in the procedure tolerance has to be considered; each pack says which."""

    BEFORE_OPENING = "BEFORE_OPENING", _("启动问责以前考虑")
    DURING_INQUIRY = "DURING_INQUIRY", _("责任调查中同步考虑")


class Consideration(models.TextChoices):
    """With what result tolerance was considered. CASE_OPENED and WITHDRAWN wait for a result."""

    NO_SIGN = "NO_SIGN", _("没有发现容错情形")
    CASE_OPENED = "CASE_OPENED", _("已启动容错认定，等结果")
    TOLERATED = "TOLERATED", _("已认定容错，免责")
    LIGHTER = "LIGHTER", _("已认定容错，从轻或者减轻")
    NOT_TOLERATED = "NOT_TOLERATED", _("经认定不予容错")
    WITHDRAWN = "WITHDRAWN", _("容错认定已终止，需重新考虑")


class Outcome(models.TextChoices):
    """What an accountability matter ends with."""

    HELD = "HELD", _("予以问责")
    LIGHTER = "LIGHTER", _("从轻问责")
    MITIGATED = "MITIGATED", _("减轻问责")
    EXEMPT = "EXEMPT", _("免予问责")
    NOT_PURSUED = "NOT_PURSUED", _("不予问责")


MATTER_MOVES: dict[str, dict[str, str]] = {
    "OPEN": {"close": "CLOSED"},
    "CLOSED": {"reopen": "OPEN"},
}

# `drop` ends what was prepared and never opened: a decision too, so that it passes the same gate as the others.
ACCOUNTABILITY_MOVES: dict[str, dict[str, str]] = {
    "PREPARED": {"open": "OPENED", "drop": "CLOSED"},
    "OPENED": {"send_to_decision": "DECIDING"},
    "DECIDING": {"return_to_inquiry": "OPENED", "close": "CLOSED"},
    "CLOSED": {},
}

SETTLED = ("NO_SIGN", "TOLERATED", "LIGHTER", "NOT_TOLERATED")

# What a tolerated person may still be met with; a result that is missing here allows every outcome.
ALLOWED_OUTCOMES: dict[str, tuple[str, ...]] = {
    "TOLERATED": ("EXEMPT", "NOT_PURSUED"),
    "LIGHTER": ("LIGHTER", "MITIGATED", "EXEMPT", "NOT_PURSUED"),
}

_ON_FILE, _SETTLED = "considered", "settled"
_ALWAYS: dict[str, tuple[str, ...]] = {
    "send_to_decision": (_ON_FILE, _SETTLED),
    "close": (_ON_FILE, _SETTLED),
    "drop": (_ON_FILE, _SETTLED),
}


def first_state(gate: str) -> str:
    """Return where an accountability matter begins: before it is opened where the gate stands there, else opened."""
    return "PREPARED" if gate == Gate.BEFORE_OPENING else "OPENED"


def missing_for(gate: str, move: str, consideration: str) -> str:
    """Say what the gate still waits for before `move`: "considered", "settled" or nothing.

    `consideration` is the result on file, empty when there is none. Basis: 云南 第9点 (before opening), 安徽 第11点
    (during the inquiry); in both the decision waits for it.
    """
    wanted = _ALWAYS.get(move, ())
    if move == "open" and gate == Gate.BEFORE_OPENING:
        wanted = (_ON_FILE, _SETTLED)
    if _ON_FILE in wanted and not consideration:
        return _ON_FILE
    if _SETTLED in wanted and consideration not in SETTLED:
        return _SETTLED
    return ""


def outcome_is_allowed(consideration: str, outcome: str) -> bool:
    """Say whether what was found about tolerance leaves room for the outcome."""
    return outcome in ALLOWED_OUTCOMES.get(consideration, tuple(Outcome.values))
