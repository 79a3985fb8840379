"""What do components take? Small frozen rows that views hand to `ui/_*.html`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """`_steps.html`: a step, its date in words and its state (`done`, `now` or empty)."""

    label: str
    when: str = ""
    state: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """`_line.html`: one entry of a time line; state is empty, `now` or `later`."""

    when: str
    title: str
    text: str = ""
    state: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class DutyItem:
    """`_duty.html`: a deadline chip, what to do, why, and where; `clause` is shown as text when it has no address."""

    chip: Any
    what: str
    url: str
    why: str = ""
    clause: str = ""
    clause_url: str = ""
    act: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """`_clause.html`: the chip of a clause with its reliability letter."""

    label: str
    url: str
    reliability: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """`_facts.html`: a term and its value; a clause may follow."""

    term: str
    text: str
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """`_chosen.html`: one chosen filter as part of a sentence; `name` and `value` are what the address holds."""

    before: str
    label: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """`_evidence.html`: what · day · original or copy, pages · who gave it · who checked it · source."""

    number: str
    what: str
    on: date | None = None
    form: str = ""
    given_by: str = ""
    checked_by: str = ""
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """`_lines.html`: one step of a score (L1…L10), its value, and what is behind it."""

    code: str
    sentence: str
    value: str
    text: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    numeric: frozenset[int] = frozenset()
    clause: Clause | None = None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """`_tally.html`: one count of an import."""

    label: str
    count: int
    unit: str = ""
    is_bad: bool = False


@dataclass(frozen=True, slots=True)
class TreeNode:
    """`_tree.html`: one organisation with its count; `note` is a former name with its day."""

    label: str
    url: str
    count: int | None = None
    note: str = ""
    is_current: bool = False
    children: Sequence[TreeNode] = ()


@dataclass(frozen=True, slots=True)
class Voter:
    """`_votes.html`: one member; a recused member has a reason and no choice. `name` is the radio group's name."""

    name: str
    label: str
    post: str = ""
    choice: str = ""
    recused: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """`_hints.html`: a hint of a check with its evidence and where to look."""

    title: str
    evidence: str
    url: str = ""
    act: str = ""
