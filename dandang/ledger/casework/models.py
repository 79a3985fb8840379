"""The bases that cases of the parts are made of, and the meetings that study them.

Bases are abstract: a part subclasses them, adds the foreign key `case` and gets the constraints with them.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Part(models.TextChoices):
    """The part a natural person has in a case. Nobody ever has two in one case (SPEC: safeguard S6)."""

    HANDLER = "HANDLER", _("承办")
    INVESTIGATOR = "INVESTIGATOR", _("核实")
    DECIDER = "DECIDER", _("研究")
    REVIEWER = "REVIEWER", _("复查")


class Side(models.TextChoices):
    """For whom a finding speaks."""

    FOR = "FOR", _("有利")
    AGAINST = "AGAINST", _("不利")
    UNCLEAR = "UNCLEAR", _("尚不明确")


class AnswerSide(models.TextChoices):
    """What became of what the person said about a point."""

    ACCEPTED = "ACCEPTED", _("采纳")
    PARTLY = "PARTLY", _("部分采纳")
    NOT_ACCEPTED = "NOT_ACCEPTED", _("不采纳")
    TO_VERIFY = "TO_VERIFY", _("待核")


class Way(models.TextChoices):
    """How something reached the file."""

    SCREEN = "SCREEN", _("在线")
    PAPER = "PAPER", _("纸质，代录")


class CaseBase(models.Model):
    """A case: its number, the organ that handles it, the region whose procedure it runs under and that procedure.

    `procedure` is the pack's procedure as JSON, pinned when the case is opened: a later edition changes nothing.
    """

    number = models.CharField(_("编号"), max_length=40, unique=True)
    title = models.CharField(_("名称"), max_length=120)
    organ = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    organ_path = models.CharField(max_length=80, db_index=True)
    region = models.CharField(max_length=6)
    procedure = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class AssignmentBase(models.Model):
    """One natural person's only part in a case. A recused person keeps the row and loses access at once."""

    part = models.CharField(max_length=12, choices=Part)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField()
    assigned_by = models.CharField(max_length=80)
    recused_at = models.DateTimeField(null=True, blank=True)
    recused_by = models.CharField(max_length=80, blank=True)
    recusal_reason = models.CharField(_("回避理由"), max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(name="%(app_label)s_nobody_has_two_parts_in_a_case", fields=["case", "person"]),
            models.CheckConstraint(
                name="%(app_label)s_recused_at_recused_by_and_reason_together",
                condition=Q(recused_at=None, recused_by="", recusal_reason="")
                | (Q(recused_at__isnull=False) & ~Q(recused_by="") & ~Q(recusal_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.part} {self.person_id}"  # type: ignore[attr-defined]


class StatementBase(models.Model):
    """What a person, a unit or a party organisation said in a case, in their own words; never changed."""

    class Author(models.TextChoices):
        PERSON = "PERSON", _("本人")
        UNIT = "UNIT", _("所在单位")
        PARTY_ORGANISATION = "PARTY_ORGANISATION", _("所在党组织")
        OUTSIDE = "OUTSIDE", _("参与核实的人")

    author = models.CharField(max_length=20, choices=Author)
    author_name = models.CharField(_("陈述人"), max_length=120)
    text = models.TextField(_("内容"))
    given_on = models.DateField(_("日期"))
    way = models.CharField(max_length=8, choices=Way)
    keyed_at = models.DateTimeField()
    keyed_by = models.CharField(_("登记人"), max_length=80)
    scan = models.FileField(_("签字件扫描"), upload_to="statements/", blank=True)
    scan_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_a_statement_on_paper_has_its_scan",
                condition=~Q(way="PAPER") | (~Q(scan="") & ~Q(scan_digest="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name} {self.given_on}"


class HearingBase(models.Model):
    """One round of hearing the person before an unfavourable finding: notice, time, reply or waiver, close."""

    notice_on = models.DateField(_("告知日期"))
    reply_by = models.DateField(_("请在此前答复"), null=True, blank=True)
    held_on = models.DateField(_("听取日期"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=80, blank=True)
    waived_on = models.DateField(_("本人书面放弃日期"), null=True, blank=True)
    record_scan = models.FileField(_("签字笔录或放弃书扫描"), upload_to="hearings/", blank=True)
    record_digest = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_hearing_closed_at_and_closed_by_together",
                condition=Q(closed_at=None, closed_by="") | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
            ),
            models.CheckConstraint(
                name="%(app_label)s_a_closed_hearing_was_held_or_waived",
                condition=Q(closed_at=None) | Q(held_on__isnull=False) | Q(waived_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.notice_on}"  # type: ignore[attr-defined]


class HearingPointBase(models.Model):
    """One point against the person, what the person says to it, and the answer with its reason."""

    number = models.PositiveSmallIntegerField()
    point = models.TextField(_("对本人不利的点"))
    statement = models.TextField(_("本人陈述"), blank=True)
    answer_side = models.CharField(max_length=12, choices=AnswerSide, blank=True)
    answer = models.TextField(_("答复和理由"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(name="%(app_label)s_points_are_numbered_once", fields=["hearing", "number"]),
            models.CheckConstraint(
                name="%(app_label)s_answer_answered_at_and_answered_by_together",
                condition=Q(answered_at=None, answered_by="", answer="", answer_side="")
                | (Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answer="") & ~Q(answer_side="")),
            ),
        ]
        ordering = ["hearing_id", "number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.point[:20]}"


class DecisionBase(models.Model):
    """What an organ decided: outcome, reasons, clause, and the studied item of the meeting that voted for it."""

    outcome = models.CharField(max_length=30)
    outcome_label = models.CharField(max_length=40)
    is_favourable = models.BooleanField()
    reasons = models.TextField(_("理由"))
    clause = models.CharField(_("依据"), max_length=200)
    item = models.OneToOneField("casework.AgendaItem", models.PROTECT, related_name="+")
    decided_on = models.DateField(_("决定日期"))
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_outcome_reasons_and_clause",
                condition=~Q(outcome="") & ~Q(outcome_label="") & ~Q(reasons="") & ~Q(clause=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome_label} {self.decided_on}"


class Meeting(models.Model):
    """A collegial meeting: members, agenda, votes on paper keyed by two, minutes. Basis: SPEC PL-19."""

    class State(models.TextChoices):
        PLANNED = "PLANNED", _("已拟定")
        HELD = "HELD", _("已开会，待核对表决票")
        CLOSED = "CLOSED", _("已形成纪要")
        CANCELLED = "CANCELLED", _("已取消")

    title = models.CharField(_("会议名称"), max_length=120)
    body_name = models.CharField(_("研究的组织"), max_length=120)
    organ = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    organ_path = models.CharField(max_length=80, db_index=True)
    region = models.CharField(max_length=6)
    planned_on = models.DateField(_("定于"))
    held_on = models.DateField(_("实际开会日期"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=80, blank=True)
    chair = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    recorder_name = models.CharField(_("记录人"), max_length=40, blank=True)
    minutes = models.TextField(_("纪要"), blank=True)
    follow_up = models.TextField(_("会后要办的事"), blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    end_reason = models.CharField(_("取消的原因"), max_length=200, blank=True)
    planned_at = models.DateTimeField()
    planned_by = models.CharField(max_length=80)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=80, blank=True)
    is_whole: bool  # whether no item is closed to the reader; `queries.reach` says so

    class Meta:
        ordering = ["-planned_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="meeting_closed_at_and_closed_by_go_together",
                condition=Q(closed_at=None, closed_by="") | (Q(closed_at__isnull=False) & ~Q(closed_by="")),
            ),
            models.CheckConstraint(
                name="a_meeting_that_was_held_has_its_day",
                condition=Q(state__in=["PLANNED", "CANCELLED"]) | Q(held_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_cancelled_meeting_says_why", condition=~Q(state="CANCELLED") | ~Q(end_reason="")
            ),
            models.CheckConstraint(
                name="a_closed_meeting_has_its_minutes",
                condition=~Q(state="CLOSED") | (~Q(minutes="") & Q(closed_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.planned_on}"


class Member(models.Model):
    """A member of the deliberating body who is expected at a meeting, and whether he came."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="members")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    post = models.CharField(max_length=120, blank=True)
    is_present = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["meeting_id", "id"]
        constraints = [models.UniqueConstraint(name="a_member_is_expected_once", fields=["meeting", "person"])]

    def __str__(self) -> str:
        return self.name


class AgendaItem(models.Model):
    """One thing a meeting studies. `subject` is the case's reference; `proposal` the words that are voted on.

    `interests` keeps whom the conflict graph starts from (`parties`, `involved`, `earlier`), so that it can be drawn
    again at each act from the registry as it stands then. Once checked, the database refuses any change.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=80, db_index=True)
    title = models.CharField(max_length=160)
    proposal = models.CharField(_("表决事项"), max_length=300)
    interests = models.JSONField(default=dict)
    keyed_at = models.DateTimeField(null=True, blank=True)
    keyed_by = models.CharField(max_length=80, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=80, blank=True)
    is_carried = models.BooleanField(null=True, blank=True)
    tally = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [
            models.UniqueConstraint(name="agenda_items_are_numbered_once", fields=["meeting", "number"]),
            models.UniqueConstraint(name="a_meeting_studies_a_subject_once", fields=["meeting", "subject"]),
            models.CheckConstraint(
                name="votes_keyed_at_and_keyed_by_go_together",
                condition=Q(keyed_at=None, keyed_by="") | (Q(keyed_at__isnull=False) & ~Q(keyed_by="")),
            ),
            models.CheckConstraint(
                name="checked_at_checked_by_and_result_go_together",
                condition=Q(checked_at=None, checked_by="", is_carried=None)
                | (Q(checked_at__isnull=False) & ~Q(checked_by="") & Q(is_carried__isnull=False)),
            ),
            models.CheckConstraint(
                name="votes_are_checked_by_somebody_else",
                condition=Q(checked_by="") | (~Q(keyed_by="") & ~Q(checked_by=F("keyed_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Stake(models.Model):
    """Somebody an item touches, as `interests` names him, so that the database can keep the item from him.

    `is_party`: the item is about him, and his kin do not find it either.
    """

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="stakes")
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    is_party = models.BooleanField()

    class Meta:
        ordering = ["item_id", "id"]
        constraints = [models.UniqueConstraint(name="an_item_touches_a_person_once", fields=["item", "person"])]

    def __str__(self) -> str:
        return f"{self.item_id} {self.person_id}"


class Vote(models.Model):
    """One member's vote on one item. A recused member stays on the list with the reason and has no vote."""

    class Value(models.TextChoices):
        AGREE = "AGREE", _("同意")
        AGAINST = "AGAINST", _("不同意")
        DEFER = "DEFER", _("缓议")
        RECUSED = "RECUSED", _("回避")
        ABSENT = "ABSENT", _("缺席")

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="votes")
    member = models.ForeignKey(Member, models.PROTECT, related_name="votes")
    value = models.CharField(max_length=8, choices=Value)
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        ordering = ["item_id", "member_id"]
        constraints = [
            models.UniqueConstraint(name="a_member_has_one_vote_on_an_item", fields=["item", "member"]),
            models.CheckConstraint(
                name="dissent_and_recusal_give_reasons",
                condition=~Q(value__in=["RECUSED", "AGAINST", "DEFER"]) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.value}"


class Topic(models.Model):
    """Something a meeting talks over without a vote: a question of practice, or a case of the casebook (`subject`).

    Basis: SPEC TL-11 (容错纠错工作协调会). The conclusion is written down with the minutes.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="topics")
    number = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=80, blank=True)
    title = models.CharField(_("议题"), max_length=160)
    question = models.TextField(_("要协调什么"))
    conclusion = models.TextField(_("议定意见"), blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [models.UniqueConstraint(name="topics_are_numbered_once", fields=["meeting", "number"])]

    def __str__(self) -> str:
        return self.title


class FollowUp(models.Model):
    """What a meeting left to somebody to do, until when, and what came of it. Each is a duty until it is closed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="follow_ups")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("办什么"), max_length=300)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    person_name = models.CharField(_("由谁办"), max_length=40)
    due_on = models.DateField(_("期限"))
    outcome = models.TextField(_("办得怎样"), blank=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [
            models.UniqueConstraint(name="follow_ups_are_numbered_once", fields=["meeting", "number"]),
            models.CheckConstraint(
                name="follow_up_closed_at_closed_by_and_outcome_together",
                condition=Q(closed_at=None, closed_by="", outcome="")
                | (Q(closed_at__isnull=False) & ~Q(closed_by="") & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]


class Booklet(models.Model):
    """One numbered copy of the material on paper: who has it, and when it came back."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="booklets")
    number = models.PositiveSmallIntegerField(_("份号"))
    holder = models.CharField(_("持册人"), max_length=40)
    handed_out_at = models.DateTimeField()
    handed_out_by = models.CharField(max_length=80)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [
            models.UniqueConstraint(name="booklets_are_numbered_once", fields=["meeting", "number"]),
            models.CheckConstraint(
                name="returned_at_and_returned_by_go_together",
                condition=Q(returned_at=None, returned_by="") | (Q(returned_at__isnull=False) & ~Q(returned_by="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.number}"
