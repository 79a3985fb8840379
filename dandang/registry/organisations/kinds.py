"""What rooms above tell this one at start-up: who follows a moved path, who still belongs to a unit; and its verbs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

READ = "organisations.unit.read"
WRITE = "organisations.unit.write"

PathFollower = Callable[[str, str], int]
_followers: dict[str, PathFollower] = {}

Headcount = Callable[[str], int]
_headcounts: dict[str, Headcount] = {}


def register_path_follower(name: str, follower: PathFollower) -> None:
    """Call `follower(old, new)` inside the transaction of a move; it rewrites copied paths and counts the rows."""
    _followers[name] = follower


def path_followers() -> tuple[PathFollower, ...]:
    """Return every registered follower."""
    return tuple(_followers.values())


def register_headcount(name: str, counter: Headcount) -> None:
    """Ask `counter(path)` how many still belong to a unit before it is closed."""
    _headcounts[name] = counter


def headcounts() -> tuple[Headcount, ...]:
    """Return every registered counter."""
    return tuple(_headcounts.values())


@dataclass(frozen=True, slots=True)
class Headline:
    """How many serve in a unit itself and how many of them are members of its leading body."""

    serving: int
    leading: int


@dataclass(frozen=True, slots=True)
class Member:
    """A serving person of a unit, as its page lists them; `url` is empty for somebody the reader may not open."""

    name: str
    post_text: str
    is_leading: bool
    url: str


Headlines = Callable[[str], Mapping[int, Headline]]
Members = Callable[[Any, int, int], tuple[Member, ...]]
_headlines: list[Headlines] = []
_members: list[Members] = []


def register_people(*, headlines: Headlines, members: Members) -> None:
    """Let the room of people fill the tree: `headlines(path)` per unit of a branch, `members(actor, unit, limit)`."""
    _headlines[:] = [headlines]
    _members[:] = [members]


def headlines(path: str) -> Mapping[int, Headline]:
    """Return the counts of every unit of a branch that has people; empty without a room of people."""
    return _headlines[0](path) if _headlines else {}


def members(actor: Any, organisation_id: int, limit: int) -> tuple[Member, ...]:
    """Return who serves in one unit, leaders first, at most `limit`."""
    return _members[0](actor, organisation_id, limit) if _members else ()
