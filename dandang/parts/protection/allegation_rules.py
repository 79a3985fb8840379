"""Where an allegation stands and what may be done with it next: facts in, answer out, no Django.

One table each for the handlings and the findings that are open, so that page and action cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LETTER, PRELIMINARY, KEPT, SETTLED = "LETTER", "PRELIMINARY", "KEPT", "SETTLED"
TRUE, PARTLY, UNTRUE, UNDETERMINED = "TRUE", "PARTLY", "UNTRUE", "UNDETERMINED"
# Steps of an allegation, in their order.
SCREEN, HANDLE, APPROVE, LOOK_AGAIN, ASK, WAIT, JUDGE, FEED_BACK, FIND, CONFIRM, DONE = (
    "SCREEN", "HANDLE", "APPROVE", "LOOK_AGAIN", "ASK", "WAIT", "JUDGE", "FEED_BACK", "FIND", "CONFIRM", "DONE",
)  # fmt: skip
# As many characters in a row of the original as anybody may take over by chance.
COPIED = 16
# "I" and "we" as a person, not 我县, 我局 as offices write of themselves, nor 自我.
_FIRST_PERSON = re.compile(r"(?<!自)我(?![县市区省镇乡局国党军院校部厅委办处科所])")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is on file about an allegation; three answers each: yes, no, not yet (None)."""

    is_checkable: bool | None
    handling: str
    is_approved: bool
    is_asked: bool
    is_explained: bool
    is_accepted: bool | None
    is_fed_back: bool
    finding: str
    is_confirmed: bool


def step_of(one: Standing) -> str:
    """Return the next step of an allegation that stands."""
    if one.finding:
        return _after_finding(one)
    if one.is_explained and one.is_accepted is None:
        return JUDGE
    if one.is_accepted and not one.is_fed_back:
        return FEED_BACK
    if one.is_checkable is None:
        return SCREEN
    if not one.handling:
        return WAIT if one.is_asked and not one.is_explained else HANDLE
    if not one.is_approved:
        return APPROVE
    return _after_approval(one)


def _after_approval(one: Standing) -> str:
    if one.handling == KEPT:
        return LOOK_AGAIN
    if one.handling == LETTER and not one.is_asked:
        return ASK
    if one.handling == LETTER and not one.is_explained:
        return WAIT
    return FIND


def _after_finding(one: Standing) -> str:
    if one.is_accepted and not one.is_fed_back:
        return FEED_BACK
    return DONE if one.is_confirmed else CONFIRM


def handlings_open(*, is_checkable: bool, is_accepted: bool | None) -> tuple[str, ...]:
    """Return the handlings open to an allegation: nothing that cannot be checked is asked about or inquired into.

    One that can be checked is settled only on an explanation that was accepted.
    """
    if not is_checkable:
        return (KEPT, SETTLED)
    return (LETTER, PRELIMINARY, KEPT, SETTLED) if is_accepted else (LETTER, PRELIMINARY, KEPT)


def findings_open(handling: str) -> tuple[str, ...]:
    """Return the findings open: what was settled without an inquiry never says that something was true."""
    return (UNTRUE, UNDETERMINED) if handling == SETTLED else (TRUE, PARTLY, UNTRUE, UNDETERMINED)


def wants_clarification(findings: Iterable[str]) -> bool:
    """Say whether clarification has to be weighed: untrue in whole or part. 不能认定 is not 不实."""
    return any(one in (UNTRUE, PARTLY) for one in findings)


def copied_run(words: str, original: str) -> str:
    """Return the first run of `COPIED` characters a text took over from the original, empty for none."""
    plain, source = _plain(words), _plain(original)
    for start in range(len(plain) - COPIED + 1):
        run = plain[start : start + COPIED]
        if run in source:
            return run
    return ""


def speaks_as_reporter(words: str) -> bool:
    """Say whether a text speaks in the first person, as a reporter would and a handler would not."""
    return _FIRST_PERSON.search(words) is not None


def _plain(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())
