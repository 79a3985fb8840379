"""What the room hands to the parts: conflicts of interest, counted votes, studied items, summaries for the booklet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from dandang.foundation.calendars.records import Deadline


@dataclass(frozen=True, slots=True)
class Standing:
    """What the conflict graph knows of one natural person.

    `organisation_id` is the organ of the home unit (an inner department counts as its organ), `leads` the organs in
    which the person holds a leading post, `earlier_part` the part already had in this case, also a recused one.
    """

    person_id: int
    name: str
    organisation_id: int | None = None
    kin: frozenset[int] = frozenset()
    earlier_part: str = ""
    leads: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Conflict:
    """One reason to recuse, `why` in words.

    `kind` is PARTY, INVOLVED, KIN, SAME_UNIT, SUPERIOR, EARLIER_PART or CUSTODIAN.
    """

    person_id: int
    kind: str
    why: str

    @property
    def sentence(self) -> str:
        """The reason with the way on."""
        return f"{self.why}，请由其他成员办理"


@dataclass(frozen=True, slots=True)
class VoteInput:
    """One member's vote as keyed in from paper; `value` is AGREE, AGAINST, DEFER, RECUSED or ABSENT."""

    person_id: int
    value: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """A counted vote with the sentence that says how it came about. `present` leaves out the recused."""

    expected: int
    recused: int
    present: int
    agree: int
    against: int
    defer: int
    is_quorate: bool
    is_carried: bool
    sentence: str

    @property
    def entitled(self) -> int:
        return self.expected - self.recused


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of the vote sheet that two people keyed differently; `what` is VALUE or REASON."""

    person_id: int
    what: str


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One member's vote for a page or a paper."""

    person_id: int
    name: str
    post: str
    value: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class StudiedItem:
    """One item of a meeting's agenda: who voted how, and whether the votes were keyed by two (`is_settled`).

    `clause` cites the rule of quorum and majority under which a settled item was counted.
    """

    id: int
    meeting_id: int
    meeting_title: str
    body_name: str
    held_on: date | None
    subject: str
    proposal: str
    is_settled: bool
    tally: Tally | None
    votes: tuple[VoteLine, ...] = field(default=())
    clause: str = ""
    planned_on: date | None = None


@dataclass(frozen=True, slots=True)
class DeliberationRules:
    """How many of those entitled must be there, and of how many more than that share must agree, with the citation."""

    quorum: Fraction
    majority: Fraction
    clause: str
    clause_url: str = ""
    reliability: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a period; `is_provisional` when a year's notice of holidays is not known yet, with its cause.

    `counted` is there for working days; duties take it as their `deadline`.
    """

    on: date
    is_provisional: bool = False
    cause: str = ""
    counted: Deadline | None = None


@dataclass(frozen=True, slots=True)
class ReasonFault:
    """What is wrong with the reasons of one element: EMPTY, TOO_SHORT, COPIED or SAME_AS_ANOTHER, with its sentence."""

    element: str
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ElementRow:
    """What the case file says on one element of the test: for whom it speaks, the facts and the reasons."""

    name: str
    side: str
    facts: str
    reasons: str


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case on one page of the booklet, as the part that owns it tells it. `facts` are lines of text.

    `person_name` and `person_post` are the person concerned; `advice` what the rules say, `proposal` the team's.
    """

    number: str
    title: str
    facts: tuple[str, ...] = ()
    elements: tuple[ElementRow, ...] = ()
    advice: str = ""
    proposal: str = ""
    person_name: str = ""
    person_post: str = ""
    party_view: str = ""


@dataclass(frozen=True, slots=True)
class Interests:
    """From whom the conflict graph of an item starts: parties, people involved and how, earlier parts in the case."""

    party_ids: tuple[int, ...] = ()
    involved: Mapping[int, str] = field(default_factory=dict)
    earlier: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be assigned to a case; with reasons to stand aside he can not."""

    id: int
    name: str
    number: str
    unit: str
    post: str
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One natural person's part in a case; `conflicts` are those that arose since."""

    person_id: int
    name: str
    unit: str
    part: str
    part_label: str
    is_recused: bool
    recusal_reason: str
    conflicts: tuple[Conflict, ...]
