"""Findings of inspection, audit, supervision and petitions, good and bad, waiting for somebody to look at them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dandang.ledger.matters.models.matters import Channel, Matter


class Finding(models.Model):
    """What somebody found: a problem, or work well done. One about a person is looked at by those who manage him.

    `recorded_by` and `handled_by` are references to accounts. Basis: SPEC LD-04; 云南 第3—4点.
    """

    class Tone(models.TextChoices):
        GOOD = "GOOD", _("肯定")
        BAD = "BAD", _("问题")

    channel = models.CharField(_("来源"), max_length=20, choices=Channel)
    tone = models.CharField(_("性质"), max_length=4, choices=Tone)
    text = models.TextField(_("反映的内容"))
    document = models.CharField(_("来源文书"), max_length=200, blank=True)
    found_on = models.DateField(_("日期"))
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("涉及单位")
    )
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, blank=True, related_name="findings")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.CharField(max_length=80, blank=True)
    handling = models.TextField(_("怎样处理"), blank=True)

    class Meta:
        ordering = ["-found_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="finding_handled_at_handled_by_and_handling_together",
                condition=Q(handled_at=None, handled_by="", handling="")
                | (Q(handled_at__isnull=False) & ~Q(handled_by="") & ~Q(handling="")),
            ),
            models.CheckConstraint(name="a_finding_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text[:40]
