"""Frozen facts and judgements that the room's files hand to each other and to other rooms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: the fact it rests on, what follows, and the clause that says so (empty where none was found)."""

    fact: str
    follows: str
    clause: str = ""
    clause_url: str = ""
    reliability: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceFact:
    """Days away inside the assessed period: kind as people.Absence.Kind, and the host if there is one."""

    kind: str
    label: str
    days: int
    host_name: str = ""


@dataclass(frozen=True, slots=True)
class SanctionFact:
    """A sanction in force at some time of the year: its code in the ledger, its name and the paper it rests on."""

    code: str
    name: str
    document: str


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the participation rules look at; all of it comes from the file and the ledger, nothing is typed in."""

    days_in_period: int
    is_recruit_on_probation: bool = False
    absences: tuple[AbsenceFact, ...] = ()
    pending_case: str = ""
    sanctions: tuple[SanctionFact, ...] = ()
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One value of the pack as the rules need it: what it says (None: 未规定) and where it stands."""

    value: object
    clause: str
    clause_url: str = ""
    reliability: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the rules say about one person's part in the assessment. People confirm it."""

    participation: str
    why: tuple[Why, ...] = ()
    may_be_excellent: bool = True
    excellent_bar_why: str = ""
    asks_people: str = ""


@dataclass(frozen=True, slots=True)
class QuotaShare:
    """How a unit's places for 优秀 came about; rates in basis points, entitlement in 1e-4 places."""

    unit_id: int
    pool: str
    people: int
    rate_bp: int
    entitlement_e4: int
    whole: int
    remainder_e4: int
    places: int
    by_remainder: bool = False


@dataclass(frozen=True, slots=True)
class GradeFault:
    """Why a unit's grades cannot go on, and what would mend it."""

    participant_id: int | None
    sentence: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class VoteCount:
    """The sealing vote: who may vote, who agreed, whether it carries."""

    expected: int
    recused: int
    present: int
    agree: int
    against: int
    defer: int
    is_carried: bool
    sentence: str = field(default="")


@dataclass(frozen=True, slots=True)
class IssuedTicket:
    """A fresh ticket for printing. The code exists only here and on paper; `rater` is empty on confidential rolls."""

    code: str
    rater: str


@dataclass(frozen=True, slots=True)
class RollDraft:
    """A group's raters as the rule draws them, before anything is saved."""

    group: str
    promise: str
    rule: str
    expected: int
    members: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class SlipMarks:
    """One slip of a filled workbook: first row, code, marks by participant and indicator (e4), sheet."""

    row: int
    code: str
    marks: dict[str, dict[str, int]]
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class SheetPerson:
    """One person on a ballot: id, name, post, and the rating indicators of the plan with their points."""

    participant_id: int
    name: str
    post: str
    indicators: tuple[tuple[str, str], ...]
    is_recused: bool = False


@dataclass(frozen=True, slots=True)
class VoteInput:
    """One member's vote as typed in: AGREE, AGAINST, DEFER, RECUSED or ABSENT, with the reason where one is due."""

    name: str
    value: str
    post: str = ""
    reason: str = ""
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class MeasureInput:
    """One figure as imported: decimal text with at most four places, and where it comes from."""

    participant_id: int
    indicator: str
    value: str
    source: str
    base_value: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class ComponentInput:
    """One score of another part of the year, in 1e-4 points."""

    participant_id: int
    component: str
    score_e4: int
    source: str
