"""Where might an untrue allegation have left a trace, what was found, and what still waits for repair? SPEC PR-06."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dandang.foundation.ground.periods import Period
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import Page, cut
from dandang.ledger.effects import kinds as effect_kinds
from dandang.ledger.effects import queries as effects
from dandang.ledger.matters import kinds as matters
from dandang.ledger.matters.kinds import Trace
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation

from ..models import Clarification, Restoration, System
from ..verbs import HANDLE
from . import clarifications, offices, reach

_DEPARTMENT = HANDLE["ORGANISATION"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a trace may be: which room, what, how it stands. A person decides whether it suffered."""

    room: str
    trace: Trace


def candidates(row: Clarification, *, on: date) -> list[Candidate]:
    """This function will list the work of all rooms on the person, from the report to its clarification or today."""
    starts_on, ends_on = period_of(row, on)
    found = [Candidate(*one) for one in matters.traces_of(row.person_id, starts_on=starts_on, ends_on=ends_on)]
    return found + _effects(row, starts_on, ends_on)


def period_of(row: Clarification, on: date) -> tuple[date, date]:
    """This function will return from when to before when the untrue thing stood in the room."""
    came = row.report.received_on if row.report is not None else None
    if came is None and row.harm is not None:
        came = row.harm.registered_on
    return came or row.assessed_on, (row.made_on or on) + timedelta(days=1)


def department_of(row: Clarification) -> Organisation:
    """This function will return the organisation department that repairs: that of the region the organ works for."""
    return offices.region_organ(System.ORGANISATION, organisations.region_above(row.organ))


def may_repair(actor: Actor, row: Restoration) -> bool:
    """This function will say whether the actor may record the repair: the organisation department, or the office."""
    if not actor.is_system and reach.barred_ids(actor).filter(pk=row.clarification_id).exists():
        return False
    if clarifications.may_handle(actor, row.clarification):
        return True
    return access.may(actor, _DEPARTMENT, path=row.clarification.organ_path)


def restoration_to_see(actor: Actor, restoration_id: int) -> Restoration:
    """This function will return one repair for those who may make it. Raises NotHere."""
    access.require(actor, "protection.staff")
    rows = Restoration.objects.select_related(
        "clarification__person__home", "clarification__report", "clarification__organ"
    )
    row = rows.filter(pk=restoration_id).first()
    if row is None or not may_repair(actor, row):
        raise NotHere()
    return row


def waiting(actor: Actor, *, number: int = 1) -> Page[Restoration]:
    """This function will list what suffered, unrepaired first, for the department and the offices; never one's own."""
    access.require(actor, "protection.staff")
    rows = _visible(actor).select_related("clarification__person__home", "clarification__organ")
    return cut(rows.order_by("repaired_on", "-id"), number=number)


def _visible(actor: Actor) -> QuerySet[Restoration]:
    if actor.is_system:
        return Restoration.objects.all()
    rows = Restoration.objects.exclude(clarification_id__in=reach.barred_ids(actor))
    own = reach.visible_clarifications(actor).order_by().values("pk")
    branch = access.in_scopes(actor, _DEPARTMENT, "clarification__organ_path")
    return rows.filter(branch) | rows.filter(clarification_id__in=own)


def _effects(row: Clarification, starts_on: date, ends_on: date) -> list[Candidate]:
    """What stood against the person in that time. Guarded kinds only where the discipline body works on it itself."""
    hidden = () if row.system == System.DISCIPLINE else effect_kinds.guarded()
    kinds = [one.code for one in effect_kinds.all_kinds() if one.code not in hidden]
    found = effects.in_force_during(person_ids=[row.person_id], kinds=kinds, period=Period(starts_on, ends_on))
    labels = {one.code: str(one.label) for one in effect_kinds.all_kinds()}
    return [
        Candidate(_("效力"), Trace("OTHER", labels[one.kind], "", f"{one.starts_on.isoformat()}　{one.document}"))
        for one in found
    ]
