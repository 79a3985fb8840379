"""Whose work-list holds what? One query for the duties, one for the calendar, however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ground import references
from dandang.foundation.ui import menu
from dandang.ledger.duties import kinds, models, rules
from dandang.ledger.duties.records import DoneRecord, DutyCounts, DutyGroups, DutyRecord, Work
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

SHOWN_AT_MOST = 200


def duties_for(actor: Actor, on: date) -> DutyGroups:
    """This function will list the open duties of one actor in their three groups, the most urgent first.

    At most 200 are loaded; the counts of `counts_for` say when there are more.
    """
    held = models.Duty.objects.still_open().filter(_held_by(actor)).select_related("organisation")
    rows = held.by_urgency()[:SHOWN_AT_MOST]
    groups: dict[str, list[DutyRecord]] = {rules.LATE: [], rules.THIS_WEEK: [], rules.LATER: []}
    for record in _records(rows, on):
        groups[rules.group(record.due_on, on)].append(record)
    return DutyGroups(groups[rules.LATE], groups[rules.THIS_WEEK], groups[rules.LATER], rules.is_weekend(on))


def work_of(actor: Actor, on: date) -> Work:
    """This function will gather what the first page shows, with a fixed number of queries."""
    groups = duties_for(actor, on)
    is_cut = groups.total == SHOWN_AT_MOST
    return Work(
        groups=groups,
        open=counts_for(actor, on).open if is_cut else groups.total,
        is_reported=any(duty.is_escalated for duty in groups.late),
        to_hurry=escalated_to(actor, on),
        recently_done=recently_done_by(actor),
    )


def counts_for(actor: Actor, on: date) -> DutyCounts:
    """This function will count an actor's open and overdue duties with one query."""
    counted = (
        models.Duty.objects.still_open()
        .filter(_held_by(actor))
        .aggregate(open=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on)))
    )
    return DutyCounts(counted["open"], counted["late"])


def badge(actor: Actor, on: date) -> menu.Badge | None:
    """This function will say what stands beside 我的待办: overdue duties in red, else how many are open."""
    if actor.account_id is None or actor.standing != "BUSINESS":
        return None
    counts = counts_for(actor, on)
    if counts.late:
        return menu.Badge(_("逾期 %d") % counts.late, is_late=True)
    return menu.Badge(str(counts.open)) if counts.open else None


def escalated_to(actor: Actor, on: date, *, limit: int = 10) -> list[DutyRecord]:
    """This function will list overdue duties of others that were reported to one of the actor's roles."""
    mine = Q(pk__in=[])
    for grant in actor.grants:
        over = Q(organisation__path__startswith=grant.path) | Q(person__home_path__startswith=grant.path)
        mine |= Q(escalated_to=grant.role) & over
    late = (
        models.Duty.objects.late(on)
        .filter(mine & _known_to(actor))
        .exclude(_own(actor) | _desks(actor))
        .select_related("organisation")
    )
    rows = late.by_urgency()[:limit]
    return _records(rows, on)


def recently_done_by(actor: Actor, *, limit: int = 5) -> list[DoneRecord]:
    """This function will list what the actor finished last; without address what he can no longer open."""
    done = models.Duty.objects.filter(closed_by=audit.actor_ref(actor), closed_at__isnull=False)
    rows = list(done.order_by("-closed_at", "-pk")[:limit])
    gone = _gone(actor, rows)
    found = []
    for duty in rows:
        address = "" if duty.pk in gone else references.address(duty.subject)
        url = address if access.opens(actor, address) else ""
        found += [DoneRecord(duty.title, url, duty.closed_at)] if duty.closed_at is not None else []
    return found


def _gone(actor: Actor, rows: Iterable[models.Duty]) -> set[int]:
    """Which of a few duties are about what the actor cannot open, or no longer: handed on, stood aside from."""
    about = Q()
    for hidden in kinds.unreachable(actor, (duty.subject for duty in rows)):
        about |= Q(subject__in=hidden)
    shown = models.Duty.objects.filter(pk__in=[duty.pk for duty in rows])
    return set(shown.filter(about).values_list("pk", flat=True)) if about else set()


def open_about(subjects: Iterable[str], on: date) -> dict[str, list[DutyRecord]]:
    """This function will list the open duties about some things by their references, the most urgent first.

    Whoever asks has to know that the reader may see those things.
    """
    rows = models.Duty.objects.still_open().filter(subject__in=list(subjects)).select_related("organisation")
    found: dict[str, list[DutyRecord]] = {}
    for record in _records(rows.by_urgency(), on):
        found.setdefault(record.subject, []).append(record)
    return found


def _held_by(actor: Actor) -> Q:
    """The duties of an actor: their account's, their own person's, and those of their roles over their branches."""
    return _own(actor) | (_desks(actor) & _known_to(actor)) if actor.grants else _own(actor)


def _own(actor: Actor) -> Q:
    own = Q(pk__in=[])
    if actor.account_id is not None:
        own |= Q(account_id=actor.account_id)
    if actor.person_id is not None:
        own |= Q(person_id=actor.person_id)
    return own


def _desks(actor: Actor) -> Q:
    """The duties of the desks an actor sits at, also those he may not know of."""
    desks = Q(pk__in=[])
    for grant in actor.grants:
        desks |= Q(role=grant.role, organisation__path__startswith=grant.path)
    return desks


def _known_to(actor: Actor) -> Q:
    """Not about what the actor may not know of, though it lies on his desk."""
    known = Q()
    for hidden in kinds.hidden_from(actor):
        known &= ~Q(subject__in=hidden)
    return known


def _records(rows: Iterable[models.Duty], on: date) -> list[DutyRecord]:
    duties = list(rows)
    days = [duty.due_on for duty in duties if duty.due_on is not None]
    chips = calendars.deadline_chips(days, on) if days else {}
    return [
        DutyRecord(
            id=duty.pk,
            kind=duty.kind,
            title=duty.title,
            why=duty.why,
            clause=duty.clause,
            clause_url=duty.clause_url,
            subject=duty.subject,
            url=references.address(duty.subject),
            button=_button(duty.kind),
            due_on=duty.due_on,
            chip=chips[duty.due_on] if duty.due_on else DeadlineChip(None, False, _("没有期限"), "plain"),
            opened_at=duty.opened_at,
            holder=duty.organisation.name if duty.organisation else "",
            is_escalated=duty.escalated_on is not None,
        )
        for duty in duties
    ]


def _button(kind: str) -> str:
    entry = kinds.registered().get(kind)
    return str(entry.button) if entry else ""
