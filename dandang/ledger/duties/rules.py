"""In which group does a duty stand, and what must the daily run do about it?"""

from __future__ import annotations

from datetime import date, timedelta

REMIND_WORKING_DAYS = 3  # our own choice: near enough to act, far enough to finish; no rule of law sets it

SATURDAY = 5
LATE, THIS_WEEK, LATER = "LATE", "THIS_WEEK", "LATER"


def group(due_on: date | None, today: date) -> str:
    """LATE before today, THIS_WEEK up to Sunday (at the weekend: Sunday of next week), LATER beyond or undated."""
    if due_on is None:
        return LATER
    if due_on < today:
        return LATE
    return THIS_WEEK if due_on <= _sunday(today) else LATER


def is_weekend(day: date) -> bool:
    """On these days the week that counts is the next one."""
    return day.weekday() >= SATURDAY


def _sunday(today: date) -> date:
    days = 6 - today.weekday()
    return today + timedelta(days=days + 7 if is_weekend(today) else days)


def needs_reminder(*, due_on: date | None, working_days_left: int, reminded_on: date | None, on: date) -> bool:
    """Once, when three working days or fewer are left and the deadline has not passed."""
    return due_on is not None and due_on >= on and reminded_on is None and working_days_left <= REMIND_WORKING_DAYS


def needs_escalation(*, due_on: date | None, escalated_on: date | None, on: date) -> bool:
    """Once, on the first run after the deadline."""
    return due_on is not None and due_on < on and escalated_on is None


def holder_key(*, role: str, organisation_id: int | None, account_id: int | None, person_id: int | None) -> str:
    """The holder as text. Raises ValueError unless exactly one kind of holder is named."""
    named = [
        f"role:{role}:{organisation_id}" if role and organisation_id is not None else "",
        f"account:{account_id}" if account_id is not None else "",
        f"person:{person_id}" if person_id is not None else "",
    ]
    keys = [key for key in named if key]
    if len(keys) != 1 or bool(role) != (organisation_id is not None):
        raise ValueError("a duty is held by one role over an organisation, or one account, or one person")
    return keys[0]
