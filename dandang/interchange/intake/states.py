"""States of an import and its allowed moves."""

from __future__ import annotations

UPLOADED = "UPLOADED"
CHECKED = "CHECKED"
APPLYING = "APPLYING"
APPLIED = "APPLIED"
REFUSED = "REFUSED"

MOVES: dict[str, frozenset[str]] = {
    UPLOADED: frozenset({CHECKED, REFUSED}),
    CHECKED: frozenset({CHECKED, UPLOADED, APPLYING, REFUSED}),
    APPLYING: frozenset({APPLIED, CHECKED}),
    APPLIED: frozenset(),
    REFUSED: frozenset(),
}
OPEN = (UPLOADED, CHECKED, APPLYING)

# An export request: asked for, answered by somebody else, used once or more until it lapses.
ASKED, APPROVED, DECLINED = "ASKED", "APPROVED", "DECLINED"


def may_move(state: str, to: str) -> bool:
    """Whether an import may go from one state to another."""
    return to in MOVES[state]
