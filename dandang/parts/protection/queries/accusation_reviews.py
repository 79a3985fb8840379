"""The second look at a proved false accusation: is one under way, what leaned on the finding, what is still to undo?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dandang.foundation.ground import references
from dandang.foundation.ground.references import Described
from dandang.foundation.ground.refs import ref
from dandang.foundation.ui.records import Fact
from dandang.ledger.papers import queries as papers
from dandang.registry.people import queries as people

from ..models import Accusation, AccusationReview, Clarification, DishonestyReferral, EarlierFinding
from . import accusations, clarifications

OWN_RULE = "本系统规则：谁批准谁撤销"
TOLD = "accusation_overturned"
"""The paper that tells the reporter."""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One review as its page shows it, with what leaned on a revoked finding by name and address."""

    row: AccusationReview
    look: str
    facts: list[Fact]
    leaned: tuple[Described, ...]


def views_of(row: Accusation) -> list[ReviewView]:
    """This function will return the reviews of a case, the latest first."""
    names = people.names_of(accusations.reviewers(row)).values()
    return [_view(one, "、".join(names)) for one in row.reviews.order_by("-id")]


def _view(one: AccusationReview, names: str) -> ReviewView:
    facts = [Fact(_("为什么复查"), one.grounds), Fact(_("复查的人"), names or _("还没有指派"))]
    if one.reported_on:
        facts += [Fact(_("复查情况"), one.findings), Fact(_("复查的人建议"), str(one.get_advice_display()))]
    if one.decided_on:
        approved = (
            f"{one.approved_by_organ}（{one.approval_level}）{one.approval_document}，{one.decided_on.isoformat()}"
        )
        facts += [Fact(_("理由"), one.reasons), Fact(_("批准"), approved)]
    if one.undone_on:
        facts.append(Fact(_("怎样恢复的"), f"{one.undone}（{one.undone_on.isoformat()}）"))
    known = references.describe(one.leaned)
    look = "void" if one.result == AccusationReview.Result.OVERTURNED else "done"
    return ReviewView(one, look, facts, tuple(known[text] for text in one.leaned))


def current(row: Accusation, *, is_locked: bool = False) -> AccusationReview | None:
    """This function will return the review under way, None when there is none."""
    rows = row.reviews.select_for_update() if is_locked else row.reviews.all()
    return rows.filter(decided_on=None).first()


def last(row: Accusation, *, is_locked: bool = False) -> AccusationReview | None:
    """This function will return the last review, under way or decided."""
    rows = row.reviews.select_for_update() if is_locked else row.reviews.all()
    return rows.order_by("id").last()


def has_lost_ground(row: Accusation) -> bool:
    """This function will say whether something found untrue when the case was proved is no longer found so."""
    ended = EarlierFinding.objects.filter(allegation__report=row.report, finding__in=accusations.SUSPECT)
    ended = ended.exclude(confirmed_by="").exclude(allegation__finding__in=["", *accusations.SUSPECT])
    return row.decided_on is not None and ended.filter(ended_on__gte=row.decided_on).exists()


def leaned_on(row: Accusation) -> list[str]:
    """This function will list what was done on the strength of a finding: referral, signed papers, clarifications that
    no longer stand.
    """
    found = [ref("protection.referral", pk) for pk in _referrals(row).values_list("pk", flat=True)]
    about = papers.papers_of(ref("protection.accusation", row.pk))
    found += [ref("papers.paper", one.id) for one in about if one.is_signed]
    rows = Clarification.objects.filter(report=row.report).exclude(state="WITHDRAWN").order_by("pk")
    return found + [ref("protection.clarification", one.pk) for one in rows if clarifications.shaken(one)]


def waits_for_removal(row: Accusation) -> bool:
    """This function will say whether the referral of a case is still on the register of dishonesty."""
    return _referrals(row).filter(removed_on=None).exists()


def missing_to_undo(row: Accusation) -> tuple[str, ...]:
    """This function will name what a revoked finding still has to have undone before that can be put on record."""
    missing = []
    if not is_told(row):
        missing.append(_("撤销认定通知书还没有送达反映人"))
    if waits_for_removal(row):
        missing.append(_("失信登记还没有移出"))
    return tuple(missing)


def is_told(row: Accusation) -> bool:
    """This function will say whether the reporter was told of the revocation, through the receipt or by the paper."""
    if row.report.receipt_digest:
        return True
    about = papers.papers_of(ref("protection.accusation", row.pk))
    return any(one.kind == TOLD and one.served_on is not None for one in about)


def revoked_in_words(review: AccusationReview) -> str:
    """This function will return what the reporter reads on the receipt page."""
    return "\n".join(
        [
            str(_("原来对您的反映作的诬告认定已经撤销，从一开始就不算，各处都不留记录。")),
            str(_("理由：%s") % review.reasons),
            str(_("批准：%(organ)s　%(document)s") % {
                "organ": review.approved_by_organ, "document": review.approval_document,
            }),
            str(_("因为这个认定做过的处理、移送，由我们逐件恢复。还有没恢复的，请在这里告诉我们。")),
        ]
    )  # fmt: skip


def _referrals(row: Accusation) -> QuerySet[DishonestyReferral]:
    return DishonestyReferral.objects.filter(accusation=row).order_by("pk")
