"""Slowing guesses and floods down without knowing who guesses: counts of the whole server, by the minute.

The count holds no address, no receipt and no person. A right receipt waits as long as a wrong one.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from django.core.cache import cache

FREE_WRONG = 10  # wrong receipts a minute that cost nobody any waiting
STEP_SECONDS = 0.2  # what each further one adds
MOST_SECONDS = 3.0
AT_ONCE = 3  # how many may wait at the same time; others are asked to come back
FREE_REPORTS = 30  # reports a minute of the whole server
_waiting = threading.BoundedSemaphore(AT_ONCE)


def wrong_now(now: float) -> int:
    """Return how many wrong receipts the whole server saw in this minute."""
    return int(cache.get(_key("wrong", now), 0))


def note_wrong(now: float) -> None:
    """Count a wrong receipt."""
    _count("wrong", now)


def wait_seconds(wrong: int) -> float:
    """Return how long everybody waits for an answer after so many wrong receipts in this minute."""
    return min(max(0, wrong - FREE_WRONG) * STEP_SECONDS, MOST_SECONDS)


def may_answer(now: float, *, sleep: Callable[[float], None] = time.sleep) -> bool:
    """Wait as long as everybody has to, then say yes; say no at once when too many wait already."""
    seconds = wait_seconds(wrong_now(now))
    if not seconds:
        return True
    if not _waiting.acquire(blocking=False):
        return False
    try:
        sleep(seconds)
    finally:
        _waiting.release()
    return True


def may_report(now: float) -> bool:
    """Count a report and say whether the server takes one more in this minute."""
    return _count("reports", now) <= FREE_REPORTS


def _count(what: str, now: float) -> int:
    key = _key(what, now)
    cache.add(key, 0, timeout=120)
    try:
        return int(cache.incr(key))
    except ValueError:  # the minute ended between the two
        return 1


def _key(what: str, now: float) -> str:
    return f"report-{what}-{int(now // 60)}"
