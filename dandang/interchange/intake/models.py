"""An import from upload to writing: the batch, what is wrong in it, what it changes; and requests to export."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dandang.interchange.intake import states
from dandang.registry.organisations.models import Organisation


class Batch(models.Model):
    """One upload of one or several files. The bytes lie under the data folder by digest, never in a web folder."""

    class Kind(models.TextChoices):
        FORMS = "FORMS", _("任免审批表")
        TEMPLATE = "TEMPLATE", _("国家模板（10 张表）")
        PACKAGE = "PACKAGE", _("交换包")
        SHEET = "SHEET", _("花名册（xlsx）")
        TEXT = "TEXT", _("花名册（csv）")

    class State(models.TextChoices):
        UPLOADED = states.UPLOADED, _("已上传")
        CHECKED = states.CHECKED, _("已核对")
        APPLYING = states.APPLYING, _("正在写入")
        APPLIED = states.APPLIED, _("已写入")
        REFUSED = states.REFUSED, _("已作废")

    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.UPLOADED)
    title = models.CharField(_("文件"), max_length=200)
    files = models.JSONField(help_text=_("文件名、摘要、大小"))
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("导入到"))
    encoding = models.CharField(max_length=20, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    needs_mapping = models.BooleanField(default=False)
    rows_read = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    errors = models.PositiveIntegerField(default=0)
    hints = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)
    root = models.CharField(max_length=64, blank=True, help_text=_("写入各行的摘要之根"))
    uploaded_by = models.PositiveBigIntegerField(null=True, blank=True)
    uploader_name = models.CharField(_("上传人"), max_length=60)
    uploaded_at = models.DateTimeField(_("上传时间"))
    checked_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    applier_name = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_import_of_a_file",
                fields=["digest", "organisation"],
                condition=Q(state__in=states.OPEN),
            ),
            models.CheckConstraint(
                name="applied_import_says_when", condition=~Q(state=states.APPLIED) | Q(applied_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def may_be_applied(self) -> bool:
        """Whether everything passed and there is something to write."""
        return self.state == states.CHECKED and not self.errors and bool(self.created + self.updated)


class Finding(models.Model):
    """A cell to mend (ERROR) or to look at (HINT), where it stands in the user's own file."""

    class Weight(models.TextChoices):
        ERROR = "ERROR", _("要改")
        HINT = "HINT", _("提示")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="findings")
    weight = models.CharField(max_length=5, choices=Weight)
    position = models.PositiveIntegerField()
    file = models.CharField(max_length=200, blank=True)
    sheet = models.CharField(max_length=120, blank=True)
    row = models.PositiveIntegerField(default=0)
    column = models.CharField(max_length=120, blank=True)
    letter = models.CharField(max_length=3, blank=True)
    value = models.TextField(blank=True)
    reason = models.TextField()
    mend = models.TextField()

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(name="finding_of_batch", fields=["batch", "weight", "position"])]

    def __str__(self) -> str:
        return self.reason


class Change(models.Model):
    """One person the import would create or change, field by field: `differences` is a list of label, before, after."""

    class Kind(models.TextChoices):
        CREATE = "CREATE", _("新增")
        UPDATE = "UPDATE", _("更新")

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=6, choices=Kind)
    person_ref = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=40)
    masked_number = models.CharField(max_length=18, blank=True)
    unit_name = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=200, blank=True)
    differences = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(name="change_of_batch", fields=["batch", "position"])]

    def __str__(self) -> str:
        return f"{self.name} {self.kind}"


class ColumnMemory(models.Model):
    """How a unit's roster was mapped last time, by the row of its headings."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    headings_digest = models.CharField(max_length=64)
    mapping = models.JSONField()
    remembered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_memory_of_a_heading_row", fields=["organisation", "headings_digest"])
        ]

    def __str__(self) -> str:
        return self.headings_digest[:12]


class ExportRequest(models.Model):
    """More than the free number of people may leave the house only when a second person has agreed."""

    class Kind(models.TextChoices):
        LRMX = "LRMX", _("任免审批表（lrmx）")
        TEMPLATE = "TEMPLATE", _("国家模板（10 张表）")
        XLSX = "XLSX", _("花名册（xlsx）")
        CSV = "CSV", _("花名册（csv）")

    class State(models.TextChoices):
        ASKED = states.ASKED, _("等待批准")
        APPROVED = states.APPROVED, _("已批准")
        DECLINED = states.DECLINED, _("没有同意")

    kind = models.CharField(_("格式"), max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    person_ids = models.JSONField()
    people = models.PositiveIntegerField(_("人数"))
    reason = models.TextField(_("用途"))
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    asked_by = models.PositiveBigIntegerField()
    asker_name = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    answered_by = models.PositiveBigIntegerField(null=True, blank=True)
    answerer_name = models.CharField(max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="export_is_answered_by_somebody_else",
                condition=Q(answered_by=None) | ~Q(answered_by=models.F("asked_by")),
            ),
            models.CheckConstraint(
                name="answered_export_says_who_and_when",
                condition=Q(state=states.ASKED, answered_at=None)
                | (~Q(state=states.ASKED) & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind}"
