"""What the room hands to others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NewLink:
    """A one-time setup link. The token is known here and now only; the database keeps its digest."""

    account_id: int
    username: str
    token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One row of the list of accounts."""

    account_id: int
    username: str
    display_name: str
    standing: str
    standing_label: str
    organisation_ref: str
    state: str
    state_label: str
    last_seen_at: datetime | None
    has_second_factor: bool
