"""Where may a report be sent: up, down, outside the two systems, and where never?

Basis: 检举控告规则 第15、16条 (报送、受理或者转办), 第47条 (不得转给被反映人); abuse cases RV08, RV12.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from dandang.ledger.casework import queries as casework
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person

from ..models import Redaction, Report
from . import offices, reach

SECRECY = "检举控告规则 第47条"
_NAMESAKES = 200


@dataclass(frozen=True, slots=True)
class Target:
    """An organ of the two systems a report may go to; `way` is UP, DOWN or ACROSS, `barred` says why it may not."""

    organ_id: int
    system: str
    name: str
    way: str
    barred: str = ""

    @property
    def key(self) -> str:
        return f"{self.system}:{self.organ_id}"

    @property
    def label(self) -> str:
        words = {"UP": _("上级"), "DOWN": _("下级"), "ACROSS": _("同级另一系统")}
        return f"{self.name}（{words[self.way]}）"


def targets(report: Report, *, on: date) -> list[Target]:
    """This function will list the organs of both systems a report may go to, each with why it may not."""
    accused = accused_of(report)
    found = []
    for one in offices.offices():
        if one.organ_id == report.organ_id and one.system == report.system:
            continue
        organ = organisations.get(one.organ_id)
        way = _way(report, one.system, organ)
        if way:
            found.append(Target(organ.pk, one.system, organ.name, way, barred(organ, accused, on=on)))
    return found


def accused_of(report: Report) -> list[Person]:
    """This function will return whom a report is about: whoever its allegations name, and who is named in 反映的是谁.

    Before the allegations are listed the free words are all there is; a namesake too many only asks for another organ.
    """
    listed = Q(pk__in=reach.live_allegations(report).exclude(person=None).values("person_id"))
    rows = Person.objects.filter(listed).select_related("home").defer("photo", "exchange_source").order_by("pk")
    region = organisations.region_above(report.organ)
    named = offices.people_named(report.about, within=Q(home_path__startswith=region.path))[:_NAMESAKES]
    by_id = {one.pk: one for one in (*rows, *named)}
    return list(by_id.values())


def barred(organ: Organisation, accused: Iterable[Person], *, on: date) -> str:
    """This function will say why a report about `accused` must not go to an organ, empty when it may.

    Not to the unit of the accused nor to one around it that is not a region, nor where the accused leads.
    """
    people = list(accused)
    standings = casework.standings([one.pk for one in people], on=on) if people else {}
    for person in people:
        words = {"name": person.name, "unit": organ.name}
        if person.home.path.startswith(organ.path) and organ.kind != Organisation.Kind.REGION:
            return _("%(name)s就在%(unit)s，举报内容不得转给被反映人所在的单位") % words
        standing = standings.get(person.pk)
        if standing is not None and organ.pk in standing.leads:
            return _("%(name)s在%(unit)s任领导职务，举报内容不得转给被反映人") % words
    return ""


def released(report: Report) -> Redaction | None:
    """This function will return the newest redaction two people released, None when there is none."""
    return report.redactions.exclude(checked_by="").order_by("-id").first()


def feedback_due(actor: Actor, *, on: date) -> list[Report]:
    """This function will list the concluded reports sent by letters offices that were not reported back yet."""
    rows = reach.visible_reports(actor).filter(state__in=["CONCLUDED", "ANSWERED"], fed_back_on=None)
    return list(rows.exclude(forwarded_from="").order_by("concluded_on", "id"))


def _way(report: Report, system: str, organ: Organisation) -> str:
    here = organisations.region_above(report.organ).path
    there = organisations.region_above(organ).path
    if here == there:
        return "ACROSS" if system != report.system else ""
    if system != report.system:
        return ""
    if here.startswith(there):
        return "UP"
    return "DOWN" if there.startswith(here) else ""
