"""What the room hands to others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit to choose: `depth` counts levels from the root of what was asked for, to indent the list."""

    id: int
    name: str
    path: str
    depth: int


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name the unit no longer has, and until when it had it."""

    name: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One line of the tree page. Counts are of the unit with everything below it."""

    id: int
    name: str
    kind_label: str
    path: str
    depth: int
    units_below: int
    former: FormerName | None
    closed_on: date | None
    people: int | None = None


@dataclass(frozen=True, slots=True)
class UnitPage:
    """One unit with its past: names newest first, parents newest first, direct sub-units."""

    id: int
    name: str
    short_name: str
    code: str
    kind: str
    kind_label: str
    level: str
    region: str
    sector: str
    hardship_class: str
    sibling_order: int
    path: str
    parent_id: int | None
    founded_on: date
    closed_on: date | None
    merged_into: Choice | None
    admin_quota: int | None
    institution_quota: int | None
    other_quota: int | None
    chief_posts: int | None
    deputy_posts: int | None
    ancestors: tuple[Choice, ...]
    names: tuple[FormerName, ...]
    parents: tuple[FormerName, ...]
    children: tuple[TreeRow, ...]
