"""Evidence of a matter and who looked at it. Triggers refuse to change a file's digest or to delete anything."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dandang.ledger.matters.models.matters import Channel, Matter


class Evidence(models.Model):
    """One piece of evidence: a file with its SHA-256, or a paper with the place where it lies.

    `number` counts within the matter and is never given twice. What was filed stays; a piece may be withdrawn with a
    reason. `added_after_hearing` says that the person has not yet been heard on it. `added_by`, `checked_by` and
    `withdrawn_by` are references to accounts.
    """

    class Kind(models.TextChoices):
        DOCUMENT = "DOCUMENT", _("公文、会议记录")
        CONTRACT = "CONTRACT", _("合同、票据")
        STATEMENT = "STATEMENT", _("谈话、证言")
        EXPERT = "EXPERT", _("鉴定、检测、审计结论")
        PICTURE = "PICTURE", _("照片、图纸")
        DATA = "DATA", _("数据、台账")
        OTHER = "OTHER", _("其他")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("证据名称"), max_length=120)
    kind = models.CharField(_("种类"), max_length=10, choices=Kind)
    dated_on = models.DateField(_("材料日期"), null=True, blank=True)
    is_original = models.BooleanField(_("原件"), default=False)
    pages = models.PositiveSmallIntegerField(_("页数"), null=True, blank=True)
    provided_by = models.CharField(_("提供者"), max_length=120)
    channel = models.CharField(_("来源"), max_length=20, choices=Channel)
    location = models.CharField(_("纸质存放处"), max_length=120, blank=True)
    file = models.FileField(upload_to="evidence/", blank=True)
    file_name = models.CharField(_("文件名"), max_length=200, blank=True)
    form = models.CharField(max_length=8, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    added_after_hearing = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)
    adder_name = models.CharField(_("登记人"), max_length=60)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=80, blank=True)
    checker_name = models.CharField(_("核对人"), max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)
    withdrawal_reason = models.CharField(_("撤回理由"), max_length=200, blank=True)

    class Meta:
        ordering = ["matter_id", "number"]
        constraints = [
            models.UniqueConstraint(name="evidence_is_numbered_once_in_a_matter", fields=["matter", "number"]),
            models.UniqueConstraint(
                name="a_file_is_evidence_once_in_a_matter",
                fields=["matter", "sha256"],
                condition=~Q(sha256="") & Q(withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="evidence_is_a_file_with_digest_or_a_paper_with_its_place",
                condition=(~Q(file="") & ~Q(sha256="") & Q(size__gt=0)) | (Q(file="", sha256="") & ~Q(location="")),
            ),
            models.CheckConstraint(
                name="evidence_checked_at_and_checked_by_go_together",
                condition=Q(checked_at=None, checked_by="") | (Q(checked_at__isnull=False) & ~Q(checked_by="")),
            ),
            models.CheckConstraint(name="evidence_is_checked_by_somebody_else", condition=~Q(checked_by=F("added_by"))),
            models.CheckConstraint(
                name="evidence_withdrawn_at_withdrawn_by_and_reason_together",
                condition=Q(withdrawn_at=None, withdrawn_by="", withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by="") & ~Q(withdrawal_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}"

    @property
    def label(self) -> str:
        """How the piece is called in the matter."""
        return f"证{self.number}"


class Look(models.Model):
    """Somebody looked at a piece of evidence; with the check that its bytes are still those that were filed."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="looks")
    looked_at = models.DateTimeField()
    looked_by = models.CharField(max_length=80)
    looker_name = models.CharField(max_length=60)
    is_whole = models.BooleanField()

    class Meta:
        ordering = ["evidence_id", "id"]

    def __str__(self) -> str:
        return f"{self.evidence_id} {self.looker_name}"
