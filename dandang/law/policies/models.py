"""Documents, their editions, clauses and values, the catalogue of keys; drafts of regions; full texts.

Editions never change once loaded.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dandang.law.policies.states import CheckResult, DraftState, TextState
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person

RELIABILITIES = ["A", "B", "C"]


class EditionQuerySet(models.QuerySet["Edition"]):
    def in_force_on(self, day: date) -> EditionQuerySet:
        """Begun, and the end day not reached."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gt=day))


class Key(models.Model):
    """One thing a rule can speak about, from `packs/keys.yaml`. Labels may be reworded; a unit never changes."""

    key = models.CharField(_("事项代码"), max_length=100, unique=True)
    label = models.CharField(_("事项"), max_length=60)
    unit = models.CharField(_("单位"), max_length=20)
    subject = models.CharField(_("主题"), max_length=20)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.label


class Document(models.Model):
    """A law, rule or opinion over all its editions. `title` is that of the latest edition."""

    key = models.CharField(max_length=40, unique=True)
    title = models.CharField(_("文件名称"), max_length=120)
    short = models.CharField(_("简称"), max_length=12)
    issuer = models.CharField(_("制定机关"), max_length=60)
    level = models.CharField(_("层级"), max_length=10)
    region = models.CharField(_("政区"), max_length=6)
    subject = models.CharField(_("主题"), max_length=20)

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """One edition as its pack says. `body` and `digest` never change.

    `ends_on` is set when a later edition supersedes this one.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions")
    title = models.CharField(_("文件名称"), max_length=120)
    issuer = models.CharField(_("制定机关"), max_length=60)
    number = models.CharField(_("文号"), max_length=60, blank=True)
    starts_on = models.DateField(_("适用起始日"))
    starts_on_reliability = models.CharField(max_length=1)
    starts_on_note = models.CharField(max_length=200, blank=True)
    ends_on = models.DateField(_("不再适用之日"), null=True, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_edition_per_document_and_first_day", fields=["document", "starts_on"]),
            models.CheckConstraint(
                name="edition_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(
                name="edition_reliability_is_a_b_or_c", condition=Q(starts_on_reliability__in=RELIABILITIES)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """document@first day, as citations and settled rows keep it."""
        return f"{self.document.key}@{self.starts_on.isoformat()}"


class Clause(models.Model):
    """One clause of an edition in our own words."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="clauses")
    code = models.CharField(max_length=30)
    label = models.CharField(_("条款"), max_length=40, blank=True)
    part = models.CharField(_("部分"), max_length=20, blank=True)
    item = models.CharField(_("点"), max_length=20, blank=True)
    summary = models.TextField(_("我们的摘要"))
    reliability = models.CharField(max_length=1)
    source = models.CharField(_("出处"), max_length=300)
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="one_clause_per_edition_and_code", fields=["edition", "code"]),
            models.CheckConstraint(name="clause_reliability_is_a_b_or_c", condition=Q(reliability__in=RELIABILITIES)),
        ]

    def __str__(self) -> str:
        return self.label or self.code


class Value(models.Model):
    """What one clause says about one key. `value` null is 未规定. `region` and the period are copies for the index."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="values")
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="values")
    key = models.ForeignKey(Key, models.PROTECT, related_name="values")
    region = models.CharField(max_length=6)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    value = models.JSONField(null=True)
    unit = models.CharField(max_length=20)
    sense = models.CharField(max_length=10)
    reliability = models.CharField(max_length=1)
    checked_on = models.DateField(_("核对日期"))
    note = models.CharField(max_length=200, blank=True)
    cap = models.IntegerField(null=True, blank=True)
    floor = models.IntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="value_of_key_and_region", fields=["key", "region", "starts_on"])]
        constraints = [
            models.UniqueConstraint(name="one_value_per_edition_and_key", fields=["edition", "key"]),
            models.CheckConstraint(
                name="value_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
            models.CheckConstraint(name="value_reliability_is_a_b_or_c", condition=Q(reliability__in=RELIABILITIES)),
        ]

    def __str__(self) -> str:
        return f"{self.key_id} {self.starts_on}"


class Shelf(models.Model):
    """One row that changes with every load, so that each process knows when its copy of the values is old.

    `facts` is the catalogue of facts of `packs/facts.yaml`; one that left the file stays, as tables may read it.
    """

    version = models.CharField(max_length=64)
    facts = models.JSONField(default=list)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.version


class Draft(models.Model):
    """An edition a region writes for itself. `body` has the shape of a pack and may still have gaps.

    `version` counts the changes: whoever saves says which one he saw. `organisation` is the region's own node in the
    tree, over whose branch the right to write is asked. `examples` are facts with the advice expected.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    region = models.CharField(_("政区"), max_length=6)
    document_key = models.CharField(_("文件代码"), max_length=40)
    title = models.CharField(_("文件名称"), max_length=120)
    copied_from = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.JSONField()
    examples = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(_("状态"), max_length=10, choices=DraftState, default=DraftState.DRAFT)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=60)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.CharField(max_length=60, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.CharField(max_length=60, blank=True)
    return_reason = models.TextField(_("退回理由"), blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=60, blank=True)
    approver = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.OneToOneField(Edition, models.PROTECT, null=True, blank=True, related_name="draft")

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_draft_per_document",
                fields=["document_key"],
                condition=Q(state__in=[DraftState.DRAFT, DraftState.SUBMITTED, DraftState.RETURNED]),
            ),
            models.CheckConstraint(
                name="draft_submitted_at_and_submitted_by_go_together",
                condition=Q(submitted_at=None, submitted_by="") | (Q(submitted_at__isnull=False) & ~Q(submitted_by="")),
            ),
            models.CheckConstraint(
                name="draft_returned_at_and_returned_by_go_together",
                condition=Q(returned_at=None, returned_by="", return_reason="")
                | (Q(returned_at__isnull=False) & ~Q(returned_by="") & ~Q(return_reason="")),
            ),
            models.CheckConstraint(
                name="draft_approved_at_and_approved_by_go_together",
                condition=Q(approved_at=None, approved_by="", approver=None, edition=None)
                | (Q(approved_at__isnull=False, approver__isnull=False, edition__isnull=False) & ~Q(approved_by="")),
            ),
            models.CheckConstraint(
                name="draft_is_approved_by_another_account_than_its_own",
                condition=Q(approved_by="") | (~Q(approved_by=F("drafted_by")) & ~Q(approved_by=F("submitted_by"))),
            ),
            models.CheckConstraint(
                name="an_approved_draft_has_its_edition",
                condition=(Q(state=DraftState.APPROVED) & Q(approved_at__isnull=False))
                | (~Q(state=DraftState.APPROVED) & Q(approved_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DraftChange(models.Model):
    """Who changed what in a draft, so that a second officer sees whose words stand there now."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="changes")
    version = models.PositiveIntegerField()
    section = models.CharField(max_length=20)
    what = models.CharField(_("改了什么"), max_length=120)
    writer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(name="one_change_per_draft_and_version", fields=["draft", "version"]),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.version}"


class FullText(models.Model):
    """The whole text of an edition, cut into parts and items; nothing of it decides anything before it is confirmed."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="full_texts")
    title = models.CharField(_("文件名称"), max_length=200, blank=True)
    preamble = models.TextField(_("引言"), blank=True)
    warnings = models.JSONField(default=list)
    file_name = models.CharField(_("文件名"), max_length=120)
    digest = models.CharField(max_length=64)
    state = models.CharField(_("状态"), max_length=10, choices=TextState, default=TextState.PROPOSED)
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=60)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-imported_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_confirmed_text_per_edition", fields=["edition"], condition=Q(state=TextState.CONFIRMED)
            ),
            models.UniqueConstraint(
                name="one_proposed_text_per_edition", fields=["edition"], condition=Q(state=TextState.PROPOSED)
            ),
            models.CheckConstraint(
                name="text_confirmed_at_and_confirmed_by_go_together",
                condition=Q(confirmed_at=None, confirmed_by="") | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="")),
            ),
            models.CheckConstraint(
                name="a_confirmed_text_says_by_whom",
                condition=~Q(state=TextState.CONFIRMED) | Q(confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.file_name}"


class TextPart(models.Model):
    """One part of a full text; `no` is empty where the text numbers none."""

    full_text = models.ForeignKey(FullText, models.PROTECT, related_name="parts")
    position = models.PositiveIntegerField()
    no = models.CharField(_("部分"), max_length=20, blank=True)
    title = models.CharField(_("标题"), max_length=300, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="one_part_per_text_and_place", fields=["full_text", "position"])]

    def __str__(self) -> str:
        return f"{self.no} {self.title}".strip()


class TextItem(models.Model):
    """One numbered item; `no` as written: 11 or 第十二条之一."""

    part = models.ForeignKey(TextPart, models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    no = models.CharField(_("点"), max_length=20)
    text = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(name="one_item_per_part_and_place", fields=["part", "position"])]

    def __str__(self) -> str:
        return self.no


class ValueCheck(models.Model):
    """One comparison of a stored value with the official text. The edition stays; a difference asks for a new one."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="checks")
    key = models.ForeignKey(Key, models.PROTECT, related_name="checks")
    checked_on = models.DateField(_("核对日期"))
    source = models.CharField(_("对照的文本"), max_length=200)
    result = models.CharField(_("核对结果"), max_length=10, choices=CheckResult)
    note = models.TextField(_("说明"), blank=True)
    second_reader = models.CharField(_("一同核对的人"), max_length=60, blank=True)
    checker = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        ordering = ["-checked_on", "-pk"]
        indexes = [models.Index(name="check_of_edition_and_key", fields=["edition", "key"])]
        constraints = [
            models.CheckConstraint(
                name="a_difference_says_what_the_text_says", condition=~Q(result=CheckResult.DIFFERENT) | ~Q(note="")
            ),
            models.CheckConstraint(name="check_names_the_text_it_used", condition=~Q(source="")),
            models.CheckConstraint(name="check_recorded_at_and_recorded_by_go_together", condition=~Q(recorded_by="")),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.key_id} {self.checked_on}"
