"""Handing a proved false accusation to the register of dishonesty: a paper by people, for a term, and its removal.

Never automatic, never for a mistaken or unfounded report. Basis: SPEC PR-07; 安徽 第12点.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.guard import blanks
from dandang.law.policies import queries as policies
from dandang.ledger.casework.records import Due
from dandang.registry.access.records import Actor

from .. import errors
from ..models import DishonestyReferral
from ..queries import accusation_deciding as deciding
from ..queries import accusation_law as law
from ..queries import accusation_reviews, accusations, referrals
from . import accusation_steps as steps
from . import moving


@transaction.atomic
def refer_to_dishonesty(
    *,
    actor: Actor,
    accusation_id: int,
    reasons: str,
    level: str,
    organ: str,
    document: str,
    handed_on: date,
    ends_on: date,
    at: datetime,
) -> int:
    """This function will put a paper on file that hands a proved case to the register of dishonesty; returns its id.

    Refuses: any case that is not proved or is looked at again, one whose report is open, an anonymous reporter, one
    whose consequence has ended, a region without a rule for it, reasons too short, an organ below the least level, no
    document, no term, and a second referral.
    """
    row = steps.locked(actor, accusation_id, accusations.may_lead, at)
    today = timezone.localdate(at)
    if row.state != "PROVED":
        words = _("只有经批准认定的诬告才可以移送失信登记。错告、查不实、还没有认定的，都不能移送。")
        raise errors.NotYet(words, clause=law.DEFINITION)
    steps.require_still_untrue(row)
    if not row.report.is_signed:
        raise errors.NotYet(_("匿名反映不追查是谁写的，没有可以移送的人。"), clause=law.SECRECY)
    if not deciding.is_identity_open(row):
        raise errors.NotYet(_("反映人的身份没有按程序查阅过，不知道是谁，不能移送。"), clause=law.SECRECY)
    if accusation_reviews.current(row) is not None:
        raise errors.WrongState(_("这件认定正在复查，办完以前不能移送。"))
    if not accusations.is_in_force(row, on=today):
        raise errors.WrongState(_("这件认定的影响已经到期，不能再移送。"))
    if DishonestyReferral.objects.filter(accusation=row).exists():
        raise errors.WrongState(_("这件认定已经移送过。"))
    rule = policies.value(referrals.KEY, region=row.region, on=row.report.received_on)
    if rule.value is not True:
        raise errors.NotYet(_("本地没有把诬告纳入失信登记的规定，不能移送。请以当地文件为准。"), clause=rule.citation)
    words = law.require_words(row.region, reasons, _("移送的理由"), on=today, field="reasons")
    law.require_level(level, law.least_level(row.region, on=today))
    _refuse_days(row.decided_on, handed_on, ends_on, at)
    made = DishonestyReferral.objects.create(
        accusation=row, reasons=words, clause=rule.citation, approval_level=level,
        approved_by_organ=blanks.written(organ, _("批准机关"), "organ")[:120],
        approval_document=blanks.written(document, _("批准文号"), "document")[:80],
        handed_on=handed_on, ends_on=ends_on, recorded_at=at, recorded_by=audit.actor_ref(actor),
    )  # fmt: skip
    moving.saved(
        actor, row, "protection.referral.handed_on", at, reason=words, clause=rule.citation,
        handed_on=handed_on.isoformat(), ends_on=ends_on.isoformat(),
    )  # fmt: skip
    why = "期限到了，请原机关移出失信登记，并登记移出"
    moving.next_duty(
        actor, row, "protection.referral_end", "期满移出失信登记", why, at, clause=rule.citation, is_leaders=True,
        due=Due(ends_on),
    )  # fmt: skip
    return made.pk


@transaction.atomic
def remove_referral(*, actor: Actor, referral_id: int, removed_on: date, reason: str, at: datetime) -> None:
    """This function will note that the name was taken off the register, and why; before or at the end of the term.

    Refuses an empty reason, a day before the hand-over or after today, and a second removal.
    """
    row, referral = steps.locked_referral(actor, referral_id, at)
    if referral.removed_on is not None:
        raise errors.WrongState(_("已经登记过移出。"))
    moving.refuse_future(removed_on, at, "removed_on")
    if removed_on < referral.handed_on:
        raise BadInput(_("移出日期早于移送日期，请核对。"), field="removed_on")
    referral.removal_reason = blanks.written(reason, _("移出的理由"), "reason")
    referral.removed_on, referral.removed_by = removed_on, audit.actor_ref(actor)
    referral.save()
    moving.saved(
        actor, row, "protection.referral.removed", at, reason=referral.removal_reason,
        removed_on=removed_on.isoformat(),
    )  # fmt: skip
    steps.done_duty(actor, row, ("referral_end",), at)


def _refuse_days(decided_on: date | None, handed_on: date, ends_on: date, at: datetime) -> None:
    moving.refuse_future(handed_on, at, "handed_on")
    if decided_on is not None and handed_on < decided_on:
        raise BadInput(_("移送日期应在认定以后。"), field="handed_on")
    if ends_on <= handed_on:
        raise BadInput(_("失信要有期限，到期日应在移送日期以后。"), field="ends_on")
