"""Documents, their editions, clauses and values, and the catalogue of keys. Editions never change once loaded."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

RELIABILITIES = ["A", "B", "C"]


class EditionQuerySet(models.QuerySet["Edition"]):
    def in_force_on(self, day: date) -> EditionQuerySet:
        """Begun, and the end day not reached."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gt=day))


class Key(models.Model):
    """One thing a rule can speak about, from `packs/keys.yaml`. Labels may be reworded; a unit never changes."""

    key = models.CharField(_("事项代码"), max_length=100, unique=True)
    label = models.CharField(_("事项"), max_length=60)
    unit = models.CharField(_("单位"), max_length=20)
    subject = models.CharField(_("主题"), max_length=20)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.label


class Document(models.Model):
    """A law, rule or opinion over all its editions. `title` is that of the latest edition."""

    key = models.CharField(max_length=40, unique=True)
    title = models.CharField(_("文件名称"), max_length=120)
    short = models.CharField(_("简称"), max_length=12)
    issuer = models.CharField(_("制定机关"), max_length=60)
    level = models.CharField(_("层级"), max_length=10)
    region = models.CharField(_("政区"), max_length=6)
    subject = models.CharField(_("主题"), max_length=20)

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """One edition as its pack says. `body` and `digest` never change.

    `ends_on` is set when a later edition supersedes this one.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions")
    title = models.CharField(_("文件名称"), max_length=120)
    issuer = models.CharField(_("制定机关"), max_length=60)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    starts_on = models.DateField(_("适用起始日"))
    starts_on_reliability = models.CharField(max_length=1)
    starts_on_note = models.CharField(max_length=200, blank=True)
    ends_on = models.DateField(_("不再适用之日"), null=True, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_edition_per_document_and_first_day", fields=["document", "starts_on"]),
            models.CheckConstraint(
                name="edition_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="edition_reliability_is_a_b_or_c", condition=Q(starts_on_reliability__in=RELIABILITIES)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """document@first day, as citations and settled rows keep it."""
        return f"{self.document.key}@{self.starts_on.isoformat()}"


class Clause(models.Model):
    """One clause of an edition in our own words."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="clauses")
    code = models.CharField(max_length=30)
    label = models.CharField(_("条款"), max_length=40, blank=True)
    part = models.CharField(_("部分"), max_length=20, blank=True)
    item = models.CharField(_("点"), max_length=20, blank=True)
    summary = models.TextField(_("我们的摘要"))
    reliability = models.CharField(max_length=1)
    source = models.CharField(_("出处"), max_length=300)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="one_clause_per_edition_and_code", fields=["edition", "code"]),
            models.CheckConstraint(name="clause_reliability_is_a_b_or_c", condition=Q(reliability__in=RELIABILITIES)),
        ]

    def __str__(self) -> str:
        return self.label or self.code


class Value(models.Model):
    """What one clause says about one key. `value` null is 未规定. `region` and the period are copies for the index."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="values")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="values")
    key = models.ForeignKey(Key, models.PROTECT, related_name="values")
    region = models.CharField(max_length=6)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    value = models.JSONField(null=True)
    unit = models.CharField(max_length=20)
    sense = models.CharField(max_length=10)
    reliability = models.CharField(max_length=1)
    checked_on = models.DateField(_("核对日期"))
    note = models.CharField(max_length=200, blank=True)
    cap = models.IntegerField(null=True, blank=True)
    floor = models.IntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="value_of_key_and_region", fields=["key", "region", "starts_on"])]
        constraints = [
            models.UniqueConstraint(name="one_value_per_edition_and_key", fields=["edition", "key"]),
            models.CheckConstraint(
                name="value_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(name="value_reliability_is_a_b_or_c", condition=Q(reliability__in=RELIABILITIES)),
        ]

    def __str__(self) -> str:
        return f"{self.key_id} {self.starts_on}"


class Shelf(models.Model):
    """One row that changes with every load, so that each process knows when its copy of the values is old.

    `facts` is the catalogue of facts of `packs/facts.yaml`; one that left the file stays, as tables may read it.
    """

    version = models.CharField(max_length=64)
    facts = models.JSONField(default=list)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.version
