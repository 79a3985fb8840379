"""Which effects are in force, and what leaned on them?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import references
from dandang.foundation.ground.periods import Period
from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.effects import models
from dandang.ledger.effects.kinds import EffectKind, all_kinds, guarded
from dandang.ledger.effects.records import EffectRecord, UseRecord
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

if TYPE_CHECKING:
    from dandang.registry.people.models import Person

FEW = 500  # people named one by one; above it the (rare) effects are read and sorted out here
PAGE = 50


def in_force(*, person_ids: Iterable[int], kinds: Iterable[str], on: date) -> list[EffectRecord]:
    """This function will return the effects of these kinds in force on a day for these people, by person and start.

    An effect whose end is T is in force on T−1 and no longer on T. One query, however many people are asked about.
    """
    return _for_people(models.Effect.objects.in_force_on(on), person_ids, kinds)


def in_force_during(*, person_ids: Iterable[int], kinds: Iterable[str], period: Period) -> list[EffectRecord]:
    """This function will return the effects in force on at least one day of a period."""
    rows = models.Effect.objects.filter(revoked_at=None).filter(Q(ends_on=None) | Q(ends_on__gt=period.starts_on))
    if period.ends_on is not None:
        rows = rows.filter(starts_on__lt=period.ends_on)
    return _for_people(rows, person_ids, kinds)


def of_person(actor: Actor, *, person_id: int, on: date) -> list[EffectRecord]:
    """This function will return what is in force for one person, for the panel of the file; none without the right."""
    if not access.may(actor, "effects.effect.read"):
        return []
    rows = _seen_by(actor).in_force_on(on).filter(person_id=person_id).order_by("starts_on", "pk")
    return [record(row) for row in rows]


def register(actor: Actor, *, on: date, kind: str = "", state: str = "", words: str = "") -> QuerySet[models.Effect]:
    """This function will return the register the actor may read: in force on the day, or with `state` REVOKED.

    Effects that have run out are not listed: what has expired is no longer held up to anyone (S8).
    """
    access.require(actor, "effects.effect.read")
    rows = _seen_by(actor)
    rows = rows.exclude(revoked_at=None) if state == "REVOKED" else rows.in_force_on(on)
    if kind:
        rows = rows.filter(kind=kind)
    if words:
        rows = rows.filter(Q(person__name__contains=words) | Q(document__contains=words))
    counted = rows.select_related("person", "person__home").annotate(use_count=Count("uses"))
    return counted.order_by("-starts_on", "-pk")


def effect(actor: Actor, effect_id: int) -> models.Effect:
    """This function will return one effect. Refuses (404) one of a person the actor does not see."""
    access.require(actor, "effects.effect.read")
    found = _seen_by(actor).select_related("person", "person__home").filter(pk=effect_id).first()
    if found is None:
        raise NotHere()
    return found


def uses_of(effect_id: int) -> list[UseRecord]:
    """This function will list the work that leaned on an effect, oldest first, with name and address."""
    rows = list(models.Use.objects.filter(effect_id=effect_id).order_by("used_at", "pk"))
    known = references.describe(row.used_by for row in rows)
    return [UseRecord(row.used_by, row.used_at, known[row.used_by].name, known[row.used_by].url) for row in rows]


def paper_decisions(actor: Actor, *, state: str = "KEYED") -> QuerySet[models.PaperDecision]:
    """This function will return the decisions on paper the actor may handle, the longest waiting first."""
    access.require(actor, "effects.decision.key")
    seen = access.visible_people(actor, "effects.decision.key").values("pk")
    rows = models.PaperDecision.objects.filter(person__in=seen, state=state).exclude(kind__in=_hidden_from(actor))
    return rows.select_related("person", "person__home").order_by("keyed_at", "pk")


def paper_decision(actor: Actor, decision_id: int) -> models.PaperDecision:
    """This function will return one decision on paper. Refuses (404) one of a person the actor does not see."""
    access.require(actor, "effects.decision.key")
    seen = access.visible_people(actor, "effects.decision.key").values("pk")
    mine = models.PaperDecision.objects.filter(person__in=seen).exclude(kind__in=_hidden_from(actor))
    rows = mine.select_related("person", "person__home")
    found = rows.filter(pk=decision_id).first()
    if found is None:
        raise NotHere()
    return found


def people_named(actor: Actor, who: str) -> list[Person]:
    """This function will find the people the actor may key decisions in for, by number or whole name; at most 20."""
    people = access.visible_people(actor, "effects.decision.key").filter(Q(number=who) | Q(name=who))
    return list(people.select_related("home").order_by("pk")[:20])


def is_keyed_by(decision: models.PaperDecision, actor: Actor) -> bool:
    """This function will say whether the actor keyed the decision in and so cannot check it."""
    return decision.keyed_by == audit.actor_ref(actor)


def record(row: models.Effect) -> EffectRecord:
    """This function will hand a row to other rooms."""
    return EffectRecord(
        id=row.pk,
        kind=row.kind,
        person_id=row.person_id,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        document=row.document,
        clause=row.clause,
        source=row.source,
        facts=dict(row.facts),
        revoked_at=row.revoked_at,
        revoke_reason=row.revoke_reason,
    )


def _for_people(rows: QuerySet[models.Effect], person_ids: Iterable[int], kinds: Iterable[str]) -> list[EffectRecord]:
    wanted = set(person_ids)
    rows = rows.filter(kind__in=list(kinds))
    if len(wanted) <= FEW:
        rows = rows.filter(person_id__in=wanted)
    return [record(row) for row in rows.order_by("person_id", "starts_on", "pk") if row.person_id in wanted]


def _seen_by(actor: Actor) -> models.EffectQuerySet:
    seen = access.visible_people(actor, "effects.effect.read").values("pk")
    return models.Effect.objects.filter(person__in=seen).exclude(kind__in=_hidden_from(actor))


def kinds_open_to(actor: Actor) -> list[EffectKind]:
    """This function will return the kinds the actor may key in and see listed."""
    hidden = _hidden_from(actor)
    return [kind for kind in all_kinds() if kind.code not in hidden]


def _hidden_from(actor: Actor) -> tuple[str, ...]:
    """Guarded kinds are listed for the discipline body only."""
    return () if access.may(actor, "effects.guarded.read") else guarded()
