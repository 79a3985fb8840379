"""What rooms above hand in at start-up: panels on the file, further checks, outputs. This room imports none of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dandang.foundation.ui.records import Clause
from dandang.registry.people.records import Finding, PersonFile

ROSTER = "people.roster.read"
READ = "people.file.read"
WRITE = "people.file.write"
EXPORT = "people.file.export"

ASIDE, MAIN = "aside", "main"


@dataclass(frozen=True, slots=True)
class Panel:
    """A sheet on the first page of a file. `load(actor, person_id, on)` gives the template's context, or None for
    nothing to show; `template` is a fragment of the registering room's own folder. Ask few queries: the page counts.
    """

    key: str
    title: Any
    template: str
    load: Callable[[Any, int, date], Mapping[str, Any] | None]
    place: str = ASIDE
    order: int = 50


@dataclass(frozen=True, slots=True)
class Output:
    """A file made from people's files: the 任免审批表 as PDF, lrmx, a roster.

    `make(files, on)` receives full files and returns the bytes and the file's name; it may raise a Refusal. `single`
    outputs stand on a person's file, `bulk` ones above the roster's selection, `list` ones in the roster's head for
    everybody the filter finds.
    """

    key: str
    label: Any
    content_type: str
    make: Callable[[tuple[PersonFile, ...], date], tuple[bytes, str]]
    icon: str = "download"
    is_single: bool = True
    is_bulk: bool = True
    is_list: bool = False
    order: int = 50


@dataclass(frozen=True, slots=True)
class RosterLink:
    """A way from the roster's head into another room, such as 导入."""

    label: Any
    url_name: str
    icon: str
    verb: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class Retirement:
    """When somebody reaches retirement age: the month YYYYMM, how it was counted, and the clause that says so."""

    month: str
    basis: str
    clause: Clause


RetirementSource = Callable[[PersonFile, date], Retirement | None]
Check = Callable[[PersonFile, date], list[Finding]]

_panels: dict[str, Panel] = {}
_outputs: dict[str, Output] = {}
_checks: dict[str, Check] = {}
_roster_links: dict[str, RosterLink] = {}


def register_panel(panel: Panel) -> None:
    """Add a panel; the same key replaces an earlier one."""
    _panels[panel.key] = panel


def panels() -> tuple[Panel, ...]:
    """Return every panel in order."""
    return tuple(sorted(_panels.values(), key=lambda panel: (panel.order, panel.key)))


def register_output(output: Output) -> None:
    """Add an output; the same key replaces an earlier one."""
    _outputs[output.key] = output


def outputs() -> tuple[Output, ...]:
    """Return every output in order."""
    return tuple(sorted(_outputs.values(), key=lambda output: (output.order, output.key)))


def output(key: str) -> Output | None:
    """Return one output, or None."""
    return _outputs.get(key)


def register_roster_link(link: RosterLink) -> None:
    """Add a link to the roster's head; the same page replaces an earlier one."""
    _roster_links[link.url_name] = link


def roster_links() -> tuple[RosterLink, ...]:
    """Return every link in order."""
    return tuple(sorted(_roster_links.values(), key=lambda link: (link.order, link.url_name)))


def register_check(key: str, check: Check) -> None:
    """Add a check that needs what this floor does not know, such as the retirement month of the law in force."""
    _checks[key] = check


def checks() -> tuple[Check, ...]:
    """Return every registered check."""
    return tuple(_checks.values())


@dataclass(frozen=True, slots=True)
class YearScore:
    """What a sealed year says beyond its grade: own total, the group's median (both e2) and how many were in it."""

    year: int
    own_e2: int | None
    median_e2: int | None
    group_size: int | None


YearScores = Callable[[Any, int, tuple[int, ...]], Mapping[int, YearScore]]
_retirement: list[RetirementSource] = []


def register_retirement(source: RetirementSource) -> None:
    """Let `source(file, on)` say when somebody reaches retirement age under the law; a later one replaces it."""
    _retirement[:] = [source]


def retirement(file: PersonFile, on: date) -> Retirement | None:
    """Return month and basis; None as long as no room knows the law, or the file lacks what it needs."""
    return _retirement[0](file, on) if _retirement else None


_year_scores: list[YearScores] = []


def register_year_scores(source: YearScores) -> None:
    """Let `source(actor, person_id, years)` give the totals drawn on a person's first page; a later one replaces it."""
    _year_scores[:] = [source]


def year_scores(actor: Any, person_id: int, years: tuple[int, ...]) -> Mapping[int, YearScore]:
    """Return the totals of the years the actor may see; empty as long as no room registered any."""
    return _year_scores[0](actor, person_id, years) if _year_scores else {}
