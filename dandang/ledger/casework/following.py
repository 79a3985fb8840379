"""How does this room follow the tree of organisations? Called by that room when a branch moves."""

from __future__ import annotations

from dandang.ledger.casework.models import Meeting
from dandang.registry.organisations import actions as organisations


def follow_path(old: str, new: str) -> int:
    """This function will rewrite the copied paths of meetings when a branch moves; returns how many rows."""
    return organisations.rewrite_paths(Meeting, "organ_path", old, new)
