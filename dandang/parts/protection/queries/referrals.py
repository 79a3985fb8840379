"""Which proved false accusations stand on the register of dishonesty, until when, and which are over?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext_lazy

from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ui.pages import Page, cut
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from ..models import DishonestyReferral
from . import reach

KEY = "protection.dishonesty_referral"
RUNNING, ENDED, REMOVED, REVOKED = "RUNNING", "ENDED", "REMOVED", "REVOKED"
STANDINGS = {
    RUNNING: gettext_lazy("期限内"), ENDED: gettext_lazy("期满，待移出"),
    REVOKED: gettext_lazy("认定已撤销，立即移出"), REMOVED: gettext_lazy("已移出"),
}  # fmt: skip
LOOKS = {RUNNING: "open", ENDED: "wait", REVOKED: "against", REMOVED: "shut"}


@dataclass(frozen=True, slots=True)
class ReferralFilter:
    """What the list is narrowed to; empty for everything."""

    words: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One referral: its case, its term, where it stands, the chip of its end while it runs."""

    id: int
    accusation_id: int
    number: str
    approved_by_organ: str
    approval_document: str
    handed_on: date
    ends_on: date
    removed_on: date | None
    removal_reason: str
    standing_label: str
    look: str
    chip: DeadlineChip | None


def referral_page(actor: Actor, wanted: ReferralFilter, *, on: date, number: int = 1) -> Page[ReferralRow]:
    """This function will list the referrals of the cases the actor may open, those that run longest last."""
    access.require(actor, "protection.staff")
    seen = reach.visible_accusations(actor).order_by().values("pk")
    found = DishonestyReferral.objects.filter(accusation_id__in=seen).select_related("accusation")
    if wanted.words:
        about = ("accusation__number", "approved_by_organ", "approval_document")
        found = found.filter(reduce(or_, (Q(**{f"{name}__contains": wanted.words}) for name in about)))
    if wanted.standing:
        found = found.filter(_stands(wanted.standing, on))
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


def _stands(standing: str, on: date) -> Q:
    """The same in the database as `standing_of`."""
    kept, undone = Q(removed_on=None), Q(accusation__state="OVERTURNED")
    return {
        REMOVED: ~kept,
        REVOKED: kept & undone,
        RUNNING: kept & ~undone & Q(ends_on__gt=on),
        ENDED: kept & ~undone & Q(ends_on__lte=on),
    }[standing]


def _row(one: DishonestyReferral, on: date) -> ReferralRow:
    standing = standing_of(one, on=on)
    return ReferralRow(
        id=one.pk, accusation_id=one.accusation_id, number=one.accusation.number,
        approved_by_organ=one.approved_by_organ, approval_document=one.approval_document, handed_on=one.handed_on,
        ends_on=one.ends_on, removed_on=one.removed_on, removal_reason=one.removal_reason,
        standing_label=str(STANDINGS[standing]), look=LOOKS[standing],
        chip=calendars.deadline_chip(one.ends_on, on) if standing in (RUNNING, ENDED) else None,
    )  # fmt: skip
