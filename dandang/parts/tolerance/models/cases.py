"""A tolerance case: how it began, who works on it, what was said in it, and the plan filed before the trial."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dandang.ledger.casework import models as casework

from ..states import CaseState


class Opening(models.TextChoices):
    """How a case is opened. Basis: 安徽 11 (本人、单位申请); 云南 9 (主动); SPEC TL-01."""

    PERSON = "PERSON", _("本人申请")
    UNIT = "UNIT", _("单位申请")
    PARTY_ORGANISATION = "PARTY_ORGANISATION", _("党组织申请")
    ORGAN = "ORGAN", _("认定机关主动启动")
    ACCOUNTABILITY = "ACCOUNTABILITY", _("问责时同步考虑")


class Filing(models.Model):
    """A reform or trial filed before it began (事前备案): plan, risks, how it was decided. Basis: SPEC TL-02."""

    class State(models.TextChoices):
        FILED = "FILED", _("已报送")
        RECEIVED = "RECEIVED", _("已备案")
        RETURNED = "RETURNED", _("退回补充")

    number = models.CharField(_("备案号"), max_length=40, unique=True)
    title = models.CharField(_("改革或者试点事项"), max_length=120)
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    organisation_path = models.CharField(max_length=80, db_index=True)
    plan = models.TextField(_("做什么、怎样做"))
    risks = models.TextField(_("可能的风险和应对"))
    decided_how = models.TextField(_("怎样决策的"))
    starts_on = models.DateField(_("拟开始日期"))
    scan = models.FileField(_("盖章件扫描"), upload_to="tolerance/filings/", blank=True)
    scan_digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.FILED)
    note = models.CharField(_("备案意见"), max_length=300, blank=True)
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=80)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="filing_answered_at_and_answered_by_go_together",
                condition=Q(answered_at=None, answered_by="") | (Q(answered_at__isnull=False) & ~Q(answered_by="")),
            ),
            models.CheckConstraint(name="a_returned_filing_says_why", condition=~Q(state="RETURNED") | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Case(casework.CaseBase):
    """One person's tolerance case about one matter. `acted_on` is the day of the act, whose rules apply (LW-06)."""

    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    person_post = models.CharField(_("时任职务"), max_length=160, blank=True)
    accountability = models.ForeignKey(
        "matters.Accountability", models.PROTECT, null=True, blank=True, related_name="+"
    )
    filing = models.ForeignKey(Filing, models.PROTECT, null=True, blank=True, related_name="+")
    opening = models.CharField(max_length=20, choices=Opening)
    applicant_name = models.CharField(_("申请人"), max_length=120)
    applicant_organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    account_given = models.TextField(_("事情经过和申请理由"))
    measures_taken = models.TextField(_("已经采取的补救措施"), blank=True)
    acted_on = models.DateField(_("行为日"))
    state = models.CharField(max_length=14, choices=CaseState, default=CaseState.APPLIED)
    applied_on = models.DateField(_("申请日期"))
    accepted_on = models.DateField(null=True, blank=True)
    refusal_reason = models.TextField(_("不予受理的理由"), blank=True)
    refusal_clause = models.CharField(max_length=200, blank=True)
    needs_outside = models.BooleanField(_("涉及面较大、社会关注度较高"), default=False)
    investigated_on = models.DateField(null=True, blank=True)
    report_summary = models.TextField(_("核查情况"), blank=True)
    suggestion = models.CharField(_("核查组建议"), max_length=30, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(_("终止、撤回的理由"), blank=True)
    # What people stated about the facts of the rule table: key -> value. The evaluator reads nothing else.
    facts = models.JSONField(default=dict, blank=True)
    organ_change = models.TextField(_("提级或者指定管辖的理由"), blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["organ_path", "state"], name="tolerance_case_by_organ")]
        constraints = [
            models.UniqueConstraint(
                name="one_open_case_for_a_person_and_matter",
                fields=["matter", "person"],
                condition=Q(
                    state__in=["APPLIED", "ACCEPTED", "INVESTIGATING", "INVESTIGATED", "HEARING", "READY", "DECIDED"]
                ),
            ),
            models.CheckConstraint(
                name="a_case_not_accepted_says_why_and_by_which_clause",
                condition=~Q(state="REFUSED") | (~Q(refusal_reason="") & ~Q(refusal_clause="")),
            ),
            models.CheckConstraint(
                name="a_case_that_ended_says_why",
                condition=~Q(state__in=["ENDED", "WITHDRAWN"]) | (~Q(end_reason="") & Q(ended_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_case_in_work_was_accepted",
                condition=Q(state__in=["APPLIED", "REFUSED", "WITHDRAWN"]) | Q(accepted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_case_beyond_its_inquiry_has_a_report",
                condition=Q(state__in=["APPLIED", "REFUSED", "WITHDRAWN", "ACCEPTED", "INVESTIGATING", "ENDED"])
                | (Q(investigated_on__isnull=False) & ~Q(report_summary="")),
            ),
            models.CheckConstraint(
                name="a_case_beside_accountability_names_it",
                condition=~Q(opening="ACCOUNTABILITY") | Q(accountability__isnull=False),
            ),
        ]


class Assignment(casework.AssignmentBase):
    """Who has which part in the case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments")

    class Meta(casework.AssignmentBase.Meta):
        ordering = ["case_id", "id"]


class RecusalRequest(models.Model):
    """The person concerned, or a member himself, asks that somebody recuse; the organ answers with a reason."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="recusal_requests")
    about = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    reason = models.CharField(_("理由"), max_length=300)
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=80)
    is_granted = models.BooleanField(null=True, blank=True)
    answer = models.CharField(_("答复"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["case_id", "id"]
        constraints = [
            models.CheckConstraint(
                name="recusal_answer_answered_at_and_answered_by_together",
                condition=Q(answered_at=None, answered_by="", answer="", is_granted=None)
                | (Q(answered_at__isnull=False, is_granted__isnull=False) & ~Q(answered_by="") & ~Q(answer="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.about_id}"


class OutsideParticipant(models.Model):
    """Somebody from outside who took part in the inquiry. Basis: 云南 9 (涉及面较大的应邀请)."""

    class Capacity(models.TextChoices):
        MASSES = "MASSES", _("群众代表")
        SERVED = "SERVED", _("服务对象")
        INTERESTED = "INTERESTED", _("利害关系方")
        THIRD_PARTY = "THIRD_PARTY", _("第三方")

    case = models.ForeignKey(Case, models.PROTECT, related_name="outside_participants")
    name = models.CharField(_("姓名或者名称"), max_length=80)
    capacity = models.CharField(max_length=12, choices=Capacity)
    took_part_on = models.DateField(_("参与日期"))
    opinion = models.TextField(_("意见"), blank=True)

    class Meta:
        ordering = ["case_id", "id"]

    def __str__(self) -> str:
        return self.name


class Statement(casework.StatementBase):
    """What was said in the case, by the person, the unit, its party organisation or somebody from outside."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="statements")

    class Meta(casework.StatementBase.Meta):
        ordering = ["case_id", "id"]


class PartyOpinion(models.Model):
    """The view of the party organisation or department that was asked. Basis: 云南 9."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="party_opinion")
    organisation_name = models.CharField(_("党组织或者职能部门"), max_length=120)
    asked_on = models.DateField(_("征求日期"))
    answered_on = models.DateField(_("回复日期"), null=True, blank=True)
    opinion = models.TextField(_("意见"), blank=True)
    keyed_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.organisation_name} {self.asked_on}"
