"""How does this room follow the tree of organisations? Called by that room's actions, inside their transaction."""

from __future__ import annotations

from dandang.registry.organisations import actions as organisations
from dandang.registry.people.models import Person


def follow_path(old: str, new: str) -> int:
    """This function will rewrite the copied paths of people when a branch moves; returns how many rows."""
    return sum(organisations.rewrite_paths(Person, field, old, new) for field in ("home_path", "manager_path"))


def count_serving(path: str) -> int:
    """Return how many serving people belong to a branch."""
    return Person.objects.within(path).filter(state=Person.State.SERVING).count()
