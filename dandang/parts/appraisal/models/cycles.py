"""A year's assessment: the cycle, its plans by class of post, its units and the people in it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..states import CycleState, UnitState


class StaffClass(models.TextChoices):
    CIVIL = "CIVIL", _("公务员（各机关考核）")
    LEADER = "LEADER", _("党政领导干部（组织部门考核）")


class _PostClass(models.Model):
    """The keys that say for whom a plan is made; an empty key means any, the most specific plan wins."""

    region = models.CharField(_("地区"), max_length=6, blank=True)
    sector = models.CharField(_("归口"), max_length=20, blank=True)
    level = models.CharField(_("职务层次"), max_length=20, blank=True)
    post = models.CharField(_("岗位"), max_length=40, blank=True)

    class Meta:
        abstract = True


class PlanTemplate(_PostClass):
    """A plan kept for reuse; `body` is schema.PlanBody as JSON."""

    title = models.CharField(_("名称"), max_length=80)
    staff_class = models.CharField(_("对象"), max_length=10, choices=StaffClass)
    body = models.JSONField()
    owner = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    is_retired = models.BooleanField(_("停用"), default=False)
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Cycle(models.Model):
    """One assessment of one year for one class of staff, run by `owner` for everybody under it."""

    year = models.PositiveSmallIntegerField(_("年度"))
    staff_class = models.CharField(_("对象"), max_length=10, choices=StaffClass)
    title = models.CharField(_("名称"), max_length=80)
    owner = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    owner_path = models.CharField(max_length=80, db_index=True)
    region = models.CharField(max_length=6)
    starts_on = models.DateField(_("考核期开始"))
    ends_on = models.DateField(_("考核期结束"), help_text=_("次日，考核期不含这一天"))
    state = models.CharField(max_length=10, choices=CycleState, default=CycleState.PREPARING)
    approved_share_document = models.CharField(
        _("提高优秀比例的批准文号"), max_length=80, blank=True, help_text=_("没有批准的留空")
    )
    ballots_close_at = models.DateTimeField(_("测评截止"), null=True, blank=True)
    current_run = models.ForeignKey("appraisal.Run", models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    sealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="cycle_ends_after_it_starts", condition=Q(ends_on__gt=F("starts_on"))),
            models.UniqueConstraint(name="one_cycle_a_year_and_class", fields=["owner", "year", "staff_class"]),
        ]
        ordering = ["-year", "staff_class", "id"]

    def __str__(self) -> str:
        return self.title


class Plan(_PostClass):
    """The plan of one class of post in one cycle. Frozen once ballots open."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="plans")
    title = models.CharField(_("名称"), max_length=80)
    body = models.JSONField()
    template = models.ForeignKey(PlanTemplate, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_plan_per_class_of_post", fields=["cycle", "region", "sector", "level", "post"]
            )
        ]
        ordering = ["cycle_id", "id"]

    def __str__(self) -> str:
        return self.title


class CycleUnit(models.Model):
    """One unit in a cycle: its pool, its share of 优秀 and how far its grades have come.

    `manager_path` is the path of the body with 干部管理权限 over these people: the unit itself for ordinary staff,
    the county for its leaders. Who may work here must have both paths in scope.
    `tilt_bp` and `rate` are in basis points; a tilt needs its reason.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="units")
    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=120)
    path = models.CharField(max_length=80)
    manager_path = models.CharField(max_length=80)
    pool = models.CharField(_("片区"), max_length=40, help_text=_("名额在片区内合并计算，余数最大的先进一"))
    tilt_bp = models.IntegerField(_("倾斜（万分点）"), default=0)
    tilt_reason = models.CharField(_("倾斜理由"), max_length=120, blank=True)
    team_grade = models.CharField(_("班子等次"), max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=UnitState, default=UnitState.OPEN)
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.CharField(max_length=60, blank=True)
    publicity_starts_on = models.DateField(null=True, blank=True)
    publicity_ends_on = models.DateField(null=True, blank=True, help_text=_("公示的最后一天"))
    publicity_feedback = models.TextField(_("公示期间收到的反映"), blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_unit_once_in_a_cycle", fields=["cycle", "organisation"]),
            models.CheckConstraint(name="a_tilt_has_its_reason", condition=Q(tilt_bp=0) | ~Q(tilt_reason="")),
            models.CheckConstraint(
                name="proposed_at_and_proposed_by_go_together",
                condition=Q(proposed_at=None, proposed_by="") | (Q(proposed_at__isnull=False) & ~Q(proposed_by="")),
            ),
            models.CheckConstraint(
                name="publicity_days_go_together",
                condition=Q(publicity_starts_on=None, publicity_ends_on=None)
                | Q(publicity_starts_on__isnull=False, publicity_ends_on__gte=F("publicity_starts_on")),
            ),
        ]
        indexes = [models.Index(name="cycle_unit_order", fields=["cycle", "path"])]
        ordering = ["cycle_id", "path"]

    def __str__(self) -> str:
        return self.organisation_name


class Participation(models.TextChoices):
    GRADED = "GRADED", _("参加考核，确定等次")
    NO_GRADE = "NO_GRADE", _("参加考核，不确定等次")
    COMMENT_ONLY = "COMMENT_ONLY", _("只写评语，不确定等次")
    SUSPENDED = "SUSPENDED", _("暂不写评语、不确定等次")
    ELSEWHERE = "ELSEWHERE", _("由其他单位考核")
    ABSENT = "ABSENT", _("不参加考核")


class Participant(models.Model):
    """One person in a cycle, with the post of the assessed year and, at the end, the grade people gave.

    `suggested` is what the rules say from the facts, `participation` what a person confirmed; they may differ only
    with a reason. `grade` is set by sealing alone. `may_be_excellent` is False where a sanction bars 优秀.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="participants")
    unit = models.ForeignKey(CycleUnit, models.PROTECT, related_name="participants")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    person_number = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    order_key = models.CharField(max_length=140)
    post_text = models.CharField(_("时任职务"), max_length=700, blank=True)
    level = models.CharField(max_length=20, blank=True)
    sector = models.CharField(max_length=20, blank=True)
    region = models.CharField(max_length=6, blank=True)
    suggested = models.CharField(max_length=14, choices=Participation)
    suggested_why = models.JSONField(default=list, help_text=_("每条：事实、说明、条款"))
    participation = models.CharField(max_length=14, choices=Participation)
    participation_reason = models.CharField(max_length=240, blank=True)
    may_be_excellent = models.BooleanField(default=True)
    excellent_bar_why = models.CharField(max_length=240, blank=True)
    asks_people = models.CharField(
        max_length=240, blank=True, help_text=_("法规没有写明、要由人决定的问题；决定后清空")
    )
    self_summary = models.TextField(_("个人总结"), blank=True)
    leader_comment = models.TextField(_("主管领导评语"), blank=True)
    proposed_grade = models.CharField(_("建议等次"), max_length=20, blank=True)
    proposed_reason = models.CharField(_("理由"), max_length=500, blank=True)
    proposed_by = models.CharField(max_length=60, blank=True)
    grade = models.CharField(_("等次"), max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_person_once_in_a_cycle", fields=["cycle", "person"]),
            models.CheckConstraint(
                name="another_participation_than_suggested_has_a_reason",
                condition=Q(participation=F("suggested")) | ~Q(participation_reason=""),
            ),
            models.CheckConstraint(
                name="a_grade_is_for_those_who_are_graded", condition=Q(grade="") | Q(participation="GRADED")
            ),
        ]
        indexes = [
            models.Index(name="participant_unit_order", fields=["unit", "order_key", "id"]),
            models.Index(name="participant_cycle_order", fields=["cycle", "order_key", "id"]),
            models.Index(name="participant_person", fields=["person", "cycle"]),
        ]
        ordering = ["unit_id", "order_key", "id"]

    def __str__(self) -> str:
        return self.name
