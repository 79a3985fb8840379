"""Whom may an allegation name, to which matter may it belong, and how may it be handled?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput
from dandang.law.policies import queries as policies
from dandang.law.policies.records import Value
from dandang.ledger.matters import queries as matters
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import next_path
from dandang.registry.people.models import Person, PersonQuerySet

from .. import allegation_rules as rules
from ..models import Allegation, Report

KINDS = "protection.handling_kinds"


@dataclass(frozen=True, slots=True)
class Handling:
    """One way of handling an allegation, by the name the rules in force give it."""

    code: str
    label: str


def handlings(report: Report, *, on: date) -> tuple[Value, tuple[Handling, ...]]:
    """This function will return the four ways of handling with their names and the clause that lists them.

    Where the pack lists other than four, the names are the product's own. Basis: 检举控告规则 第17条.
    """
    said = policies.value(KINDS, region=report.region, on=on)
    names = said.value if isinstance(said.value, list) and len(said.value) == len(Allegation.Handling) else None
    labels = names or [str(one.label) for one in Allegation.Handling]
    return said, tuple(Handling(one.value, name) for one, name in zip(Allegation.Handling, labels, strict=True))


def handlings_for(allegation: Allegation, *, on: date) -> tuple[Handling, ...]:
    """This function will return the ways of handling that the screening leaves open to an allegation."""
    open_now = rules.handlings_open(
        is_checkable=bool(allegation.is_checkable), is_accepted=allegation.explanation_accepted
    )
    return tuple(one for one in handlings(allegation.report, on=on)[1] if one.code in open_now)


def may_be_named(report: Report, person_id: int) -> bool:
    """This function will say whether somebody is on file in the region of the organ that handles the report."""
    return _nameable(report).filter(pk=person_id).exists()


def sees_matter(actor: Actor, matter_id: int) -> bool:
    """This function will say whether the actor has the matters of that unit before him; the tie shows no more of it."""
    record = matters.matter_records([matter_id]).get(matter_id)
    return record is not None and access.may(actor, "matters.matter.view", path=record.organisation_path)


def person_called(report: Report, who: str) -> int | None:
    """This function will return the person on file with a number or whole name; None for empty words.

    Raises BadInput at `who` when nobody or more than one is called so, with units and numbers.
    """
    words = who.strip()
    if not words:
        return None
    found = _nameable(report).filter(Q(number=words) | Q(name=words)).select_related("home")
    rows = list(found.only("pk", "name", "number", "home__name").order_by("pk")[:9])
    if len(rows) == 1:
        return rows[0].pk
    if not rows:
        said = _("名册里没有找到“%s”。请核对姓名，或者改填人员编号；不归这里管的，把反映报送上级或者转送。")
        raise BadInput(said % words, field="who")
    named = "、".join(f"{one.home.name} {one.number}" for one in rows[:8])
    raise BadInput(_("有几位叫“%(who)s”的：%(named)s。请改填人员编号。") % {"who": words, "named": named}, field="who")


def matter_called(actor: Actor, number: str) -> int | None:
    """This function will return the matter with a number that the actor sees; None for empty words. Raises BadInput."""
    words = number.strip()
    if not words:
        return None
    record = matters.matter_by_number(words)
    if record is None or not sees_matter(actor, record.id):
        raise BadInput(_("没有找到编号“%s”的事，或者您看不到它。请核对，或者先空着。") % words, field="matter")
    return record.id


def _nameable(report: Report) -> PersonQuerySet:
    region = organisations.region_above(report.organ).path
    return Person.objects.filter(home_path__gte=region, home_path__lt=next_path(region))
