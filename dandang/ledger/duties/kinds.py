"""Which kinds of duty are there, who hears of an overdue one, and who must not even know of it?

Registries every room fills in its `apps.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from dandang.registry.access.records import Actor

# To whom an overdue duty of a role is reported when its kind does not say otherwise. A person's own duty goes to the
# unit officer, who may still hand it to the organisation department in person.
LEADER_OF = {
    "UNIT_OFFICER": "ORG_OFFICER",
    "ORG_OFFICER": "ORG_LEADER",
    "ORG_LEADER": "COMMITTEE_SECRETARY",
    "DISCIPLINE_OFFICER": "DISCIPLINE_LEADER",
    "DISCIPLINE_LEADER": "COMMITTEE_SECRETARY",
    "COMMITTEE_MEMBER": "COMMITTEE_SECRETARY",
    "IDENTITY_CUSTODIAN": "COMMITTEE_SECRETARY",
    "": "UNIT_OFFICER",
}


@dataclass(frozen=True, slots=True)
class DutyKind:
    """What a kind of duty is called, the words on its button, and who hears when it is overdue."""

    label: Any
    button: Any
    escalates_to: str = ""


_kinds: dict[str, DutyKind] = {}


def register(kind: str, entry: DutyKind) -> None:
    """Add a kind (`room.noun.what`); the same kind replaces an earlier entry, so that start-up may run twice."""
    _kinds[kind] = entry


def kind_of(kind: str) -> DutyKind:
    """Return a registered kind. Raises KeyError: a duty of an unknown kind is a mistake in the program."""
    if kind not in _kinds:
        raise KeyError(f"duty kind {kind!r} is not registered: call duties.kinds.register in the room's apps.py")
    return _kinds[kind]


def registered() -> dict[str, DutyKind]:
    """Return every registered kind, in the order of their names."""
    return dict(sorted(_kinds.items()))


def leader_for(kind: str, role: str) -> str:
    """Return the role that hears of an overdue duty of `kind` held by `role` (empty for a person's or account's)."""
    entry = _kinds.get(kind)
    return (entry.escalates_to if entry else "") or LEADER_OF.get(role, "")


# The references of a kind that the actor may not know of, as one column.
Hidden = Callable[[Actor], QuerySet[Any, Any]]
_hidden: dict[str, Hidden] = {}
_unreachable: dict[str, Hidden] = {}


def register_reach(kind: str, hidden: Hidden, unreachable: Hidden | None = None) -> None:
    """Let `hidden(actor)` name the subjects of a kind, such as `papers.paper`, whose duties of a desk the actor, though
    of that desk, never sees: somebody who stood aside, or whom the matter is about.

    `unreachable(actor)` names all he cannot open, also what left his desk; too long a list for every page, so it is
    asked only of the few duties he has done.
    """
    _hidden[kind] = hidden
    _unreachable[kind] = unreachable or hidden
    hidden_from.cache_clear()


@lru_cache(maxsize=256)
def hidden_from(actor: Actor) -> tuple[RawSQL, ...]:
    """Return one subquery a registered kind; the machine itself sees everything.

    Kept as text for those who work now, since every page counts its reader's duties and putting the queries together
    costs more than asking them. They are never evaluated here, so nothing of the answer is kept.
    """
    return () if actor.is_system else tuple(_texts(hidden(actor) for hidden in _hidden.values()))


def _texts(subqueries: Iterable[QuerySet[Any, Any]]) -> Iterator[RawSQL]:
    for subquery in subqueries:
        try:
            yield RawSQL(*subquery.order_by().query.sql_with_params())  # noqa: S611 -- Django wrote the text
        except EmptyResultSet:  # it hides nothing from this reader, whatever is on file
            continue


def hidden_about(actor: Actor, subject: str) -> QuerySet[Any, Any] | None:
    """Return the subquery that speaks of a subject's kind, None where the kind is open to everybody of the desk."""
    hidden = _hidden.get(subject.partition(":")[0])
    return None if hidden is None or actor.is_system else hidden(actor)


def unreachable(actor: Actor, subjects: Iterable[str]) -> list[QuerySet[Any, Any]]:
    """Return the subqueries that name what the actor cannot open, of the kinds among `subjects`."""
    asked = {subject.partition(":")[0] for subject in subjects}
    return [] if actor.is_system else [_unreachable[kind](actor) for kind in sorted(asked & _unreachable.keys())]
