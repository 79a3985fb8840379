"""Joining a report to an earlier one about the same matter. Both stay readable, each keeps its own receipt."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.guard import blanks
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Report
from ..queries import answers, reach
from ..queries import duplicates as queries
from ..states import REPORT_MOVES
from . import findings, intake, moving


@transaction.atomic
def join(*, actor: Actor, report_id: int, to_id: int, reason: str, at: datetime) -> None:
    """This function will join a report to an earlier one of the same office, with the reason why they are one matter.

    It is never undone: a report that turns out to be another matter is registered again. Refuses itself, a later one,
    one that was joined itself, one the actor may not see, and a report with findings of its own.
    """
    report = moving.locked(actor, report_id, reach.may_handle, at)
    moving.require_state(report, "RECEIVED", "ACCEPTED")
    why = blanks.written(reason, _("为什么是同一件事"), "reason")
    earlier = next((one for one in queries.candidates(actor, report) if one.pk == to_id), None)
    if earlier is None:
        raise BadInput(_("只能并入同一机关先前收到的、没有撤回也没有并出去的反映。请从列出的里面选。"), field="to")
    if report.allegations.exclude(finding="").exists():
        raise errors.WrongState(_("这件反映已经有认定，不能再并入别的。"))
    intake.take_in(actor, report, at)
    moving.move(report, REPORT_MOVES, "join")
    report.joined_to, report.state_reason, report.ended_on = earlier, why, timezone.localdate(at)
    moving.saved(actor, report, "protection.report.joined", at, reason=why, to=earlier.number)
    intake.end_duties(actor, report, at)
    _carry_over(report, earlier)
    for one in report.joined.select_related("organ").order_by("pk"):  # nobody is led from one joined report to another
        one.joined_to = earlier
        moving.saved(actor, one, "protection.report.joined", at, reason=why, to=earlier.number)
    if answers.is_waited_for(report):
        findings.owe_answer(actor, report, at)


def _carry_over(report: Report, earlier: Report) -> None:
    """Who was set aside from the later report is set aside from the earlier one: it now holds the same matter."""
    parts = {one.person_id: one for one in earlier.assignments.select_for_update()}
    for one in report.assignments.exclude(recused_at=None):
        mine = parts.get(one.person_id)
        if mine is None:
            one.pk, one.case = None, earlier
            one.save(force_insert=True)
        elif mine.recused_at is None:
            mine.recused_at, mine.recused_by, mine.recusal_reason = one.recused_at, one.recused_by, one.recusal_reason
            mine.save()
