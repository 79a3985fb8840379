"""What a notice looks like to pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """One notice with the name and address of what it is about, empty when there is none."""

    id: int
    title: str
    body: str
    told_at: datetime
    is_read: bool
    about: str
    url: str
