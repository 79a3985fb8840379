"""False accusation (诬告陷害) as a case of its own: fabrication and intent each proved, own hearing, approval above."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dandang.ledger.casework import models as casework

from ..states import AccusationState
from .reports import Report


class Accusation(casework.CaseBase):
    """Whether a report was a false accusation. Opened by people for reasons, never by a finding itself (S7).

    The reporter is a handle until an identity was opened by two persons; only a proved case names a person.
    """

    report = models.OneToOneField(Report, models.PROTECT, related_name="accusation")
    state = models.CharField(max_length=12, choices=AccusationState, default=AccusationState.OPENED)
    opened_because = models.TextField(_("哪些事实让人怀疑是捏造"))
    opening_clause = models.CharField(max_length=200)
    reporter_person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    fabrication = models.TextField(_("捏造、伪造的事实和证据"), blank=True)
    intent = models.TextField(_("陷害故意的事实和证据"), blank=True)
    summary = models.TextField(_("核查情况"), blank=True)
    investigated_on = models.DateField(null=True, blank=True)
    investigated_by = models.CharField(max_length=80, blank=True)
    item = models.OneToOneField("casework.AgendaItem", models.PROTECT, null=True, blank=True, related_name="+")
    reasons = models.TextField(_("认定理由"), blank=True)
    clause = models.CharField(max_length=200, blank=True)
    approval_level = models.CharField(_("批准机关层级"), max_length=40, blank=True)
    approved_by_organ = models.CharField(_("批准机关"), max_length=120, blank=True)
    approval_document = models.CharField(_("批准文号"), max_length=80, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    consequence = models.TextField(_("处理"), blank=True)
    consequence_ends_on = models.DateField(_("影响到哪一天为止"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="a_proved_accusation_has_fabrication_and_intent",
                condition=~Q(state="PROVED") | (~Q(fabrication="") & ~Q(intent="")),
            ),
            models.CheckConstraint(
                name="a_proved_accusation_was_voted_and_approved_above",
                condition=~Q(state="PROVED")
                | (
                    Q(item__isnull=False, decided_on__isnull=False, consequence_ends_on__isnull=False)
                    & ~Q(reasons="")
                    & ~Q(clause="")
                    & ~Q(approval_level="")
                    & ~Q(approved_by_organ="")
                    & ~Q(approval_document="")
                ),
            ),
            models.CheckConstraint(
                name="an_ended_accusation_has_reasons_and_a_day",
                condition=~Q(state__in=["PROVED", "MISTAKEN", "NOT_PROVED"])
                | (~Q(reasons="") & Q(decided_on__isnull=False) & ~Q(decided_by="")),
            ),
            models.CheckConstraint(
                name="a_mistaken_report_leaves_no_mark",
                condition=~Q(state__in=["MISTAKEN", "NOT_PROVED"])
                | Q(reporter_person=None, consequence="", consequence_ends_on=None),
            ),
        ]


class AccusationAssignment(casework.AssignmentBase):
    """Who has which part in a case of false accusation."""

    case = models.ForeignKey(Accusation, models.PROTECT, related_name="assignments")

    class Meta(casework.AssignmentBase.Meta):
        ordering = ["case_id", "id"]
        constraints = [
            models.UniqueConstraint(name="nobody_has_two_parts_in_an_accusation", fields=["case", "person"]),
            models.CheckConstraint(
                name="accusation_recused_at_recused_by_and_reason_together",
                condition=Q(recused_at=None, recused_by="", recusal_reason="")
                | (Q(recused_at__isnull=False) & ~Q(recused_by="") & ~Q(recusal_reason="")),
            ),
        ]


class AccusationHearing(casework.HearingBase):
    """Hearing the reporter before anything is found against them."""

    case = models.ForeignKey(Accusation, models.PROTECT, related_name="hearings")

    class Meta(casework.HearingBase.Meta):
        ordering = ["case_id", "id"]


class AccusationPoint(casework.HearingPointBase):
    """One point of that hearing with the words said to it and the answer."""

    hearing = models.ForeignKey(AccusationHearing, models.PROTECT, related_name="points")

    class Meta(casework.HearingPointBase.Meta):
        pass


class DishonestyReferral(models.Model):
    """A paper by people that hands a proved false accusation to the register of dishonesty, for a term. 安徽 12.

    Never automatic, never for 错告 or an unfounded report: it points to a proved case, which a trigger checks.
    """

    accusation = models.OneToOneField(Accusation, models.PROTECT, related_name="dishonesty_referral")
    reasons = models.TextField(_("理由"))
    clause = models.CharField(max_length=200)
    approved_by_organ = models.CharField(_("批准机关"), max_length=120)
    approval_document = models.CharField(_("批准文号"), max_length=80)
    handed_on = models.DateField(_("移送日期"))
    ends_on = models.DateField(_("期限到哪一天"))
    removed_on = models.DateField(_("移出日期"), null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    removal_reason = models.TextField(_("移出的理由"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_dishonesty_referral_ends", condition=Q(ends_on__gt=F("handed_on"))),
            models.CheckConstraint(
                name="a_removed_referral_says_why", condition=Q(removed_on=None) | ~Q(removal_reason="")
            ),
            models.CheckConstraint(
                name="a_dishonesty_referral_has_reasons_clause_and_approval",
                condition=~Q(reasons="") & ~Q(clause="") & ~Q(approved_by_organ="") & ~Q(approval_document=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accusation_id} {self.handed_on}"
