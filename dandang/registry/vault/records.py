"""What the room hands to others: rules, requests, looks, and an identity for the moment it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class AccessRules:
    """How long an identity may stay open at most and how many must approve, with the clause that says so."""

    max_hours: int
    approvers: int
    clause: str


@dataclass(frozen=True, slots=True)
class Limit:
    """One sentence about the vault: a promise, or what it cannot promise."""

    promise: bool
    text: str


@dataclass(frozen=True, slots=True)
class Look:
    """A look as the reporter is told of it: the day, what for, and which body's people looked."""

    on: date
    purpose: str
    body: str


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """A file as it came, with its SHA-256."""

    number: int
    name: str
    digest: str
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Identity:
    """What was sealed, open for one look. Never stored, logged or put into a message."""

    fields: Mapping[str, str] = field(repr=False)
    files: tuple[OriginalFile, ...] = field(repr=False)
    look_number: int = 1
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ApprovalLine:
    """One approval as a page shows it."""

    name: str
    body: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request as lists and pages show it; `state` is the one of the moment asked for."""

    request_id: int
    handle: str
    requester_account_id: int
    requester: str
    body: str
    purpose: str
    clause: str
    hours: int
    max_hours: int
    approvers_needed: int
    rule_clause: str
    state: str
    state_label: str
    requested_at: datetime
    approvals: tuple[ApprovalLine, ...]
    expires_at: datetime | None
    refused_by: str
    refusal_reason: str
    closed_at: datetime | None
    looks: int
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class KeepingRule:
    """For how many years after its report ended a record is kept; None where that is 未规定."""

    years: int | None
    clause: str = ""
    clause_url: str = ""
    reliability: str = ""


@dataclass(frozen=True, slots=True)
class Over:
    """A record whose time is over: its report ended on one day, and from `kept_until` on nothing asks to keep it."""

    handle: str
    ended_on: date
    kept_until: date
    clause: str


@dataclass(frozen=True, slots=True)
class DestructionLine:
    """A record whose time is over, or a proposal to destroy one, as pages show it; without a proposal no id."""

    handle: str
    ended_on: date
    kept_until: date
    clause: str
    title: str = ""
    url: str = ""
    destruction_id: int | None = None
    state: str = ""
    state_label: str = ""
    name: str = ""
    body: str = ""
    reason: str = ""
    proposed_at: datetime | None = None
    other_name: str = ""
    other_body: str = ""
    other_reason: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeyState:
    """Somebody's key as its own page shows it."""

    has_key: bool
    body: str
    key_start: str
    made_at: datetime | None
    waits_until: datetime | None
    is_custodian: bool
    readable: int
