"""The lists of the room as tabs: the same for one reader on every list, each only where his right opens it."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from ..models import Report

# The route, how the tab is called, and the right that opens its list.
_LISTS: tuple[tuple[str, object, str], ...] = (
    ("reports", _("收到的反映"), "protection.view"),
    ("clarifications", _("澄清"), "protection.staff"),
    ("restorations", _("受影响的恢复"), "protection.staff"),
    ("harms", _("负面舆情"), "protection.harm"),
    ("accusations", _("诬告核查"), "protection.view"),
    ("statistics", _("统计"), "protection.statistics"),
)

# The pages of one report, each by a route that takes the report's number.
_OF_REPORT: tuple[tuple[str, object, str], ...] = (
    ("report", _("反映内容"), "protection.view"),
    ("allegations", _("逐项办理"), "protection.view"),
    ("team", _("人员和回避"), "protection.view"),
    ("letters", _("和反映人往来"), "protection.staff"),
    ("redactions", _("隐去身份的摘要"), "protection.staff"),
    ("report_papers", _("文书"), "protection.staff"),
)


def tabs(actor: Actor, now: str) -> list[tuple[str, str, bool]]:
    """This function will return label, address and whether it is open for each list the actor may read; `now` is it."""
    return [
        (str(label), url, route == now)
        for route, label, verb in _LISTS
        if access.may(actor, verb) and (url := address(route))
    ]


def report_tabs(actor: Actor, report: Report, now: str) -> list[tuple[str, str, bool]]:
    """This function will return the pages of one report, each with a route that takes its number; `now` is open."""
    return [
        (str(label), url, route == now)
        for route, label, verb in _OF_REPORT
        if access.may(actor, verb) and (url := address(route, report.pk))
    ]


def address(route: str, *keys: int) -> str:
    """This function will return the address of a page of the room, empty for one this installation does not have."""
    try:
        return reverse(f"protection:{route}", args=keys)
    except NoReverseMatch:
        return ""
