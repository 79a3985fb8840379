"""Ballots: who may rate (roll), one-time tickets, and the cast sheets.

What is kept and what is not is the promise: a confidential ticket names nobody, a ballot names no ticket, and neither
has a time of day. Nothing stored pairs a person with a confidential ballot.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .cycles import CycleUnit


class Promise(models.TextChoices):
    NAMED = "NAMED", _("记名")
    CONFIDENTIAL = "CONFIDENTIAL", _("保密")


class Roll(models.Model):
    """The raters of one group in a unit, drawn by rule. `members` lists id, name, post, and from whom each recuses."""

    unit = models.ForeignKey(CycleUnit, models.PROTECT, related_name="rolls")
    group = models.CharField(_("评议类别"), max_length=20)
    promise = models.CharField(max_length=14, choices=Promise)
    rule = models.CharField(_("产生办法"), max_length=240)
    members = models.JSONField(default=list)
    expected = models.PositiveIntegerField(_("应参加人数"))
    issued = models.PositiveIntegerField(_("发出"), default=0)
    drawn_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_roll_per_group", fields=["unit", "group"])]
        ordering = ["unit_id", "id"]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.group}"


class Ticket(models.Model):
    """A one-time ticket: only the digest of its code is kept. `rater` is set on named rolls alone."""

    roll = models.ForeignKey(Roll, models.PROTECT, related_name="tickets")
    digest = models.CharField(max_length=64, unique=True)
    rater = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    rater_name = models.CharField(max_length=40, blank=True)
    is_used = models.BooleanField(default=False)
    is_void = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_void_ticket_was_not_used", condition=Q(is_void=False) | Q(is_used=False))
        ]

    def __str__(self) -> str:
        return f"{self.roll_id} {'used' if self.is_used else 'open'}"


class Ballot(models.Model):
    """One cast sheet. `marks` maps participant id to {indicator: score in 1e-4 points}; a blank means 不了解.

    `rater` is set on named rolls alone. Its primary key is random, so that the order of casting is not kept.
    """

    class Source(models.TextChoices):
        PHONE = "PHONE", _("手机")
        KEYED = "KEYED", _("纸质录入")
        SHEET = "SHEET", _("表格导入")

    id = models.CharField(primary_key=True, max_length=32)
    roll = models.ForeignKey(Roll, models.PROTECT, related_name="ballots")
    unit = models.ForeignKey(CycleUnit, models.PROTECT, related_name="ballots")
    source = models.CharField(max_length=8, choices=Source)
    rater = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    marks = models.JSONField()
    is_valid = models.BooleanField(default=True)
    void_reason = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_invalid_ballot_has_a_reason", condition=Q(is_valid=True) | ~Q(void_reason="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.source}"
