"""Duties: what, about what, held by whom, due when, and what became of it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DutyQuerySet(models.QuerySet["Duty"]):
    def still_open(self) -> DutyQuerySet:
        return self.filter(closed_at=None)

    def late(self, on: date) -> DutyQuerySet:
        return self.filter(closed_at=None, due_on__lt=on)

    def by_urgency(self) -> DutyQuerySet:
        """Nearest deadline first, those without one last, then in the order they were opened."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "id")


class Duty(models.Model):
    """One thing somebody must do. `subject` is a reference; `holder_key` the holder as text, for the uniqueness rule.

    `counted_from` and `counted_days` are kept for deadlines counted in working days, so that a provisional one can be
    counted again when the year's calendar appears. `opened_by` and `closed_by` are references to accounts.
    """

    kind = models.CharField(_("类别"), max_length=60)
    title = models.CharField(_("事项"), max_length=200)
    why = models.CharField(_("缘由"), max_length=300, blank=True)
    clause = models.CharField(_("依据"), max_length=120, blank=True)
    clause_url = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=80)
    role = models.CharField(_("角色"), max_length=24, blank=True)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey("accounts.Account", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    holder_key = models.CharField(max_length=80)
    due_on = models.DateField(_("期限"), null=True, blank=True)
    due_is_provisional = models.BooleanField(_("暂定"), default=False)
    counted_from = models.DateField(null=True, blank=True)
    counted_days = models.PositiveIntegerField(null=True, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    reminded_on = models.DateField(null=True, blank=True)
    escalated_on = models.DateField(null=True, blank=True)
    escalated_to = models.CharField(max_length=24, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=80, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("待办")
        indexes = [
            models.Index(name="duty_open_by_role", fields=["role", "organisation"], condition=Q(closed_at=None)),
            models.Index(name="duty_open_by_due_day", fields=["due_on"], condition=Q(closed_at=None)),
            models.Index(name="duty_closed_by", fields=["closed_by", "-closed_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_duty_per_kind_subject_and_holder",
                fields=["kind", "subject", "holder_key"],
                condition=Q(closed_at=None),
            ),
            models.CheckConstraint(
                name="closed_at_and_closed_by_go_together",
                condition=Q(closed_at=None, closed_by="") | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
            ),
            models.CheckConstraint(name="opened_at_and_opened_by_go_together", condition=~Q(opened_by="")),
            models.CheckConstraint(
                name="escalated_on_and_escalated_to_go_together",
                condition=Q(escalated_on=None, escalated_to="") | (Q(escalated_on__isnull=False) & ~Q(escalated_to="")),
            ),
            models.CheckConstraint(
                name="duty_has_exactly_one_kind_of_holder",
                condition=(
                    (~Q(role="") & Q(organisation__isnull=False, account=None, person=None))
                    | Q(role="", organisation=None, account__isnull=False, person=None)
                    | Q(role="", organisation=None, account=None, person__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="counted_from_and_counted_days_go_together",
                condition=Q(counted_from=None, counted_days=None)
                | Q(counted_from__isnull=False, counted_days__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title
