"""An accountability matter and the gate in it: tolerance is considered before anything is decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dandang.ledger.matters.models.matters import Matter
from dandang.ledger.matters.states import (
    ALLOWED_OUTCOMES,
    SETTLED,
    AccountabilityState,
    Consideration,
    Gate,
    Outcome,
    first_state,
)

_NOT_CONSIDERED = Q(
    consideration="", considered_on=None, considered_by="", consideration_reasons="", consideration_clauses=""
)
_CONSIDERED = (
    ~Q(consideration="")
    & Q(considered_on__isnull=False)
    & ~Q(considered_by="")
    & ~Q(consideration_reasons="")
    & ~Q(consideration_clauses="")
)
_SETTLED = Q(consideration__in=SETTLED)
_PARTY_HEARD = ~Q(party_organisation="") & ~Q(party_opinion="")
_NO_OUTCOME = Q(
    outcome="", reasons="", clause="", deciding_organ="", document="", decided_on=None, first_signer=None,
    second_signer=None, closed_at=None, closed_by="",
)  # fmt: skip
_OUTCOME = (
    ~Q(outcome="")
    & ~Q(reasons="")
    & ~Q(clause="")
    & ~Q(deciding_organ="")
    & ~Q(document="")
    & Q(decided_on__isnull=False, first_signer__isnull=False, second_signer__isnull=False, closed_at__isnull=False)
    & ~Q(closed_by="")
)


class Accountability(models.Model):
    """问责事项: one person to answer for one matter. `gate` is the place of the gate, kept from the pack on opening.

    `considered_by` names the organ or people who considered tolerance, `tolerance_case` is the reference of the case
    that was opened. `prepared_by`, `opened_by` and `closed_by` are references to accounts.
    """

    number = models.CharField(_("编号"), max_length=80, unique=True)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="accountabilities")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    organ = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("承办机关")
    )
    basis = models.TextField(_("为什么要问责"))
    basis_clause = models.CharField(_("问责依据"), max_length=200)
    gate = models.CharField(max_length=20, choices=Gate)
    gate_clause = models.CharField(max_length=120)
    state = models.CharField(_("状态"), max_length=10, choices=AccountabilityState)
    prepared_at = models.DateTimeField()
    prepared_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.CharField(max_length=80, blank=True)

    consideration = models.CharField(_("考虑容错的结果"), max_length=20, choices=Consideration, blank=True)
    considered_on = models.DateField(_("考虑日期"), null=True, blank=True)
    considered_by = models.CharField(_("由谁考虑"), max_length=120, blank=True)
    consideration_reasons = models.TextField(_("理由"), blank=True)
    consideration_clauses = models.CharField(_("对照的条款"), max_length=300, blank=True)
    party_organisation = models.CharField(_("听取了谁的意见"), max_length=120, blank=True)
    party_opinion = models.TextField(_("意见内容"), blank=True)
    tolerance_case = models.CharField(max_length=80, blank=True)
    tolerance_document = models.CharField(_("容错认定文书"), max_length=200, blank=True)

    outcome = models.CharField(_("问责结论"), max_length=20, choices=Outcome, blank=True)
    reasons = models.TextField(_("理由"), blank=True)
    clause = models.CharField(_("依据"), max_length=200, blank=True)
    deciding_organ = models.CharField(_("作出决定的机关"), max_length=120, blank=True)
    document = models.CharField(_("决定文书"), max_length=200, blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    first_signer = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    second_signer = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        verbose_name_plural = "accountabilities"
        constraints = [
            models.UniqueConstraint(
                name="one_running_accountability_per_matter_and_person",
                fields=["matter", "person"],
                condition=~Q(state="CLOSED"),
            ),
            models.CheckConstraint(name="accountability_gate_is_known", condition=Q(gate__in=Gate.values)),
            models.CheckConstraint(
                name="accountability_state_is_known", condition=Q(state__in=AccountabilityState.values)
            ),
            models.CheckConstraint(
                name="accountability_result_and_outcome_are_known",
                condition=Q(consideration__in=["", *Consideration.values]) & Q(outcome__in=["", *Outcome.values]),
            ),
            models.CheckConstraint(
                name="consideration_is_whole_or_absent", condition=_NOT_CONSIDERED | (_CONSIDERED & _PARTY_HEARD)
            ),
            models.CheckConstraint(
                name="no_decision_before_tolerance_was_considered",
                condition=Q(state__in=["PREPARED", "OPENED"]) | (_SETTLED & _CONSIDERED & _PARTY_HEARD),
            ),
            models.CheckConstraint(
                name="where_the_gate_stands_first_nothing_opens_unconsidered",
                condition=~Q(gate=Gate.BEFORE_OPENING) | Q(state="PREPARED") | (_SETTLED & _CONSIDERED & _PARTY_HEARD),
            ),
            models.CheckConstraint(
                name="a_running_case_names_its_reference",
                condition=~Q(consideration="CASE_OPENED") | ~Q(tolerance_case=""),
            ),
            models.CheckConstraint(
                name="a_result_of_a_case_names_its_document",
                condition=~Q(consideration__in=["TOLERATED", "LIGHTER", "NOT_TOLERATED"]) | ~Q(tolerance_document=""),
            ),
            models.CheckConstraint(
                name="outcome_closed_at_and_closed_by_stand_in_closed_only",
                condition=(Q(state="CLOSED") & _OUTCOME) | (~Q(state="CLOSED") & _NO_OUTCOME),
            ),
            models.CheckConstraint(
                name="an_outcome_about_a_person_has_two_other_signers",
                condition=Q(first_signer=None)
                | (~Q(first_signer=F("second_signer")) & ~Q(first_signer=F("person")) & ~Q(second_signer=F("person"))),
            ),
            *(
                models.CheckConstraint(
                    name=f"outcome_after_{result.lower()}_is_no_heavier",
                    condition=~Q(consideration=result) | Q(outcome__in=["", *allowed]),
                )
                for result, allowed in ALLOWED_OUTCOMES.items()
            ),
            models.CheckConstraint(
                name="accountability_opened_at_and_opened_by_go_together",
                condition=Q(opened_at=None, opened_by="") | (Q(opened_at__isnull=False) & ~Q(opened_by="")),
            ),
            models.CheckConstraint(
                name="what_was_never_opened_is_not_pursued",
                condition=Q(opened_at__isnull=False) | Q(state="PREPARED") | Q(state="CLOSED", outcome="NOT_PURSUED"),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_settled(self) -> bool:
        """Whether tolerance was considered with a result that lets the matter go on."""
        return self.consideration in SETTLED

    @property
    def begins_in(self) -> str:
        """The state it began in."""
        return first_state(self.gate)
