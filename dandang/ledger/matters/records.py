"""What the room hands to others: matters, evidence, accountability matters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class InvolvedRecord:
    """One person's part in a matter; `role` is DECIDED, LED, DID, ADVISED_AGAINST or JOINED."""

    person_id: int
    name: str
    role: str
    role_label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class MatterRecord:
    """One happening under its number. `happened_to` is the last day, none for a single day or what still goes on."""

    id: int
    number: str
    title: str
    kind: str
    kind_label: str
    difficulty: str
    happened_from: date
    happened_to: date | None
    summary: str
    organisation_id: int
    organisation_name: str
    organisation_path: str
    region: str
    channel: str
    channel_label: str
    is_of_wide_interest: bool | None
    is_restricted: bool
    is_open: bool
    outcome: str
    registered_at: datetime
    involved: tuple[InvolvedRecord, ...] = ()

    def person_ids(self, *roles: str) -> tuple[int, ...]:
        """The people in some roles, or everybody."""
        return tuple(one.person_id for one in self.involved if not roles or one.role in roles)


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """One piece of evidence; `label` is 证3. Without a file it is a paper that lies at `location`."""

    id: int
    matter_id: int
    number: int
    label: str
    title: str
    kind: str
    kind_label: str
    dated_on: date | None
    is_original: bool
    pages: int | None
    provided_by: str
    channel_label: str
    location: str
    file_name: str
    form: str
    size: int
    sha256: str
    added_after_hearing: bool
    added_at: datetime
    added_by: str
    adder_name: str
    checked_at: datetime | None
    checker_name: str
    is_withdrawn: bool
    withdrawal_reason: str
    looks: int = 0

    @property
    def has_file(self) -> bool:
        return bool(self.sha256)


@dataclass(frozen=True, slots=True)
class SeenEvidence:
    """The bytes of a piece of evidence, checked against the digest of the day it was filed."""

    record: EvidenceRecord
    content: bytes


@dataclass(frozen=True, slots=True)
class LookRecord:
    """Who looked at a piece of evidence and when; `is_whole` says that the digest still fitted."""

    looked_at: datetime
    name: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class AccountabilityRecord:
    """An accountability matter; `consideration` is the result of considering tolerance, empty when not yet."""

    id: int
    number: str
    matter_id: int
    matter_number: str
    person_id: int
    person_name: str
    organ_id: int
    state: str
    state_label: str
    gate: str
    consideration: str
    consideration_label: str
    tolerance_case: str
    outcome: str
    outcome_label: str
