"""What goes into scoring besides ballots, and what comes out: measures, component scores, runs and results."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .cycles import Cycle, Participant


class Measure(models.Model):
    """A figure about one person and one indicator, as text with at most four decimals, with its source."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="measures")
    indicator = models.CharField(max_length=40)
    value = models.CharField(max_length=24)
    base_value = models.CharField(max_length=24, blank=True)
    target = models.CharField(max_length=24, blank=True)
    source = models.CharField(_("数据来源"), max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_measure_per_indicator", fields=["participant", "indicator"])]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"


class ComponentScore(models.Model):
    """The score of another part of the year (平时, 专项), in 1e-4 points, with its source."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="component_scores")
    component = models.CharField(max_length=20)
    score_e4 = models.PositiveIntegerField()
    source = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_score_per_component", fields=["participant", "component"])]

    def __str__(self) -> str:
        return f"{self.component} {self.score_e4}"


class DataUpload(models.Model):
    """A workbook of measures and other scores as it came in, kept so that every figure leads back to its file.

    `problems` is what the check found, each as guard.problems.Problem.as_dict() with the letter of its column.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="uploads")
    file_name = models.CharField(_("文件名"), max_length=120)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    measures = models.PositiveIntegerField(_("数据指标"), default=0)
    scores = models.PositiveIntegerField(_("其他部分成绩"), default=0)
    problems = models.JSONField(default=list)
    uploaded_by = models.CharField(max_length=60)
    uploaded_at = models.DateTimeField()
    applied_by = models.CharField(max_length=60, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_applied_upload_names_who_and_when",
                condition=Q(applied_by="", applied_at=None) | (~Q(applied_by="") & Q(applied_at__isnull=False)),
            )
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name


class Run(models.Model):
    """One scoring of a cycle. Results of an earlier run stay; the cycle points at the one that counts."""

    class State(models.TextChoices):
        QUEUED = "QUEUED", _("排队")
        RUNNING = "RUNNING", _("计算中")
        DONE = "DONE", _("完成")
        FAILED = "FAILED", _("没有完成")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="runs")
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    method = models.CharField(max_length=20, default="transparent/1")
    engine = models.CharField(max_length=12)
    plan_hash = models.CharField(max_length=64, blank=True)
    input_hash = models.CharField(max_length=64, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    quota = models.JSONField(default=dict, help_text=_("每个片区、每个单位的名额怎样算出来"))
    summary = models.JSONField(default=dict, help_text=_("分布、不完整人数、不计入事项数等"))
    message = models.CharField(max_length=400, blank=True)
    started_by = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.state}"


class Result(models.Model):
    """One person's scored lines. `lines` holds L2–L10 as scoring.results.Line in JSON; totals in 1e-2 points.

    `low_e2`…`high_e2` is the band of the total, `peer` the peer group as besides.PeerFacts in JSON.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="results")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="results")
    unit_id = models.BigIntegerField(db_index=True)
    state = models.CharField(max_length=12)
    total_e2 = models.IntegerField(null=True, blank=True)
    coverage_bp = models.IntegerField(default=0)
    rank_in_unit = models.IntegerField(null=True, blank=True)
    rank_in_pool = models.IntegerField(null=True, blank=True)
    grade_state = models.CharField(max_length=14)
    low_e2 = models.IntegerField(null=True, blank=True)
    high_e2 = models.IntegerField(null=True, blank=True)
    is_near_edge = models.BooleanField(default=False)
    has_shield = models.BooleanField(default=False)
    peer = models.JSONField(default=dict)
    lines = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_result_per_run", fields=["run", "participant"])]
        indexes = [
            models.Index(name="result_unit_order", fields=["run", "unit_id", "-total_e2"]),
            models.Index(name="result_order", fields=["run", "-total_e2"]),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.total_e2}"
