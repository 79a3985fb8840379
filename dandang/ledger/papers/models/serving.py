"""Whom a paper was handed to, how and when, and the receipt that came back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dandang.ledger.papers.models.papers import Paper
from dandang.ledger.papers.states import Way


class Service(models.Model):
    """One service. A receipt is the person's own on screen, or keyed from paper by a clerk with its scan.

    `served_on` and `received_on` are days as they happened; `recorded_at` and `receipt_at` when they were put down.
    """

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="services")
    recipient = models.CharField(_("受送达人"), max_length=120)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    way = models.CharField(_("送达方式"), max_length=20, choices=Way)
    place = models.CharField(_("送达地点"), max_length=120, blank=True)
    served_on = models.DateField(_("送达日期"))
    servers = models.CharField(_("送达人"), max_length=120)
    witness = models.CharField(_("见证人"), max_length=120, blank=True)
    refusal = models.CharField(_("拒收或者代收情况"), max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    received_on = models.DateField(_("签收日期"), null=True, blank=True)
    signer = models.CharField(_("签收人"), max_length=60, blank=True)
    receipt_at = models.DateTimeField(null=True, blank=True)
    receipt_by = models.CharField(max_length=80, blank=True)
    is_keyed = models.BooleanField(default=False)
    scan = models.FileField(upload_to="papers/", blank=True)
    scan_form = models.CharField(max_length=8, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    scan_code = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["paper_id", "id"]
        constraints = [
            models.CheckConstraint(name="recorded_at_and_recorded_by_go_together", condition=~Q(recorded_by="")),
            models.CheckConstraint(
                name="receipt_is_whole",
                condition=Q(receipt_at=None, receipt_by="", received_on=None, signer="", is_keyed=False, scan="")
                | (Q(receipt_at__isnull=False, received_on__isnull=False) & ~Q(receipt_by="") & ~Q(signer="")),
            ),
            models.CheckConstraint(
                name="scan_and_digest_go_together",
                condition=Q(scan="", scan_sha256="", scan_code="")
                | (~Q(scan="") & ~Q(scan_sha256="") & ~Q(scan_code="")),
            ),
            models.CheckConstraint(
                name="keyed_receipt_has_its_scan",
                condition=Q(is_keyed=False) | ~Q(scan=""),
            ),
            models.CheckConstraint(
                name="left_with_a_witness", condition=~Q(way="LEFT_WITH_WITNESS") | (~Q(witness="") & ~Q(refusal=""))
            ),
            models.CheckConstraint(name="service_names_its_recipient", condition=~Q(recipient="") & ~Q(servers="")),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.recipient}"
