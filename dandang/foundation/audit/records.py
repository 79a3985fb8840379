"""What the room hands to others: who acts, what a verification found, one line of the log."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

# What `verify` may find; also the exit codes of the command line (SPEC PL-05).
SOUND, ALTERED, CUT, TWO_HEADS, CANNOT_SAY = 0, 1, 2, 3, 4


class Acting(Protocol):
    """What the record must know of the one who acts. `access.records.Actor` is one."""

    @property
    def account_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...
    @property
    def is_system(self) -> bool: ...
    @property
    def roles(self) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a verification found; `first_bad_seq` is none unless a single entry can be named."""

    exit_code: int
    first_bad_seq: int | None
    sentence: str
    entries: int = 0
    checkpoints: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log as people read it: no personal values."""

    seq: int
    at: datetime
    actor: str
    role: str
    verb: str
    sentence: str
    target: str
    clause: str
    reason: str
    outcome: str
    facts: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody looked at a file: who, which part, when."""

    at: datetime
    actor: str
    what: str
