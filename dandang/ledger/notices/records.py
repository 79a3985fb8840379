"""What a notice looks like to pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dandang.foundation.ui.pages import Page


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


class NoticePage(Page[NoticeRecord]):
    """One page of the list."""

    @property
    def has_unread(self) -> bool:
        """Whether something on this page was not read yet."""
        return any(not notice.is_read for notice in self.rows)
