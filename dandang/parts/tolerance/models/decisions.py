"""What was decided: the decision with reasons for each element, correction with its measures, and the review."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dandang.ledger.casework import models as casework

from ..states import MeasureState, ReviewState
from .cases import Case
from .findings import Element


class Decision(casework.DecisionBase):
    """The decision of a case. `advice` is what the evaluator said that day; `effects` the effects it wrote."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="decision")
    advice = models.JSONField(default=dict)
    departure = models.TextField(_("与规则对照不一致的理由"), blank=True)
    follows_advice = models.BooleanField()
    correction = models.TextField(_("纠错要求"), blank=True)
    publication = models.CharField(_("公布范围"), max_length=120)
    copies_to = models.JSONField(_("抄送"), default=list)
    paper_id = models.PositiveBigIntegerField(null=True, blank=True)
    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    overturned_at = models.DateTimeField(null=True, blank=True)
    overturned_by = models.CharField(max_length=80, blank=True)

    class Meta(casework.DecisionBase.Meta):
        constraints = [
            *casework.DecisionBase.Meta.constraints,
            models.CheckConstraint(
                name="a_departure_from_the_advice_is_reasoned", condition=Q(follows_advice=True) | ~Q(departure="")
            ),
            models.CheckConstraint(
                name="overturned_at_and_overturned_by_go_together",
                condition=Q(overturned_at=None, overturned_by="")
                | (Q(overturned_at__isnull=False) & ~Q(overturned_by="")),
            ),
        ]


class DecisionReason(models.Model):
    """The decision's own reason on one element; each of the six has one. Basis: SPEC TL-06."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="element_reasons")
    element = models.CharField(max_length=14, choices=Element)
    side = models.CharField(max_length=8, choices=casework.Side)
    reason = models.TextField()
    clause = models.CharField(max_length=120)

    class Meta:
        ordering = ["decision_id", "id"]
        constraints = [
            models.UniqueConstraint(name="an_element_is_reasoned_once", fields=["decision", "element"]),
            models.CheckConstraint(
                name="an_element_of_a_decision_has_reason_and_clause", condition=~Q(reason="") & ~Q(clause="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}"


class WrittenEffect(models.Model):
    """An effect the decision wrote, so that an overturned decision takes back every one of them."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="written_effects")
    effect = models.OneToOneField("effects.Effect", models.PROTECT, related_name="+")
    restored_by_review = models.ForeignKey("Review", models.PROTECT, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.decision_id} {self.effect_id}"


class Measure(models.Model):
    """One correction measure: what, who, by when, and how it was accepted. Basis: 安徽 12; SPEC TL-08."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="measures")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("整改什么"))
    owner_name = models.CharField(_("责任人或者责任单位"), max_length=120)
    owner_person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("完成期限"))
    extended_from = models.DateField(null=True, blank=True)
    extension_reason = models.CharField(_("延期理由"), max_length=300, blank=True)
    state = models.CharField(max_length=14, choices=MeasureState, default=MeasureState.ORDERED)
    report = models.TextField(_("整改情况"), blank=True)
    reported_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    accepted_by = models.CharField(_("验收人"), max_length=80, blank=True)
    acceptance_note = models.TextField(_("验收意见"), blank=True)

    class Meta:
        ordering = ["decision_id", "number"]
        constraints = [
            models.UniqueConstraint(name="measures_are_numbered_once", fields=["decision", "number"]),
            models.CheckConstraint(
                name="an_extended_measure_says_why", condition=Q(extended_from=None) | ~Q(extension_reason="")
            ),
            models.CheckConstraint(
                name="an_accepted_measure_names_day_and_person",
                condition=~Q(state="ACCEPTED") | (Q(accepted_on__isnull=False) & ~Q(accepted_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:20]}"


class Visit(models.Model):
    """A follow-up visit during correction, or the return visit to the tolerated person."""

    class Kind(models.TextChoices):
        FOLLOW_UP = "FOLLOW_UP", _("跟踪了解")
        RETURN = "RETURN", _("回访")

    case = models.ForeignKey(Case, models.PROTECT, related_name="visits")
    kind = models.CharField(max_length=10, choices=Kind)
    visited_on = models.DateField(_("日期"))
    visitors = models.CharField(_("走访人"), max_length=120)
    note = models.TextField(_("了解到的情况"))
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["case_id", "visited_on", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.visited_on}"


class Referral(models.Model):
    """An organ's reasoned finding of 整改不力 or 拒不整改, which alone leads to accountability. Basis: 安徽 12."""

    class Ground(models.TextChoices):
        POORLY_DONE = "POORLY_DONE", _("整改不力")
        REFUSED = "REFUSED", _("拒不整改")

    case = models.OneToOneField(Case, models.PROTECT, related_name="referral")
    ground = models.CharField(max_length=12, choices=Ground)
    reasons = models.TextField(_("理由"))
    clause = models.CharField(max_length=120)
    item = models.ForeignKey("casework.AgendaItem", models.PROTECT, related_name="+")
    person_said = models.TextField(_("本人的说明"))
    accountability = models.ForeignKey("matters.Accountability", models.PROTECT, related_name="+")
    referred_at = models.DateTimeField()
    referred_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_referral_has_reasons_clause_and_the_persons_words",
                condition=~Q(reasons="") & ~Q(clause="") & ~Q(person_said=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.ground}"


class Review(models.Model):
    """A second look by other people, asked by the person (never heavier) or ordered by an organ for new facts."""

    class Kind(models.TextChoices):
        REQUESTED = "REQUESTED", _("本人申请复查")
        ORDERED = "ORDERED", _("发现新情况，机关决定复查")

    class Result(models.TextChoices):
        UPHELD = "UPHELD", _("维持原决定")
        MENDED = "MENDED", _("变更原决定")
        OVERTURNED = "OVERTURNED", _("撤销原决定")

    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.REQUESTED)
    organ = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    grounds = models.TextField(_("理由"))
    requested_on = models.DateField(_("申请日期"))
    last_day = models.DateField(_("申请期限的最后一天"), null=True, blank=True)
    due_on = models.DateField(_("应作决定日期"), null=True, blank=True)
    due_is_provisional = models.BooleanField(default=False)
    clause = models.CharField(_("期限依据"), max_length=200, blank=True)
    clause_url = models.CharField(max_length=200, blank=True)
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=80)
    refusal_reason = models.TextField(blank=True)
    person_said = models.TextField(_("本人意见"), blank=True)
    answer = models.TextField(_("对本人意见的答复"), blank=True)
    result = models.CharField(max_length=12, choices=Result, blank=True)
    outcome = models.CharField(max_length=30, blank=True)
    outcome_label = models.CharField(max_length=40, blank=True)
    reasons = models.TextField(_("复查理由"), blank=True)
    item = models.OneToOneField("casework.AgendaItem", models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    paper_id = models.PositiveBigIntegerField(null=True, blank=True)
    looked_again = models.JSONField(_("受影响、已交有关部门重新研究的工作"), default=list, blank=True)

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [
            models.UniqueConstraint(
                name="one_review_of_a_case_at_a_time",
                fields=["case"],
                condition=Q(state__in=["REQUESTED", "ACCEPTED"]),
            ),
            models.CheckConstraint(
                name="review_decided_at_and_decided_by_go_together",
                condition=Q(decided_at=None, decided_by="") | (Q(decided_at__isnull=False) & ~Q(decided_by="")),
            ),
            models.CheckConstraint(
                name="a_decided_review_has_result_reasons_and_votes",
                condition=~Q(state="DECIDED")
                | (~Q(result="") & ~Q(reasons="") & Q(item__isnull=False) & Q(decided_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_review_not_accepted_says_why", condition=~Q(state="REFUSED") | ~Q(refusal_reason="")
            ),
            models.CheckConstraint(
                name="a_changed_decision_names_its_new_outcome",
                condition=~Q(result="MENDED") | (~Q(outcome="") & ~Q(outcome_label="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.requested_on}"
