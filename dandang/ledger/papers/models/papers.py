"""A paper with its versions, its printed files and the series of its number. Triggers keep what is signed."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dandang.ledger.papers.states import Desk, State
from dandang.registry.organisations.models import in_branches

_UNSIGNED = ("DRAFT", "RETURNED", "CHECKED", "DROPPED")
_WITH_NUMBER = ("NUMBERED", "SEALED", "SERVED")


class Series(models.Model):
    """The last number an organ gave under a code word in a year. A word belongs to one organ; locked while counting."""

    organ = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    word = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(name="one_series_per_word_and_year", fields=["word", "year"])]

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.last}号"


class PaperQuerySet(models.QuerySet["Paper"]):
    def within(self, paths: tuple[str, ...], desks: frozenset[str]) -> PaperQuerySet:
        """Those of these desks in the branches at `paths`."""
        return self.filter(in_branches("organ__path", paths), desk__in=desks)


class Paper(models.Model):
    """One official paper. `kind` is a key of documents, `subject` the reference of what it is about, `data` its facts.

    `person` is the person concerned, who has no hand in it. `…_by` are references to accounts, `…_person` whose
    accounts they are, so that one person with two accounts still counts once. Signed on paper, `signed_by` is empty,
    `signer_person` signed, and `keyed_by` keyed the scan.
    """

    kind = models.CharField(_("文书"), max_length=40)
    subject = models.CharField(max_length=80)
    organ = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("机关"))
    desk = models.CharField(max_length=10, choices=Desk)
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("标题"), max_length=200)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(default=1)
    data = models.JSONField(encoder=DjangoJSONEncoder)
    word = models.CharField(max_length=12, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    sequence = models.PositiveIntegerField(null=True, blank=True)
    number = models.CharField(_("文号"), max_length=40, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=80)
    drafter_name = models.CharField(_("拟稿"), max_length=60)
    drafter_person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.CharField(max_length=80, blank=True)
    checker_name = models.CharField(_("核稿"), max_length=60, blank=True)
    checker_person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_on = models.DateField(_("签发日期"), null=True, blank=True)
    signed_by = models.CharField(max_length=80, blank=True)
    signer_name = models.CharField(_("签发"), max_length=60, blank=True)
    signer_person = models.ForeignKey("people.Person", models.PROTECT, null=True, blank=True, related_name="+")
    keyed_by = models.CharField(max_length=80, blank=True)
    keyer_name = models.CharField(_("代录"), max_length=60, blank=True)
    numbered_at = models.DateTimeField(null=True, blank=True)
    numbered_by = models.CharField(max_length=80, blank=True)
    sealed_at = models.DateTimeField(null=True, blank=True)
    sealed_by = models.CharField(max_length=80, blank=True)
    sealer_name = models.CharField(_("用印"), max_length=60, blank=True)
    filed_at = models.DateTimeField(null=True, blank=True)
    filed_by = models.CharField(max_length=80, blank=True)
    original_location = models.CharField(_("原件存放处"), max_length=120, blank=True)
    dropped_reason = models.CharField(_("废止理由"), max_length=300, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(name="paper_by_subject", fields=["subject"]),
            models.Index(name="paper_by_organ_and_state", fields=["organ", "state"]),
        ]
        constraints = [
            models.UniqueConstraint(name="a_number_is_given_once", fields=["number"], condition=~Q(number="")),
            models.UniqueConstraint(
                name="a_place_in_a_series_is_taken_once",
                fields=["word", "year", "sequence"],
                condition=Q(sequence__isnull=False),
            ),
            models.CheckConstraint(name="drafted_at_and_drafted_by_go_together", condition=~Q(drafted_by="")),
            models.CheckConstraint(
                name="paper_checked_at_and_checked_by_go_together",
                condition=Q(checked_at=None, checked_by="") | (Q(checked_at__isnull=False) & ~Q(checked_by="")),
            ),
            models.CheckConstraint(
                name="signed_by_a_hand_or_keyed_from_paper",
                condition=Q(signed_at=None, signed_on=None, signed_by="", signer_name="", keyed_by="")
                | (
                    Q(signed_at__isnull=False, signed_on__isnull=False)
                    & ~Q(signer_name="")
                    & (
                        (~Q(signed_by="") & Q(keyed_by=""))
                        | (Q(signed_by="", signer_person__isnull=False) & ~Q(keyed_by=""))
                    )
                ),
            ),
            models.CheckConstraint(
                name="paper_number_is_whole",
                condition=Q(number="", word="", year=None, sequence=None, numbered_at=None, numbered_by="")
                | (
                    ~Q(number="")
                    & ~Q(word="")
                    & Q(year__isnull=False, sequence__gt=0, numbered_at__isnull=False)
                    & ~Q(numbered_by="")
                ),
            ),
            models.CheckConstraint(
                name="sealed_at_and_sealed_by_go_together",
                condition=Q(sealed_at=None, sealed_by="") | (Q(sealed_at__isnull=False) & ~Q(sealed_by="")),
            ),
            models.CheckConstraint(
                name="filed_at_and_filed_by_go_together",
                condition=Q(filed_at=None, filed_by="") | (Q(filed_at__isnull=False) & ~Q(filed_by="")),
            ),
            models.CheckConstraint(
                name="checker_is_not_drafter",
                condition=~Q(checked_by=F("drafted_by")) & ~Q(checker_person=F("drafter_person")),
            ),
            models.CheckConstraint(
                name="signer_is_neither_drafter_nor_checker",
                condition=~Q(signed_by=F("drafted_by"))
                & (Q(signed_by="") | ~Q(signed_by=F("checked_by")))
                & ~Q(signer_person=F("drafter_person"))
                & ~Q(signer_person=F("checker_person")),
            ),
            models.CheckConstraint(
                name="no_signature_without_check", condition=Q(signed_at=None) | Q(checked_at__isnull=False)
            ),
            models.CheckConstraint(
                name="signed_states_and_signature_go_together",
                condition=Q(state__in=_UNSIGNED, signed_at=None)
                | (~Q(state__in=_UNSIGNED) & Q(signed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="no_number_without_signature", condition=Q(number="") | Q(signed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="numbered_states_have_a_number", condition=~Q(state__in=_WITH_NUMBER) | ~Q(number="")
            ),
            models.CheckConstraint(name="no_seal_without_number", condition=Q(sealed_at=None) | ~Q(number="")),
            models.CheckConstraint(
                name="dropped_with_a_reason",
                condition=(Q(state="DROPPED") & ~Q(dropped_reason="")) | (~Q(state="DROPPED") & Q(dropped_reason="")),
            ),
            models.CheckConstraint(
                name="filed_state_and_filing_go_together",
                condition=Q(state="FILED", filed_at__isnull=False) | (~Q(state="FILED") & Q(filed_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class Version(models.Model):
    """The words of a paper as one draft had them; kept when it was returned, with who returned it and why."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    data = models.JSONField(encoder=DjangoJSONEncoder)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=80)
    drafter_name = models.CharField(max_length=60)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.CharField(max_length=80, blank=True)
    returner_name = models.CharField(max_length=60, blank=True)
    reason = models.TextField(_("退回理由"), blank=True)

    class Meta:
        ordering = ["paper_id", "number"]
        constraints = [
            models.UniqueConstraint(name="one_row_per_version", fields=["paper", "number"]),
            models.CheckConstraint(name="version_drafted_at_and_drafted_by_go_together", condition=~Q(drafted_by="")),
            models.CheckConstraint(
                name="returned_at_returned_by_and_reason_go_together",
                condition=Q(returned_at=None, returned_by="", reason="")
                | (Q(returned_at__isnull=False) & ~Q(returned_by="") & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} v{self.number}"


class Print(models.Model):
    """A file of the paper, kept for good: as signed, as numbered, or the scan of the signed original."""

    class Stage(models.TextChoices):
        SIGNED = "SIGNED", _("签发稿")
        NUMBERED = "NUMBERED", _("正式文本")
        SCAN = "SCAN", _("签字原件扫描件")

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="prints")
    stage = models.CharField(max_length=10, choices=Stage)
    file = models.FileField(upload_to="papers/")
    form = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    check_code = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["paper_id", "id"]
        constraints = [
            models.UniqueConstraint(name="one_file_per_stage", fields=["paper", "stage"]),
            models.CheckConstraint(name="print_has_a_digest", condition=~Q(sha256="") & ~Q(check_code="")),
            models.CheckConstraint(name="made_at_and_made_by_go_together", condition=~Q(made_by="")),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.stage}"
