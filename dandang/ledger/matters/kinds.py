"""What other rooms hang onto a matter: their own work about it, the way to open a tolerance case beside it, and where
an untrue allegation about a person may have left a trace in their work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Linked:
    """One piece of a part's work that carries the matter's number; `label` says what it is, such as 容错认定."""

    label: str
    name: str
    url: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class CaseDoor:
    """Where the organ opens a tolerance case beside an accountability matter; `url` takes the person's number."""

    label: Any
    url: Callable[[str], str]
    verb: str


@dataclass(frozen=True, slots=True)
class Trace:
    """Where an untrue allegation may have left a trace: a candidate that people look at, never a finding.

    `where` is ASSESSMENT, SELECTION, AWARD or OTHER; `text` says how it stands, such as the grade.
    """

    where: str
    name: str
    url: str
    text: str = ""


# The work of a room on a person within a half-open period.
Find = Callable[[int, date, date], Sequence[Trace]]
Load = Callable[[Any, int], Sequence[Linked]]
# The ids of matters, as one column, that the actor must not read any more although role and branch would allow it.
Barred = Callable[[Any], Any]

_links: dict[str, Load] = {}
_barred: dict[str, Barred] = {}
_doors: list[CaseDoor] = []
_traces: list[tuple[Any, Find]] = []


def register_links(room: str, load: Load) -> None:
    """Show on a matter's page what `load(actor, matter_id)` returns; it lists only what the actor may see."""
    _links[room] = load


def linked_to(actor: Any, matter_id: int) -> list[Linked]:
    """Return the work of all rooms about a matter that the actor may see."""
    return [one for _, load in sorted(_links.items()) for one in load(actor, matter_id)]


def register_barred(room: str, barred: Barred) -> None:
    """Keep from an actor the matters `barred(actor)` names: those of cases in which he stood aside (S5)."""
    _barred[room] = barred


def barred_from(actor: Any) -> list[Any]:
    """Return one subquery of matter ids for each room that bars some; the machine itself sees everything."""
    return [] if actor.is_system else [barred(actor) for _, barred in sorted(_barred.items())]


def register_case_door(door: CaseDoor) -> None:
    """Say where a tolerance case is opened; a later registration replaces an earlier one."""
    _doors[:] = [door]


def case_door() -> CaseDoor | None:
    """Return where a tolerance case is opened, or none while no room offers it."""
    return _doors[0] if _doors else None


def register_traces(label: Any, find: Find) -> None:
    """Let a room name its work on a person in which an untrue allegation may have left a trace."""
    _traces.append((label, find))


def traces_of(person_id: int, *, starts_on: date, ends_on: date) -> list[tuple[str, Trace]]:
    """Return what all rooms did about a person from `starts_on` to before `ends_on`, each with the room's label."""
    return [(str(label), trace) for label, find in _traces for trace in find(person_id, starts_on, ends_on)]
