"""What do sealed years say beyond their grade? Handed to the people room, which draws it on a person's first page."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from dandang.registry.people.kinds import YearScore

from ..models import Result


def sealed_totals(actor: Any, person_id: int, years: tuple[int, ...]) -> dict[int, YearScore]:
    """Return total, median of the peer group and its size for the sealed years of one person; one query.

    Whoever may open the file may see them: the caller has asked. A year still open says nothing here.
    """
    counted = (
        Result.objects.filter(
            participant__person_id=person_id,
            participant__cycle__year__in=years,
            run_id=F("participant__cycle__current_run_id"),
        )
        .exclude(participant__grade="")
        .values_list("participant__cycle__year", "total_e2", "peer")
    )
    return {
        year: YearScore(year, total, peer.get("median_e2"), peer.get("n"))
        for year, total, peer in counted.order_by("participant__cycle__year", "pk")
    }
