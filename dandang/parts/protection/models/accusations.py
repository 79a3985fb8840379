"""False accusation (诬告陷害) as a case of its own: fabrication and intent each proved, own hearing, approval above."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dandang.ledger.casework import models as casework

from ..states import AccusationState
from .reports import Report


class Level(models.TextChoices):
    """At which level an organ stands, the lowest first; the words are those of the packs."""

    COUNTY = "县级", _("县级")
    CITY = "市级", _("市级")
    PROVINCE = "省级", _("省级")
    CENTRE = "中央", _("中央")


class Told(models.TextChoices):
    """How the reporter is told of the points: through the receipt, when nobody knows who it is, or on paper."""

    RECEIPT = "RECEIPT", _("凭收条在查询页告知")
    PAPER = "PAPER", _("书面送达")


class About(models.TextChoices):
    """Of which of the two a point of the hearing speaks."""

    FABRICATION = "FABRICATION", _("捏造")
    INTENT = "INTENT", _("陷害故意")
    OTHER = "OTHER", _("其他")


class Accusation(casework.CaseBase):
    """Whether a report was a false accusation. Opened by people for reasons, never by a finding itself (S7).

    The reporter is a handle until an identity was opened by two persons; only a proved case names a person.
    """

    report = models.OneToOneField(Report, models.PROTECT, related_name="accusation")
    state = models.CharField(max_length=12, choices=AccusationState, default=AccusationState.OPENED)
    opened_because = models.TextField(_("哪些事实让人怀疑是捏造"))
    opening_clause = models.CharField(max_length=200)
    reporter_person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    fabrication = models.TextField(_("捏造、伪造了什么"), blank=True)
    fabrication_evidence = models.TextField(_("捏造、伪造的证据，在哪里"), blank=True)
    intent = models.TextField(_("从哪些事实看出陷害的故意"), blank=True)
    intent_evidence = models.TextField(_("陷害故意的证据，在哪里"), blank=True)
    harm = models.TextField(_("造成了什么后果"), blank=True)
    summary = models.TextField(_("核查情况"), blank=True)
    end_advice = models.TextField(_("核查组建议结束的理由"), blank=True)
    investigated_on = models.DateField(null=True, blank=True)
    investigated_by = models.CharField(max_length=80, blank=True)
    item = models.OneToOneField("casework.AgendaItem", models.PROTECT, null=True, blank=True, related_name="+")
    reasons = models.TextField(_("认定理由"), blank=True)
    clause = models.CharField(max_length=200, blank=True)
    aggravating = models.JSONField(_("从重的情形"), default=list, blank=True)
    approval_level = models.CharField(_("批准机关层级"), max_length=40, blank=True, choices=Level)
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
                condition=~Q(state__in=["INVESTIGATED", "HEARING", "READY", "PROPOSED", "PROVED"])
                | (
                    ~Q(fabrication="")
                    & ~Q(fabrication_evidence="")
                    & ~Q(intent="")
                    & ~Q(intent_evidence="")
                    & ~Q(summary="")
                ),
            ),
            models.CheckConstraint(
                name="a_proved_accusation_was_voted_and_approved_above",
                condition=~Q(state="PROVED")
                | (
                    Q(item__isnull=False, decided_on__isnull=False, consequence_ends_on__isnull=False)
                    & Q(consequence_ends_on__gt=F("decided_on"))
                    & ~Q(reasons="")
                    & ~Q(clause="")
                    & ~Q(consequence="")
                    & ~Q(approval_level="")
                    & ~Q(approved_by_organ="")
                    & ~Q(approval_document="")
                ),
            ),
            models.CheckConstraint(
                name="an_ended_accusation_has_reasons_and_a_day",
                condition=~Q(state__in=["PROVED", "MISTAKEN", "NOT_PROVED", "OVERTURNED"])
                | (~Q(reasons="") & Q(decided_on__isnull=False) & ~Q(decided_by="")),
            ),
            models.CheckConstraint(
                name="a_mistaken_report_leaves_no_mark",
                condition=~Q(state__in=["MISTAKEN", "NOT_PROVED", "OVERTURNED"])
                | Q(reporter_person=None, consequence="", consequence_ends_on=None),
            ),
        ]

    @property
    def system(self) -> str:
        """Whose case it is: the system that handles the report."""
        return self.report.system


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
    """Hearing the reporter before anything is found against them, also one whom nobody knows.

    `note` is the account of a waiver given through the receipt, or of a silence that was waited for.
    """

    case = models.ForeignKey(Accusation, models.PROTECT, related_name="hearings")
    told = models.CharField(_("怎样告知"), max_length=8, choices=Told)
    note = models.TextField(_("放弃的原话，或者等候期满没有说明的情况"), blank=True)

    class Meta(casework.HearingBase.Meta):
        ordering = ["case_id", "id"]


class AccusationPoint(casework.HearingPointBase):
    """One point of that hearing with the words said to it and the answer."""

    hearing = models.ForeignKey(AccusationHearing, models.PROTECT, related_name="points")
    about = models.CharField(_("说的是哪一样"), max_length=12, choices=About)

    class Meta(casework.HearingPointBase.Meta):
        pass


class AccusationReview(models.Model):
    """A second look by other people at a proved case, because something came up that speaks against it.

    The organ that approved the finding, or one above it, approves what comes of it. `leaned` are the references of what
    was done on the strength of the finding; `undone` is how it was made good.
    """

    class Result(models.TextChoices):
        UPHELD = "UPHELD", _("维持认定")
        OVERTURNED = "OVERTURNED", _("撤销认定")

    case = models.ForeignKey(Accusation, models.PROTECT, related_name="reviews")
    grounds = models.TextField(_("发现了什么，为什么要复查"))
    ordered_on = models.DateField()
    ordered_by = models.CharField(max_length=80)
    findings = models.TextField(_("复查情况"), blank=True)
    advice = models.CharField(_("复查的人建议"), max_length=10, choices=Result, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    reported_by = models.CharField(max_length=80, blank=True)
    result = models.CharField(_("结果"), max_length=10, choices=Result, blank=True)
    reasons = models.TextField(_("理由"), blank=True)
    approval_level = models.CharField(_("批准机关层级"), max_length=40, blank=True, choices=Level)
    approved_by_organ = models.CharField(_("批准机关"), max_length=120, blank=True)
    approval_document = models.CharField(_("批准文号"), max_length=80, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    leaned = models.JSONField(_("受这个认定影响的"), default=list, blank=True)
    undone = models.TextField(_("怎样恢复的"), blank=True)
    undone_on = models.DateField(null=True, blank=True)
    undone_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_review_of_an_accusation_at_a_time", fields=["case"], condition=Q(decided_on=None)
            ),
            models.CheckConstraint(
                name="a_review_of_an_accusation_says_why",
                condition=~Q(grounds="") & ~Q(ordered_by=""),
            ),
            models.CheckConstraint(
                name="a_reported_review_has_findings_and_advice",
                condition=Q(findings="", advice="", reported_on=None, reported_by="")
                | (~Q(findings="") & ~Q(advice="") & Q(reported_on__isnull=False) & ~Q(reported_by="")),
            ),
            models.CheckConstraint(
                name="a_decided_review_was_reported_and_approved",
                condition=Q(result="", reasons="", decided_on=None, decided_by="")
                | (
                    Q(decided_on__isnull=False, reported_on__isnull=False)
                    & ~Q(result="")
                    & ~Q(reasons="")
                    & ~Q(decided_by="")
                    & ~Q(approval_level="")
                    & ~Q(approved_by_organ="")
                    & ~Q(approval_document="")
                ),
            ),
            models.CheckConstraint(
                name="what_leaned_on_an_accusation_was_undone_on_a_day",
                condition=Q(undone="", undone_on=None, undone_by="")
                | (Q(result="OVERTURNED", undone_on__isnull=False) & ~Q(undone="") & ~Q(undone_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.ordered_on}"


class DishonestyReferral(models.Model):
    """A paper by people that hands a proved false accusation to the register of dishonesty, for a term. 安徽 12.

    Never automatic, never for 错告 or an unfounded report: it points to a proved case, which a trigger checks.
    """

    accusation = models.OneToOneField(Accusation, models.PROTECT, related_name="dishonesty_referral")
    reasons = models.TextField(_("理由"))
    clause = models.CharField(max_length=200)
    approval_level = models.CharField(_("批准机关层级"), max_length=40, choices=Level)
    approved_by_organ = models.CharField(_("批准机关"), max_length=120)
    approval_document = models.CharField(_("批准文号"), max_length=80)
    handed_on = models.DateField(_("移送日期"))
    ends_on = models.DateField(_("期限到哪一天"))
    removed_on = models.DateField(_("移出日期"), null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    removal_reason = models.TextField(_("移出的理由"), blank=True)
    removed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_dishonesty_referral_ends", condition=Q(ends_on__gt=F("handed_on"))),
            models.CheckConstraint(
                name="a_removed_referral_says_why",
                condition=Q(removed_on=None, removed_by="", removal_reason="")
                | (Q(removed_on__isnull=False) & ~Q(removed_by="") & ~Q(removal_reason="")),
            ),
            models.CheckConstraint(
                name="a_dishonesty_referral_has_reasons_clause_and_approval",
                condition=~Q(reasons="")
                & ~Q(clause="")
                & ~Q(approval_level="")
                & ~Q(approved_by_organ="")
                & ~Q(approval_document=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.accusation_id} {self.handed_on}"
