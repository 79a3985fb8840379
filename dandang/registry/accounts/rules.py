"""What is a good password, how long does a session last, who needs a second factor? Facts in, judgement out.

Profiles: `demo` (made-up county on one machine), `dengbao3` (GB/T 22239-2019 §8.1.4.1) and `asvs` (OWASP ASVS 5.0 V6).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

DEMO, DENGBAO3, ASVS = "demo", "dengbao3", "asvs"

SESSION_IDLE = timedelta(minutes=15)
SESSION_IDLE_ADMIN = timedelta(minutes=10)
SESSION_LIFE = timedelta(hours=8)
SETUP_LINK_LIFE = timedelta(hours=24)
UNUSED_AFTER = timedelta(days=90)
PASSWORD_LIFE = timedelta(days=90)  # dengbao3 only: 定期更换
MIN_LENGTH = 12
MIN_LENGTH_ADMIN = 15
MIN_CLASSES = 3  # of capitals, small letters, digits and signs; dengbao3 only

# Why a password is refused; the words are in `passwords`.
TOO_SHORT, TOO_PLAIN, OWN_NAME, OWN_UNIT, SAME = "TOO_SHORT", "TOO_PLAIN", "OWN_NAME", "OWN_UNIT", "SAME"


def min_length(standing: str) -> int:
    """How many characters a password of this standing has at least."""
    return MIN_LENGTH if standing == "BUSINESS" else MIN_LENGTH_ADMIN


def password_faults(
    password: str,
    *,
    profile: str,
    standing: str,
    name: Sequence[str],
    words: Iterable[Sequence[str]],
    unit: Sequence[str],
) -> list[str]:
    """Return why a password is refused, or nothing.

    `name` and `unit` are syllables (pinyin) of the own name and of the unit; `words` are further texts, such as the
    account's name, as syllables of their own. A year or signs behind or between do not make a name a password.
    """
    letters = "".join(char for char in password.lower() if char.isalpha())
    faults = []
    if len(password) < min_length(standing):
        faults.append(TOO_SHORT)
    if profile == DENGBAO3 and _classes(password) < MIN_CLASSES:
        faults.append(TOO_PLAIN)
    if any(_holds(letters, text) for text in (name, [*name[1:], *name[:1]], *words)):
        faults.append(OWN_NAME)
    if _holds_run(letters, unit):
        faults.append(OWN_UNIT)
    return faults


def _classes(password: str) -> int:
    tests = (str.isupper, str.islower, str.isdigit, lambda char: not char.isalnum())
    return sum(any(test(char) for char in password) for test in tests)


def _holds(letters: str, syllables: Sequence[str]) -> bool:
    text = "".join(syllables).lower()
    return len(text) >= 4 and text in letters


def _holds_run(letters: str, syllables: Sequence[str]) -> bool:
    """Whether two syllables of the unit's name stand together, six letters or more: caizheng of 县财政局."""
    pairs = ("".join(pair) for pair in pairwise(syllables))
    return any(len(pair) >= 6 and pair in letters for pair in pairs)


def needs_second_factor(profile: str, *, standing: str, holds_roles: bool) -> bool:
    """In dengbao3 everyone who works with the system; a cadre who only opens the own file may do without."""
    return profile == DENGBAO3 and (standing != "BUSINESS" or holds_roles)


def must_choose_password(profile: str, *, is_told_to: bool, changed_at: datetime | None, at: datetime) -> bool:
    """Say whether the next page is the one to choose a new password."""
    is_old = changed_at is None or at - changed_at >= PASSWORD_LIFE
    return is_told_to or (profile == DENGBAO3 and is_old)


def is_session_over(*, standing: str, began_at: datetime, seen_at: datetime, at: datetime) -> bool:
    """Eight hours at most, and fifteen minutes at rest (ten for the three administrators)."""
    idle = SESSION_IDLE if standing == "BUSINESS" else SESSION_IDLE_ADMIN
    return at - began_at >= SESSION_LIFE or at - seen_at >= idle
