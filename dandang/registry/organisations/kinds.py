"""What rooms above tell this one at start-up: who follows a moved path, who still belongs to a unit; and its verbs."""

from __future__ import annotations

from collections.abc import Callable

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
