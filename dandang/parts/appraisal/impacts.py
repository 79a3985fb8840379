"""What would another share of 优秀 or another publicity period mean for the assessments in work?

Registered with the comparison of policies; counts only cycles in which the reader has something to see.
"""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dandang.law.policies import kinds
from dandang.law.policies.kinds import Impact, ImpactLine, Switch
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .models import Cycle, Participation
from .queries import cycles
from .states import CycleState

_CLASSES = {"appraisal.excellent_share_pct": "CIVIL", "appraisal.leader.excellent_share_pct": "LEADER"}
PUBLICITY = "appraisal.publicity_working_days"
EXCELLENT_FOLLOWS = "appraisal.excellent_follows"
EXCELLENT = "优秀"
WHOLE_PCT = 100


def register() -> None:
    """Register what each figure means for the assessments in work."""
    for key in _CLASSES:
        kinds.register_impact(key, share)
    kinds.register_impact(PUBLICITY, publicity)
    kinds.register_impact(EXCELLENT_FOLLOWS, excellent_follows)


def share(actor: Actor, switch: Switch) -> Impact | None:
    """Return how many places for 优秀 there would be more or less, over everybody of a cycle, whole places."""
    staff_class = _CLASSES.get(switch.key)
    if staff_class is None or switch.here is None or switch.there is None:
        return kinds.cannot_say(_("按班子等次另有比例，要在考核里逐个单位计算"))
    if not access.may(actor, cycles.VIEW):
        return _not_open()
    here, there = switch.here.value, switch.there.value
    if type(here) is not int or type(there) is not int:
        return kinds.cannot_say(_("有一边没有给数"))
    graded = Count("participants", filter=Q(participants__participation=Participation.GRADED))
    lines, more = [], 0
    for cycle in _running(actor).filter(staff_class=staff_class, approved_share_document="").annotate(graded=graded):
        change = cycle.graded * there // WHOLE_PCT - cycle.graded * here // WHOLE_PCT
        more += change
        if change:
            words = _("应定等次 %(people)d 人，名额 %(sign)s%(change)d") % {
                "people": cycle.graded,
                "sign": "+" if change > 0 else "",
                "change": change,
            }
            lines.append(_line(cycle, words))
    if not lines:
        return None
    words = _("优秀名额多 %d 个") if more > 0 else _("优秀名额少 %d 个")
    return Impact(words % abs(more), lines=tuple(lines))


def publicity(actor: Actor, switch: Switch) -> Impact | None:
    """Return the cycles in work whose publicity would last longer or shorter."""
    if not access.may(actor, cycles.VIEW):
        return _not_open()
    here = switch.here.value if switch.here is not None else None
    there = switch.there.value if switch.there is not None else None
    if type(here) is not int or type(there) is not int:
        return kinds.cannot_say(_("有一边没有给数"))
    lines = tuple(_line(cycle) for cycle in _running(actor))
    words = (
        _("%(count)d 次考核的公示多 %(days)d 个工作日")
        if there > here
        else _("%(count)d 次考核的公示少 %(days)d 个工作日")
    )
    return Impact(words % {"count": len(lines), "days": abs(there - here)}, lines=lines) if lines else None


def excellent_follows(actor: Actor, switch: Switch) -> Impact | None:
    """Return how many were found 优秀 in the last year that was settled: what follows for them would differ."""
    if not access.may(actor, cycles.VIEW):
        return _not_open()
    sealed = cycles.cycles_for(actor).filter(state=CycleState.SEALED)
    best = Count("participants", filter=Q(participants__grade=EXCELLENT))
    last = sealed.order_by("-year").values_list("year", flat=True).first()
    rows = [row for row in sealed.filter(year=last or 0).annotate(best=best) if row.best]
    lines = tuple(_line(row, _("优秀 %d 人") % row.best) for row in rows)
    people = sum(row.best for row in rows)
    words = _("%(year)s 年度评为优秀的 %(people)d 人，后面要办的事会不同") % {"year": last, "people": people}
    return Impact(words, why=kinds.from_to(switch), lines=lines) if lines else None


def _running(actor: Actor) -> QuerySet[Cycle]:
    return cycles.cycles_for(actor).exclude(state=CycleState.SEALED)


def _line(cycle: Cycle, words: str = "") -> ImpactLine:
    return ImpactLine(f"{cycle.title}：{words}" if words else cycle.title, reverse("appraisal:cycle", args=[cycle.pk]))


def _not_open() -> Impact:
    return kinds.cannot_say(_("您不办理考核，系统不替您数"))
