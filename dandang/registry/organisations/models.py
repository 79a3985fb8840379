"""Organs and units: the tree as it stands today, and its names and parents over time."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dandang.registry.organisations import rules

STEP = 4  # characters of one level in `path`


def next_path(path: str) -> str:
    """Return the smallest text behind every path under `path`; the upper end of a range that uses the index."""
    return rules.range_end(path)


def in_branches(column: str, paths: Iterable[str]) -> Q:
    """Return the condition that the path in `column` lies at or below one of `paths`; nothing does without any."""
    inside = Q(pk__in=[])
    for path in paths:
        inside |= Q(**{f"{column}__gte": path, f"{column}__lt": next_path(path)})
    return inside


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def within(self, path: str) -> OrganisationQuerySet:
        """The organisation at `path` and everything below it. A range, since LIKE would not use SQLite's index."""
        return self.filter(path__gte=path, path__lt=next_path(path))

    def existing_on(self, day: object) -> OrganisationQuerySet:
        return self.filter(founded_on__lte=day).filter(Q(closed_on=None) | Q(closed_on__gt=day))

    def in_order(self) -> OrganisationQuerySet:
        return self.order_by("path")


class Organisation(models.Model):
    """One organ or unit. `path` is the copy of today's place in the tree; the dated truth is in Name and Placement.

    A closed or merged unit keeps its row; `merged_into` says where its people went.
    """

    class Kind(models.TextChoices):
        REGION = "REGION", _("地区")
        PARTY = "PARTY", _("党委机关")
        CONGRESS = "CONGRESS", _("人大机关")
        GOVERNMENT = "GOVERNMENT", _("行政机关")
        CONSULTATIVE = "CONSULTATIVE", _("政协机关")
        COURT = "COURT", _("审判机关")
        PROCURATORATE = "PROCURATORATE", _("检察机关")
        MASS = "MASS", _("群团机关")
        TOWNSHIP = "TOWNSHIP", _("乡镇（街道）")
        INSTITUTION = "INSTITUTION", _("参公事业单位")
        INNER = "INNER", _("内设机构")

    code = models.CharField(_("机构编码"), max_length=40, unique=True)
    name = models.CharField(_("机构名称"), max_length=120)
    short_name = models.CharField(_("机构简称"), max_length=60, blank=True)
    kind = models.CharField(_("机构类别"), max_length=20, choices=Kind)
    level = models.CharField(_("机构级别"), max_length=8, blank=True, help_text=_("ZB03 代码"))
    region = models.CharField(_("所在政区"), max_length=6, help_text=_("GB/T 2260 六位代码"))
    sector = models.CharField(_("归口"), max_length=20, blank=True)
    hardship_class = models.CharField(_("艰苦类别"), max_length=20, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=80, unique=True)
    sibling_order = models.PositiveIntegerField(_("同级排序号"), default=0)
    admin_quota = models.PositiveIntegerField(_("行政编制数"), null=True, blank=True)
    institution_quota = models.PositiveIntegerField(_("事业编制数（参照）"), null=True, blank=True)
    other_quota = models.PositiveIntegerField(_("其他编制数"), null=True, blank=True)
    chief_posts = models.PositiveIntegerField(_("正职领导职数"), null=True, blank=True)
    deputy_posts = models.PositiveIntegerField(_("副职领导职数"), null=True, blank=True)
    founded_on = models.DateField(_("设立日期"))
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    extra = models.JSONField(default=dict, blank=True, help_text=_("国家模板中未单列的栏目，原样保存"))

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_closes_after_it_is_founded",
                condition=Q(closed_on=None) | Q(closed_on__gt=F("founded_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        return len(self.path) // STEP


class Name(models.Model):
    """What a unit was called in a period; the end day is outside, none means today's name."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="name_period_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
            models.UniqueConstraint(name="one_name_of_today", fields=["organisation"], condition=Q(ends_on=None)),
        ]

    def __str__(self) -> str:
        return self.name


class Placement(models.Model):
    """Under which parent a unit stood in a period."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="placement_period_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
            models.UniqueConstraint(name="one_parent_of_today", fields=["organisation"], condition=Q(ends_on=None)),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} < {self.parent_id}"
