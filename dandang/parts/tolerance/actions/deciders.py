"""Checking the item of a meeting a decision stands on, and writing down who decided. For the files of this package."""

from __future__ import annotations

from datetime import datetime

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Part
from dandang.ledger.casework.records import StudiedItem
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Assignment, Case
from ..queries import deciding

RECUSAL = "公务员法 第76条"


def studied(item_id: int, subject: str) -> StudiedItem:
    """Return the item of a meeting about `subject` whose votes two people keyed and which was carried."""
    item = casework.studied_item(item_id)
    if item.subject != subject:
        raise NotHere()
    if not item.is_settled or item.tally is None or item.held_on is None:
        words = f"“{item.meeting_title}”的表决票还没有由两个人核对一致，不能据此作出决定。请先登记、核对表决票。"
        raise errors.NotYet(words)
    if not item.tally.is_carried:
        words = f"会议没有通过：{item.tally.sentence}。没有通过的不能作出决定，请另行研究，或者退回补充核实。"
        raise errors.NotYet(words, clause=item.clause)
    return item


def require_other_people(case: Case, item: StudiedItem, *, for_review: bool = False) -> None:
    """Refuse a vote in which somebody took part who had to stand aside, as the registry and the case stand now (S5)."""
    found = deciding.conflicted_voters(case, item, for_review=for_review)
    if not found:
        return
    names = {vote.person_id: vote.name for vote in item.votes}
    sentences = [f"{names[pk]}{reasons[0].sentence}" for pk, reasons in found.items()]
    words = "；".join(sentences)
    raise errors.Conflicted(f"{words}。这次表决不能作为决定的依据，请不含他们另行开会研究。", clause=RECUSAL)


def require_not_voter(actor: Actor, item: StudiedItem) -> None:
    """Refuse somebody who voted and now wants to write the decision down: the office does that, not the deciders."""
    if actor.person_id is not None and actor.person_id in deciding.voters_of(item):
        raise errors.Conflicted("您参加了这次表决，不能同时登记决定。请由承办人登记。")


def write_down(actor: Actor, case: Case, item: StudiedItem, part: Part, at: datetime) -> None:
    """Give everybody who voted their part in the case, so that nobody of them ever takes another one in it (S6)."""
    has_part = set(case.assignments.filter(part=part).values_list("person_id", flat=True))
    Assignment.objects.bulk_create(
        Assignment(case=case, person_id=pk, part=part, assigned_at=at, assigned_by=audit.actor_ref(actor))
        for pk in deciding.voters_of(item)
        if pk not in has_part
    )
