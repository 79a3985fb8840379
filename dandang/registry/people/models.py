"""Cadres and everything the 干部任免审批表 holds. Dated facts are rows; texts of the form are kept as written."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dandang.registry.organisations.models import Organisation, next_path


class PersonQuerySet(models.QuerySet["Person"]):
    def within(self, path: str) -> PersonQuerySet:
        """People whose home unit stands at `path` or below: a range, so that both databases use the index."""
        return self.filter(home_path__gte=path, home_path__lt=next_path(path))

    def managed_within(self, path: str) -> PersonQuerySet:
        return self.filter(manager_path__gte=path, manager_path__lt=next_path(path))

    def in_roster_order(self) -> PersonQuerySet:
        """集体内排序 inside each unit, else strokes of the surname, else pinyin (RG-07)."""
        return self.order_by("home_path", "team_order", "name_key", "id")


class Person(models.Model):
    """One cadre. Months are stored as text YYYYMM (the form's precision), days as dates only where a day is known.

    `managed_by` is the body with 干部管理权限 over this person; `home` the unit where the person is counted.
    Both paths are copies, rewritten when a unit moves, so that a list is one range scan.
    """

    class State(models.TextChoices):
        SERVING = "SERVING", _("在职")
        RETIRED = "RETIRED", _("退休")
        LEFT = "LEFT", _("调出")
        DEAD = "DEAD", _("去世")

    number = models.CharField(_("人员编号"), max_length=20, unique=True)
    identity_number = models.CharField(_("公民身份号码"), max_length=18, blank=True)
    name = models.CharField(_("姓名"), max_length=40)
    name_key = models.CharField(max_length=120, help_text=_("姓氏笔画排序键"))
    initials = models.CharField(max_length=20, db_index=True, help_text=_("拼音首字母"))
    sex = models.CharField(_("性别"), max_length=1, choices=[("1", _("男")), ("2", _("女"))])
    birth_month = models.CharField(_("出生年月"), max_length=8)
    nationality = models.CharField(_("民族"), max_length=20, default="汉族")
    native_place = models.CharField(_("籍贯"), max_length=40, blank=True)
    birth_place = models.CharField(_("出生地"), max_length=40, blank=True)
    party_text = models.CharField(_("入党时间"), max_length=60, blank=True, help_text=_("表上的写法，如 200108；民建"))
    political_status = models.CharField(_("政治面貌"), max_length=20, blank=True)
    work_month = models.CharField(_("参加工作时间"), max_length=8, blank=True)
    health = models.CharField(_("健康状况"), max_length=40, blank=True)
    professional_title = models.CharField(_("专业技术职务"), max_length=120, blank=True)
    speciality = models.CharField(_("熟悉专业有何专长"), max_length=240, blank=True)
    post_text = models.CharField(_("现任职务"), max_length=700, blank=True)
    proposed_post = models.CharField(_("拟任职务"), max_length=700, blank=True)
    removed_post = models.CharField(_("拟免职务"), max_length=700, blank=True)
    duties_text = models.CharField(_("分管工作"), max_length=240, blank=True)
    reward_text = models.TextField(_("奖惩情况"), blank=True)
    appraisal_text = models.TextField(_("年度考核结果"), blank=True)
    appointment_reason = models.TextField(_("任免理由"), blank=True)
    resume_text = models.TextField(_("简历"), blank=True, help_text=_("档案原文；分行记录另存"))
    post_level = models.CharField(_("职务层次"), max_length=20, blank=True, help_text=_("如 乡科级副职"))
    post_level_since = models.CharField(_("任现职务层次时间"), max_length=8, blank=True)
    rank = models.CharField(_("职级"), max_length=30, blank=True)
    rank_since = models.CharField(_("任现职级时间"), max_length=8, blank=True)
    post_since = models.CharField(_("任现职时间"), max_length=8, blank=True)
    person_kind = models.CharField(
        _("人员类别"), max_length=20, blank=True, help_text=_("如 公务员、参公人员、机关工勤")
    )
    is_team_member = models.BooleanField(_("领导班子成员"), default=False)
    team_order = models.PositiveIntegerField(_("集体内排序"), default=9999)
    state = models.CharField(_("管理状态"), max_length=10, choices=State, default=State.SERVING)
    home = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("所在单位"))
    home_path = models.CharField(max_length=80)
    managed_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("管理机关"))
    manager_path = models.CharField(max_length=80)
    co_managed_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("协管机关")
    )
    probation_ends_on = models.DateField(_("试用期满"), null=True, blank=True)
    photo = models.BinaryField(null=True, blank=True)
    extra = models.JSONField(default=dict, blank=True, help_text=_("其他栏目，原样保存"))
    exchange_source = models.TextField(blank=True, help_text=_("导入的 lrmx 结构，导出时原样还原未知元素"))
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="person_roster_order", fields=["home_path", "team_order", "name_key", "id"]),
            models.Index(name="person_manager_path", fields=["manager_path"]),
            models.Index(name="person_name", fields=["name"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_person_per_identity_number", fields=["identity_number"], condition=~Q(identity_number="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class _OfPerson(models.Model):
    """What the dated rows of a file have in common: whose, and in which order on the form."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="%(class)ss")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["person_id", "position", "id"]


class ResumeLine(_OfPerson):
    """One period of the résumé; months YYYYMM, the end empty while it lasts."""

    starts = models.CharField(max_length=6, blank=True)
    ends = models.CharField(max_length=6, blank=True)
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.starts}--{self.ends} {self.text}"


class Education(_OfPerson):
    """A degree or diploma; `mode` says full-time (1) or in service (2), ZB123."""

    mode = models.CharField(max_length=1, choices=[("1", _("全日制教育")), ("2", _("在职教育"))])
    qualification = models.CharField(_("学历"), max_length=60, blank=True)
    degree = models.CharField(_("学位"), max_length=60, blank=True)
    school = models.CharField(_("毕业院校系及专业"), max_length=180, blank=True)
    degree_school = models.CharField(_("学位授予院校系及专业"), max_length=180, blank=True)
    entered = models.CharField(_("入学"), max_length=8, blank=True)
    graduated = models.CharField(_("毕业"), max_length=8, blank=True)
    extra = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.qualification} {self.school}"


class FamilyMember(_OfPerson):
    """家庭主要成员及重要社会关系."""

    relation = models.CharField(_("称谓"), max_length=20)
    name = models.CharField(_("姓名"), max_length=40)
    birth_month = models.CharField(_("出生年月"), max_length=8, blank=True)
    political_status = models.CharField(_("政治面貌"), max_length=20, blank=True)
    employer = models.CharField(_("工作单位及职务"), max_length=250, blank=True)
    relative = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", help_text=_("同在本系统中的亲属，用于回避")
    )

    def __str__(self) -> str:
        return f"{self.relation} {self.name}"


class Post(_OfPerson):
    """A post held in a unit. A past assessment shows the post of its own day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    organisation_name = models.CharField(_("任职机构名称"), max_length=120)
    title = models.CharField(_("职务名称"), max_length=120)
    is_leading = models.BooleanField(_("领导职务"), default=False)
    is_main = models.BooleanField(_("主职务"), default=True)
    starts = models.CharField(_("任职时间"), max_length=8, blank=True)
    starts_document = models.CharField(_("任职文号"), max_length=60, blank=True)
    ends = models.CharField(_("免职时间"), max_length=8, blank=True)
    ends_document = models.CharField(_("免职文号"), max_length=60, blank=True)
    extra = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.organisation_name}{self.title}"


class RankPeriod(_OfPerson):
    """职务层次 or 职级 held in a period."""

    kind = models.CharField(max_length=10, choices=[("LEVEL", _("职务层次")), ("RANK", _("职级"))])
    name = models.CharField(max_length=30)
    starts = models.CharField(max_length=8, blank=True)
    ends = models.CharField(max_length=8, blank=True)
    document = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return self.name


class Reward(_OfPerson):
    """奖惩 as recorded: an award or a sanction, with who decided and when it was lifted."""

    name = models.CharField(_("奖惩名称"), max_length=80)
    code = models.CharField(_("代码"), max_length=10, blank=True)
    is_sanction = models.BooleanField(default=False)
    decided = models.CharField(_("批准日期"), max_length=8, blank=True)
    decided_by = models.CharField(_("批准机关"), max_length=120, blank=True)
    lifted = models.CharField(_("撤销日期"), max_length=8, blank=True)
    extra = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.name


class AnnualResult(_OfPerson):
    """The year's result with the post held then. `source` is `FILE` (imported) or a sealed result's reference."""

    year = models.PositiveSmallIntegerField(_("年度"))
    grade = models.CharField(_("等次"), max_length=20)
    post_text = models.CharField(_("时任职务"), max_length=700, blank=True)
    organisation_name = models.CharField(_("时任单位"), max_length=120, blank=True)
    source = models.CharField(max_length=80, default="FILE")

    class Meta(_OfPerson.Meta):
        constraints = [models.UniqueConstraint(name="one_result_a_year", fields=["person", "year"])]

    def __str__(self) -> str:
        return f"{self.year} {self.grade}"


class Absence(_OfPerson):
    """Leave, study, secondment: what the half-year rule looks at. Half-open days."""

    class Kind(models.TextChoices):
        SICK = "SICK", _("病假")
        PERSONAL = "PERSONAL", _("事假")
        MATERNITY = "MATERNITY", _("产假")
        STUDY = "STUDY", _("学习培训")
        TASK = "TASK", _("参加专项工作")
        SECONDED = "SECONDED", _("挂职")
        AID = "AID", _("援派")

    kind = models.CharField(_("类别"), max_length=12, choices=Kind)
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    host_name = models.CharField(_("接收单位"), max_length=120, blank=True)
    host = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.CharField(_("依据"), max_length=120, blank=True)

    class Meta(_OfPerson.Meta):
        constraints = [
            models.CheckConstraint(
                name="absence_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_on}"


class FieldChange(models.Model):
    """One field of one file changed: what it was, what it is, by which action. The file's own history page."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=60)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    source = models.CharField(max_length=120)
    changed_at = models.DateTimeField()
    actor_name = models.CharField(max_length=60)

    class Meta:
        ordering = ["-changed_at", "-id"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.field}"
