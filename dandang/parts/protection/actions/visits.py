"""Making an approved clarification once its letter reached the person, and visiting the person afterwards."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.guard import blanks
from dandang.ledger.casework.records import Due
from dandang.registry.access.records import Actor

from .. import errors
from ..queries import clarifications as queries
from ..states import CLARIFICATION_MOVES
from . import clarifying, moving


@transaction.atomic
def make_clarification(
    *, actor: Actor, clarification_id: int, made_on: date, record: str, visit_due_on: date, at: datetime
) -> None:
    """This function will put on record that it was told as approved: when, where, who came; and when to visit.

    Refuses it before the 澄清函 was served on the person (澄清意见：都要有书面), before the approval, in the future,
    and of what is no longer found untrue as it was assessed.
    """
    row = clarifying.locked(actor, clarification_id, queries.may_handle, at)
    moving.require_state(row, "APPROVED")
    clarifying.refuse_shaken(row)
    written_on = queries.letter_served_on(row)
    if written_on is None:
        missing = _("澄清函还没有送达本人")
        raise errors.NotYet(
            _("%s。不管用哪种方式，都要有书面的。请先在“文书”里拟澄清函，签发、送达。") % missing, (missing,),
            clause=_("澄清意见：后三种也要同时有书面"),
        )  # fmt: skip
    moving.refuse_future(made_on, at, "made_on")
    if row.approved_on is not None and made_on < row.approved_on:
        raise BadInput(_("澄清的日期早于审批的日期，请核对。"), field="made_on")
    if visit_due_on < made_on:
        raise BadInput(_("回访要在澄清以后，请核对日期。"), field="visit_due_on")
    row.record = blanks.written(record, _("时间、地点和参加的人"), "record")
    moving.move(row, CLARIFICATION_MOVES, "make")
    row.made_on, row.written_on, row.visit_due_on, row.due_on = made_on, written_on, visit_due_on, None
    moving.saved(actor, row, "protection.clarification.made", at, clause=row.clause, told_to=row.told_to)
    clarifying.to_search(row, at)
    clarifying.done(actor, row, at)
    why = "看影响是不是消除了，工作、生活有没有困难"
    moving.next_duty(actor, row, clarifying.VISIT, "回访本人", why, at, due=Due(visit_due_on))
    clarifying.tell(
        actor, row, "已经为您澄清",
        [
            f"{made_on.isoformat()} 已经按您同意的方式和范围澄清。",
            f"接下来：{visit_due_on.isoformat()} 以前回访您，看影响消除了没有。",
            "您可以：影响没有消除的，回访时说，也可以随时找我们。",
            f"有疑问请找：{row.organ.name}",
        ],
        at,
    )  # fmt: skip


@transaction.atomic
def visit(
    *, actor: Actor, clarification_id: int, visited_on: date, note: str, harm_goes_on: bool, at: datetime
) -> None:
    """This function will put on record what a return visit learnt; when the harm goes on, another round is a duty."""
    row = clarifying.locked(actor, clarification_id, queries.may_handle, at)
    moving.refuse_future(visited_on, at, "visited_on")
    if row.made_on is not None and visited_on < row.made_on:
        raise BadInput(_("回访的日期早于澄清的日期，请核对。"), field="visited_on")
    row.visit_note = blanks.written(note, _("回访了解到的情况"), "note")
    moving.move(row, CLARIFICATION_MOVES, "visit")
    row.visited_on, row.visited_by, row.harm_goes_on = visited_on, audit.actor_ref(actor), harm_goes_on
    moving.saved(actor, row, "protection.clarification.visited", at, harm_goes_on=harm_goes_on)
    clarifying.done(actor, row, at)
    if harm_goes_on:
        clause, url, due = clarifying.days_for(row, timezone.localdate(at))
        why = "回访时影响还没有消除，换更合适的方式和范围"
        moving.next_duty(
            actor, row, clarifying.AGAIN, "再作一次澄清", why, at, clause=clause, clause_url=url, due=due
        )  # fmt: skip
