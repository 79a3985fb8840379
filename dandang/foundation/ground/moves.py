"""Where does a move lead? Every room keeps its states and allowed moves as a table; this reads one."""

from __future__ import annotations

from collections.abc import Mapping


def next_state(table: Mapping[str, Mapping[str, str]], state: str, move: str) -> str | None:
    """Return where `move` leads from `state`, or None when it is not allowed there."""
    return table[state].get(move)
