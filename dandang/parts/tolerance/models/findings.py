"""What the inquiry found: six elements, three distinctions, items of the lists, and hearing the person about points."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dandang.ledger.casework import models as casework

from .cases import Case


class Element(models.TextChoices):
    """The six elements. Basis: 中央 四."""

    MOTIVE = "MOTIVE", _("动机态度")
    CONDITIONS = "CONDITIONS", _("客观条件")
    PROCEDURE = "PROCEDURE", _("程序方法")
    NATURE = "NATURE", _("性质程度")
    CONSEQUENCES = "CONSEQUENCES", _("后果影响")
    REMEDY = "REMEDY", _("挽回损失")


class Pair(models.TextChoices):
    """The three distinctions, each by its milder side. Basis: 中央 四 (三个区分开来)."""

    FIRST_TRY = "FIRST_TRY", _("缺乏经验、先行先试")
    NO_LIMIT = "NO_LIMIT", _("尚无明确限制的探索")
    UNINTENDED = "UNINTENDED", _("推动发展的无意过失")


OTHER_SIDE = {
    "FIRST_TRY": _("明知故犯"),
    "NO_LIMIT": _("明令禁止后我行我素"),
    "UNINTENDED": _("谋取私利"),
}


class ElementFinding(models.Model):
    """One element: facts, evidence, for whom it speaks, and the reasons. Written again until the inquiry reports.

    `clause` names a clause as document@day#clause; one of an edition later than the act says why in `later_because`.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="element_findings")
    element = models.CharField(max_length=14, choices=Element)
    facts = models.TextField(_("查明的事实"))
    side = models.CharField(max_length=8, choices=casework.Side)
    reasons = models.TextField(_("理由"))
    clause = models.CharField(_("条款"), max_length=120)
    evidence = models.ManyToManyField("matters.Evidence", blank=True, related_name="+")
    later_because = models.CharField(_("用后来较轻规定的理由"), max_length=300, blank=True)
    waits_for = models.CharField(_("还缺什么"), max_length=200, blank=True)
    found_at = models.DateTimeField()
    found_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [
            models.UniqueConstraint(name="an_element_is_found_once", fields=["case", "element"]),
            models.CheckConstraint(
                name="an_element_has_facts_reasons_and_clause", condition=~Q(facts="") & ~Q(reasons="") & ~Q(clause="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.element} {self.side}"


class DistinctionFinding(models.Model):
    """On which side of one of the three distinctions the act stands, and why."""

    class Where(models.TextChoices):
        MILDER = "MILDER", _("前一种")
        GRAVER = "GRAVER", _("后一种")
        UNCLEAR = "UNCLEAR", _("尚不明确")

    case = models.ForeignKey(Case, models.PROTECT, related_name="distinction_findings")
    pair = models.CharField(max_length=12, choices=Pair)
    where = models.CharField(max_length=8, choices=Where)
    reasons = models.TextField(_("理由"))
    evidence = models.ManyToManyField("matters.Evidence", blank=True, related_name="+")
    found_at = models.DateTimeField()
    found_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [
            models.UniqueConstraint(name="a_distinction_is_made_once", fields=["case", "pair"]),
            models.CheckConstraint(name="a_distinction_has_reasons", condition=~Q(reasons="")),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.pair} {self.where}"


class ListFinding(models.Model):
    """Whether an item of the pack's positive or negative list, or a red line, applies to the act."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="list_findings")
    item = models.CharField(_("清单条目"), max_length=60)
    label = models.CharField(max_length=200)
    clause = models.CharField(max_length=120)
    applies = models.BooleanField(null=True)
    reasons = models.TextField(_("理由"))
    found_at = models.DateTimeField()
    found_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [
            models.UniqueConstraint(name="a_list_item_is_judged_once", fields=["case", "item"]),
            models.CheckConstraint(name="a_list_item_has_reasons", condition=~Q(reasons="")),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.item}"


class Hearing(casework.HearingBase):
    """Hearing the person before any unfavourable finding. Basis: SPEC TL-05."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="hearings")

    class Meta(casework.HearingBase.Meta):
        ordering = ["case_id", "id"]


class HearingPoint(casework.HearingPointBase):
    """One point of the hearing; it may name the element it belongs to and the evidence."""

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="points")
    element = models.CharField(max_length=14, choices=Element, blank=True)
    evidence = models.ManyToManyField("matters.Evidence", blank=True, related_name="+")

    class Meta(casework.HearingPointBase.Meta):
        pass
