"""How does the part that owns a case tell a meeting about it, and who stood aside from it? Filled by the parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from dandang.foundation.ground import refs
from dandang.ledger.casework.records import CaseSummary
from dandang.registry.access.records import Actor

Summary = Callable[[str], CaseSummary]
_summaries: dict[str, Summary] = {}


def register_summary(kind: str, tell: Summary) -> None:
    """Let `tell(subject)` summarise the cases whose reference begins with `kind`, such as `tolerance.case`."""
    _summaries[kind] = tell


def summary_of(subject: str) -> CaseSummary | None:
    """Return the summary of a subject; None when its part registered none (the booklet then has the agenda only)."""
    tell = _summaries.get(refs.parse(subject).kind)
    return tell(subject) if tell else None


# The subjects of a kind that the actor stood aside from or that concern him, as one column of references.
Barred = Callable[[Actor], QuerySet[Any, Any]]
_barred: dict[str, Barred] = {}


def register_barred(kind: str, barred: Barred) -> None:
    """Let `barred(actor)` name the subjects of a kind, such as `tolerance.case`, whose items are closed to him."""
    _barred[kind] = barred


def barred_from(actor: Actor) -> list[QuerySet[Any, Any]]:
    """Return one subquery a registered kind."""
    return [barred(actor) for barred in _barred.values()]
