"""Which cases may be taught? Parts register their decided cases here; this room knows none by name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from dandang.foundation.ground import refs
from dandang.ledger.casebook.records import CaseMaterial, SourceChoice
from dandang.registry.access.records import Actor

Load = Callable[[str], CaseMaterial]
Choices = Callable[[Actor, QuerySet[Any, Any]], list[SourceChoice]]
Standing = Callable[[Collection[str]], Mapping[str, str]]
MaySee = Callable[[Actor, str], bool]
Hidden = Callable[[Actor], QuerySet[Any, Any]]


@dataclass(frozen=True, slots=True)
class CaseSource:
    """A kind of case that may be taught.

    `load(subject)` tells the case as it stands on file. `choices(actor, used)` are the settled cases the actor's office
    may teach, the latest first, without the subjects in the one column of `used`. `standing(subjects)` says for each
    subject why it cannot be taught, or not any more; empty where it stands. `may_see(actor, subject)` is asked before
    anybody reads what is not anonymised yet; `hidden(actor)` names all others in one column `subject`, `barred(actor)`
    the few among them that are about the actor or that he stood aside from. `kinds` are the kinds of entry its cases
    make, `elements` and `distinctions` the labels by which they are browsed.
    """

    label: Any
    load: Load
    choices: Choices
    standing: Standing
    may_see: MaySee
    hidden: Hidden
    barred: Hidden
    kinds: Mapping[str, Any]
    outcomes: Mapping[str, Any] = field(default_factory=dict)
    elements: Mapping[str, Any] = field(default_factory=dict)
    distinctions: Mapping[str, Any] = field(default_factory=dict)


_sources: dict[str, CaseSource] = {}


def register_source(kind: str, source: CaseSource) -> None:
    """Let the cases whose reference begins with `kind`, such as `tolerance.case`, be taught."""
    _sources[kind] = source


def source_of(subject: str) -> CaseSource | None:
    """Return the source of a subject; None for a kind nobody registered, or an entry without a case."""
    return _sources.get(refs.parse(subject).kind) if subject else None


def sources() -> dict[str, CaseSource]:
    """Return every source by its kind."""
    return dict(_sources)


def why_not(subject: str) -> str:
    """Say why a case cannot be taught now; empty where it can, and for an entry without a case."""
    source = source_of(subject)
    return "" if source is None else source.standing([subject]).get(subject, "")


def entry_kinds() -> dict[str, str]:
    """Return every kind of entry with its label, in the order of registration."""
    return {code: str(label) for source in _sources.values() for code, label in source.kinds.items()}


def outcomes() -> dict[str, str]:
    """Return every outcome of a case with its label."""
    return {code: str(label) for source in _sources.values() for code, label in source.outcomes.items()}


def elements() -> dict[str, str]:
    """Return every element with its label."""
    return {code: str(label) for source in _sources.values() for code, label in source.elements.items()}


def distinctions() -> dict[str, str]:
    """Return every distinction with the label of its milder side."""
    return {code: str(label) for source in _sources.values() for code, label in source.distinctions.items()}


def newest(choices: Collection[SourceChoice]) -> list[SourceChoice]:
    """Order choices of several sources, the latest first."""
    return sorted(choices, key=lambda one: (one.decided_on or date.min, one.number), reverse=True)
