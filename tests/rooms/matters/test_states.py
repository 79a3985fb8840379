"""Every path an accountability matter can take: none reaches a decision before tolerance was considered (TL-01)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dandang.ledger.matters import states
from dandang.ledger.matters.states import ACCOUNTABILITY_MOVES, Consideration, Gate, Outcome

Path = tuple[tuple[str, str, str], ...]  # move, state it leads to, result on file when it was made
RESULTS = ["", *Consideration.values]


def _paths(gate: str, state: str, on_file: str, walked: Path, length: int) -> Iterator[Path]:
    """Every walk of at most `length` steps: each puts a result on file or makes a move that the gate lets pass."""
    yield walked
    if length == 0:
        return
    for result in Consideration.values:
        if result != on_file and state in ("PREPARED", "OPENED"):
            yield from _paths(gate, state, result, (*walked, ("consider", state, result)), length - 1)
    for move, target in ACCOUNTABILITY_MOVES[state].items():
        if not states.missing_for(gate, move, on_file):
            yield from _paths(gate, target, on_file, (*walked, (move, target, on_file)), length - 1)


@pytest.mark.parametrize("gate", Gate.values)
def test_no_path_reaches_a_decision_unconsidered(gate: str) -> None:
    paths = list(_paths(gate, states.first_state(gate), "", (), 5))

    reached = {step[1] for path in paths for step in path}
    offences = [
        path
        for path in paths
        for _, state, on_file in path
        if state in ("DECIDING", "CLOSED") and on_file not in states.SETTLED
    ]

    assert reached | {states.first_state(gate), "PREPARED"} == set(ACCOUNTABILITY_MOVES), (
        "the walk must come everywhere, or it proves nothing"
    )
    assert not offences, offences[:3]


def test_where_the_gate_stands_first_nothing_opens_unconsidered() -> None:
    paths = _paths("BEFORE_OPENING", states.first_state("BEFORE_OPENING"), "", (), 4)

    opened = [(state, on_file) for path in paths for move, state, on_file in path if move == "open"]

    assert opened
    assert all(on_file in states.SETTLED for _, on_file in opened)


def test_every_state_but_the_last_can_be_left_and_reached() -> None:
    left = {state for state, moves in ACCOUNTABILITY_MOVES.items() if moves}
    reached = {target for moves in ACCOUNTABILITY_MOVES.values() for target in moves.values()}

    assert set(ACCOUNTABILITY_MOVES) - left == {"CLOSED"}
    assert reached | {"PREPARED"} == set(states.AccountabilityState.values)


@pytest.mark.parametrize(
    ("gate", "move", "on_file", "missing"),
    [
        ("BEFORE_OPENING", "open", "", "considered"),
        ("BEFORE_OPENING", "open", "CASE_OPENED", "settled"),
        ("BEFORE_OPENING", "open", "WITHDRAWN", "settled"),
        ("BEFORE_OPENING", "open", "NO_SIGN", ""),
        ("DURING_INQUIRY", "open", "", ""),
        ("DURING_INQUIRY", "send_to_decision", "", "considered"),
        ("DURING_INQUIRY", "send_to_decision", "CASE_OPENED", "settled"),
        ("DURING_INQUIRY", "send_to_decision", "NOT_TOLERATED", ""),
        ("BEFORE_OPENING", "drop", "", "considered"),
        ("BEFORE_OPENING", "drop", "TOLERATED", ""),
        ("DURING_INQUIRY", "close", "CASE_OPENED", "settled"),
        ("DURING_INQUIRY", "return_to_inquiry", "NO_SIGN", ""),
    ],
)
def test_what_the_gate_waits_for(gate: str, move: str, on_file: str, missing: str) -> None:
    assert states.missing_for(gate, move, on_file) == missing


def test_a_tolerated_person_is_met_with_nothing_heavier() -> None:
    left = {
        result: [outcome for outcome in Outcome.values if states.outcome_is_allowed(result, outcome)]
        for result in RESULTS
    }

    assert left["TOLERATED"] == ["EXEMPT", "NOT_PURSUED"]
    assert left["LIGHTER"] == ["LIGHTER", "MITIGATED", "EXEMPT", "NOT_PURSUED"]
    assert left["NOT_TOLERATED"] == left["NO_SIGN"] == Outcome.values
