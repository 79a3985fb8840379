"""What does this room tell the pages of organisations about the people of a unit? Called by that room."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from dandang.foundation.ground.gate import gate
from dandang.registry.organisations.kinds import Headline, Member
from dandang.registry.people import kinds, rules
from dandang.registry.people.models import Person


def count_serving(path: str) -> int:
    """Return how many serving people belong to a branch."""
    return Person.objects.within(path).filter(state=Person.State.SERVING).count()


def headlines(path: str) -> dict[int, Headline]:
    """Return, per unit of a branch with people, how many serve and how many of them lead; one query."""
    serving = Person.objects.within(path).filter(state=Person.State.SERVING).order_by()
    counted = serving.values_list("home_id").annotate(n=Count("id"), leading=Count("id", filter=Q(is_team_member=True)))
    return {home_id: Headline(n, leading) for home_id, n, leading in counted}


def members(actor: Any, organisation_id: int, limit: int) -> tuple[Member, ...]:
    """Return who serves in a unit, in roster order; a link only to the files the actor may open; two queries."""
    serving = Person.objects.filter(home_id=organisation_id, state=Person.State.SERVING).in_roster_order()
    rows = list(serving.values_list("id", "name", "post_text", "is_team_member", "home__name")[:limit])
    may_read = gate().may(actor, kinds.READ)
    ids = [pk for pk, *_rest in rows]
    visible = gate().visible_people(actor, kinds.READ).filter(pk__in=ids) if may_read else Person.objects.none()
    open_ids = set(visible.values_list("id", flat=True))
    return tuple(
        Member(
            name,
            rules.post_in_unit(post, unit_name),
            leads,
            reverse("people:file", args=[pk]) if pk in open_ids else "",
        )
        for pk, name, post, leads, unit_name in rows
    )
