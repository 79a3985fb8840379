"""A matter: what happened, when, with which unit, who took part and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dandang.ledger.matters.states import MatterState
from dandang.registry.organisations.models import in_branches


class Channel(models.TextChoices):
    """By which way something became known. Basis: SPEC LD-01, LD-04."""

    INSPECTION = "INSPECTION", _("巡视巡察")
    AUDIT = "AUDIT", _("审计")
    SUPERVISION = "SUPERVISION", _("督查")
    ENVIRONMENT = "ENVIRONMENT", _("环保督察")
    PETITION = "PETITION", _("信访")
    RESEARCH = "RESEARCH", _("调研")
    DUTY_REPORT = "DUTY_REPORT", _("述职")
    TEAM_MEETING = "TEAM_MEETING", _("民主生活会")
    UNIT_REPORT = "UNIT_REPORT", _("单位报告")
    PERSON = "PERSON", _("本人报告")
    OWN_WORK = "OWN_WORK", _("主管部门工作中发现")


class NumberSeries(models.Model):
    """The last number given out under a prefix in a year; locked while the next one is taken."""

    prefix = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_series_per_prefix_and_year", fields=["prefix", "year"])]

    def __str__(self) -> str:
        return f"{self.prefix}〔{self.year}〕{self.last}号"


class MatterQuerySet(models.QuerySet["Matter"]):
    def within(self, paths: tuple[str, ...]) -> MatterQuerySet:
        """Those of the units in the branches at `paths`."""
        return self.filter(in_branches("organisation__path", paths))


class Matter(models.Model):
    """One happening under one number. `happened_to` is the last day, none for a single day or what still goes on.

    A restricted matter is seen by the discipline body and the organisation department only, not by the unit.
    `registered_by` and `closed_by` are references to accounts.
    """

    class Kind(models.TextChoices):
        MAJOR = "MAJOR", _("大事")
        IMPORTANT = "IMPORTANT", _("要事")
        HARD = "HARD", _("难事")
        DAILY = "DAILY", _("日常")

    class Difficulty(models.TextChoices):
        ORDINARY = "ORDINARY", _("一般")
        HARD = "HARD", _("较难")
        VERY_HARD = "VERY_HARD", _("很难")

    number = models.CharField(_("编号"), max_length=60, unique=True)
    title = models.CharField(_("事项名称"), max_length=120)
    kind = models.CharField(_("性质"), max_length=10, choices=Kind)
    difficulty = models.CharField(_("难度"), max_length=10, choices=Difficulty, default=Difficulty.ORDINARY)
    happened_from = models.DateField(_("发生日期"))
    happened_to = models.DateField(_("结束日期"), null=True, blank=True)
    summary = models.TextField(_("经过"))
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("所在单位")
    )
    region = models.CharField(max_length=6)
    channel = models.CharField(_("来源"), max_length=20, choices=Channel)
    is_of_wide_interest = models.BooleanField(_("涉及面较大、社会关注度较高"), null=True, blank=True)
    is_restricted = models.BooleanField(_("限定知悉范围"), default=False)
    outcome = models.TextField(_("结果"), blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=MatterState, default=MatterState.OPEN)
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=80)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=80, blank=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(name="matter_by_day", fields=["-happened_from", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="a_matter_ends_no_earlier_than_it_begins",
                condition=Q(happened_to=None) | Q(happened_to__gte=F("happened_from")),
            ),
            models.CheckConstraint(
                name="a_closed_matter_has_closed_at_closed_by_and_outcome",
                condition=Q(state="OPEN", closed_at=None, closed_by="")
                | (Q(state="CLOSED", closed_at__isnull=False) & ~Q(closed_by="") & ~Q(outcome="")),
            ),
            models.CheckConstraint(name="a_matter_has_title_and_summary", condition=~Q(title="") & ~Q(summary="")),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Involvement(models.Model):
    """One person's part in a matter; one person has one. It says what somebody did, not whether it was right."""

    class Role(models.TextChoices):
        DECIDED = "DECIDED", _("决策")
        LED = "LED", _("主管")
        DID = "DID", _("经办")
        ADVISED_AGAINST = "ADVISED_AGAINST", _("提出反对或者保留意见")
        JOINED = "JOINED", _("参与")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="involved")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    role = models.CharField(_("在事项中"), max_length=20, choices=Role)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["matter_id", "id"]
        constraints = [
            models.UniqueConstraint(name="a_person_has_one_part_in_a_matter", fields=["matter", "person"]),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"
