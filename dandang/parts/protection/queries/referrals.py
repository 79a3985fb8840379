"""Which proved false accusations stand on the register of dishonesty, until when, and which are over?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ui.pages import Page, cut
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from ..models import DishonestyReferral
from . import reach

KEY = "protection.dishonesty_referral"
RUNNING, ENDED, REMOVED, REVOKED = "RUNNING", "ENDED", "REMOVED", "REVOKED"


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One referral: its case, its term, where it stands (`standing`), the chip of its end while it runs."""

    id: int
    accusation_id: int
    number: str
    approved_by_organ: str
    approval_document: str
    handed_on: date
    ends_on: date
    removed_on: date | None
    removal_reason: str
    standing: str
    chip: DeadlineChip | None


def referral_page(actor: Actor, *, on: date, number: int = 1) -> Page[ReferralRow]:
    """This function will list the referrals of the cases the actor may open, those that run longest last."""
    access.require(actor, "protection.staff")
    seen = reach.visible_accusations(actor).order_by().values("pk")
    found = DishonestyReferral.objects.filter(accusation_id__in=seen).select_related("accusation")
    page = cut(found.order_by("removed_on", "ends_on", "pk"), number=number)
    return Page([_row(one, on) for one in page.rows], page.number, page.size, page.total, page.is_capped)


def standing_of(referral: DishonestyReferral, *, on: date) -> str:
    """This function will say whether a referral runs, is past its term, has lost its finding, or was removed.

    The end day is outside.
    """
    if referral.removed_on is not None:
        return REMOVED
    if referral.accusation.state == "OVERTURNED":
        return REVOKED
    return RUNNING if on < referral.ends_on else ENDED


def _row(one: DishonestyReferral, on: date) -> ReferralRow:
    standing = standing_of(one, on=on)
    return ReferralRow(
        id=one.pk, accusation_id=one.accusation_id, number=one.accusation.number,
        approved_by_organ=one.approved_by_organ, approval_document=one.approval_document, handed_on=one.handed_on,
        ends_on=one.ends_on, removed_on=one.removed_on, removal_reason=one.removal_reason, standing=standing,
        chip=calendars.deadline_chip(one.ends_on, on) if standing in (RUNNING, ENDED) else None,
    )  # fmt: skip
