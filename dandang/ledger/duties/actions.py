"""Opening and closing duties, and the daily run that reminds and escalates.

What is stored is written in Chinese for good: a column holds no text in the language of whoever happened to act.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from dandang.foundation.audit import actions as audit
from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import Deadline
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.texts import shortened
from dandang.ledger.duties import kinds, models, rules
from dandang.ledger.duties.records import DueRun
from dandang.ledger.notices import actions as notices
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor


@transaction.atomic
def open_duty(
    *,
    actor: Actor,
    kind: str,
    title: str,
    why: str,
    clause: str = "",
    clause_url: str = "",
    subject: str,
    role: str = "",
    organisation_id: int | None = None,
    account_id: int | None = None,
    person_id: int | None = None,
    due_on: date | None = None,
    deadline: Deadline | None = None,
    at: datetime,
) -> int:
    """This function will make somebody responsible for a next step and return the duty's number.

    A duty of the same kind, subject and holder that is still open is brought up to date instead. A `deadline` counted
    in working days takes the place of `due_on` and is counted again when the calendar of its year appears. The right
    to open it is the calling action's; this one is called inside it and its entry stands beside the caller's.
    Raises KeyError for an unregistered kind, ValueError for no holder or two.
    """
    kinds.kind_of(kind)
    holder_key = rules.holder_key(
        role=role, organisation_id=organisation_id, account_id=account_id, person_id=person_id
    )
    told = {
        "title": shortened(title, 200),
        "why": shortened(why, 300),
        "clause": shortened(clause, 120),
        "clause_url": clause_url,
        **_due(due_on, deadline),
    }
    holder = {"role": role, "organisation_id": organisation_id, "account_id": account_id, "person_id": person_id}
    # Two people may open the same duty at the same moment; then the second finds the first one's.
    duty, is_new = models.Duty.objects.select_for_update().get_or_create(
        kind=kind,
        subject=subject,
        holder_key=holder_key,
        closed_at=None,
        defaults={**told, **holder, "opened_at": at, "opened_by": audit.actor_ref(actor)},
    )
    if not is_new:
        if all(getattr(duty, name) == value for name, value in told.items()):
            return duty.pk
        models.Duty.objects.filter(pk=duty.pk).update(**told, reminded_on=None, escalated_on=None, escalated_to="")
    verb = "duties.duty.opened" if is_new else "duties.duty.changed"
    facts = {"kind": kind, "subject": subject, "holder": holder_key, "due_on": str(told["due_on"] or "")}
    audit.record(actor=actor, verb=verb, target=ref("duties.duty", duty.pk), clause=clause, facts=facts, at=at)
    return duty.pk


@transaction.atomic
def close_duty(*, actor: Actor, kind: str, subject: str, at: datetime) -> int:
    """This function will close every open duty of `kind` about `subject`, whoever holds it, and say how many."""
    duties = models.Duty.objects.select_for_update().still_open().filter(kind=kind, subject=subject).order_by("pk")
    closed = [duty.pk for duty in duties]
    models.Duty.objects.filter(pk__in=closed).update(closed_at=at, closed_by=audit.actor_ref(actor))
    for pk in closed:
        target = ref("duties.duty", pk)
        audit.record(actor=actor, verb="duties.duty.closed", target=target, facts={"subject": subject}, at=at)
    return len(closed)


@transaction.atomic
def remind_and_escalate(*, actor: Actor, on: date, at: datetime) -> DueRun:
    """This function will do what is due on a day: count provisional deadlines again, remind, report overdue duties.

    Running it twice for one day changes nothing the second time: each duty is reminded of once and reported once.
    """
    access.require(actor, "duties.run")
    recounted = _recount_provisional()
    duties = list(models.Duty.objects.select_for_update(of=("self",)).still_open().exclude(due_on=None).by_urgency())
    left = _working_days_left(duties, on)
    reminded = [duty for duty in duties if _is_to_be_reminded(duty, left, on)]
    overdue = [d for d in duties if rules.needs_escalation(due_on=d.due_on, escalated_on=d.escalated_on, on=on)]
    for duty in reminded:
        _remind(actor, duty, on, at)
    for duty in overdue:
        _escalate(actor, duty, on, at)
    if recounted or reminded or overdue:
        facts = {"recounted": recounted, "reminded": len(reminded), "escalated": len(overdue)}
        audit.record(actor=actor, verb="duties.day.run", target=ref("duties.day", on.isoformat()), facts=facts, at=at)
    return DueRun(on, recounted, len(reminded), len(overdue))


def _due(due_on: date | None, deadline: Deadline | None) -> dict[str, object]:
    if deadline is None:
        return {"due_on": due_on, "due_is_provisional": False, "counted_from": None, "counted_days": None}
    days = deadline.working_days if deadline.counted_from else None
    return {
        "due_on": deadline.on,
        "due_is_provisional": deadline.is_provisional,
        "counted_from": deadline.counted_from,
        "counted_days": days,
    }


def _recount_provisional() -> int:
    """Count provisional deadlines again; the number of those that moved or became firm."""
    changed = 0
    waiting = models.Duty.objects.still_open().filter(due_is_provisional=True)
    for duty in waiting.order_by("pk"):
        if duty.counted_from is None or duty.counted_days is None:
            continue  # a day somebody named, not one that was counted
        deadline = calendars.add_working_days(duty.counted_from, duty.counted_days)
        if (deadline.on, deadline.is_provisional) != (duty.due_on, duty.due_is_provisional):
            told = {"due_on": deadline.on, "due_is_provisional": deadline.is_provisional}
            models.Duty.objects.filter(pk=duty.pk).update(**told)
            changed += 1
    return changed


def _working_days_left(duties: list[models.Duty], on: date) -> dict[date, int]:
    days = {duty.due_on for duty in duties if duty.due_on is not None and duty.due_on >= on}
    return calendars.working_days_until(days, on)


def _is_to_be_reminded(duty: models.Duty, left: dict[date, int], on: date) -> bool:
    if duty.due_on not in left:
        return False
    return rules.needs_reminder(
        due_on=duty.due_on, working_days_left=left[duty.due_on], reminded_on=duty.reminded_on, on=on
    )


def _remind(actor: Actor, duty: models.Duty, on: date, at: datetime) -> None:
    models.Duty.objects.filter(pk=duty.pk).update(reminded_on=on)
    body = f"期限是 {duty.due_on}。{duty.why}"
    notices.tell(
        actor=actor,
        account_ids=_holders(duty, on),
        title=f"快到期：{duty.title}",
        body=body,
        subject=duty.subject,
        at=at,
    )


def _escalate(actor: Actor, duty: models.Duty, on: date, at: datetime) -> None:
    leader = kinds.leader_for(duty.kind, duty.role)
    models.Duty.objects.filter(pk=duty.pk).update(escalated_on=on, escalated_to=leader or "NOBODY")
    body = f"期限是 {duty.due_on}，还没有办完。{duty.why}"
    notices.tell(
        actor=actor,
        account_ids=_holders(duty, on),
        title=f"已逾期：{duty.title}",
        body=body,
        subject=duty.subject,
        at=at,
    )
    notices.tell(
        actor=actor,
        account_ids=_leaders(duty, leader, on),
        title=f"请督促：{duty.title}（已逾期）",
        body=body,
        subject=duty.subject,
        at=at,
    )


def _holders(duty: models.Duty, on: date) -> list[int]:
    if duty.account_id is not None:
        return [duty.account_id]
    if duty.person_id is not None:
        return access.accounts_of_people([duty.person_id])
    return _who_may_know(duty, access.accounts_holding(role=duty.role, organisation_id=duty.organisation_id, on=on), on)


def _leaders(duty: models.Duty, leader: str, on: date) -> list[int]:
    """Accounts of the leader role over the duty's organisation, or over the home unit of the person who holds it."""
    organisation_id = duty.organisation_id
    if organisation_id is None and duty.person_id is not None and duty.person is not None:
        organisation_id = duty.person.home_id
    if not leader or organisation_id is None:
        return []
    return _who_may_know(duty, access.accounts_holding(role=leader, organisation_id=organisation_id, on=on), on)


def _who_may_know(duty: models.Duty, account_ids: list[int], on: date) -> list[int]:
    """Those of a desk who may know of the duty's subject: not who stood aside, not whom it is about."""
    this = models.Duty.objects.filter(pk=duty.pk)
    found = []
    for pk in account_ids:
        hidden = kinds.hidden_about(access.actor_by_account(pk, on=on), duty.subject)
        if hidden is None or not this.filter(subject__in=hidden).exists():
            found.append(pk)
    return found
