"""What the room hands to others: who acts, and which roles over which branches."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grant:
    """A role over a branch. `path` is the branch's place in the tree; empty for the three administrators."""

    role: str
    organisation_id: int | None
    path: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with every right of this moment. `is_system` is the program itself (command line, demo loader).

    Somebody not signed in is an actor without `account_id` and without rights.
    """

    account_id: int | None
    name: str
    person_id: int | None = None
    standing: str = "BUSINESS"
    grants: tuple[Grant, ...] = ()
    organisation_id: int | None = None
    organisation_name: str = ""
    is_system: bool = False

    @property
    def is_signed_in(self) -> bool:
        return self.account_id is not None

    @property
    def roles(self) -> frozenset[str]:
        """The roles held over any branch; an implicit CADRE is not among them."""
        return frozenset(grant.role for grant in self.grants)


@dataclass(frozen=True, slots=True)
class StaffingGap:
    """A step that nobody can lawfully take today, with the sentence that says what to arrange."""

    code: str
    sentence: str
