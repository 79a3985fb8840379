"""What the room is handed and hands out: a report as it comes in, the receipt for it, an office that takes reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Office:
    """An organ that takes reports, and for which of the two systems."""

    system: str
    organ_id: int
    name: str
    label: str

    @property
    def key(self) -> str:
        return f"{self.system}:{self.organ_id}"


@dataclass(frozen=True, slots=True)
class Who:
    """Who reports, given by a signed reporter only. Goes to the vault and nowhere else."""

    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    identity_number: str = field(default="", repr=False)

    @property
    def parts(self) -> tuple[str, ...]:
        """What must not stand in a working copy."""
        return tuple(part for part in (self.name, self.phone, self.identity_number) if part)


@dataclass(frozen=True, slots=True)
class Told:
    """What is reported: whom it concerns, what happened, when, where; files as name and content."""

    about: str
    what: str
    happened_when: str = ""
    happened_where: str = ""
    files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a report came that staff put on file."""

    way: str
    received_on: date
    sent_by: str = ""
    outside_number: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter takes away, shown once. `code` has 16 digits in four groups."""

    report_id: int
    number: str
    organ_name: str
    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AccusationFindings:
    """What the investigators found on a false accusation: each of the two with its evidence, harm, and the account."""

    fabrication: str = ""
    fabrication_evidence: str = ""
    intent: str = ""
    intent_evidence: str = ""
    harm: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class AccusationPointInput:
    """One point the reporter is asked about; `about` is FABRICATION, INTENT or OTHER."""

    about: str
    point: str


@dataclass(frozen=True, slots=True)
class ClarificationDraft:
    """What an officer proposes to put right: which untrue allegations, how far, in which forms, in which words.

    `known_to` and `told_to` are `models.Circle`. `is_checked` says the officer read the warnings about the words.
    """

    allegation_ids: tuple[int, ...]
    known_to: int
    told_to: int
    assessment: str
    words: str
    clause: str
    wider_reason: str = ""
    why_case: str = ""
    is_in_person: bool = False
    is_at_meeting: bool = False
    is_by_notice: bool = False
    is_cross_department: bool = False
    is_checked: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """What the person says to a clarification: AGREE or DECLINE, wishes, and that a wider circle is fine."""

    choice: str
    wishes: str = ""
    agrees_wider: bool = False
