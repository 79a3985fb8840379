"""The record itself, and beside it the personal values that may one day have to be erased."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One thing done, refused or read. Nothing here is ever changed: triggers refuse it (see the migrations).

    `seq` counts without gaps from 1; `at` is UTC text with microseconds; `payload` is canonical JSON without personal
    values; `prev` and `digest` chain the entry to the one before.
    """

    seq = models.BigIntegerField(_("序号"), primary_key=True)
    at = models.CharField(_("时间"), max_length=27)
    actor = models.CharField(_("操作人"), max_length=80)
    role = models.TextField(_("角色"), blank=True)
    verb = models.CharField(_("事项"), max_length=80)
    target = models.CharField(_("对象"), max_length=120)
    clause = models.TextField(_("依据"), blank=True)
    reason = models.TextField(_("理由"), blank=True)
    outcome = models.CharField(_("结果"), max_length=12)
    payload = models.TextField()
    alg = models.CharField(max_length=8)
    prev = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(name="entry_by_target", fields=["target", "verb", "seq"]),
            models.Index(name="entry_by_day", fields=["at"]),
            models.Index(name="entry_by_actor", fields=["actor", "seq"]),
            models.Index(name="entry_by_verb", fields=["verb", "seq"]),
        ]
        constraints = [
            models.CheckConstraint(name="entry_counts_from_one", condition=Q(seq__gte=1)),
            models.CheckConstraint(
                name="entry_outcome_is_known", condition=Q(outcome__in=["DONE", "REFUSED", "FAILED"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"


class PrivateValue(models.Model):
    """A personal value an entry speaks of. The entry holds a salted commitment, so deleting this row breaks nothing."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="private_values")
    name = models.CharField(max_length=80)
    value = models.TextField()
    salt = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_private_value_per_name", fields=["entry", "name"])]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"
