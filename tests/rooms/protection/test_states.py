"""Walk every path of the tables of moves: does any lead from an unfounded report to something about its reporter?"""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest

from dandang.parts.protection import states
from dandang.parts.protection.models import Accusation, Answer, Question, Report

safeguards = importlib.import_module("dandang.parts.protection.migrations.0002_safeguards")
TABLES = [
    (states.REPORT_MOVES, states.ReportState, "RECEIVED", safeguards.REPORT_MOVES),
    (states.CLARIFICATION_MOVES, states.ClarificationState, "ASSESSED", safeguards.CLARIFICATION_MOVES),
    (states.HARM_MOVES, states.HarmState, "REGISTERED", safeguards.HARM_MOVES),
    (states.ACCUSATION_MOVES, states.AccusationState, "OPENED", safeguards.ACCUSATION_MOVES),
]


def _paths(moves: states.Moves, start: str) -> Iterator[tuple[str, ...]]:
    """Every walk from `start` that takes no step twice, as the verbs taken."""

    def walk(state: str, taken: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, ...]]:
        yield tuple(verb for _state, verb in taken)
        for verb, following in moves[state].items():
            if (state, verb) not in taken:
                yield from walk(following, (*taken, (state, verb)))

    return walk(start, ())


@pytest.mark.parametrize(("moves", "labels", "start", "guarded"), TABLES)
def test_table_names_every_state_reaches_every_state_and_is_the_databases(
    moves: states.Moves, labels: type[states.ReportState], start: str, guarded: tuple[tuple[str, str], ...]
) -> None:
    pairs = {(here, there) for here, row in moves.items() for there in row.values()}

    assert set(moves) == set(labels.values)
    assert {there for _here, there in pairs} | {start} == set(labels.values)
    assert set(guarded) == {(here, there) for here, there in pairs if here != there}


def test_no_path_of_a_report_ends_in_anything_about_its_reporter() -> None:
    words = {verb for path in _paths(states.REPORT_MOVES, "RECEIVED") for verb in path}

    assert words == {"forward", "accept", "join", "withdraw", "conclude", "answer", "reopen"}
    assert not {one for one in states.ReportState.values if "ACCUS" in one or "MISTAK" in one or "PROVED" in one}


def test_false_accusation_is_proved_only_after_inquiry_hearing_vote_and_approval() -> None:
    proving = [path for path in _paths(states.ACCUSATION_MOVES, "OPENED") if path and path[-1] == "approve"]

    assert proving == [("report", "invite", "close_hearing", "propose", "approve")]


def test_every_case_of_false_accusation_may_end_as_a_mistake_until_it_is_proved() -> None:
    undecided = [state for state, row in states.ACCUSATION_MOVES.items() if row and state != "PROVED"]

    assert undecided == ["OPENED", "INVESTIGATED", "HEARING", "READY", "PROPOSED"]
    assert states.ACCUSATION_MOVES["PROVED"] == {"overturn": "OVERTURNED"}
    assert all(states.ACCUSATION_MOVES[state]["mistaken"] == "MISTAKEN" for state in undecided)


def test_nothing_is_clarified_without_consent_and_approval() -> None:
    making = [path for path in _paths(states.CLARIFICATION_MOVES, "ASSESSED") if path and path[-1] == "make"]

    assert making
    for path in making:
        last_consent = max(place for place, verb in enumerate(path) if verb == "consent")
        assert "approve" in path[last_consent:]
        assert not {"decline", "send_back"} & set(path[last_consent:])


def test_no_column_of_a_report_says_anything_about_who_reports() -> None:
    """Neither name nor address nor count nor rank: the handle is all there is (S7, never-build list)."""
    names = {field.name for model in (Report, Question, Answer) for field in model._meta.get_fields()}

    for word in ("reporter", "score", "rank", "count", "address", "agent", "ip", "session", "device", "credib"):
        assert not [name for name in names if word in name.split("_") and name != "is_from_reporter"], word


def test_only_a_case_of_its_own_can_name_a_reporter() -> None:
    assert Accusation._meta.get_field("reporter_person").null
