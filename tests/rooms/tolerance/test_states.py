"""Walk every path of the tables of moves: is there one that reaches an outcome about a person without due process?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dandang.parts.tolerance.states import (
    CASE_MOVES,
    DECIDED,
    MEASURE_MOVES,
    REVIEW_MOVES,
    UNDECIDED,
    CaseState,
    MeasureState,
    ReviewState,
)

LAST = {"REFUSED", "WITHDRAWN", "CLOSED", "REFERRED", "ENDED"}


def _paths(moves: dict[str, dict[str, str]], start: str) -> Iterator[tuple[tuple[str, str], ...]]:
    """Every walk from `start` that takes no step (state and move) three times, as (state, move) pairs."""

    def walk(state: str, taken: tuple[tuple[str, str], ...]) -> Iterator[tuple[tuple[str, str], ...]]:
        yield taken
        for verb, following in moves[state].items():
            if taken.count((state, verb)) < 2:
                yield from walk(following, (*taken, (state, verb)))

    return walk(start, ())


CASE_PATHS = list(_paths(CASE_MOVES, "APPLIED"))


@pytest.mark.parametrize(
    ("moves", "states"), [(CASE_MOVES, CaseState), (REVIEW_MOVES, ReviewState), (MEASURE_MOVES, MeasureState)]
)
def test_the_table_names_every_state_and_no_other(moves: dict[str, dict[str, str]], states: type[CaseState]) -> None:
    targets = {following for row in moves.values() for following in row.values()}

    assert set(moves) == set(states.values)
    assert targets <= set(states.values)


def test_every_state_is_reached_and_every_one_but_the_last_can_be_left() -> None:
    reached = {"APPLIED"} | {CASE_MOVES[state][verb] for path in CASE_PATHS for state, verb in path}

    assert reached == set(CaseState.values)
    assert {state for state, row in CASE_MOVES.items() if not row} == LAST


def test_no_path_decides_without_acceptance_inquiry_and_hearing() -> None:
    deciding = [path for path in CASE_PATHS if path and path[-1] == ("READY", "decide")]
    assert len(deciding) >= 10

    for path in deciding:
        verbs = [verb for _state, verb in path]
        last_inquiry = max(place for place, verb in enumerate(verbs) if verb == "investigate")
        after = verbs[last_inquiry:]
        assert verbs[0] == "accept"
        assert "report" in after, path
        assert {"close_hearing", "nothing_against"} & set(after), path


def test_an_inquiry_taken_up_again_needs_a_hearing_again() -> None:
    again = [path for path in CASE_PATHS if ("READY", "investigate") in path and path[-1] == ("READY", "decide")]
    assert again

    for path in again:
        after = [verb for _state, verb in path[path.index(("READY", "investigate")) :]]
        assert "report" in after
        assert {"close_hearing", "nothing_against"} & set(after)


def test_nothing_undoes_a_decision_and_only_a_decided_case_is_corrected_or_referred() -> None:
    for path in CASE_PATHS:
        verbs = [verb for _state, verb in path]
        if "decide" in verbs:
            behind = {CASE_MOVES[state][verb] for state, verb in path[verbs.index("decide") :]}
            assert behind <= set(DECIDED), path
        else:
            assert not {"correct", "refer", "close", "serve"} & set(verbs), path


def test_undecided_and_decided_states_part_the_living_ones() -> None:
    assert set(UNDECIDED) | set(DECIDED) | {"REFUSED", "WITHDRAWN", "ENDED"} == set(CaseState.values)
    assert not set(UNDECIDED) & set(DECIDED)
