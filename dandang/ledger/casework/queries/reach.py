"""Which items of an agenda, and so which meetings, are closed to a reader? List, page, duties and acts ask here.

Closed is an item about the reader or his kin, one about something he took part in, one of a case he stood aside from,
and one on whose vote sheet he stands aside. A member still finds the meeting with its other items; nobody else finds a
meeting with an item closed to him. Always in the database, before anything is counted or cut into pages.
Basis: 公务员法 76; SPEC PL-17, S5, S6.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.casework import errors, kinds, models
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.people import queries as people

VIEW = "casework.meeting.view"


def closed_items(actor: Actor) -> QuerySet[models.AgendaItem]:
    """This function will return the items of every agenda that the actor has to stand aside from."""
    pk = actor.person_id
    if actor.is_system or pk is None:
        return models.AgendaItem.objects.none()
    touched = Q(person_id=pk) | (Q(is_party=True) & people.is_kin_of(pk, "person_id"))
    closed = Q(pk__in=models.Stake.objects.filter(touched).values("item_id"))
    aside = models.Vote.objects.filter(value=models.Vote.Value.RECUSED, member__person_id=pk)
    closed |= Q(pk__in=aside.order_by().values("item_id"))
    for subjects in kinds.barred_from(actor):
        closed |= Q(subject__in=subjects)
    return models.AgendaItem.objects.filter(closed).order_by()


def open_items(actor: Actor) -> QuerySet[models.AgendaItem]:
    """This function will return the items that are not closed to the actor, in the order of their agenda."""
    return models.AgendaItem.objects.exclude(pk__in=closed_items(actor).values("pk"))


def visible_meetings(actor: Actor) -> QuerySet[models.Meeting]:
    """This function will return the meetings the actor finds, each with `is_whole`: whether no item of it is closed."""
    closed = closed_items(actor)
    rows = models.Meeting.objects.filter(access.in_scopes(actor, VIEW, "organ_path"))
    rows = rows.exclude(Q(pk__in=closed.values("meeting_id")) & ~Q(pk__in=_of_member(actor)))
    return rows.annotate(is_whole=~Exists(closed.filter(meeting=OuterRef("pk"))))  # type: ignore[no-redef]


def require_whole(actor: Actor, meeting: models.Meeting) -> None:
    """This function will refuse (OwnMatter) a member who has to stand aside from an item, and (404) anybody else."""
    if not closed_items(actor).filter(meeting=meeting).exists():
        return
    if _of_member(actor).filter(meeting=meeting).exists():
        raise errors.OwnMatter()
    raise NotHere()


def barred_meetings(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references of the meetings with a closed item, as one column, for the duties.

    Whoever has to stand aside from one item neither prepares nor records the meeting, a member no more than others.
    """
    return _refs(models.Meeting.objects.filter(pk__in=closed_items(actor).values("meeting_id")), "casework.meeting:")


def barred_items(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references of all items of those meetings."""
    beside = models.AgendaItem.objects.filter(meeting_id__in=closed_items(actor).values("meeting_id"))
    return _refs(beside, "casework.item:")


def _of_member(actor: Actor) -> QuerySet[models.Member, Any]:
    return models.Member.objects.filter(person_id=actor.person_id or 0).order_by().values("meeting_id")


def _refs(rows: QuerySet[Any], prefix: str) -> QuerySet[Any, Any]:
    number = Cast("pk", output_field=CharField())
    named: QuerySet[Any, Any] = rows.order_by().annotate(subject_ref=Concat(Value(prefix), number))
    return named.values("subject_ref")
