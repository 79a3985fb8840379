"""States of a meeting and the allowed moves, as one table."""

from __future__ import annotations

MOVES: dict[str, dict[str, str]] = {
    "PLANNED": {"hold": "HELD", "cancel": "CANCELLED"},
    "HELD": {"hold": "HELD", "close": "CLOSED"},
    "CLOSED": {},
    "CANCELLED": {},
}
