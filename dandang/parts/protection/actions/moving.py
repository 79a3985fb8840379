"""Loading a row for writing and moving it on: the one way from state to state. Shared by the actions of the room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.moves import next_state
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.law.policies import queries as policies
from dandang.law.policies.records import Value
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.records import Due
from dandang.ledger.duties import actions as duties
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Accusation, Clarification, PublicHarm, Report
from ..queries import reach

Right = Callable[[Actor, Report], bool]
Row = Report | Clarification | PublicHarm | Accusation


class Moving(Protocol):
    """Anything with a state that a table of moves governs."""

    state: str

    def get_state_display(self) -> str: ...


def locked(actor: Actor, report_id: int, may: Right, at: datetime) -> Report:
    """Load a report for writing, locked. Raises NotHere when `may` (of queries.reach) says no: as if it did not exist.

    Refuses (Conflicted) kin, colleagues and superiors of whoever it names, asked again at every act (S5).
    """
    rows = Report.objects.select_for_update(of=("self",)).select_related("organ")
    report = rows.filter(pk=report_id).first()
    if report is None or not may(actor, report):
        raise NotHere()
    reach.refuse_conflicted(actor, report, on=timezone.localdate(at))
    return report


def move(row: Moving, table: Mapping[str, Mapping[str, str]], verb: str) -> None:
    """Move a row on, in memory. Refuses a move the table does not have, with the sentence that says where it is."""
    following = next_state(table, row.state, verb)
    if following is None:
        raise wrong_state(row)
    row.state = following


def require_state(row: Moving, *states: str) -> None:
    """Refuse an act that is no move but belongs to certain states only."""
    if row.state not in states:
        raise wrong_state(row)


def wrong_state(row: Moving) -> errors.WrongState:
    """The refusal that names where the row stands."""
    return errors.WrongState(_("现在是“%s”，不能办理这一步。请打开它，按“下一步”办理。") % row.get_state_display())


def subject_of(row: Row) -> str:
    """How other rooms name the row."""
    kinds = {Report: "report", Clarification: "clarification", PublicHarm: "harm", Accusation: "accusation"}
    return ref(f"protection.{kinds[type(row)]}", row.pk)


def saved(
    actor: Actor,
    row: Row,
    verb: str,
    at: datetime,
    *,
    reason: str = "",
    clause: str = "",
    **facts: object,
) -> None:
    """Save the row and put the act on record; the verb is `protection.<noun>.<what happened>`."""
    row.save()
    audit.record(
        actor=actor, verb=verb, target=subject_of(row), reason=reason, clause=clause,
        facts={"state": row.state, **facts}, at=at,
    )  # fmt: skip


def next_duty(
    actor: Actor, row: Row, kind: str, title: str, why: str, at: datetime, *,
    clause: str = "", clause_url: str = "", person_id: int | None = None, is_leaders: bool = False,
    due: Due | None = None,
) -> None:  # fmt: skip
    """Make the next step a person's duty, or that of the officers (or leaders) of the row's system and organ.

    Titles name the number alone: a list of duties is read over shoulders.
    """
    office = "DISCIPLINE" if row.system == "DISCIPLINE" else "ORG"
    duties.open_duty(
        actor=actor, kind=kind, title=f"{title}（{row.number}）", why=why, clause=clause, clause_url=clause_url,
        subject=subject_of(row), role="" if person_id else f"{office}_{'LEADER' if is_leaders else 'OFFICER'}",
        organisation_id=None if person_id else row.organ_id, person_id=person_id,
        due_on=due.on if due is not None else None, deadline=due.counted if due is not None else None, at=at,
    )  # fmt: skip


def done_duty(actor: Actor, row: Row, kind: str, at: datetime) -> None:
    """Close the duty of a step that is done."""
    duties.close_duty(actor=actor, kind=kind, subject=subject_of(row), at=at)


def clock(key: str, *, region: str, counted_from: date) -> tuple[Value, Due | None]:
    """Return what the packs say about a period and its last day; None where it is 未规定."""
    said = policies.value(key, region=region, on=counted_from)
    amount = int(said.value) if said.value is not None else None
    return said, casework.deadline_for(amount=amount, unit=said.unit, counted_from=counted_from)


def refuse_future(day: date, at: datetime, field: str) -> None:
    """Refuse a day that has not come."""
    if day > timezone.localdate(at):
        raise BadInput(_("日期还没有到，请核对"), field=field)
