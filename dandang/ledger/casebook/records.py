"""What parts tell about a decided case, and what this room hands back: entries, similar ones, what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

ELEMENT, DISTINCTION, LIST_ITEM = "ELEMENT", "DISTINCTION", "LIST_ITEM"


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing an entry is browsed by: an element, a distinction or an item of a list, and on which side it stands.

    `side` is FOR, AGAINST, UNCLEAR for elements, MILDER, GRAVER, UNCLEAR for distinctions, the list's part for items.
    """

    group: str
    code: str
    label: str
    side: str = ""
    side_label: str = ""


@dataclass(frozen=True, slots=True)
class CitedClause:
    """A clause the case was decided by, with the address of its page where there is one."""

    text: str
    url: str = ""
    reliability: str = ""


@dataclass(frozen=True, slots=True)
class ToHide:
    """What must not stay readable: names of everybody involved, units and places of the case, and its own numbers.

    `unit_ids` are the units whose people are looked for by name as well.
    """

    names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    unit_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseMaterial:
    """What a part tells about one decided case, as it stands on file: nothing in it is anonymised."""

    subject: str
    number: str
    title: str
    kind: str
    outcome: str
    outcome_label: str
    organ_id: int
    region: str
    year: int
    background: str
    course: str
    judgement: str
    lesson: str
    traits: tuple[Trait, ...] = ()
    clauses: tuple[CitedClause, ...] = ()
    hide: ToHide = field(default_factory=ToHide)


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """A decided case an entry may be drawn from."""

    subject: str
    number: str
    title: str
    outcome_label: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class Known:
    """What the assistant looks for: names of the case, names on file, names of units, and proper parts of places.

    `own_units` are the units of the case itself: every county has a 财政局, but the readers know which county this was.
    """

    names: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    own_units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of text that may tell who it was: its kind, what to write instead, and where it stands.

    `places` are the starts of each occurrence by part of the entry.
    """

    span: str
    kind: str
    suggestion: str
    places: Mapping[str, tuple[int, ...]]

    @property
    def count(self) -> int:
        return sum(len(starts) for starts in self.places.values())


@dataclass(frozen=True, slots=True)
class Mark:
    """A marking as it is applied to a text: what stands there, what is written instead, where, and how it was decided.

    `state` is OPEN, CONFIRMED or KEPT.
    """

    id: int
    span: str
    replacement: str
    state: str
    places: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person decided about a marking: CONFIRMED with what is written instead, or KEPT with the reason."""

    state: str
    replacement: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a part for the page: as it was, as it is shown, and the marking it belongs to (0 for none)."""

    original: str
    shown: str
    marking: int = 0
    state: str = ""


@dataclass(frozen=True, slots=True)
class Risk:
    """Why somebody who knows the place may still guess who it was; `word` is what stands in the text."""

    word: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What the rule of similarity compares."""

    id: int
    traits: frozenset[tuple[str, str, str]]
    kind: str = ""
    outcome: str = ""
    field: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """An entry that resembles the case, with every reason as (what kind of reason, codes it rests on)."""

    id: int
    reasons: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """An approved entry that resembles the case at hand, and why, in words; nearest first, without any figure."""

    entry_id: int
    number: str
    title: str
    kind_label: str
    outcome_label: str
    year: int | None
    url: str
    reasons: tuple[str, ...]
