"""Which harms to a reputation in public may the actor see, what do the packs say of their days, who registers where?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from dandang.foundation.audit import actions as audit
from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import Page, cut
from dandang.law.policies import queries as policies
from dandang.law.policies.records import Value
from dandang.ledger.casework import queries as casework
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation

from ..models import PublicHarm, System
from . import offices, reach

CHECK, PUBLISH, EFFECT = (
    "protection.harm_check_working_days", "protection.harm_publish_working_days", "protection.harm_effect_working_days"
)  # fmt: skip
LOOKS = {
    "REGISTERED": "wait", "CHECKED": "open", "PUBLISHED": "open", "CLOSED": "done", "TRUE_AFTER_ALL": "shut",
}  # fmt: skip
ORDERS = {"newest": ("-registered_on", "-id"), "oldest": ("registered_on", "id"), "number": ("number",)}
_STEP_OF = {"REGISTERED": CHECK, "CHECKED": PUBLISH, "PUBLISHED": EFFECT}


@dataclass(frozen=True, slots=True)
class HarmFilter:
    """What the list is narrowed to; empty for everything."""

    words: str = ""
    state: str = ""
    circle: str = ""
    order: str = "newest"


@dataclass(frozen=True, slots=True)
class HarmClock:
    """The period of the step a harm stands in: what the packs say and its last day, None where 未规定."""

    said: Value
    due_on: date | None
    chip: DeadlineChip | None


def may_handle(actor: Actor, row: PublicHarm) -> bool:
    """This function will say whether the actor checks, publishes and closes: the office, never about himself."""
    return reach.may_handle_for(actor, row) and row.person_id != (actor.person_id or 0)


def may_lead(actor: Actor, row: PublicHarm) -> bool:
    """This function will say whether the actor may approve what is published."""
    return reach.may_lead_for(actor, row) and row.person_id != (actor.person_id or 0)


def visible_harms(actor: Actor) -> QuerySet[PublicHarm]:
    """This function will return the harms of the actor's offices and those he registered; never about him or kin."""
    if actor.is_system:
        return PublicHarm.objects.all()
    registered = Q(registered_by=audit.actor_ref(actor))
    found = PublicHarm.objects.filter(reach.in_offices(actor) | registered)
    return found.exclude(reach.of_actor_or_kin(actor))


def harm_to_see(actor: Actor, harm_id: int) -> PublicHarm:
    """This function will return a harm the actor may open. Raises NotHere."""
    access.require(actor, "protection.harm")
    rows = visible_harms(actor).select_related("person__home", "organisation", "organ")
    found = rows.filter(pk=harm_id).first()
    if found is None:
        raise NotHere()
    return found


def own_harms(actor: Actor) -> list[PublicHarm]:
    """This function will list the harms about the actor's own name, newest first."""
    access.require(actor, "protection.own_harm")
    return list(PublicHarm.objects.filter(person_id=actor.person_id or 0).select_related("organ").order_by("-id")[:50])


def own_harm(actor: Actor, harm_id: int) -> PublicHarm:
    """This function will return a harm about the actor's own name. Raises NotHere."""
    access.require(actor, "protection.own_harm")
    rows = PublicHarm.objects.select_related("organ", "person")
    found = rows.filter(pk=harm_id, person_id=actor.person_id or 0).first()
    if found is None:
        raise NotHere()
    return found


def harm_page(actor: Actor, wanted: HarmFilter, *, number: int = 1) -> Page[PublicHarm]:
    """This function will list the harms the actor may open. Refuses whoever registers none."""
    access.require(actor, "protection.harm")
    found = visible_harms(actor)
    if wanted.words:
        words = wanted.words
        found = found.filter(
            Q(number__contains=words) | Q(person__name__contains=words) | Q(organisation__name__contains=words)
        )
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.circle:
        found = found.filter(known_to=int(wanted.circle))
    rows = found.select_related("person", "organisation", "organ")
    return cut(rows.order_by(*ORDERS.get(wanted.order, ORDERS["newest"])), number=number)


def clock_of(row: PublicHarm, *, on: date) -> HarmClock | None:
    """This function will return the period of the step the harm stands in; None once it ended."""
    key = _STEP_OF.get(row.state)
    began = {"REGISTERED": row.registered_on, "CHECKED": row.checked_on, "PUBLISHED": row.published_on}.get(row.state)
    if key is None or began is None:
        return None
    said = policies.value(key, region=row.region, on=began)
    amount = int(said.value) if said.value is not None else None
    due = casework.deadline_for(amount=amount, unit=said.unit, counted_from=began)
    chip = calendars.deadline_chip(due.on, on, is_provisional=due.is_provisional) if due is not None else None
    return HarmClock(said, due.on if due is not None else None, chip)


def organs_for(home: Organisation) -> list[tuple[str, str]]:
    """This function will return the organs that would check a harm to somebody of a unit: key of the system, name."""
    region = organisations.region_above(home)
    return [
        (system.value, offices.region_organ(system, region).name) for system in (System.ORGANISATION, System.DISCIPLINE)
    ]
