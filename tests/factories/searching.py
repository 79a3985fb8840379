"""What an actor finds under one heading of the search: the titles, in order."""

from __future__ import annotations

from dandang.law.search import queries
from dandang.registry.access.records import Actor
from tests.factories.registry import TODAY


def titles_found(actor: Actor, question: str, group: str) -> list[str]:
    """The titles of the hits under a heading."""
    answer = queries.search(actor, question, on=TODAY, group=group)
    hits = next((one.hits for one in answer.groups if one.name == group), ())
    return ["".join(piece.text for piece in hit.title) for hit in hits]
