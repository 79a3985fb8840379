"""States of a cycle and of a unit in it, and the allowed moves, as two tables."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CycleState(models.TextChoices):
    PREPARING = "PREPARING", _("准备中")
    BALLOTING = "BALLOTING", _("测评中")
    CLOSED = "CLOSED", _("测评已截止")
    SCORED = "SCORED", _("已计分，评定等次")
    SEALED = "SEALED", _("已确定")


class UnitState(models.TextChoices):
    OPEN = "OPEN", _("未报等次建议")
    PROPOSED = "PROPOSED", _("已报等次建议")
    PUBLICISED = "PUBLICISED", _("公示中")
    SEALED = "SEALED", _("已确定")


CYCLE_MOVES: dict[str, dict[str, str]] = {
    "PREPARING": {"open_ballots": "BALLOTING"},
    "BALLOTING": {"close_ballots": "CLOSED"},
    "CLOSED": {"score": "SCORED"},
    "SCORED": {"score": "SCORED", "seal": "SEALED"},
    "SEALED": {},
}

UNIT_MOVES: dict[str, dict[str, str]] = {
    "OPEN": {"propose": "PROPOSED"},
    "PROPOSED": {"withdraw": "OPEN", "publicise": "PUBLICISED", "seal_without_excellent": "SEALED"},
    "PUBLICISED": {"withdraw": "OPEN", "seal": "SEALED"},
    "SEALED": {},
}
