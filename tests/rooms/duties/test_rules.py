"""Groups, reminders, escalation and holders: the day before, the day, the day after."""

from __future__ import annotations

from datetime import date

import pytest

from dandang.ledger.duties import rules

MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("due_on", "today", "group"),
    [
        (date(2026, 11, 22), MONDAY, "LATE"),
        (MONDAY, MONDAY, "THIS_WEEK"),
        (SUNDAY, MONDAY, "THIS_WEEK"),
        (date(2026, 11, 30), MONDAY, "LATER"),
        (date(2026, 12, 6), SUNDAY, "THIS_WEEK"),
        (date(2026, 12, 7), SUNDAY, "LATER"),
        (date(2026, 11, 30), date(2026, 11, 27), "LATER"),
        (None, MONDAY, "LATER"),
    ],
)
def test_the_group_of_a_duty(due_on: date | None, today: date, group: str) -> None:
    assert rules.group(due_on, today) == group


@pytest.mark.parametrize(
    ("due_on", "left", "reminded_on", "expected"),
    [
        (date(2026, 11, 27), 4, None, False),
        (date(2026, 11, 26), 3, None, True),
        (MONDAY, 0, None, True),
        (date(2026, 11, 20), -1, None, False),
        (date(2026, 11, 26), 3, date(2026, 11, 20), False),
        (None, 0, None, False),
    ],
)
def test_reminding_once_and_in_time(due_on: date | None, left: int, reminded_on: date | None, expected: bool) -> None:
    needed = rules.needs_reminder(due_on=due_on, working_days_left=left, reminded_on=reminded_on, on=MONDAY)

    assert needed is expected


@pytest.mark.parametrize(
    ("due_on", "escalated_on", "expected"),
    [(MONDAY, None, False), (date(2026, 11, 22), None, True), (date(2026, 11, 22), MONDAY, False), (None, None, False)],
)
def test_escalating_once_after_the_day(due_on: date | None, escalated_on: date | None, expected: bool) -> None:
    assert rules.needs_escalation(due_on=due_on, escalated_on=escalated_on, on=MONDAY) is expected


def test_the_holder_as_text() -> None:
    one = rules.holder_key(role="ORG_OFFICER", organisation_id=4, account_id=None, person_id=None)

    assert one == "role:ORG_OFFICER:4"


@pytest.mark.parametrize(
    "named",
    [
        {"role": "", "organisation_id": None, "account_id": None, "person_id": None},
        {"role": "ORG_OFFICER", "organisation_id": None, "account_id": None, "person_id": None},
        {"role": "", "organisation_id": 4, "account_id": None, "person_id": 3},
        {"role": "", "organisation_id": None, "account_id": 2, "person_id": 3},
    ],
)
def test_no_holder_or_two_are_refused(named: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="held by one role"):
        rules.holder_key(**named)  # type: ignore[arg-type]
