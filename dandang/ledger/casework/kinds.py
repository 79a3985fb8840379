"""How does the part that owns a case tell a meeting about it? Filled by the parts in their `apps.py`."""

from __future__ import annotations

from collections.abc import Callable

from dandang.foundation.ground import refs
from dandang.ledger.casework.records import CaseSummary

Summary = Callable[[str], CaseSummary]
_summaries: dict[str, Summary] = {}


def register_summary(kind: str, tell: Summary) -> None:
    """Let `tell(subject)` summarise the cases whose reference begins with `kind`, such as `tolerance.case`."""
    _summaries[kind] = tell


def summary_of(subject: str) -> CaseSummary | None:
    """Return the summary of a subject; None when its part registered none (the booklet then has the agenda only)."""
    tell = _summaries.get(refs.parse(subject).kind)
    return tell(subject) if tell else None
