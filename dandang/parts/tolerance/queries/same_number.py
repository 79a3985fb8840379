"""Which cases are about a matter of the register? Asked by the matter's page, which shows all work under its number."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from dandang.ledger.matters.kinds import Linked
from dandang.registry.access.records import Actor

from .reach import visible_cases


def cases_of_matter(actor: Actor, matter_id: int) -> list[Linked]:
    """This function will list the cases of a matter whose files the actor may open, oldest first."""
    rows = visible_cases(actor).filter(matter_id=matter_id).order_by("pk")
    return [
        Linked(_("容错"), case.number, reverse("tolerance:case", args=[case.pk]), str(case.get_state_display()))
        for case in rows
    ]
