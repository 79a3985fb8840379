"""What keeps small things small: early signs, problems inherited from before, and trials of something new."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class EarlySign(models.Model):
    """A sign noticed early: a reminder talk, what is put right, closed without mark. Basis: 云南 12; SPEC TL-10.

    It never becomes an effect, never enters a file, list or statistic by name.
    """

    class State(models.TextChoices):
        NOTICED = "NOTICED", _("已发现")
        TALKED = "TALKED", _("已提醒谈话")
        CLOSED = "CLOSED", _("已改正，不留痕迹")

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    organisation_path = models.CharField(max_length=80, db_index=True)
    text = models.TextField(_("苗头性、倾向性问题"))
    noticed_on = models.DateField(_("发现日期"))
    state = models.CharField(max_length=8, choices=State, default=State.NOTICED)
    talked_on = models.DateField(_("谈话日期"), null=True, blank=True)
    talked_by = models.CharField(_("谈话人"), max_length=80, blank=True)
    talk_note = models.TextField(_("谈话要点"), blank=True)
    put_right = models.TextField(_("怎样改的"), blank=True)
    due_on = models.DateField(_("请在此前改正"), null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="early_sign_closed_at_and_closed_by_go_together",
                condition=Q(closed_at=None, closed_by="") | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.noticed_on}"


class InheritedProblem(models.Model):
    """A problem left from before: its earlier state and who took it on; not charged to the solver. Basis: 云南 10."""

    title = models.CharField(_("历史遗留问题"), max_length=120)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    organisation_path = models.CharField(max_length=80, db_index=True)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    earlier_state = models.TextField(_("接手时的状况"))
    arose = models.CharField(_("形成时间"), max_length=40)
    taken_on = models.DateField(_("接手日期"))
    outcome = models.TextField(_("解决情况"), blank=True)
    solved_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class Trial(models.Model):
    """Something done for the first time (首创): what came of it and how far it spread. Basis: SPEC TL-13."""

    class Result(models.TextChoices):
        RUNNING = "RUNNING", _("试行中")
        SUCCEEDED = "SUCCEEDED", _("成功")
        FAILED = "FAILED", _("没有成功，已总结")

    title = models.CharField(_("首创事项"), max_length=120)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    organisation_path = models.CharField(max_length=80, db_index=True)
    filing = models.ForeignKey("Filing", models.PROTECT, null=True, blank=True, related_name="+")
    started_on = models.DateField(_("开始日期"))
    result = models.CharField(max_length=10, choices=Result, default=Result.RUNNING)
    lesson = models.TextField(_("成效和教训"), blank=True)
    spread = models.TextField(_("推广到哪里"), blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="a_finished_trial_says_what_was_learnt", condition=Q(result="RUNNING") | ~Q(lesson="")
            ),
        ]

    def __str__(self) -> str:
        return self.title
