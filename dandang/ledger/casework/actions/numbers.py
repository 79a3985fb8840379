"""The next number of a case, a report or a clarification: 青容〔2026〕7号, 青信〔2026〕3号."""

from __future__ import annotations

from dandang.ledger.matters import actions as matters
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation


def next_number(*, unit: Organisation, kind: str, year: int) -> str:
    """This function will take the next number of a kind, one character or two, in the region a unit lies in."""
    region = organisations.region_above(unit)
    return matters.next_in_series(prefix=region.name[:1] + kind, year=year)
