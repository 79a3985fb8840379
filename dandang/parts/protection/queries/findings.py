"""What does a report still wait for before it may be concluded, each thing by name?"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from .. import allegation_rules as rules
from ..models import Allegation, Report
from . import reach, standing

CLARIFY = "protection.clarification_working_days"
TOLERANCE_DUTY = "protection.consider_tolerance"
_WAITS = {
    rules.SCREEN: _("还没有筛查"),
    rules.HANDLE: _("还没有处置意见"),
    rules.APPROVE: _("处置意见还没有批准"),
    rules.LOOK_AGAIN: _("暂存待查，要再看以后重新处置"),
    rules.ASK: _("还没有请本人说明"),
    rules.WAIT: _("等本人说明"),
    rules.JUDGE: _("本人的说明还没有判断是否采信"),
    rules.FEED_BACK: _("采信的说明还没有向本人和单位主要负责人反馈"),
    rules.FIND: _("还没有认定"),
    rules.CONFIRM: _("认定还没有由负责人确认"),
}


def missing_before_conclusion(report: Report) -> tuple[str, ...]:
    """This function will name what every allegation that stands still waits for; empty when all are confirmed."""
    return missing_in(list(reach.live_allegations(report).order_by("number")))


def missing_in(live: Sequence[Allegation]) -> tuple[str, ...]:
    """This function will say the same of allegations already loaded."""
    if not live:
        return (str(_("没有列出任何反映的问题")),)
    return tuple(
        str(_("第 %(number)d 项%(what)s")) % {"number": one.number, "what": waits_for(one)}
        for one in live
        if standing.step_of(one) != rules.DONE
    )


def waits_for(allegation: Allegation) -> str:
    """This function will say what an allegation that stands waits for, empty when it is done."""
    return str(_WAITS.get(standing.step_of(allegation), ""))
