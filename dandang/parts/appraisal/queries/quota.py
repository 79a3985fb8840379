"""How many places for 优秀 each unit has, with the denominator, the rate and the clause behind every number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dandang.law.policies import queries as policies

from ..errors import NotYet
from ..models import Cycle, CycleUnit
from . import law

WHOLE_BP = 10_000
MOST_UNITS = 60  # rows of a pool's table, so that a page of a large county stays as small as one of a small county


@dataclass(frozen=True, slots=True)
class UnitPlaces:
    """One unit's places as the last scoring settled them; rates in basis points."""

    unit_id: int
    pool: str
    people: int
    rate_bp: int
    places: int
    by_remainder: bool

    @property
    def entitlement_e2(self) -> int:
        """What the rate gives, in hundredths of a place: 24 people at 20 % give 480."""
        return self.people * self.rate_bp // 100

    @property
    def entitlement(self) -> str:
        return f"{self.entitlement_e2 // 100}.{self.entitlement_e2 % 100:02d}"

    @property
    def rate(self) -> str:
        """The rate in percent as people write it: 20%, 22.5%."""
        return f"{self.rate_bp / 100:g}%"

    @property
    def whole(self) -> int:
        """The whole places of the entitlement."""
        return self.entitlement_e2 // 100

    @property
    def remainder(self) -> str:
        """What the entitlement leaves over, by which the pool's last places go."""
        return f"0.{self.entitlement_e2 % 100:02d}"


@dataclass(frozen=True, slots=True)
class PoolSum:
    """A pool's units added up; the entitlement in hundredths of a place."""

    units: int
    people: int
    entitlement_e2: int
    whole: int
    places: int

    @property
    def entitlement(self) -> str:
        return f"{self.entitlement_e2 // 100}.{self.entitlement_e2 % 100:02d}"


def pool_sum(pool: str, all_places: Mapping[int, UnitPlaces]) -> PoolSum:
    """The last row of a pool's table: all its units, also those not listed."""
    rows = [row for row in all_places.values() if row.pool == pool]
    return PoolSum(
        len(rows),
        sum(row.people for row in rows),
        sum(row.entitlement_e2 for row in rows),
        sum(row.whole for row in rows),
        sum(row.places for row in rows),
    )


@dataclass(frozen=True, slots=True)
class BodyCheck:
    """All places of the cycle against the share in force: the statutory cap, looked at last and on everybody."""

    people: int
    places: int
    share: policies.Value

    @property
    def percent(self) -> str:
        """The places of all units in percent of everybody who counts, one decimal."""
        return f"{self.places * 100 / self.people:.1f}%" if self.people else ""

    @property
    def is_over(self) -> bool:
        return self.share.value is not None and self.places * 100 > self.people * float(str(self.share.value))


def body_check(cycle: Cycle, all_places: Mapping[int, UnitPlaces]) -> BodyCheck:
    """The cap on the whole body, after every tilt and every rounding."""
    return BodyCheck(
        sum(row.people for row in all_places.values()), sum(row.places for row in all_places.values()), law.share(cycle)
    )


def pool_of(unit: CycleUnit, all_places: Mapping[int, UnitPlaces]) -> list[tuple[CycleUnit, UnitPlaces]]:
    """The units whose entitlements are added up with this one's, in the order of the tree: counts, never people.

    A very large pool is cut at `MOST_UNITS`; its sum counts all.
    """
    own = all_places.get(unit.pk)
    ids = [pk for pk, row in all_places.items() if own is not None and row.pool == own.pool]
    shown = {unit.pk, *ids[:MOST_UNITS]} & all_places.keys()  # a unit with nobody to grade has no places
    return [(one, all_places[one.pk]) for one in CycleUnit.objects.filter(pk__in=shown).order_by("path")]


def pools_of(cycle: Cycle) -> list[str]:
    """The pools of a cycle in use."""
    return list(cycle.units.order_by("pool").values_list("pool", flat=True).distinct())


def unit_share(unit: CycleUnit) -> policies.Value:
    """The share in force for a unit, before tilt."""
    return law.share(unit.cycle, unit.team_grade)


def scoring_quota(cycle: Cycle) -> dict[str, Any]:
    """The quota part of a scoring plan: rate per unit from the pack plus tilt; hard and grassroots units win ties.

    Refuses (NotYet) where the pack has no share in force: a share is never invented.
    """
    rates: dict[str, int] = {}
    units = list(cycle.units.order_by("path"))
    shares: dict[str, policies.Value] = {}
    for unit in units:
        if unit.team_grade not in shares:
            shares[unit.team_grade] = law.share(cycle, unit.team_grade)
        share = shares[unit.team_grade].value
        if share is None:
            raise NotYet("政策库里没有生效的优秀比例（未规定）。请先在政策库补上本地区的规定，再计分。")
        rates[str(unit.pk)] = round(float(str(share)) * 100) + unit.tilt_bp
    order = sorted(units, key=lambda unit: (unit.tilt_bp <= 0, unit.path))
    return {
        "default_rate_bp": next(iter(rates.values()), 0),
        "rate_bp": rates,
        "tie_order": [str(unit.pk) for unit in order],
    }


def places(cycle: Cycle) -> dict[int, UnitPlaces]:
    """Every unit's places by the run that counts; empty before scoring."""
    run = cycle.current_run
    if run is None:
        return {}
    return {int(row["unit_id"]): UnitPlaces(**row) for row in run.quota.get("units", [])}
