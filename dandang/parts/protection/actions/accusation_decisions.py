"""From the closed hearing to a proved false accusation: a carried vote keyed by two, then approval from above.

What no meeting carried and no organ above approved is none. Basis: SPEC PR-05, S1, S6, S7.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import blanks
from dandang.ledger.casework import actions as meetings
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Part
from dandang.ledger.casework.records import StudiedItem
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Accusation, AccusationAssignment, Question
from ..queries import accusation_deciding as deciding
from ..queries import accusation_law as law
from ..queries import accusations, clauses
from ..states import ACCUSATION_MOVES
from . import accusation_steps as steps
from . import moving


@transaction.atomic
def submit_accusation(*, actor: Actor, accusation_id: int, meeting_id: int, at: datetime) -> int:
    """This function will put a case on the agenda of a planned meeting and return the item.

    Who received or verified the report, verified the case, or is close to whom the report names stands aside from the
    start. Refuses a case whose hearing has not ended.
    """
    row = steps.locked(actor, accusation_id, accusations.may_handle, at)
    _require_ready(row)
    about = deciding.interests_of(row)
    item_id = meetings.put_on_agenda(
        actor=actor, meeting_id=meeting_id, subject=moving.subject_of(row), title=f"{row.number} {row.title}",
        proposal=deciding.proposal_of(row), party_ids=about.party_ids, involved={}, earlier=about.earlier, at=at,
    )  # fmt: skip
    moving.saved(actor, row, "protection.accusation.submitted", at, meeting=meeting_id, item=item_id)
    return item_id


@transaction.atomic
def propose_accusation(
    *,
    actor: Actor,
    accusation_id: int,
    item_id: int,
    reasons: str,
    clause: str,
    aggravating: Sequence[str] = (),
    at: datetime,
) -> None:
    """This function will write down that a meeting carried the finding, and pass it up for approval.

    Refuses: an item of another case, not keyed by two, not carried, or on other words; a voter who had to stand aside;
    a voter who keys it; reasons too short; a clause not in force on the day of the report; an aggravating circumstance
    the packs do not list.
    """
    row = steps.locked(actor, accusation_id, accusations.may_handle, at)
    _require_ready(row)
    item = _carried(row, item_id)
    _require_other_people(actor, row, item)
    today = timezone.localdate(at)
    row.reasons = law.require_words(row.region, reasons, _("认定理由"), on=today, field="reasons")
    row.clause = clauses.require_clause(row.region, row.report.received_on, clause).text
    row.aggravating = _aggravating(row, aggravating, today)
    row.item_id = item.id
    moving.move(row, ACCUSATION_MOVES, "propose")
    _write_voters_down(actor, row, item, at)
    moving.saved(
        actor, row, "protection.accusation.proposed", at, reason=row.reasons, clause=row.clause, item=item.id,
        aggravating=len(row.aggravating),
    )  # fmt: skip
    steps.done_duty(actor, row, ("accusation_decide",), at)
    said = law.law_of(row, on=today)
    moving.next_duty(
        actor, row, "protection.accusation_approve", "报请批准，登记批文", "会议通过还不算，没有上级批准的不能认定", at,
        clause=(said.approval if said.approval.value else said.least).citation,
    )  # fmt: skip


@transaction.atomic
def prove_accusation(
    *,
    actor: Actor,
    accusation_id: int,
    level: str,
    organ: str,
    document: str,
    decided_on: date,
    consequence: str,
    consequence_ends_on: date,
    reporter_person_id: int | None = None,
    at: datetime,
) -> None:
    """This function will key in the approval from above: with it, and only with it, the false accusation is found.

    Who reported with a receipt reads it there, with the way back; on paper it is 诬告陷害认定告知书.
    Refuses: an organ below the least level (our own rule where the packs are silent, and it says so), no organ, number
    or day; a day before the meeting or after today; no consequence or one without an end; a person where the report is
    anonymous or nobody opened the identity by the vault's way. Basis: SPEC PR-05; regulations §4 认定权限.
    """
    row = steps.locked(actor, accusation_id, accusations.may_handle, at)
    moving.require_state(row, "PROPOSED")
    steps.require_still_untrue(row)
    item = casework.studied_item(row.item_id or 0)
    _require_other_people(actor, row, item)
    today = timezone.localdate(at)
    law.require_level(level, law.law_of(row, on=today).least)
    row.approval_level, row.approved_by_organ = level, blanks.written(organ, _("批准机关"), "organ")[:120]
    row.approval_document = blanks.written(document, _("批准文号"), "document")[:80]
    if (item.held_on is not None and decided_on < item.held_on) or decided_on > today:
        raise BadInput(_("批准日期应在会议（%s）以后、不晚于今天。") % item.held_on, field="decided_on")
    row.consequence = blanks.written(consequence, _("处理"), "consequence")
    if consequence_ends_on <= decided_on:
        raise BadInput(_("处理的影响要有期限，到期日应在批准日期以后。"), field="consequence_ends_on")
    row.reporter_person_id = _person(row, reporter_person_id)
    row.decided_on, row.consequence_ends_on, row.decided_by = decided_on, consequence_ends_on, audit.actor_ref(actor)
    moving.move(row, ACCUSATION_MOVES, "approve")
    moving.saved(
        actor, row, "protection.accusation.proved", at, reason=row.reasons, clause=row.clause, level=level,
        decided_on=decided_on.isoformat(), ends_on=consequence_ends_on.isoformat(),
    )  # fmt: skip
    steps.done_duty(actor, row, ("accusation_approve",), at)
    if row.report.receipt_digest:
        text = deciding.found_in_words(row)
        Question.objects.create(report=row.report, is_from_reporter=False, text=text, written_on=today)


# Checks ----------------------------------------------------------------------------------------------------------


def _require_ready(row: Accusation) -> None:
    if row.state in {"OPENED", "INVESTIGATED", "HEARING"}:
        words = _("还没有查清捏造和陷害的故意、听取反映人意见，不能提交集体研究。")
        raise errors.NotYet(words, (_("听取反映人意见"),), clause=law.DEFINITION)
    moving.require_state(row, "READY")
    steps.require_still_untrue(row)


def _carried(row: Accusation, item_id: int) -> StudiedItem:
    """The item about the case whose votes two people keyed and which was carried."""
    item = casework.studied_item(item_id)
    if item.subject != moving.subject_of(row):
        raise NotHere()
    if not item.is_settled or item.tally is None or item.held_on is None:
        words = _("“%s”的表决票还没有由两个人核对一致，不能据此认定。请先登记、核对表决票。")
        raise errors.NotYet(words % item.meeting_title)
    if not item.tally.is_carried:
        words = _("会议没有通过：%s。没有通过的不能认定，请结束核查，或者补充以后另行研究。")
        raise errors.NotYet(words % item.tally.sentence, clause=item.clause)
    if item.proposal != deciding.proposal_of(row):
        raise errors.WrongState(_("会议表决的不是这件事：%s。") % item.proposal)
    return item


def _require_other_people(actor: Actor, row: Accusation, item: StudiedItem) -> None:
    """Refuse a vote of somebody who has to stand aside as things stand now, and a voter who keys it in (S5, S6)."""
    voters = deciding.voters_of(item)
    if actor.person_id is not None and actor.person_id in voters:
        raise errors.Conflicted(_("您参加了这次表决，不能同时登记结果。请由没有参加表决的承办人登记。"))
    steps.refuse_conflicted(deciding.conflicted_voters(row, item))


def _write_voters_down(actor: Actor, row: Accusation, item: StudiedItem, at: datetime) -> None:
    known = set(row.assignments.values_list("person_id", flat=True))
    AccusationAssignment.objects.bulk_create(
        AccusationAssignment(
            case=row, part=Part.DECIDER, person_id=pk, assigned_at=at, assigned_by=audit.actor_ref(actor)
        )
        for pk in deciding.voters_of(item)
        if pk not in known
    )


def _aggravating(row: Accusation, chosen: Sequence[str], on: date) -> list[str]:
    known = law.law_of(row, on=on).aggravating
    names = list(known.value or ())
    unknown = [one for one in chosen if one not in names]
    if unknown:
        words = _("规定里没有“%s”这种从重情形，请从列出的里选。")
        raise BadInput(words % "、".join(unknown), field="aggravating", clause=known.citation)
    return [one for one in names if one in chosen]


def _person(row: Accusation, person_id: int | None) -> int | None:
    """The reporter on file, when there is one and the identity was opened by the vault's way."""
    if person_id is None:
        return None
    if not row.report.is_signed:
        words = _("匿名反映不追查是谁写的，不能写上人。处理写明对事的部分就可以。")
        raise errors.NotYet(words, field="reporter_person_id", clause=law.SECRECY)
    if not deciding.is_identity_open(row):
        words = _("反映人的身份还没有按程序查阅过，不能写上人。请先申请查阅，由两个不同单位的人批准。")
        raise errors.NotYet(words, field="reporter_person_id", clause=law.SECRECY)
    if not law.named(person_id) or person_id in accusations.parties(row.report):
        words = _("名册里没有这个人，或者是被反映的人。请核对；不在名册里的不用填。")
        raise BadInput(words, field="reporter_person_id")
    return person_id
