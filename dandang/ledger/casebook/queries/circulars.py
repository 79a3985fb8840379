"""Which circulars has the office drafted, which entries can go into one, and what stands on its paper?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet

from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.casebook.models import Circular, Entry
from dandang.ledger.casebook.queries.entries import DRAFT, parts_of, visible
from dandang.ledger.casebook.states import Part, State
from dandang.ledger.papers import queries as papers
from dandang.ledger.papers.records import PaperRecord
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

LIMIT = 200


def circulars(actor: Actor) -> QuerySet[Circular]:
    """This function will return the circulars of the actor's office, newest first, with how many cases each has."""
    access.require(actor, DRAFT)
    rows = Circular.objects.filter(access.in_scopes(actor, DRAFT, "organ_path")).select_related("organ")
    return rows.annotate(cases=Count("chosen")).order_by("-drafted_at", "-pk")


def circular_for(actor: Actor, circular_id: int) -> Circular:
    """This function will return a circular of the actor's office with its entries. Raises NotHere for any other."""
    rows = circulars(actor).prefetch_related("chosen__entry")
    found = rows.filter(pk=circular_id).first()
    if found is None:
        raise NotHere()
    return found


def entries_to_choose(actor: Actor) -> list[Entry]:
    """This function will return the approved entries a circular may hold, newest first."""
    return list(visible(actor).order_by("-approved_at", "-pk")[:LIMIT])


def doubtful_entries(circular: Circular) -> list[Entry]:
    """This function will return the entries of a circular that have been withdrawn or doubted since."""
    chosen = [one.entry for one in circular.chosen.all()]
    return [one for one in chosen if one.state != State.APPROVED or one.doubted_at is not None]


def paper_of(circular: Circular) -> PaperRecord | None:
    """This function will return the circular's official paper."""
    return papers.paper_record(circular.paper_id) if circular.paper_id else None


def circular_facts(
    *, organ: str, title: str, addressee: str, lead_in: str, closing: str, entries: Sequence[Entry]
) -> dict[str, Any]:
    """This function will return the facts of the paper `case_circular`, from the anonymised texts only."""
    return {
        "organ": organ,
        "title": title,
        "addressee": addressee,
        "lead_in": lead_in,
        "cases": [_case(one) for one in entries],
        "closing": closing,
        "printed_by": organ,
    }


def _case(entry: Entry) -> dict[str, Any]:
    parts = parts_of(entry)
    return {
        "title": parts[Part.TITLE] or entry.title,
        "number": entry.number,
        "kind": entry.kind_label,
        "background": parts[Part.BACKGROUND],
        "course": parts[Part.COURSE],
        "judgement": parts[Part.JUDGEMENT],
        "outcome": entry.outcome_label,
        "clauses": [one.text for one in entry.clauses.all()],
        "lesson": parts[Part.LESSON],
        "citation": entry.citation,
    }
