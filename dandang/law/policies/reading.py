"""What there is to read of the law: clauses and the items of confirmed full texts, with their page. For the search."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from dandang.law.policies import rules
from dandang.law.policies.models import Clause, Document, TextItem
from dandang.law.policies.states import TextState
from dandang.law.policies.text_queries import anchor_of


def clauses_to_read(*, on: date | None = None) -> QuerySet[Clause]:
    """This function will return the clauses of the editions in force on a day, of all editions for none."""
    rows = Clause.objects.select_related("edition__document").defer("edition__body").order_by("pk")
    return rows if on is None else rows.filter(_in_force("edition__", on))


def clauses_to_cite(*, region: str, on: date, subject: str) -> QuerySet[Clause]:
    """This function will return the clauses in force for a region on a day that speak of a subject, the nearest
    region's texts first. One query."""
    speaking = Document.objects.filter(Q(subject=subject) | Q(editions__values__key__subject=subject)).values("pk")
    rows = clauses_to_read(on=on).filter(
        edition__document__in=speaking, edition__document__region__in=rules.region_chain(region)
    )
    text = "edition__document__"
    return rows.order_by(f"-{text}region", f"{text}title", f"{text}pk", "position")


def items_to_read(*, on: date | None = None) -> QuerySet[TextItem]:
    """This function will return the items of the texts somebody confirmed, of the editions in force on a day."""
    rows = TextItem.objects.filter(part__full_text__state=TextState.CONFIRMED).order_by("pk")
    rows = rows.select_related("part__full_text__edition__document").defer("part__full_text__edition__body")
    return rows if on is None else rows.filter(_in_force("part__full_text__edition__", on))


def page_of_clause(row: Clause) -> str:
    """This function will return the page of a clause in its very edition."""
    edition = row.edition
    return reverse("policies:clause", args=[edition.document.key, edition.starts_on, row.code])


def page_of_item(row: TextItem) -> str:
    """This function will return the place of an item on the page of the full text."""
    edition = row.part.full_text.edition
    page = reverse("policies:full_text", args=[edition.document.key, edition.starts_on])
    return f"{page}#{anchor_of(row.part, row)}"


def _in_force(before: str, on: date) -> Q:
    open_ended = Q(**{f"{before}ends_on": None}) | Q(**{f"{before}ends_on__gt": on})
    return Q(**{f"{before}starts_on__lte": on}) & open_ended
