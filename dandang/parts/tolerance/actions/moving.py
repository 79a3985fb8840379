"""Loading a case for writing and moving it on: the one way from state to state. Shared by the actions of the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.calendars.records import Deadline
from dandang.foundation.ground.moves import next_state
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.law.search import actions as search
from dandang.ledger.duties import actions as duties
from dandang.registry.access.records import Actor

from .. import errors, searched
from ..models import Case
from ..states import CASE_MOVES

Right = Callable[[Actor, Case], bool]


def subject_of(case: Case) -> str:
    """How other rooms name the case."""
    return ref("tolerance.case", case.pk)


def locked(actor: Actor, case_id: int, may: Right) -> Case:
    """Load a case for writing, locked. Raises NotHere when `may` (of queries.reach) says no: as if it did not exist."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("person", "matter", "organ")
    case = rows.filter(pk=case_id).first()
    if case is None or not may(actor, case):
        raise NotHere()
    return case


def move(case: Case, verb: str) -> None:
    """Move the case on, in memory. Refuses a move the table does not have, with the sentence that says where it is."""
    following = next_state(CASE_MOVES, case.state, verb)
    if following is None:
        raise _wrong_state(case)
    case.state = following


def require_state(case: Case, *states: str) -> None:
    """Refuse an act that is no move but belongs to certain states only."""
    if case.state not in states:
        raise _wrong_state(case)


def _wrong_state(case: Case) -> errors.WrongState:
    words = _("案件现在是“%s”，不能办理这一步。请打开案件，按“下一步”办理。") % case.get_state_display()
    return errors.WrongState(words)


def saved(
    actor: Actor, case: Case, verb: str, at: datetime, *, reason: str = "", clause: str = "", **facts: object
) -> None:
    """Save the case and put the act on record; the verb is `tolerance.case.<what happened>`."""
    case.save()
    search.index(source=searched.SOURCE, keys=[case.pk], at=at)
    audit.record(
        actor=actor, verb=verb, target=subject_of(case), reason=reason, clause=clause,
        facts={"state": case.state, **facts}, at=at,
    )  # fmt: skip


def next_duty(
    actor: Actor, case: Case, kind: str, title: str, why: str, at: datetime, *, clause: str = "", clause_url: str = "",
    person_id: int | None = None, due_on: date | None = None, deadline: Deadline | None = None,
) -> None:  # fmt: skip
    """Make the next step somebody's duty: a person's, or the organ's officers' (discipline body or organisation)."""
    duties.open_duty(
        actor=actor, kind=kind, title=f"{title}（{case.number}）", why=why, clause=clause, clause_url=clause_url,
        subject=subject_of(case), role="" if person_id else officers_of(case),
        organisation_id=None if person_id else case.organ_id, person_id=person_id, due_on=due_on, deadline=deadline,
        at=at,
    )  # fmt: skip


def done_duty(actor: Actor, case: Case, kind: str, at: datetime) -> None:
    """Close the duty of a step that is done."""
    duties.close_duty(actor=actor, kind=kind, subject=subject_of(case), at=at)


def officers_of(case: Case) -> str:
    """Which officers handle the case, by the organ the pinned procedure names as leading."""
    return case.procedure.get("officer_role") or "ORG_OFFICER"
