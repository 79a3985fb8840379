"""What the pages of intake need: for which offices the actor registers, whom a list of names means, what to check."""

from __future__ import annotations

import re
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person

from ..models import Allegation, Report, ReportFile
from ..records import Office
from ..verbs import HANDLE
from . import offices, reach

_SEPARATORS = re.compile(r"[、，,；;\s]+")


def offices_of(actor: Actor) -> list[Office]:
    """This function will list the offices for which the actor registers reports."""
    known = offices.offices()
    organs = Organisation.objects.in_bulk([one.organ_id for one in known])
    return [one for one in known if access.may(actor, HANDLE[one.system], path=organs[one.organ_id].path)]


def people_meant(office: Office, text: str) -> list[int]:
    """This function will return the people a list of numbers and whole names means, in the region of an office.

    Refuses a word that fits nobody, and one that fits several, with what to write instead.
    """
    region = organisations.region_above(organisations.get(office.organ_id))
    found: list[int] = []
    for word in filter(None, _SEPARATORS.split(text.strip())):
        rows = Person.objects.filter(Q(number=word) | Q(name=word), home_path__startswith=region.path)
        people = list(rows.select_related("home").defer("photo", "exchange_source").order_by("pk")[:5])
        if not people:
            raise BadInput(_("没有找到“%s”。请写人员编号，或者名册上的完整姓名。") % word, field="people")
        if len(people) > 1:
            named = "、".join(f"{one.number}（{one.home.name}）" for one in people)
            words = _("有几个人叫“%(word)s”：%(named)s。请改写人员编号。")
            raise BadInput(words % {"word": word, "named": named}, field="people")
        found.append(people[0].pk)
    return found


def report_to_handle(actor: Actor, report_id: int) -> Report:
    """This function will return a report whose office work the actor does. Raises NotHere."""
    report = reach.report_to_see(actor, report_id)
    if not reach.may_handle(actor, report):
        raise NotHere()
    return report


def report_to_lead(actor: Actor, report_id: int) -> Report:
    """This function will return a report the actor leads. Raises NotHere."""
    report = reach.report_to_see(actor, report_id)
    if not reach.may_lead(actor, report):
        raise NotHere()
    return report


def file_to_open(actor: Actor, report_id: int, file_id: int) -> ReportFile:
    """This function will return a file the actor may open: a clean copy, or one a leader approved. Raises NotHere."""
    report = reach.report_to_see(actor, report_id)
    found = report.files.filter(pk=file_id).first()
    if found is None or not (found.is_clean or found.shown_by):
        raise NotHere()
    return found


def outcomes_of(report: Report) -> list[Allegation]:
    """This function will return the people of a reference-only report with what was keyed about each."""
    return list(report.allegations.select_related("person__home").order_by("number"))


def conflicts_with(actor: Actor, report: Report, *, on: date) -> tuple[str, ...]:
    """This function will say why the actor has to stand aside from a report, empty when nothing speaks against it."""
    if actor.person_id is None:
        return ()
    found = reach.conflicts([actor.person_id], report, on=on).get(actor.person_id, ())
    return tuple(one.why for one in found if one.kind != "EARLIER_PART")
