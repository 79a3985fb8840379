"""Putting a paper of the room on the register, where it is checked, signed, numbered and served."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import refs
from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.papers import actions as register
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Clarification
from ..queries import accusations, papers_for, reach
from ..queries.papers_offered import Row, printable
from . import accusation_steps as steps
from . import moving


@transaction.atomic
def draft_paper(*, actor: Actor, subject: str, kind: str, part: int = 0, at: datetime) -> int:
    """This function will draft one of the papers from what is on file and return the paper's id.

    `subject` is `protection.report:ID`, `protection.clarification:ID` or `protection.accusation:ID`; `part` the
    allegation's id for `explanation_feedback`. The office drafts. Refuses (404) a paper the file does not hold the
    facts for, and a second one while the first stands: two would leave open which of them holds. What a draft says
    stays as it is.
    """
    row = _locked(actor, subject, at)
    paper = printable(row, kind, part)
    there = papers_for.standing(row, paper)
    if there is not None:
        words = _("这份文书已经拟稿（%(title)s，%(state)s）。要改的，请在文书登记簿里退回修改或者废止，再重新拟。")
        raise errors.WrongState(words % {"title": there.title, "state": there.state_label})
    paper_id = register.draft_paper(
        actor=actor, kind=kind, subject=subject, organ_id=row.organ_id, title=papers_for.title_of(row, paper),
        data=paper.facts, person_id=paper.person_id, at=at,
    )  # fmt: skip
    noun = refs.parse(subject).noun
    audit.record(
        actor=actor, verb=f"protection.{noun}.paper_drafted", target=subject,
        facts={"kind": kind, "paper": paper_id}, at=at,
    )  # fmt: skip
    return paper_id


def _locked(actor: Actor, subject: str, at: datetime) -> Row:
    """The row, locked, if the actor drafts its papers. Raises NotHere, and Conflicted for kin of whom it concerns."""
    about = refs.parse(subject)
    if about.kind == "protection.report":
        return moving.locked(actor, int(about.key), reach.may_handle, at)
    if about.kind == "protection.accusation":
        return steps.locked(actor, int(about.key), accusations.may_handle, at)
    if about.kind != "protection.clarification":
        raise NotHere()
    rows = Clarification.objects.select_for_update(of=("self",)).select_related("organ", "person__home", "report")
    row = rows.filter(pk=int(about.key)).first()
    if row is None or not papers_for.may_draft(actor, row):
        raise NotHere()
    if row.report is not None:
        reach.refuse_conflicted(actor, row.report, on=timezone.localdate(at))
    return row
