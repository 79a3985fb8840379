"""What does the room hand to others: values, rule tables, procedures and advice, each with its citations?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dandang.law.policies.expressions import Expression

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


# Rule tables -----------------------------------------------------------------------------------------------------

CANNOT_SAY, NOT_TOLERABLE = "CANNOT_SAY", "NOT_TOLERABLE"


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """One fact the evaluator may read. `kind` is yes_no, choice (with `options`: code, label) or number (with `unit`).

    `label` is the question a person answers, `element` the one of the six elements it belongs to, or "".
    """

    key: str
    label: str
    kind: str
    element: str
    explanation: str
    options: tuple[tuple[str, str], ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where something is said: `text` is the chip (安徽 第11点), `clause` the clause's code inside the edition."""

    text: str
    clause: str
    edition: str
    document: str
    url: str = ""
    reliability: str = ""
    checked_on: date | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class RuleItem:
    """A named condition, or an item of a list. `explanation` is the 释义; `test` asks the facts."""

    id: str
    label: str
    explanation: str
    element: str
    test: Expression
    citation: Citation


@dataclass(frozen=True, slots=True)
class OutcomeEffect:
    """What an outcome does to later judgements; `citation` is the clause the effect rests on.

    Where the clause names no kinds of assessment, `assessments` are those of this program's own reading and `reading`
    cites it. `months` None is without limit of time.
    """

    kind: str
    assessments: tuple[str, ...]
    awards: bool
    selection: bool
    months: int | None
    citation: Citation
    note: str = ""
    reading: Citation | None = None

    @property
    def is_own_reading(self) -> bool:
        """Whether the kinds of assessment come from this program's reading instead of the clause."""
        return self.reading is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome a text provides for. `when` None is for all other cases; `needs_correction` None is not said."""

    code: str
    label: str
    citation: Citation
    when: Expression | None = None
    needs_correction: bool | None = None
    effects: tuple[OutcomeEffect, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """The field of work a regulation is for."""

    label: str
    test: Expression
    citation: Citation


@dataclass(frozen=True, slots=True)
class RuleTable:
    """When a failure is tolerated under one edition, and what follows. `clauses` are all clauses of the edition."""

    subject: str
    title: str
    document_key: str
    document_title: str
    short: str
    edition: str
    region: str
    in_force_from: date
    in_force_until: date | None
    conditions: tuple[RuleItem, ...]
    requires: Expression
    positive_list: tuple[RuleItem, ...]
    positive_list_is_needed: bool
    negative_list: tuple[RuleItem, ...]
    hard_stops: tuple[RuleItem, ...]
    outcomes: tuple[Outcome, ...]
    clauses: Mapping[str, Citation]
    scope: Scope | None = None

    def citation(self, clause: str) -> str:
        """Return the words of a clause chip: 云南 第10点."""
        return self.clauses[clause].text

    def clause_url(self, clause: str) -> str:
        """Return the address of a clause of this very edition."""
        return self.clauses[clause].url

    def reliability(self, clause: str) -> str:
        """Return how sure we are of a clause: A, B or C."""
        return self.clauses[clause].reliability

    def outcome(self, code: str) -> Outcome | None:
        """Return an outcome of this table, none when the text does not have it."""
        return next((one for one in self.outcomes if one.code == code), None)


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One condition or list item as the evaluator saw it. `part` is SCOPE, CONDITION, POSITIVE, NEGATIVE or STOP.

    `met` None is not known; `missing` then names the facts that would decide it. `why` is a Chinese sentence.
    """

    condition: str
    part: str
    label: str
    explanation: str
    element: str
    clause: str
    citation: str
    clause_url: str
    reliability: str
    met: bool | None
    why: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a table says about facts; advice to people, never a decision.

    `advice` is an outcome's code, CANNOT_SAY (then `missing` names the facts that still matter, and all of them given
    would settle it) or NOT_TOLERABLE. `alternatives` are further outcomes the text leaves open beside the first.
    """

    advice: str
    advice_label: str
    missing: tuple[str, ...]
    trace: tuple[TraceLine, ...]
    edition: str
    document: str
    document_title: str
    region: str
    outcome: Outcome | None = None
    alternatives: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """Old act, old rule: what the edition of the day of the act says, and a later, milder one beside it.

    `of_the_day` is None where no table was in force on the day of the act. `milder` is the mildest later edition that
    is milder for these facts; `undecided` are later ones that cannot say yet. `why` says it in a sentence.
    """

    acted_on: date
    on: date
    of_the_day: Evaluation | None
    milder: Evaluation | None
    undecided: tuple[Evaluation, ...]
    why: str


# Procedures ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Provision:
    """What a clause says about one side of a procedure; `code` is the gate's place or when it is a must, or ""."""

    text: str
    names: tuple[str, ...]
    citation: Citation
    code: str = ""


@dataclass(frozen=True, slots=True)
class Opener:
    """Who may bring a case in."""

    who: str
    label: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class StageDeadline:
    """How long a stage may take; `amount` None is 未规定, and `text` says so."""

    amount: int | None
    unit: str
    counted_from: str
    longest_extension: int | None
    text: str
    note: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a procedure, from the nearest text that speaks of it."""

    code: str
    label: str
    roles: tuple[str, ...]
    papers: tuple[str, ...]
    next: tuple[str, ...]
    is_final: bool
    deadline: StageDeadline | None
    citation: Citation
    note: str = ""


@dataclass(frozen=True, slots=True)
class Procedure:
    """How a case runs in a region on a day: each side from the nearest level that speaks of it, each with its clause.

    `editions` are those it was put together from, nearest first; pin them with the running case.
    """

    subject: str
    region: str
    editions: tuple[str, ...]
    openers: tuple[Opener, ...]
    gate: Provision | None
    lead_organs: Provision | None
    partner_organs: Provision | None
    copies_to: Provision | None
    outside_participants: Provision | None
    party_opinion: Provision | None
    stages: tuple[Stage, ...]

    def stage(self, code: str) -> Stage | None:
        """Return a stage by its code."""
        return next((one for one in self.stages if one.code == code), None)
