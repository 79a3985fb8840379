"""Effects, their uses, and decisions on paper waiting for a second pair of eyes."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class EffectQuerySet(models.QuerySet["Effect"]):
    def in_force_on(self, day: date) -> EffectQuerySet:
        """Not revoked, begun, and the end day not reached: in force on T−1, no longer on T."""
        return self.filter(revoked_at=None, starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gt=day))


class Effect(models.Model):
    """A consequence for one person in a half-open period. `source` is the reference of the decision it follows from.

    `facts` holds what the kind's table asks for. `written_by` and `revoked_by` are references to accounts.
    """

    kind = models.CharField(_("类别"), max_length=40)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    starts_on = models.DateField(_("起始日"))
    ends_on = models.DateField(_("截止日"), null=True, blank=True)
    document = models.CharField(_("决定文书"), max_length=200)
    clause = models.CharField(_("依据条款"), max_length=120)
    source = models.CharField(max_length=80)
    facts = models.JSONField(default=dict, blank=True)
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=80)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=80, blank=True)
    revoke_reason = models.TextField(_("撤销理由"), blank=True)

    objects = EffectQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="effect_of_person", fields=["person", "kind"]),
            models.Index(name="effect_of_kind", fields=["kind", "starts_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="effect_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="revoked_at_and_reason_go_together",
                condition=Q(revoked_at=None, revoke_reason="", revoked_by="")
                | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="") & ~Q(revoked_by="")),
            ),
            models.CheckConstraint(name="written_at_and_written_by_go_together", condition=~Q(written_by="")),
            models.CheckConstraint(name="effect_names_document_and_clause", condition=~Q(document="") & ~Q(clause="")),
            models.UniqueConstraint(
                name="one_standing_effect_per_kind_person_and_source",
                fields=["kind", "person", "source"],
                condition=Q(revoked_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.starts_on}"


class Use(models.Model):
    """Work that leaned on an effect: `used_by` is its reference. Noted once per effect and piece of work."""

    effect = models.ForeignKey(Effect, models.PROTECT, related_name="uses")
    used_by = models.CharField(max_length=80)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_use_per_effect_and_work", fields=["effect", "used_by"]),
        ]

    def __str__(self) -> str:
        return self.used_by


class PaperDecision(models.Model):
    """An organ's decision on paper, keyed in by one and compared with the paper by another before it takes effect.

    `keyed_by` and `checked_by` are references to accounts and differ. `effect` is what followed from it.
    """

    class State(models.TextChoices):
        KEYED = "KEYED", _("待核对")
        CONFIRMED = "CONFIRMED", _("已核对")
        RETURNED = "RETURNED", _("已退回")

    kind = models.CharField(_("类别"), max_length=40)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("当事人"))
    organ = models.CharField(_("作出决定的机关"), max_length=120)
    document = models.CharField(_("决定文书"), max_length=200)
    decided_on = models.DateField(_("决定日期"))
    clause = models.CharField(_("依据条款"), max_length=120)
    reason = models.TextField(_("理由"))
    starts_on = models.DateField(_("起始日"))
    ends_on = models.DateField(_("截止日"), null=True, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.KEYED)
    keyed_at = models.DateTimeField()
    keyed_by = models.CharField(max_length=80)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=80, blank=True)
    check_note = models.TextField(_("核对意见"), blank=True)
    effect = models.OneToOneField(Effect, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="keyed_at_and_keyed_by_go_together", condition=~Q(keyed_by="")),
            models.CheckConstraint(
                name="checked_at_and_checked_by_go_together",
                condition=Q(checked_at=None, checked_by="", state="KEYED")
                | (Q(checked_at__isnull=False) & ~Q(checked_by="") & ~Q(state="KEYED")),
            ),
            models.CheckConstraint(name="keyed_and_checked_by_two_people", condition=~Q(keyed_by=F("checked_by"))),
            models.CheckConstraint(
                name="confirmed_decision_has_its_effect",
                condition=Q(state="CONFIRMED", effect__isnull=False) | (~Q(state="CONFIRMED") & Q(effect=None)),
            ),
            models.CheckConstraint(
                name="paper_decision_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
        ]

    def __str__(self) -> str:
        return self.document
