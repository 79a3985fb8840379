"""Taking back a clarification of what, verified again, is no longer untrue. Basis: 澄清意见 (only what was untrue)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.guard import blanks, markings
from dandang.ledger.casebook import actions as casebook
from dandang.registry.access.records import Actor

from .. import errors
from ..queries import accusations
from ..queries import clarifications as queries
from ..states import CLARIFICATION_MOVES
from . import clarifying, moving
from .aftermath import STANDS


@transaction.atomic
def withdraw_clarification(*, actor: Actor, clarification_id: int, words: str, at: datetime) -> None:
    """This function will take a clarification back, with why and, where it was told, how those who heard are told.

    A leader does, once its report is concluded again and something it put right is no longer found untrue as it was.
    Refuses it while the finding stands, while the report is open, and empty words. The person is told.
    """
    row = clarifying.locked(actor, clarification_id, queries.may_lead, at)
    if row.report is not None and row.report.state not in accusations.REPORT_OVER:
        raise errors.NotYet(_("原反映正在重新核实，查清以后再决定。"), (_("原反映查清"),))
    if not queries.shaken(row):
        raise errors.WrongState(_("认定没有变，澄清算数，不能撤回。内容要改的，退回重拟；不要求澄清的，由本人说。"))
    was_made = row.made_on is not None
    moving.move(row, CLARIFICATION_MOVES, "withdraw")
    row.withdrawal = blanks.written(words, _("为什么撤回，已经澄清的怎样更正"), "words")
    markings.refuse_classified(row.withdrawal, _("撤回的理由"), field="words")
    row.withdrawn_on, row.withdrawn_by, row.due_on = timezone.localdate(at), audit.actor_ref(actor), None
    moving.saved(actor, row, "protection.clarification.withdrawn", at, reason=row.withdrawal)
    clarifying.to_search(row, at)
    clarifying.done(actor, row, at)
    clarifying.stop_asking(actor, row, at)
    for kind in (STANDS, clarifying.AGAIN):
        moving.done_duty(actor, row, kind, at)
    casebook.doubt_source(actor=actor, subject=moving.subject_of(row), reason="澄清已经撤回", at=at)
    ended = "原来的澄清撤回。" if was_made else "不再作这次澄清。"
    clarifying.tell(
        actor, row, "澄清的认定有变化",
        [
            f"有新的证据，重新核实以后，原来认定不实的内容变了，{ended}",
            "接下来：还有不实的内容的，另行为您澄清。",
            "您可以：向承办机关了解理由，作出说明。",
            f"有疑问请找：{row.organ.name}",
        ],
        at,
    )  # fmt: skip
