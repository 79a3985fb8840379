"""The way back from a proved false accusation: other people look again, and whoever approved the finding revokes it.

A report that turns out true after all, or anything else that speaks against the finding, leads here. A revoked finding
leaves no mark; what leaned on it is listed and made good. That the organ which approved revokes is this product's own
rule: no text in force names anybody. Basis: SPEC PR-05, PR-07; safeguards S6, S7.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.guard import blanks
from dandang.ledger.casework.models import Part
from dandang.ledger.casework.records import Due
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Accusation, AccusationAssignment, AccusationReview, Question
from ..queries import accusation_law as law
from ..queries import accusation_reviews as queries
from ..queries import accusations
from ..states import ACCUSATION_MOVES
from . import accusation_steps as steps
from . import moving

UPHELD, OVERTURNED = AccusationReview.Result.UPHELD, AccusationReview.Result.OVERTURNED
WHY_REVIEW = "两个没有办过这件核查、也没有办过原反映的人复查，由原批准机关或者更高的机关批准结果"


@transaction.atomic
def order_review(*, actor: Actor, accusation_id: int, grounds: str, at: datetime) -> int:
    """This function will have a proved case looked at again and return the review.

    Whoever leads orders it, in words that say what speaks against the finding; the consequence may be over already.
    Refuses a case that is not proved, a second review at a time, grounds shorter than the pack's characters.
    """
    row = steps.locked(actor, accusation_id, accusations.may_lead, at)
    moving.require_state(row, "PROVED")
    if queries.current(row) is not None:
        raise errors.WrongState(_("这件认定正在复查，办完以后才能再提。"))
    today = timezone.localdate(at)
    words = law.require_words(row.region, grounds, _("为什么要复查"), on=today, field="grounds")
    made = AccusationReview.objects.create(case=row, grounds=words, ordered_on=today, ordered_by=audit.actor_ref(actor))
    moving.saved(actor, row, "protection.accusation.review_ordered", at, reason=words, review=made.pk)
    steps.done_duty(actor, row, ("accusation_review_order",), at)
    moving.next_duty(actor, row, "protection.accusation_review_team", "指派复查的人", WHY_REVIEW, at, is_leaders=True)
    return made.pk


@transaction.atomic
def assign_reviewers(*, actor: Actor, accusation_id: int, person_ids: Sequence[int], at: datetime) -> None:
    """This function will give people the second look.

    Refuses, with each reason, whoever had any part in the case or the report, is named by the report or close to
    somebody it names, and people who no longer serve. Basis: S5, S6.
    """
    row = steps.locked(actor, accusation_id, accusations.may_lead, at)
    _in_review(row)
    chosen = list(dict.fromkeys(person_ids))
    if not chosen:
        raise BadInput(_("请至少选一个人。"), field="person_ids")
    steps.refuse_gone(chosen)
    steps.refuse_conflicted(accusations.conflicts_in(row, chosen, on=timezone.localdate(at)))
    AccusationAssignment.objects.bulk_create(
        AccusationAssignment(
            case=row, part=Part.REVIEWER, person_id=pk, assigned_at=at, assigned_by=audit.actor_ref(actor)
        )
        for pk in chosen
    )
    moving.saved(actor, row, "protection.accusation.review_assigned", at, people=len(chosen))
    steps.ask_reviewers(actor, row, at)


@transaction.atomic
def report_review(*, actor: Actor, accusation_id: int, findings: str, advice: str, at: datetime) -> None:
    """This function will hand in what the reviewers found and whether they advise to keep or revoke the finding.

    Refuses whoever is no reviewer (404), fewer reviewers than the pack's investigators, too few words, no advice.
    """
    row = steps.locked(actor, accusation_id, accusations.may_review, at)
    review = _in_review(row)
    today = timezone.localdate(at)
    least = law.law_of(row, on=today).investigators
    if len(accusations.reviewers(row)) < int(least.value or 0):
        words = _("复查的人还不到 %s 个，一个人不单独复查。请先由负责人指派。")
        raise errors.NotYet(words % least.value, clause=least.citation)
    if advice not in AccusationReview.Result.values:
        raise BadInput(_("请选维持认定或者撤销认定。"), field="advice")
    review.findings = law.require_words(row.region, findings, _("复查情况"), on=today, field="findings")
    review.advice, review.reported_on, review.reported_by = advice, today, audit.actor_ref(actor)
    review.save()
    moving.saved(actor, row, "protection.accusation.review_reported", at, review=review.pk, advice=advice)
    steps.done_duty(actor, row, ("accusation_review", "accusation_review_team"), at)
    moving.next_duty(actor, row, "protection.accusation_review_approve", "报请批准复查结果", queries.OWN_RULE, at)


@transaction.atomic
def decide_review(
    *,
    actor: Actor,
    accusation_id: int,
    result: str,
    reasons: str,
    level: str,
    organ: str,
    document: str,
    decided_on: date,
    at: datetime,
) -> None:
    """This function will key in what the organ above made of the review: the finding stands, or it is revoked.

    Revoked, it has no person and no consequence any more, the reporter is told, the referral is to be taken off the
    register at once, and what leaned on the finding is listed and made the office's duty. Refuses: a review not handed
    in, an organ below the one that approved the finding, the report still open, a finding upheld of which nothing is
    untrue any more, a day before the report of the review or after today.
    """
    row = steps.locked(actor, accusation_id, accusations.may_handle, at)
    review = queries.current(row, is_locked=True)
    if review is None or review.reported_on is None:
        raise errors.NotYet(_("复查的人还没有提交复查情况，不能登记结果。"), (_("复查情况"),))
    today = timezone.localdate(at)
    if result not in AccusationReview.Result.values:
        raise BadInput(_("请选维持认定或者撤销认定。"), field="result")
    _refuse_ground(row, result)
    review.reasons = law.require_words(row.region, reasons, _("理由"), on=today, field="reasons")
    _refuse_level(row, level)
    review.approval_level, review.approved_by_organ = level, blanks.written(organ, _("批准机关"), "organ")[:120]
    review.approval_document = blanks.written(document, _("批准文号"), "document")[:80]
    if not review.reported_on <= decided_on <= today:
        raise BadInput(_("批准日期应在提交复查情况以后、不晚于今天。"), field="decided_on")
    review.result, review.decided_on, review.decided_by = result, decided_on, audit.actor_ref(actor)
    if result == OVERTURNED:
        review.leaned = queries.leaned_on(row)
    review.save()
    steps.done_duty(actor, row, ("accusation_review_approve",), at)
    if result == OVERTURNED:
        _revoke(actor, row, review, at)
    else:
        moving.saved(actor, row, "protection.accusation.upheld", at, reason=review.reasons, review=review.pk)


@transaction.atomic
def note_undone(*, actor: Actor, accusation_id: int, words: str, at: datetime) -> None:
    """This function will put on record how everything that leaned on a revoked finding was made good.

    Refuses (NotYet), naming each, while the reporter was not told or the referral is not off the register; and twice.
    """
    row = steps.locked(actor, accusation_id, accusations.may_handle, at)
    moving.require_state(row, "OVERTURNED")
    review = queries.last(row, is_locked=True)
    if review is None or review.undone_on is not None:
        raise errors.WrongState(_("已经登记过怎样恢复。"))
    missing = queries.missing_to_undo(row)
    if missing:
        raise errors.NotYet(_("还不能登记：%s。") % "；".join(missing), missing)
    review.undone = blanks.written(words, _("怎样恢复的"), "words")
    review.undone_on, review.undone_by = timezone.localdate(at), audit.actor_ref(actor)
    review.save()
    moving.saved(actor, row, "protection.accusation.undone", at, reason=review.undone)
    steps.done_duty(actor, row, ("accusation_undo",), at)


# Parts of the acts -----------------------------------------------------------------------------------------------


def _revoke(actor: Actor, row: Accusation, review: AccusationReview, at: datetime) -> None:
    moving.move(row, ACCUSATION_MOVES, "overturn")
    row.reporter_person, row.consequence, row.consequence_ends_on, row.aggravating = None, "", None, []
    moving.saved(
        actor, row, "protection.accusation.overturned", at, reason=review.reasons, review=review.pk,
        leaned=review.leaned,
    )  # fmt: skip
    today = timezone.localdate(at)
    if row.report.receipt_digest:
        Question.objects.create(
            report=row.report, is_from_reporter=False, text=queries.revoked_in_words(review), written_on=today
        )
    if queries.waits_for_removal(row):
        why = "认定已经撤销，请原机关立即移出失信登记，并登记移出"
        moving.next_duty(
            actor, row, "protection.referral_end", "认定撤销，移出失信登记", why, at, is_leaders=True, due=Due(today)
        )
    why = "送达撤销认定的通知；因为这个认定做过的事，一件一件恢复，再登记"
    moving.next_duty(actor, row, "protection.accusation_undo", "恢复受撤销的认定影响的", why, at)


def _in_review(row: Accusation) -> AccusationReview:
    moving.require_state(row, "PROVED")
    review = queries.current(row, is_locked=True)
    if review is None or review.reported_on is not None:
        raise errors.WrongState(_("现在没有等着复查的认定。"))
    return review


def _refuse_ground(row: Accusation, result: str) -> None:
    if row.report.state not in accusations.REPORT_OVER:
        raise errors.NotYet(_("原反映正在重新核实，等查清以后再登记复查结果。"), (_("原反映查清"),))
    if result == UPHELD and not accusations.suspects(row.report).exists():
        words = _("原反映已经没有认定不实的问题，不能维持诬告的认定。")
        raise errors.NotYet(words, clause=law.DEFINITION, field="result")


def _refuse_level(row: Accusation, level: str) -> None:
    if law.rank(level) < max(law.rank(row.approval_level), 0):
        words = _("原认定由%(was)s机关批准，%(level)s机关不能改它。请报原批准机关或者更高的机关。〔%(rule)s〕")
        raise errors.NotYet(
            words % {"was": row.approval_level, "level": level or _("没有选的"), "rule": queries.OWN_RULE},
            field="level",
        )
