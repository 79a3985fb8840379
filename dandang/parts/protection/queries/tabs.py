"""The lists of the room as tabs: the same for one reader on every list, each only where his right opens it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

# The route, how the tab is called, and the right that opens its list.
_LISTS: tuple[tuple[str, object, str], ...] = (
    ("reports", _("收到的反映"), "protection.view"),
    ("clarifications", _("澄清"), "protection.staff"),
    ("harms", _("负面舆情"), "protection.harm"),
    ("accusations", _("诬告核查"), "protection.view"),
    ("statistics", _("统计"), "protection.statistics"),
)


def tabs(actor: Actor, now: str) -> list[tuple[str, str, bool]]:
    """This function will return label, address and whether it is open for each list the actor may read; `now` is it."""
    return [
        (str(label), reverse(f"protection:{route}"), route == now)
        for route, label, verb in _LISTS
        if access.may(actor, verb)
    ]
