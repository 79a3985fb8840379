"""What other rooms see of an effect."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class EffectRecord:
    """One effect. The end day is outside the period; `facts` is what the kind's table asks for."""

    id: int
    kind: str
    person_id: int
    starts_on: date
    ends_on: date | None
    document: str
    clause: str
    source: str
    facts: dict[str, Any] = field(default_factory=dict)
    revoked_at: datetime | None = None
    revoke_reason: str = ""


@dataclass(frozen=True, slots=True)
class UseRecord:
    """Work that leaned on an effect, with its name and address where the owning room gave them."""

    used_by: str
    used_at: datetime
    name: str
    url: str
