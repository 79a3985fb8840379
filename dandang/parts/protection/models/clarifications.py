"""Clarification of what was untrue: assessed first, consented to, approved, as wide as the harm, visited after."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..states import ClarificationState
from .harms import Circle, PublicHarm
from .reports import Allegation, Report, System


class Clarification(models.Model):
    """One person's name put right. The four forms: written always; in person, at a meeting, by notice beside it.

    `follows` is the round before, when the harm went on after a visit. `due_on` is the last day of the present step.
    """

    class Way(models.TextChoices):
        SCREEN = "SCREEN", _("本人在线表态")
        PAPER = "PAPER", _("本人签字，代录")

    number = models.CharField(_("编号"), max_length=40, unique=True)
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="clarifications")
    harm = models.ForeignKey(PublicHarm, models.PROTECT, null=True, blank=True, related_name="clarifications")
    system = models.CharField(_("承办系统"), max_length=12, choices=System)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    organ = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    organ_path = models.CharField(max_length=80, db_index=True)
    region = models.CharField(max_length=6)
    state = models.CharField(max_length=10, choices=ClarificationState, default=ClarificationState.ASSESSED)
    known_to = models.PositiveSmallIntegerField(_("不实内容传到了哪里"), choices=Circle)
    told_to = models.PositiveSmallIntegerField(_("澄清到哪里"), choices=Circle)
    wider_reason = models.TextField(_("为什么比传到的地方更广"), blank=True)
    why_case = models.CharField(_("属于哪种应当澄清的情形"), max_length=120, blank=True)
    is_cross_department = models.BooleanField(_("要几个部门一起办"), default=False)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    assessment = models.TextField(_("事前评估：会有什么效果，会不会再伤害"))
    words = models.TextField(_("澄清的内容，只说不实的问题"))
    is_in_person = models.BooleanField(_("当面"), default=False)
    is_at_meeting = models.BooleanField(_("会议"), default=False)
    is_by_notice = models.BooleanField(_("通报、媒体"), default=False)
    assessed_on = models.DateField()
    assessed_by = models.CharField(max_length=80)
    due_on = models.DateField(null=True, blank=True)
    clause = models.CharField(max_length=200, blank=True)
    consented_on = models.DateField(_("本人同意日期"), null=True, blank=True)
    consent_words = models.TextField(_("本人对方式和范围的意见"), blank=True)
    consent_way = models.CharField(max_length=8, choices=Way, blank=True)
    consent_keyed_by = models.CharField(max_length=80, blank=True)
    consent_scan = models.FileField(upload_to="clarifications/", blank=True)
    consent_scan_digest = models.CharField(max_length=64, blank=True)
    wishes_answer = models.TextField(_("本人的意见怎样办"), blank=True)
    declined_on = models.DateField(_("本人不要求澄清的日期"), null=True, blank=True)
    returned_reason = models.TextField(_("退回重拟的理由"), blank=True)
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True)
    written_on = models.DateField(_("澄清函送达日期"), null=True, blank=True)
    made_on = models.DateField(_("澄清日期"), null=True, blank=True)
    record = models.TextField(_("澄清记录：时间、地点、参加的人"), blank=True)
    visit_due_on = models.DateField(_("约定哪天以前回访"), null=True, blank=True)
    visited_on = models.DateField(_("回访日期"), null=True, blank=True)
    visit_note = models.TextField(_("回访了解到的情况"), blank=True)
    visited_by = models.CharField(max_length=80, blank=True)
    harm_goes_on = models.BooleanField(_("影响还没有消除"), default=False)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)
    withdrawal = models.TextField(_("为什么撤回，已经澄清的怎样更正"), blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="a_clarification_is_of_a_report_or_of_public_harm",
                condition=Q(report__isnull=False) | Q(harm__isnull=False),
            ),
            models.CheckConstraint(
                name="a_clarification_reaches_as_far_as_the_harm", condition=Q(told_to__gte=F("known_to"))
            ),
            models.CheckConstraint(
                name="a_clarification_wider_than_the_harm_says_why",
                condition=Q(told_to=F("known_to")) | ~Q(wider_reason=""),
            ),
            models.CheckConstraint(
                name="a_word_keyed_from_paper_has_its_scan",
                condition=~Q(consent_way="PAPER") | (~Q(consent_keyed_by="") & ~Q(consent_scan="")),
            ),
            models.CheckConstraint(
                name="no_clarification_without_the_persons_consent",
                condition=Q(state__in=["ASSESSED", "DECLINED", "WITHDRAWN"]) | Q(consented_on__isnull=False),
            ),
            models.CheckConstraint(
                name="no_clarification_is_made_without_approval",
                condition=~Q(state__in=["APPROVED", "MADE", "VISITED"])
                | (Q(approved_on__isnull=False) & ~Q(approved_by="") & ~Q(approved_by=F("assessed_by"))),
            ),
            models.CheckConstraint(
                name="a_visited_clarification_says_what_was_learnt",
                condition=~Q(state="VISITED") | (Q(visited_on__isnull=False) & ~Q(visit_note="") & ~Q(visited_by="")),
            ),
            models.CheckConstraint(
                name="a_withdrawn_clarification_says_why_and_when",
                condition=Q(withdrawn_on=None, withdrawn_by="", withdrawal="") & ~Q(state="WITHDRAWN")
                | Q(state="WITHDRAWN", withdrawn_on__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawal=""),
            ),
            models.CheckConstraint(
                name="a_made_clarification_has_day_and_record",
                condition=~Q(state__in=["MADE", "VISITED"])
                | (Q(made_on__isnull=False, written_on__isnull=False) & ~Q(record="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Clarified(models.Model):
    """An untrue allegation that a clarification puts right; the words are the allegation's untrue part only."""

    clarification = models.ForeignKey(Clarification, models.PROTECT, related_name="clarified")
    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="clarified")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="an_allegation_is_clarified_once", fields=["clarification", "allegation"])
        ]

    def __str__(self) -> str:
        return f"{self.clarification_id} {self.allegation_id}"


class Restoration(models.Model):
    """What an untrue allegation had done to an assessment, selection or award, and its repair. Basis: SPEC PR-06."""

    class Where(models.TextChoices):
        ASSESSMENT = "ASSESSMENT", _("考核")
        SELECTION = "SELECTION", _("选拔任用")
        AWARD = "AWARD", _("评先奖优")
        OTHER = "OTHER", _("其他")

    clarification = models.ForeignKey(Clarification, models.PROTECT, related_name="restorations")
    where = models.CharField(max_length=12, choices=Where)
    found = models.TextField(_("受了什么影响"))
    repaired = models.TextField(_("怎样恢复的"), blank=True)
    repaired_on = models.DateField(null=True, blank=True)
    repaired_by = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["clarification_id", "id"]
        constraints = [
            models.CheckConstraint(
                name="a_repair_has_its_day",
                condition=Q(repaired="", repaired_on=None, repaired_by="")
                | (Q(repaired_on__isnull=False) & ~Q(repaired="") & ~Q(repaired_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clarification_id} {self.where}"
