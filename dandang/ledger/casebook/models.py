"""Entries of the casebook: their parts before and after anonymising, every marking, and what they are browsed by."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dandang.ledger.casebook.states import Decided, Desk, Field, MarkKind, Part, State


class EntryQuerySet(models.QuerySet["Entry"]):
    def readable(self) -> EntryQuerySet:
        """Approved and not in doubt: what everybody may read."""
        return self.filter(state=State.APPROVED, doubted_at=None)


class Entry(models.Model):
    """One case as it is taught. Only the year and the region of the case are kept, no day and no unit; none where a
    report from elsewhere gave none.

    `source` is the reference of the case it is drawn from; an entry from elsewhere has none and cites where it was
    reported. `doubt` hides an approved entry until a person has looked at it again. `title` is the anonymised one.
    `desk` drew it up: whoever changes the case, the next step is the desk's.
    """

    number = models.CharField(_("编号"), max_length=20, unique=True)
    title = models.CharField(_("标题"), max_length=120)
    source = models.CharField(max_length=80, blank=True, db_index=True)
    citation = models.CharField(_("出处"), max_length=300, blank=True)
    is_sample = models.BooleanField(_("样例"), default=False)
    organ = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    organ_path = models.CharField(max_length=80, db_index=True)
    desk = models.CharField(max_length=10, choices=Desk)
    kind = models.CharField(_("类别"), max_length=30)
    kind_label = models.CharField(max_length=40)
    outcome = models.CharField(max_length=30, blank=True)
    outcome_label = models.CharField(_("结论"), max_length=60)
    region = models.CharField(_("地区"), max_length=6)
    year = models.PositiveSmallIntegerField(_("年份"), null=True, blank=True)
    field = models.CharField(_("领域"), max_length=12, choices=Field)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    risk_note = models.TextField(_("对剩余风险的说明"), blank=True)
    end_reason = models.CharField(_("撤下的理由"), max_length=300, blank=True)
    return_reason = models.CharField(_("退回的理由"), max_length=300, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=80)
    drafter_person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=80, blank=True)
    checker_person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=80, blank=True)
    doubt = models.CharField(_("存疑的原因"), max_length=300, blank=True)
    doubted_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-approved_at"], name="casebook_by_approval")]
        constraints = [
            models.UniqueConstraint(
                name="one_entry_in_use_for_a_case", fields=["source"], condition=~Q(source="") & ~Q(state="WITHDRAWN")
            ),
            models.CheckConstraint(
                name="an_entry_has_a_case_or_says_where_it_was_reported", condition=~Q(source="") | ~Q(citation="")
            ),
            models.CheckConstraint(
                name="entry_checked_at_and_checked_by_go_together",
                condition=Q(checked_at=None, checked_by="") | (Q(checked_at__isnull=False) & ~Q(checked_by="")),
            ),
            models.CheckConstraint(
                name="entry_approved_at_and_approved_by_go_together",
                condition=Q(approved_at=None, approved_by="") | (Q(approved_at__isnull=False) & ~Q(approved_by="")),
            ),
            models.CheckConstraint(
                name="an_approved_entry_was_checked_and_approved",
                condition=~Q(state="APPROVED") | (Q(approved_at__isnull=False) & Q(checked_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="an_entry_is_approved_by_somebody_else",
                condition=Q(approved_by="") | (~Q(approved_by=F("drafted_by")) & ~Q(approved_by=F("checked_by"))),
            ),
            models.CheckConstraint(
                name="entry_ended_at_ended_by_and_reason_go_together",
                condition=Q(ended_at=None, ended_by="", end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(end_reason="")),
            ),
            models.CheckConstraint(
                name="a_doubt_has_its_day_and_its_reason",
                condition=Q(doubted_at=None, doubt="") | (Q(doubted_at__isnull=False) & ~Q(doubt="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Section(models.Model):
    """One part of an entry: as the file says it, and as it is shown. `text` follows from `original` and the markings.

    `original` is read by the office that owns the case only.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="sections")
    part = models.CharField(max_length=12, choices=Part)
    original = models.TextField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["entry_id", "id"]
        constraints = [models.UniqueConstraint(name="an_entry_has_each_part_once", fields=["entry", "part"])]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.part}"


class Marking(models.Model):
    """A piece of text that may tell who it was, found by the assistant or by a person, and what a person decided.

    `places` holds the starts of each occurrence by part, so that the same two characters inside a word stay.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="markings")
    span = models.CharField(_("原文"), max_length=120)
    kind = models.CharField(max_length=10, choices=MarkKind)
    suggestion = models.CharField(_("建议写成"), max_length=120)
    replacement = models.CharField(_("写成"), max_length=120, blank=True)
    places = models.JSONField(default=dict)
    is_by_hand = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=Decided, default=Decided.OPEN)
    reason = models.CharField(_("保留的理由"), max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["entry_id", "id"]
        constraints = [
            models.UniqueConstraint(name="a_span_is_marked_once_in_an_entry", fields=["entry", "span"]),
            models.CheckConstraint(
                name="marking_decided_at_and_decided_by_go_together",
                condition=Q(decided_at=None, decided_by="", state="OPEN")
                | (Q(decided_at__isnull=False) & ~Q(decided_by="") & ~Q(state="OPEN")),
            ),
            models.CheckConstraint(
                name="what_is_kept_says_why_and_what_is_replaced_by_what",
                condition=Q(state="OPEN")
                | (Q(state="KEPT") & ~Q(reason=""))
                | (Q(state="CONFIRMED") & ~Q(replacement="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.kind}"


class Trait(models.Model):
    """What an entry is browsed by: an element with its side, a distinction, an item of a list."""

    class Group(models.TextChoices):
        ELEMENT = "ELEMENT", _("要件")
        DISTINCTION = "DISTINCTION", _("三个区分")
        LIST_ITEM = "LIST_ITEM", _("清单条目")

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="traits")
    group = models.CharField(max_length=12, choices=Group)
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    side = models.CharField(max_length=10, blank=True)
    side_label = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["entry_id", "id"]
        indexes = [models.Index(fields=["group", "code", "side"], name="casebook_by_trait")]
        constraints = [models.UniqueConstraint(name="a_trait_once_in_an_entry", fields=["entry", "group", "code"])]

    def __str__(self) -> str:
        return f"{self.label} {self.side_label}"


class Cited(models.Model):
    """A clause the case was decided by."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="clauses")
    text = models.CharField(max_length=160)
    url = models.CharField(max_length=200, blank=True)
    reliability = models.CharField(max_length=2, blank=True)

    class Meta:
        ordering = ["entry_id", "id"]
        constraints = [models.UniqueConstraint(name="a_clause_once_in_an_entry", fields=["entry", "text"])]

    def __str__(self) -> str:
        return self.text


class Circular(models.Model):
    """典型案例通报: several approved entries with a lead-in and a closing, drafted as one official paper."""

    title = models.CharField(_("标题"), max_length=120)
    organ = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    organ_path = models.CharField(max_length=80, db_index=True)
    addressee = models.CharField(_("主送"), max_length=200)
    lead_in = models.TextField(_("引言"))
    closing = models.TextField(_("要求"))
    paper_id = models.PositiveBigIntegerField(null=True, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class Chosen(models.Model):
    """An entry in a circular, in its order."""

    circular = models.ForeignKey(Circular, models.CASCADE, related_name="chosen")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["circular_id", "position"]
        constraints = [
            models.UniqueConstraint(name="an_entry_once_in_a_circular", fields=["circular", "entry"]),
            models.UniqueConstraint(name="one_entry_a_place_in_a_circular", fields=["circular", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.circular_id} {self.position}"
