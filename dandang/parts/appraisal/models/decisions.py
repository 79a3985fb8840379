"""What people decide: the sealing meeting with its votes, and the notice to each person."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .cycles import CycleUnit, Participant


class SealingMeeting(models.Model):
    """The meeting of the committee that fixed a unit's grades, with who was expected, present and recused."""

    unit = models.OneToOneField(CycleUnit, models.PROTECT, related_name="sealing")
    body_name = models.CharField(_("考核委员会"), max_length=120)
    held_on = models.DateField(_("会议日期"))
    place = models.CharField(_("地点"), max_length=80, blank=True)
    chair = models.CharField(_("主持人"), max_length=40)
    recorder = models.CharField(_("记录人"), max_length=40)
    minutes = models.TextField(_("会议纪要"), blank=True)
    recorded_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.body_name} {self.held_on}"


class SealingVote(models.Model):
    """One member's vote on the unit's list. A recused member stays on the list with the reason and has no vote."""

    class Value(models.TextChoices):
        AGREE = "AGREE", _("同意")
        AGAINST = "AGAINST", _("不同意")
        DEFER = "DEFER", _("缓议")
        RECUSED = "RECUSED", _("回避")
        ABSENT = "ABSENT", _("缺席")

    meeting = models.ForeignKey(SealingMeeting, models.PROTECT, related_name="votes")
    member_name = models.CharField(_("成员"), max_length=40)
    member_post = models.CharField(_("职务"), max_length=120, blank=True)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    value = models.CharField(max_length=8, choices=Value)
    reason = models.CharField(_("理由"), max_length=240, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_member_votes_once", fields=["meeting", "member_name"]),
            models.CheckConstraint(
                name="recusal_and_dissent_have_reasons",
                condition=~Q(value__in=["RECUSED", "AGAINST", "DEFER"]) | ~Q(reason=""),
            ),
        ]
        ordering = ["meeting_id", "id"]

    def __str__(self) -> str:
        return f"{self.member_name} {self.value}"


class ResultNotice(models.Model):
    """The written notice of the result, its acknowledgement and the person's opinion, on screen or on paper."""

    class Way(models.TextChoices):
        SCREEN = "SCREEN", _("本人在线签收")
        PAPER = "PAPER", _("纸质签收，代录")

    participant = models.OneToOneField(Participant, models.PROTECT, related_name="notice")
    number = models.CharField(_("文号"), max_length=60, blank=True)
    served_on = models.DateField(_("送达日期"))
    served_by = models.CharField(max_length=60)
    acknowledged_on = models.DateField(_("签收日期"), null=True, blank=True)
    way = models.CharField(max_length=8, choices=Way, blank=True)
    agrees = models.BooleanField(null=True, blank=True)
    opinion = models.TextField(_("本人意见"), blank=True)
    keyed_by = models.CharField(_("代录人"), max_length=60, blank=True)
    scan = models.FileField(_("签收扫描件"), upload_to="appraisal/notices/", blank=True)
    scan_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="acknowledged_day_and_way_go_together",
                condition=Q(acknowledged_on=None, way="") | (Q(acknowledged_on__isnull=False) & ~Q(way="")),
            ),
            models.CheckConstraint(
                name="a_paper_receipt_names_its_clerk_and_scan",
                condition=~Q(way="PAPER") | (~Q(keyed_by="") & ~Q(scan="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.served_on}"
