"""What does the room hand to others: a value with its citation, and what each region says about a key?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

CENTRE = "000000"

# Why a value is what it is. NOT_GIVEN: a clause speaks of the matter without a figure. NO_EDITION: no text in force.
IN_FORCE, NOT_GIVEN, NO_EDITION = "IN_FORCE", "NOT_GIVEN", "NO_EDITION"


@dataclass(frozen=True, slots=True)
class Key:
    """One thing a rule can speak about, whatever the region. `subject` is a key of `schema.SUBJECTS`."""

    key: str
    label: str
    unit: str
    subject: str
    position: int


@dataclass(frozen=True, slots=True)
class Value:
    """What a key is worth in a region on a day. `value` None means 未规定 and is never zero.

    `citation` is the chip's text, such as 安徽 第6点; `clause` the clause's code inside the edition; `edition` reads
    document@day. `text` is the value in words with its unit, for people.
    """

    key: str
    label: str
    value: Any
    unit: str
    sense: str
    text: str
    state: str
    region: str = ""
    document: str = ""
    document_title: str = ""
    edition: str = ""
    clause: str = ""
    clause_label: str = ""
    citation: str = ""
    clause_url: str = ""
    reliability: str = ""
    checked_on: date | None = None
    note: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    cap: int | None = None
    floor: int | None = None

    @property
    def is_in_force(self) -> bool:
        """Whether a figure is in force; without one, people decide."""
        return self.state == IN_FORCE


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One key across the levels of a region on a day, for the values table. A level without a text holds None."""

    key: Key
    answer: Value
    centre: Value | None
    province: Value | None
    local: Value | None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a pack: where (file or edition and place in it), what, and how to mend it."""

    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}：{self.what}。{self.mend}"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, as edition names such as anhui-2018@2018-05-01."""

    loaded: tuple[str, ...]
    unchanged: tuple[str, ...]
