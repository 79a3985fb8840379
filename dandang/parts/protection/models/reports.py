"""A report: how it came, what it alleges, what each allegation turned out to be, and the answer."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dandang.ledger.casework import models as casework

from ..states import ReportState


class System(models.TextChoices):
    """Whose report it is: the two systems do not read each other's."""

    DISCIPLINE = "DISCIPLINE", _("纪检监察机关")
    ORGANISATION = "ORGANISATION", _("组织部门")


class Report(models.Model):
    """What somebody reported. The original words, files and the name lie in the vault under `handle`.

    `text` is the working copy the handlers read. In reference-only mode the content stays in the discipline body's own
    network: number and outcome only. Days, never moments: a moment may give a reporter away.
    """

    class Way(models.TextChoices):
        WEB = "WEB", _("网上")
        LETTER = "LETTER", _("来信")
        VISIT = "VISIT", _("来访")
        TRANSFERRED = "TRANSFERRED", _("转来")

    number = models.CharField(_("编号"), max_length=40, unique=True)
    system = models.CharField(_("承办系统"), max_length=12, choices=System)
    organ = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    organ_path = models.CharField(max_length=80, db_index=True)
    region = models.CharField(max_length=6)
    way = models.CharField(_("怎样收到的"), max_length=12, choices=Way)
    is_signed = models.BooleanField(_("实名"))
    is_reference_only = models.BooleanField(_("只登记编号和结果"), default=False)
    outside_number = models.CharField(_("对方的编号"), max_length=60, blank=True)
    handle = models.CharField(_("身份库的随机号"), max_length=64, blank=True)
    receipt_digest = models.CharField(max_length=128, blank=True, db_index=True)
    about = models.CharField(_("反映的是谁，在哪个单位"), max_length=200, blank=True)
    text = models.TextField(_("反映内容（工作副本）"), blank=True)
    received_on = models.DateField(_("收到日期"))
    taken_in_on = models.DateField(
        null=True, blank=True, help_text="the day staff or the daily run put a report from the web on record"
    )
    accept_by = models.DateField(_("受理期限"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.RECEIVED)
    state_reason = models.TextField(_("理由"), blank=True)
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    ended_on = models.DateField(_("并入或者撤回的日期"), null=True, blank=True)
    sender = models.ForeignKey("organisations.Organisation", models.PROTECT, null=True, blank=True, related_name="+")
    forwarded_from = models.CharField(_("从哪里转来"), max_length=120, blank=True)
    forwarded_to = models.CharField(_("转送机关"), max_length=120, blank=True)
    forwarded_on = models.DateField(null=True, blank=True)
    forward_clause = models.CharField(max_length=200, blank=True)
    accepted_on = models.DateField(_("受理日期"), null=True, blank=True)
    acceptance_told_on = models.DateField(_("告知受理日期"), null=True, blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    concluded_by = models.CharField(max_length=80, blank=True)
    fed_back_on = models.DateField(_("向信访部门反馈"), null=True, blank=True)
    registered_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["organ_path", "state"], name="report_by_organ")]
        constraints = [
            models.CheckConstraint(
                name="a_signed_report_has_its_name_in_the_vault",
                condition=Q(is_signed=False) | Q(is_reference_only=True) | ~Q(handle=""),
            ),
            models.CheckConstraint(
                name="reference_only_holds_no_content",
                condition=Q(is_reference_only=False) | (Q(text="", about="", handle="") & ~Q(outside_number="")),
            ),
            models.CheckConstraint(
                name="a_joined_report_names_the_earlier_one",
                condition=~Q(state="DUPLICATE") | (Q(joined_to__isnull=False) & ~Q(joined_to=F("id"))),
            ),
            models.CheckConstraint(
                name="a_forwarded_report_says_where_to_and_why",
                condition=~Q(state="FORWARDED")
                | (~Q(forwarded_to="") & ~Q(forward_clause="") & Q(forwarded_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_concluded_report_has_its_day_and_its_leader",
                condition=~Q(state__in=["CONCLUDED", "ANSWERED"])
                | (Q(concluded_on__isnull=False) & ~Q(concluded_by="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Assignment(casework.AssignmentBase):
    """Who receives, verifies or reviews a report: different natural persons (S6)."""

    case = models.ForeignKey(Report, models.PROTECT, related_name="assignments")

    class Meta(casework.AssignmentBase.Meta):
        ordering = ["case_id", "id"]


class ReportFile(models.Model):
    """A working copy of a file that came with a report, its metadata stripped; the original lies in the vault.

    What could not be stripped (`is_clean` false) is opened only after a leader approved it (abuse case RV07).
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="files")
    name = models.CharField(max_length=120)
    content = models.FileField(upload_to="reports/")
    size = models.PositiveIntegerField(help_text="bytes")
    digest = models.CharField(max_length=64)
    is_clean = models.BooleanField(_("来源信息已去除"))
    shown_by = models.CharField(_("批准打开的人"), max_length=80, blank=True)
    shown_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["report_id", "id"]
        constraints = [
            models.CheckConstraint(
                name="opening_an_unclean_file_has_a_reason", condition=Q(shown_by="") | ~Q(shown_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Redaction(models.Model):
    """What of a report may be shown outside the circle that handles it, made by one and checked by another (RV12)."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="redactions")
    text = models.TextField(_("可以给外面看的内容，不露出反映人"))
    made_on = models.DateField()
    made_by = models.CharField(max_length=80)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["report_id", "id"]
        constraints = [
            models.CheckConstraint(
                name="a_redaction_is_checked_by_somebody_else",
                condition=Q(checked_on=None, checked_by="")
                | (Q(checked_on__isnull=False) & ~Q(checked_by="") & ~Q(checked_by=F("made_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.made_on}"


class AllegationQuerySet(models.QuerySet["Allegation"]):
    def live(self) -> AllegationQuerySet:
        """Those that still stand: neither merged into another nor withdrawn."""
        return self.filter(merged_into=None, withdrawn_on=None)


class Allegation(models.Model):
    """One thing alleged about one person, with its screening, its handling and its finding."""

    class Handling(models.TextChoices):
        LETTER = "LETTER", _("谈话函询")
        PRELIMINARY = "PRELIMINARY", _("初步核实")
        KEPT = "KEPT", _("暂存待查")
        SETTLED = "SETTLED", _("予以了结")

    class Finding(models.TextChoices):
        TRUE = "TRUE", _("属实")
        PARTLY = "PARTLY", _("部分属实")
        UNTRUE = "UNTRUE", _("不实")
        UNDETERMINED = "UNDETERMINED", _("不能认定")

    class Asking(models.TextChoices):
        WRITTEN = "WRITTEN", _("请本人作书面说明")
        LETTER = "LETTER", _("发函询问")
        TALK = "TALK", _("谈话了解")

    report = models.ForeignKey(Report, models.PROTECT, related_name="allegations")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("反映的问题"))
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    matter = models.ForeignKey("matters.Matter", models.PROTECT, null=True, blank=True, related_name="+")
    is_checkable = models.BooleanField(_("线索具体、有可查性"), null=True, blank=True)
    screening_reason = models.TextField(_("筛查理由"), blank=True)
    handling = models.CharField(max_length=12, choices=Handling, blank=True)
    handling_reason = models.TextField(_("处置理由"), blank=True)
    handling_clause = models.CharField(max_length=200, blank=True)
    handling_by = models.CharField(max_length=80, blank=True)
    handling_approved_on = models.DateField(_("处置审批日期"), null=True, blank=True)
    handling_approved_by = models.CharField(max_length=80, blank=True)
    look_again_on = models.DateField(_("暂存到哪一天再看"), null=True, blank=True)
    explanation = models.TextField(_("被反映人的说明"), blank=True)
    explanation_way = models.CharField(_("怎样了解的"), max_length=8, choices=Asking, blank=True)
    explanation_asked_on = models.DateField(null=True, blank=True)
    explanation_due_on = models.DateField(_("请在哪一天前说明"), null=True, blank=True)
    explanation_given_on = models.DateField(null=True, blank=True)
    explanation_scan = models.FileField(upload_to="explanations/", blank=True)
    explanation_scan_digest = models.CharField(max_length=64, blank=True)
    explanation_accepted = models.BooleanField(_("说明是否采信"), null=True, blank=True)
    explanation_answer = models.TextField(_("采信或者不采信的理由"), blank=True)
    explanation_not_accepted = models.TextField(_("先前没有采信的理由"), blank=True)
    fed_back_on = models.DateField(_("向本人和单位主要负责人反馈"), null=True, blank=True)
    fed_back_to = models.CharField(_("单位主要负责人"), max_length=80, blank=True)
    finding = models.CharField(max_length=14, choices=Finding, blank=True)
    untrue_part = models.TextField(_("其中不实的部分"), blank=True)
    reasons = models.TextField(_("查明的情况和理由"), blank=True)
    clause = models.CharField(max_length=200, blank=True)
    found_on = models.DateField(null=True, blank=True)
    found_by = models.CharField(max_length=80, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=80, blank=True)
    inbox_finding = models.ForeignKey("matters.Finding", models.PROTECT, null=True, blank=True, related_name="+")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="split_into")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    withdrawn_on = models.DateField(null=True, blank=True)
    change_reason = models.TextField(_("拆分、合并、撤回的理由"), blank=True)

    objects = AllegationQuerySet.as_manager()

    class Meta:
        ordering = ["report_id", "number"]
        constraints = [
            models.UniqueConstraint(name="allegations_are_numbered_once", fields=["report", "number"]),
            models.CheckConstraint(
                name="a_finding_has_reasons_clause_day_and_person",
                condition=Q(finding="")
                | (~Q(reasons="") & ~Q(clause="") & Q(found_on__isnull=False) & ~Q(found_by="")),
            ),
            models.CheckConstraint(
                name="a_finding_is_confirmed_by_somebody_else",
                condition=Q(confirmed_on=None, confirmed_by="")
                | (
                    Q(confirmed_on__isnull=False)
                    & ~Q(confirmed_by="")
                    & ~Q(confirmed_by=F("found_by"))
                    & ~Q(finding="")
                ),
            ),
            models.CheckConstraint(
                name="an_accepted_explanation_was_given_and_answered",
                condition=Q(explanation_accepted=None)
                | (Q(explanation_given_on__isnull=False) & ~Q(explanation="") & ~Q(explanation_answer="")),
            ),
            models.CheckConstraint(
                name="a_partly_true_finding_says_what_is_untrue", condition=~Q(finding="PARTLY") | ~Q(untrue_part="")
            ),
            models.CheckConstraint(
                name="a_screening_and_a_handling_have_reasons",
                condition=(Q(is_checkable=None) | ~Q(screening_reason="")) & (Q(handling="") | ~Q(handling_reason="")),
            ),
            models.CheckConstraint(
                name="a_split_merged_or_withdrawn_allegation_says_why",
                condition=Q(merged_into=None, withdrawn_on=None) | ~Q(change_reason=""),
            ),
            models.CheckConstraint(
                name="a_handling_is_approved_by_somebody_else",
                condition=Q(handling_approved_on=None, handling_approved_by="")
                | (
                    Q(handling_approved_on__isnull=False)
                    & ~Q(handling_approved_by="")
                    & ~Q(handling_approved_by=F("handling_by"))
                    & ~Q(handling="")
                ),
            ),
            models.CheckConstraint(
                name="what_is_kept_has_a_day_to_look_again",
                condition=~Q(handling="KEPT") | Q(look_again_on__isnull=False),
            ),
            models.CheckConstraint(
                name="feedback_goes_to_the_unit_too_on_an_accepted_explanation",
                condition=Q(fed_back_on=None, fed_back_to="")
                | (Q(fed_back_on__isnull=False, explanation_accepted=True) & ~Q(fed_back_to="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:20]}"


class EarlierFinding(models.Model):
    """A finding that was sent back or opened again, as it stood, and why it no longer does."""

    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="earlier_findings")
    finding = models.CharField(max_length=14, choices=Allegation.Finding)
    untrue_part = models.TextField(blank=True)
    reasons = models.TextField()
    clause = models.CharField(max_length=200)
    found_on = models.DateField()
    found_by = models.CharField(max_length=80)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=80, blank=True)
    ended_on = models.DateField()
    ended_by = models.CharField(max_length=80)
    ended_because = models.TextField(_("退回或者重新核实的理由"))

    class Meta:
        ordering = ["allegation_id", "id"]
        constraints = [
            models.CheckConstraint(name="an_earlier_finding_says_why_it_ended", condition=~Q(ended_because="")),
        ]

    def __str__(self) -> str:
        return f"{self.allegation_id} {self.finding}"


class Answer(models.Model):
    """An answer to a signed reporter, point by point, and an objection kept word for word.

    A report opened again is answered again; the earlier answer stays.
    """

    class Way(models.TextChoices):
        RECEIPT = "RECEIPT", _("凭收条在网上看")
        IN_PERSON = "IN_PERSON", _("当面答复")
        PHONE = "PHONE", _("电话答复")

    report = models.ForeignKey(Report, models.PROTECT, related_name="answers")
    text = models.TextField(_("答复"))
    due_on = models.DateField(null=True, blank=True)
    clause = models.CharField(max_length=200, blank=True)
    answered_on = models.DateField(_("答复日期"))
    way = models.CharField(_("答复方式"), max_length=40, choices=Way)
    note = models.TextField(_("答复记录：谁答复的，反映人怎么说"), blank=True)
    answered_by = models.CharField(max_length=80)
    objection = models.TextField(_("反映人的异议"), blank=True)
    objected_on = models.DateField(null=True, blank=True)
    objection_answer = models.TextField(_("对异议的说明"), blank=True)

    class Meta:
        ordering = ["report_id", "id"]
        constraints = [
            models.CheckConstraint(
                name="an_objection_has_words_and_a_day",
                condition=Q(objection="", objected_on=None, objection_answer="")
                | (~Q(objection="") & Q(objected_on__isnull=False)),
            ),
            models.CheckConstraint(name="an_answer_by_voice_is_noted_down", condition=Q(way="RECEIPT") | ~Q(note="")),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.answered_on}"

    @property
    def is_objected(self) -> bool:
        """Whether the reporter objected and nothing was said to it yet."""
        return bool(self.objection) and not self.objection_answer


class Question(models.Model):
    """What handlers and reporter write to each other through the receipt; by days, no trace of who asked from where."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="questions")
    is_from_reporter = models.BooleanField()
    text = models.TextField()
    written_on = models.DateField()

    class Meta:
        ordering = ["report_id", "id"]

    def __str__(self) -> str:
        return f"{self.report_id} {self.written_on}"
