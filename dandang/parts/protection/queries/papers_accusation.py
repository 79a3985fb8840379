"""The papers of a false accusation: which are offered as it stands, and their facts. None holds the reporter's name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from dandang.ledger.casework.models import Part

from ..models import Accusation, AccusationReview, DishonestyReferral, Told
from . import accusation_law as law

Facts = dict[str, Any]
TITLES = {
    "accusation_hearing": _("听取意见通知书"),
    "accusation_finding": _("诬告陷害认定告知书"),
    "dishonesty_referral": _("失信移送函"),
    "dishonesty_removal": _("失信移出函"),
    "accusation_overturned": _("撤销诬告认定通知书"),
}


def kinds_of(row: Accusation) -> tuple[str, ...]:
    """This function will list the kinds of paper a case holds the facts for as it stands.

    A reporter who is told through the receipt has no notice on paper; one who is unknown is sent none. The removal is
    offered once the finding is revoked or while the term runs out: whoever drafts it looks at the day.
    """
    hearing = row.hearings.order_by("id").last()
    referral = referral_of(row)
    is_listed = referral is not None and referral.removed_on is None
    found = (
        ("accusation_hearing", row.state == "HEARING" and hearing is not None and hearing.told == Told.PAPER),
        ("accusation_finding", row.state == "PROVED" and row.report.is_signed),
        ("dishonesty_referral", row.state == "PROVED" and is_listed),
        ("dishonesty_removal", row.state in {"PROVED", "OVERTURNED"} and is_listed),
        ("accusation_overturned", row.state == "OVERTURNED"),
    )
    return tuple(kind for kind, is_open in found if is_open)


def facts_of(row: Accusation, kind: str) -> Facts:
    """This function will put together the facts of one of the papers."""
    return _head(row) | _MAKERS[kind](row)


def referral_of(row: Accusation) -> DishonestyReferral | None:
    """This function will return the referral of a case, None without one."""
    return DishonestyReferral.objects.filter(accusation=row).first()


def _hearing(row: Accusation) -> Facts:
    hearing = row.hearings.latest("id")
    wait = law.law_of(row, on=hearing.notice_on).wait
    return {
        "points": [
            {"about": str(one.get_about_display()), "point": one.point} for one in hearing.points.order_by("number")
        ],
        "reply_by": hearing.reply_by,
        "wait": f"{wait.text}〔{wait.citation}〕" if wait.value is not None else "",
        "clause": f"{law.DEFINITION}；{law.MISTAKEN}",
    }


def _finding(row: Accusation) -> Facts:
    return {
        "fabrication": row.fabrication,
        "intent": row.intent,
        "reasons": row.reasons,
        "aggravating": list(row.aggravating),
        "approval": _found(row),
        "consequence": row.consequence,
        "ends_on": row.consequence_ends_on,
        "clause": row.clause,
    }


def _referral(row: Accusation) -> Facts:
    one = _listed(row)
    return _terms(one) | {"reasons": one.reasons, "found": _found(row), "clause": one.clause}


def _removal(row: Accusation) -> Facts:
    one, review = _listed(row), _revoked_by(row)
    revoked = _approval_of(review) if review is not None else None
    return _terms(one) | {"revoked": revoked, "clause": one.clause}


def _overturned(row: Accusation) -> Facts:
    review = _revoked_by(row)
    assert review is not None
    return {
        "found": _found(row),
        "reasons": review.reasons,
        "approval": _approval_of(review),
        "is_referred": referral_of(row) is not None,
        "clause": row.clause,
    }


_MAKERS: dict[str, Callable[[Accusation], Facts]] = {
    "accusation_hearing": _hearing,
    "accusation_finding": _finding,
    "dishonesty_referral": _referral,
    "dishonesty_removal": _removal,
    "accusation_overturned": _overturned,
}


# Pieces ----------------------------------------------------------------------------------------------------------


def _head(row: Accusation) -> Facts:
    """Whom to ask is the officer who handles the report, never who verified."""
    rows = row.report.assignments.filter(part=Part.HANDLER, recused_at=None).select_related("person")
    names = [one.person.name for one in rows.order_by("pk")[:1]]
    organ = row.organ.name
    return {
        "organ": organ,
        "case_number": row.number,
        "report_number": row.report.number,
        "contact": f"{names[0]}（{organ}）" if names else organ,
    }


def _listed(row: Accusation) -> DishonestyReferral:
    found = referral_of(row)
    assert found is not None
    return found


def _terms(one: DishonestyReferral) -> Facts:
    approval = _approval(one.approved_by_organ, one.approval_level, one.approval_document, None)
    return {"approval": approval, "handed_on": one.handed_on, "ends_on": one.ends_on}


def _found(row: Accusation) -> Facts:
    return _approval(row.approved_by_organ, row.approval_level, row.approval_document, row.decided_on)


def _revoked_by(row: Accusation) -> AccusationReview | None:
    return row.reviews.filter(result=AccusationReview.Result.OVERTURNED).first()


def _approval_of(review: AccusationReview) -> Facts:
    return _approval(review.approved_by_organ, review.approval_level, review.approval_document, review.decided_on)


def _approval(organ: str, level: str, document: str, day: date | None) -> Facts:
    return {"organ": organ, "level": level, "document": document, "day": day}
