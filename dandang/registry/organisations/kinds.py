"""What rooms above tell this one at start-up: who follows a moved path, who still belongs to a unit; and its verbs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

READ = "organisations.unit.read"
WRITE = "organisations.unit.write"

_copies: dict[Any, tuple[str, ...]] = {}

Headcount = Callable[[str], int]
_headcounts: dict[str, Headcount] = {}


def register_path_copies(model: Any, *columns: str) -> None:
    """Rewrite these columns of a model, copies of a unit's path, in the transaction in which a branch moves."""
    _copies[model] = columns


def path_copies() -> tuple[tuple[Any, str], ...]:
    """Return every registered copy as model and column."""
    return tuple((model, column) for model, columns in _copies.items() for column in columns)


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
