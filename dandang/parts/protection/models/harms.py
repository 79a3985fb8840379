"""Harm to a reputation in public opinion. No monitoring of the public, no tracing of authors (SPEC PR-08)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..states import HarmState
from .reports import System


class Circle(models.IntegerChoices):
    """How far something became known, or is told: each wider than the one before."""

    PERSON = 1, _("本人")
    TEAM = 2, _("领导班子")
    UNIT = 3, _("所在单位")
    SYSTEM = 4, _("本系统")
    COUNTY = 5, _("本县（市、区）")
    PUBLIC = 6, _("社会")


class PublicHarm(models.Model):
    """Harm to a reputation in public opinion: registered, facts checked, published, effect checked. Basis: 云南 11."""

    number = models.CharField(_("编号"), max_length=40, unique=True)
    system = models.CharField(_("承办系统"), max_length=12, choices=System)
    organ = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    organ_path = models.CharField(max_length=80, db_index=True)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    told = models.TextField(_("在哪里、说了什么"))
    registered_on = models.DateField()
    registered_by = models.CharField(max_length=80)
    region = models.CharField(max_length=6)
    known_to = models.PositiveSmallIntegerField(_("传到了哪里"), choices=Circle)
    state = models.CharField(max_length=14, choices=HarmState, default=HarmState.REGISTERED)
    facts = models.TextField(_("查明的事实"), blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=80, blank=True)
    proposed_to = models.PositiveSmallIntegerField(_("拟公布到哪里"), choices=Circle, null=True, blank=True)
    proposed = models.TextField(_("拟公布的内容和方式"), blank=True)
    proposed_by = models.CharField(max_length=80, blank=True)
    wider_reason = models.TextField(_("为什么比传到的地方更广"), blank=True)
    published_to = models.PositiveSmallIntegerField(_("公布到哪里"), choices=Circle, null=True, blank=True)
    approved_by = models.CharField(_("批准公布的人"), max_length=80, blank=True)
    publication = models.TextField(_("公布的内容和范围"), blank=True)
    published_on = models.DateField(null=True, blank=True)
    effect = models.TextField(_("效果"), blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="harm_is_done_to_a_person_or_a_unit",
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="what_is_published_was_checked",
                condition=Q(state="REGISTERED") | (~Q(facts="") & Q(checked_on__isnull=False) & ~Q(checked_by="")),
            ),
            models.CheckConstraint(
                name="published_on_is_not_before_checked_on",
                condition=Q(published_on=None) | Q(published_on__gte=F("checked_on")),
            ),
            models.CheckConstraint(
                name="what_is_published_reaches_as_far_as_the_harm",
                condition=~Q(state__in=["PUBLISHED", "CLOSED"])
                | (
                    Q(published_to__gte=F("known_to"), published_on__isnull=False)
                    & ~Q(publication="")
                    & ~Q(approved_by="")
                    & ~Q(approved_by=F("checked_by"))
                    & ~Q(approved_by=F("proposed_by"))
                ),
            ),
            models.CheckConstraint(
                name="a_closed_harm_says_what_the_effect_was",
                condition=~Q(state="CLOSED") | (~Q(effect="") & Q(closed_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.number
