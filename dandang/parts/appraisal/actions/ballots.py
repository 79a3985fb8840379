"""Rolls, one-time tickets and the casting of ballots. Nothing here pairs a person with a confidential ballot."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput
from dandang.registry.access.records import Actor

from ..errors import BallotRefused, WrongState
from ..models import Ballot, CycleUnit, Roll, Ticket
from ..queries import ballots as queries
from ..records import IssuedTicket, SheetPerson, SlipMarks
from ..states import CycleState
from ..tickets import digest, new_code
from .cycles import locked_unit

BATCH = 400
Marks = Mapping[str, Mapping[str, int]]


@transaction.atomic
def draw_rolls(*, actor: Actor, unit_id: int, outside: Mapping[str, int] | None = None, at: datetime) -> list[Roll]:
    """This function will draw the raters of every group of a unit by the plan's rule, never picked by the assessed.

    `outside` gives the number of slips for groups drawn from outside (服务对象, 群众). Refuses once tickets are out.
    Basis: 云南 6 (多维评价); list frozen once issuing began (BL07).
    """
    unit = _balloting(actor, unit_id)
    if unit.rolls.filter(issued__gt=0).exists():
        raise WrongState("已经发过票，名单不能再变。要换名单，请先作废没有用的票；已经有人投票的，请另开一轮。")
    unit.rolls.all().delete()
    rolls = [
        Roll(
            unit=unit,
            group=draft.group,
            promise=draft.promise,
            rule=draft.rule,
            members=[*draft.members],
            expected=draft.expected if draft.members else (outside or {}).get(draft.group, draft.expected),
            drawn_on=at.date(),
        )
        for draft in queries.roll_drafts(unit)
    ]
    Roll.objects.bulk_create(rolls)
    counts = {roll.group: roll.expected for roll in rolls}
    audit.record(actor=actor, verb="appraisal.roll.drawn", target=_ref(unit), facts={"groups": counts}, at=at)
    return list(unit.rolls.all())


@transaction.atomic
def issue_tickets(*, actor: Actor, roll_id: int, at: datetime) -> list[IssuedTicket]:
    """This function will make one ticket per expected rater and return the codes, once, for printing.

    Only digests are kept. Refuses a second issue; lost slips are voided and issued anew with `reissue_tickets`.
    """
    roll, unit = _roll(actor, roll_id)
    if roll.issued:
        raise WrongState("这一类的票已经发过。票丢了的，请用“作废没有用的票，重新发”。")
    if not roll.expected:
        raise BadInput("这一类还没有评议人。请先写明人数。", field="expected")
    return _issue(actor, roll, unit, roll.expected, at)


@transaction.atomic
def reissue_tickets(*, actor: Actor, roll_id: int, reason: str, at: datetime) -> list[IssuedTicket]:
    """This function will void every unused ticket of a roll and issue as many new ones. Refuses without a reason."""
    roll, unit = _roll(actor, roll_id)
    if not reason.strip():
        raise BadInput("请写明为什么重新发票，比如“3 张票丢失”。", field="reason")
    unused = roll.tickets.filter(is_used=False, is_void=False)
    raters = list(unused.values_list("rater_id", "rater_name"))
    unused.update(is_void=True)
    audit.record(
        actor=actor, verb="appraisal.tickets.voided", target=_ref(unit), reason=reason,
        facts={"group": roll.group, "tickets": len(raters)}, at=at,
    )  # fmt: skip
    return _issue(actor, roll, unit, len(raters), at, raters)


def _issue(
    actor: Actor,
    roll: Roll,
    unit: CycleUnit,
    count: int,
    at: datetime,
    raters: Sequence[tuple[int | None, str]] | None = None,
) -> list[IssuedTicket]:
    holders = list(raters) if raters is not None else _holders(roll, count)
    codes = [new_code() for _ in holders]
    Ticket.objects.bulk_create(
        Ticket(roll=roll, digest=digest(code), rater_id=person_id, rater_name=name)
        for code, (person_id, name) in zip(codes, holders, strict=True)
    )
    roll.issued = roll.tickets.filter(is_void=False).count()
    roll.save(update_fields=["issued"])
    audit.record(
        actor=actor, verb="appraisal.tickets.issued", target=_ref(unit),
        facts={"group": roll.group, "tickets": count}, at=at,
    )  # fmt: skip
    issued = [IssuedTicket(code, name) for code, (_, name) in zip(codes, holders, strict=True)]
    secrets.SystemRandom().shuffle(issued)
    return issued


def _holders(roll: Roll, count: int) -> list[tuple[int | None, str]]:
    if roll.promise == "NAMED":
        return [(member["person_id"], member["name"]) for member in roll.members]
    return [(None, "")] * count


@transaction.atomic
def cast_ballot(*, actor: Actor, code: str, marks: Marks, at: datetime) -> Ballot:
    """This function will take one ballot against its ticket; of twenty at once exactly one is taken.

    Refuses an unknown, void or used ticket, a closed round, marks out of range, and a rater who must recuse.
    Leaves no audit entry of its own for confidential rolls: one entry with counts is written at close.
    """
    ticket = _open_ticket(code)
    return _cast(ticket, marks, Ballot.Source.PHONE)


@transaction.atomic
def key_ballot(*, actor: Actor, unit_id: int, code: str, marks: Marks, at: datetime) -> Ballot:
    """This function will key a paper sheet by the code on its slip. The entry names the clerk, never the marks."""
    unit = _balloting(actor, unit_id)
    ticket = _open_ticket(code)
    if ticket.roll.unit_id != unit.pk:
        raise BallotRefused("这张票不是这个单位的。请核对票上印的单位名称。", field="code")
    ballot = _cast(ticket, marks, Ballot.Source.KEYED)
    audit.record(
        actor=actor, verb="appraisal.ballot.keyed", target=_ref(unit), facts={"group": ticket.roll.group}, at=at
    )
    return ballot


@transaction.atomic
def import_ballots(*, actor: Actor, unit_id: int, slips: Sequence[SlipMarks], at: datetime) -> int:
    """This function will take every slip of a filled workbook or none; returns how many.

    Refuses with the row of the first slip that cannot be taken; the dry run (queries) shows all of them beforehand.
    """
    unit = _balloting(actor, unit_id)
    tickets = _tickets_of(slips)
    sheets: dict[int, list[SheetPerson]] = {}
    ballots = []
    for slip in slips:
        ticket = tickets.pop(digest(slip.code), None)
        fault = queries.ticket_fault(ticket) if ticket else "这张票不存在，或者在表里出现了两次。"
        if ticket is None or fault:
            raise BallotRefused(f"{slip.sheet}第 {slip.row} 行：{fault}")
        if ticket.roll.unit_id != unit.pk:
            raise BallotRefused(f"{slip.sheet}第 {slip.row} 行的票不是这个单位的。请核对票号。")
        if ticket.roll_id not in sheets:
            sheets[ticket.roll_id] = queries.sheet_of(ticket.roll)
        people = queries.with_recusals(sheets[ticket.roll_id], ticket.roll, ticket.rater_id)
        ballots.append(_ballot(ticket, queries.checked_marks(people, slip.marks), Ballot.Source.SHEET))
        ticket.is_used = True
    taken = {digest(slip.code) for slip in slips}
    for start in range(0, len(slips), BATCH):
        Ticket.objects.filter(digest__in=sorted(taken)[start : start + BATCH]).update(is_used=True)
    Ballot.objects.bulk_create(sorted(ballots, key=lambda one: one.pk), batch_size=BATCH)
    audit.record(actor=actor, verb="appraisal.ballots.imported", target=_ref(unit), facts={"slips": len(slips)}, at=at)
    return len(slips)


def _tickets_of(slips: Sequence[SlipMarks]) -> dict[str, Ticket]:
    digests = sorted({digest(slip.code) for slip in slips})
    found: dict[str, Ticket] = {}
    for start in range(0, len(digests), BATCH):
        rows = Ticket.objects.select_for_update(of=("self",)).select_related("roll__unit__cycle")
        found |= {row.digest: row for row in rows.filter(digest__in=digests[start : start + BATCH])}
    return found


def _open_ticket(code: str) -> Ticket:
    ticket = (
        Ticket.objects.select_for_update(of=("self",))
        .select_related("roll__unit__cycle")
        .filter(digest=digest(code))
        .first()
    )
    refusal = queries.ticket_fault(ticket)
    if refusal or ticket is None:
        raise BallotRefused(refusal, field="code")
    return ticket


def _cast(ticket: Ticket, marks: Marks, source: str) -> Ballot:
    sheet = queries.checked_marks(queries.sheet_people(ticket.roll, ticket.rater_id), marks)
    taken = Ticket.objects.filter(pk=ticket.pk, is_used=False, is_void=False).update(is_used=True)
    if not taken:
        raise BallotRefused(queries.ALREADY_USED, field="code")
    ballot = _ballot(ticket, sheet, source)
    ballot.save(force_insert=True)
    return ballot


def _ballot(ticket: Ticket, sheet: dict[str, dict[str, int]], source: str) -> Ballot:
    """A ballot under a random key: nothing in it says which ticket, when, or in which order it came."""
    return Ballot(
        id=secrets.token_hex(16),
        roll_id=ticket.roll_id,
        unit_id=ticket.roll.unit_id,
        source=source,
        rater_id=ticket.rater_id,
        marks=sheet,
    )


def _balloting(actor: Actor, unit_id: int) -> CycleUnit:
    unit = locked_unit(actor, unit_id, "appraisal.ballots")
    if unit.cycle.state != CycleState.BALLOTING:
        raise WrongState(f"这次考核现在是“{unit.cycle.get_state_display()}”，不能办理测评。")
    return unit


def _roll(actor: Actor, roll_id: int) -> tuple[Roll, CycleUnit]:
    found = queries.roll(actor, roll_id)
    return found, _balloting(actor, found.unit_id)


def _ref(unit: CycleUnit) -> str:
    return ref("appraisal.unit", unit.pk)
