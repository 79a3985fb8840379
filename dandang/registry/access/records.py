"""What the room hands to others: who acts, and which roles over which branches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Grant:
    """A role over a branch. `path` is the branch's place in the tree; empty for the three administrators."""

    role: str
    organisation_id: int | None
    path: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with every right of this moment. `is_system` is the program itself (command line, demo loader).

    `organisation_name` is the unit the account sits in, `organ_name` the organ this unit belongs to.

    Somebody not signed in is an actor without `account_id` and without rights.
    """

    account_id: int | None
    name: str
    person_id: int | None = None
    standing: str = "BUSINESS"
    grants: tuple[Grant, ...] = ()
    organisation_id: int | None = None
    organisation_name: str = ""
    organ_name: str = ""
    is_system: bool = False

    @property
    def is_signed_in(self) -> bool:
        return self.account_id is not None

    @property
    def roles(self) -> frozenset[str]:
        """The roles held over any branch; an implicit CADRE is not among them."""
        return frozenset(grant.role for grant in self.grants)


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A role an account holds or held, as a page shows it."""

    grant_id: int
    role_label: str
    branch: str
    starts_on: date
    ends_on: date | None
    granted_by: str
    is_in_force: bool


@dataclass(frozen=True, slots=True)
class StaffingNeed:
    """One line of the staffing page: a role, how many people it needs and how many hold it."""

    label: str
    at_least: int
    held_by: int
    why: str

    @property
    def is_met(self) -> bool:
        return self.held_by >= self.at_least


@dataclass(frozen=True, slots=True)
class StaffingGap:
    """A step that nobody can lawfully take today, with the sentence that says what to arrange."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Staffing:
    """Whether a county can lawfully run everything with the people it has given roles (SPEC PL-17)."""

    on: date
    fewest_people: int
    needs: tuple[StaffingNeed, ...]
    gaps: tuple[StaffingGap, ...]

    @property
    def is_enough(self) -> bool:
        return not self.gaps
