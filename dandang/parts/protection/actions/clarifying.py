"""What every act about a clarification does first and last: load it locked, tell the person, pass on the duty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.law.search import actions as search
from dandang.ledger.casework.records import Due
from dandang.ledger.duties import actions as duties
from dandang.ledger.notices import actions as notices
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import errors, searched
from ..models import Clarification
from ..queries import clarifications as queries
from . import moving

ASK, APPROVE, MAKE, VISIT = "protection.consent", "protection.approve", "protection.make", "protection.visit"
REWRITE, AGAIN = "protection.rewrite", "protection.clarify_again"
OFFICE_DUTIES = (APPROVE, MAKE, VISIT, REWRITE)


def locked(
    actor: Actor, clarification_id: int, may: Callable[[Actor, Clarification], bool], at: datetime
) -> Clarification:
    """Load a clarification for writing. Raises NotHere when `may` says no, Conflicted for kin of whom it is about."""
    rows = Clarification.objects.select_for_update(of=("self",))
    row = rows.select_related("report", "harm", "organ", "person__home").filter(pk=clarification_id).first()
    if row is None or not may(actor, row):
        raise NotHere()
    queries.refuse_conflicted(actor, row, on=timezone.localdate(at))
    return row


def to_search(row: Clarification, at: datetime) -> None:
    """Let the search know, after an act that changes what is to be found."""
    search.index(source=searched.SOURCE, keys=[row.pk], at=at)


def refuse_shaken(row: Clarification) -> None:
    """Refuse to go on while the report is open again, or once what is put right was found otherwise since."""
    if why := queries.shaken(row):
        raise errors.NotYet(
            _("%s，现在不能往下办。查清以后由负责人看：还是不实的另行评估，不再是不实的撤回这次澄清。") % why, (why,)
        )


def days_for(row: Clarification, counted_from: date) -> tuple[str, str, Due | None]:
    """Return clause, its address and the last day of the step that begins on a day; no day where it is 未规定."""
    key = queries.CROSS_DAYS if row.is_cross_department else queries.DAYS
    said, due = moving.clock(key, region=row.region, counted_from=counted_from)
    return said.citation, said.clause_url or "", due


def pass_on(
    actor: Actor, row: Clarification, kind: str, title: str, why: str, at: datetime, *, is_leaders: bool = False
) -> None:
    """Make the next step the office's duty with the region's days, and keep its last day on the row."""
    clause, url, due = days_for(row, timezone.localdate(at))
    row.due_on = due.on if due is not None else None
    row.save(update_fields=["due_on"])
    done(actor, row, at)
    moving.next_duty(
        actor, row, kind, title, why, at, clause=clause, clause_url=url, is_leaders=is_leaders, due=due
    )  # fmt: skip


def done(actor: Actor, row: Clarification, at: datetime) -> None:
    """Close what the office had to do with it."""
    for kind in OFFICE_DUTIES:
        moving.done_duty(actor, row, kind, at)


def ask_person(actor: Actor, row: Clarification, at: datetime) -> None:
    """Make the word on it the person's own duty, told without saying what about: lists are read over shoulders."""
    duties.open_duty(
        actor=actor, kind=ASK, title="对澄清的方式和范围表示意见", why="澄不澄清、怎样澄清，先听您的",
        subject=own_ref(row), person_id=row.person_id, at=at,
    )  # fmt: skip
    tell(
        actor, row, "可以为您澄清，先听您的意见",
        [
            "对您的反映已经查清，有不实的内容。可以为您澄清，方式和范围先听您的意见。",
            "接下来：您同意以后由领导审批，再送澄清函、作澄清。",
            "您可以：同意，同意但提出意见，或者不要求澄清。不要求澄清的，不影响任何事。",
            f"有疑问请找：{row.organ.name}",
        ],
        at,
    )  # fmt: skip


def stop_asking(actor: Actor, row: Clarification, at: datetime) -> None:
    """Take the question off the person's list."""
    duties.close_duty(actor=actor, kind=ASK, subject=own_ref(row), at=at)


def tell(actor: Actor, row: Clarification, title: str, lines: list[str], at: datetime) -> None:
    """Tell the person what was done, what is next, what he may do, whom to ask."""
    notices.tell(
        actor=actor, account_ids=access.accounts_of_people([row.person_id]), title=title, body="\n".join(lines),
        subject=own_ref(row), at=at,
    )  # fmt: skip


def own_ref(row: Clarification) -> str:
    """How the person's own page about it is named."""
    return ref("protection.own_clarification", row.pk)
