"""Who may not see papers about a case, beside what role and branch allow, and whose name a paper never carries?

Filled by the parts in their `apps.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from dandang.foundation.ground import refs
from dandang.registry.access.records import Actor

# The subjects of a kind that the actor may not see, as one column of text called `subject`.
Hidden = Callable[[Actor], QuerySet[Any, Any]]
_hidden: dict[str, Hidden] = {}


def register_reach(kind: str, hidden: Hidden) -> None:
    """Let `hidden(actor)` name the subjects of a kind, such as `tolerance.case`, whose papers the actor never sees."""
    _hidden[kind] = hidden


def hidden_from(actor: Actor) -> list[QuerySet[Any, Any]]:
    """Return one subquery a registered kind, for the list; the machine itself sees everything."""
    return [] if actor.is_system else [hidden(actor) for hidden in _hidden.values()]


def may_see(actor: Actor, subject: str) -> bool:
    """Say whether the actor may see papers about a subject; a kind nobody registered goes by desk and branch alone."""
    hidden = _hidden.get(refs.parse(subject).kind)
    if hidden is None or actor.is_system:
        return True
    return not hidden(actor).filter(subject=subject).exists()


_barred: dict[str, Hidden] = {}


def register_barred(kind: str, barred: Hidden) -> None:
    """Let `barred(actor)` name the few subjects the actor, though of the desk, stood aside from or is himself concerned
    by. Duties about their papers are asked for on every page, so this is the short list, not everything out of reach.
    """
    _barred[kind] = barred


def barred_from(actor: Actor) -> list[QuerySet[Any, Any]]:
    """Return one subquery a registered kind; the machine itself sees everything."""
    return [] if actor.is_system else [barred(actor) for barred in _barred.values()]


_unnamed: dict[str, str] = {}


def register_unnamed(paper_kind: str, recipient: str) -> None:
    """Let papers of a kind go to somebody whose name this register never holds; `recipient` stands for it."""
    _unnamed[paper_kind] = recipient


def unnamed(paper_kind: str) -> str:
    """Return the words that stand for the recipient's name, empty where the name is written down as usual."""
    return _unnamed.get(paper_kind, "")
