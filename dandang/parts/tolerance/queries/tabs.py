"""The lists of the room as tabs: the same for one reader on every list, each only where his right opens it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

# The route, how the tab is called, and the right that opens its list.
_LISTS = (
    ("cases", _("办理的案件"), "tolerance.view"),
    ("applied", _("本单位申请的"), "tolerance.apply_for"),
    ("overdue", _("逾期的整改"), "tolerance.view"),
    ("filings", _("事前备案"), "tolerance.view"),
    ("early_signs", _("早提醒"), "tolerance.early_sign"),
    ("inherited", _("历史遗留问题"), "tolerance.trial"),
    ("trials", _("首创事项"), "tolerance.trial"),
    ("statistics", _("统计"), "tolerance.statistics"),
)


def tabs(actor: Actor, now: str) -> list[tuple[str, str, bool]]:
    """This function will return label, address and whether it is open for each list the actor may read; `now` is it."""
    return [
        (str(label), reverse(f"tolerance:{route}"), route == now)
        for route, label, verb in _LISTS
        if access.may(actor, verb)
    ]
