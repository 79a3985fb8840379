"""States of a meeting and the allowed moves, as one table."""

from __future__ import annotations

MOVES: dict[str, dict[str, str]] = {
    "PLANNED": {"hold": "HELD", "cancel": "CANCELLED"},
    "HELD": {"hold": "HELD", "close": "CLOSED"},
    "CLOSED": {},
    "CANCELLED": {},
}


def next_state(state: str, move: str) -> str | None:
    """Return where `move` leads from `state`, or None when it is not allowed there."""
    return MOVES[state].get(move)
