"""What lies in the vault: key holders, sealed records with their shares, and who asked, agreed and looked.

All of it in the database `vault`. Accounts, people and units are plain numbers here: no relation leads into the main
database, and names are written down as they were. What seals it is in `sealing`.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dandang.registry.vault.sealing import SCHEME
from dandang.registry.vault.states import DestructionState, RequestState


class KeyHolder(models.Model):
    """Somebody's key: the public half plain, the private half under Argon2id of a passphrase nobody else knows."""

    account_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True, blank=True)
    body_id = models.BigIntegerField(db_index=True)
    body_name = models.CharField(_("机关"), max_length=120)
    name = models.CharField(_("姓名"), max_length=80)
    public_key = models.BinaryField()
    locked_private_key = models.BinaryField()
    salt = models.BinaryField()
    memory_kib = models.PositiveIntegerField()
    passes = models.PositiveSmallIntegerField()
    lanes = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(_("停用理由"), max_length=200, blank=True)
    wrong_passphrases = models.PositiveSmallIntegerField(default=0)
    waits_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="an_account_has_one_key_in_use", fields=["account_id"], condition=Q(ended_at=None)
            ),
            models.CheckConstraint(
                name="an_ended_key_says_why", condition=Q(ended_at=None) | ~Q(end_reason=""),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} {self.body_name}"


class Sealed(models.Model):
    """One record: a random handle and padded ciphertext. By the day only: a moment may give a reporter away."""

    handle = models.CharField(primary_key=True, max_length=64)
    organ_id = models.BigIntegerField(db_index=True)
    scheme = models.CharField(max_length=40, default=SCHEME)
    ciphertext = models.BinaryField()
    sealed_on = models.DateField()
    destroyed_on = models.DateField(
        null=True, blank=True, help_text="then the ciphertext is empty, files and shares gone"
    )

    def __str__(self) -> str:
        return self.handle


class SealedFile(models.Model):
    """An original file of a record, its name and digest inside the ciphertext."""

    sealed = models.ForeignKey(Sealed, models.PROTECT, related_name="files")
    number = models.PositiveSmallIntegerField()
    ciphertext = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(name="sealed_files_are_numbered_once", fields=["sealed", "number"])]

    def __str__(self) -> str:
        return f"{self.sealed_id} {self.number}"


class Share(models.Model):
    """One body's half of a record's key, towards one other body, wrapped to one of its key holders."""

    sealed = models.ForeignKey(Sealed, models.PROTECT, related_name="shares")
    body_id = models.BigIntegerField()
    with_body_id = models.BigIntegerField()
    holder = models.ForeignKey(KeyHolder, models.PROTECT, related_name="shares")
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_half_is_wrapped_once_to_a_holder", fields=["sealed", "with_body_id", "holder"]
            ),
            models.CheckConstraint(
                name="two_halves_belong_to_two_bodies", condition=~Q(body_id=F("with_body_id"))
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.sealed_id} {self.body_id}-{self.with_body_id}"


class AccessRequest(models.Model):
    """Somebody asks to see an identity: why, under which clause, for how many hours, and how far it has come."""

    sealed = models.ForeignKey(Sealed, models.PROTECT, related_name="requests")
    requester_account_id = models.BigIntegerField(db_index=True)
    requester_person_id = models.BigIntegerField(null=True, blank=True)
    requester_name = models.CharField(_("申请人"), max_length=80)
    requester_body_id = models.BigIntegerField()
    requester_body_name = models.CharField(_("申请人所在机关"), max_length=120)
    key = models.ForeignKey(KeyHolder, models.PROTECT, related_name="+")
    purpose = models.TextField(_("用途"))
    clause = models.CharField(_("依据"), max_length=200)
    hours = models.PositiveSmallIntegerField(_("打开多少小时"))
    max_hours = models.PositiveSmallIntegerField()
    approvers_needed = models.PositiveSmallIntegerField()
    rule_clause = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=RequestState, default=RequestState.REQUESTED)
    requested_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_by = models.CharField(max_length=80, blank=True)
    refusal_reason = models.TextField(_("不批准的理由"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "expires_at"], name="vault_request_by_state")]
        constraints = [
            models.CheckConstraint(
                name="a_request_has_purpose_and_clause", condition=~Q(purpose="") & ~Q(clause="")
            ),
            models.CheckConstraint(
                name="hours_stay_below_the_rule", condition=Q(hours__gte=1) & Q(hours__lte=F("max_hours"))
            ),
            models.CheckConstraint(name="never_fewer_than_two_approve", condition=Q(approvers_needed__gte=2)),
            models.CheckConstraint(
                name="what_was_approved_ends",
                condition=Q(approved_at=None, expires_at=None)
                | Q(approved_at__isnull=False, expires_at__gt=F("approved_at")),
            ),
            models.CheckConstraint(
                name="only_what_was_approved_is_open",
                condition=~Q(state__in=["APPROVED", "OPEN", "EXPIRED"]) | Q(approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_refused_request_says_when_by_whom_and_why",
                condition=(Q(refused_at=None, refused_by="", refusal_reason="") & ~Q(state="REFUSED"))
                | (Q(refused_at__isnull=False, state="REFUSED") & ~Q(refused_by="") & ~Q(refusal_reason="")),
            ),
            models.CheckConstraint(
                name="a_closed_request_says_when_and_by_whom",
                condition=(Q(closed_at=None, closed_by="") & ~Q(state="CLOSED"))
                | (Q(closed_at__isnull=False, state="CLOSED") & ~Q(closed_by="")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.requester_name} {self.get_state_display()}"


class Approval(models.Model):
    """One of the approvals: who, from which body, and why. The requester stands beside it so that the database sees."""

    request = models.ForeignKey(AccessRequest, models.PROTECT, related_name="approvals")
    account_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True, blank=True)
    body_id = models.BigIntegerField()
    body_name = models.CharField(max_length=120)
    name = models.CharField(max_length=80)
    reason = models.TextField(_("理由"))
    requester_account_id = models.BigIntegerField()
    requester_person_id = models.BigIntegerField(null=True, blank=True)
    approved_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="approvers_come_from_different_bodies", fields=["request", "body_id"]),
            models.UniqueConstraint(name="approvers_are_different_accounts", fields=["request", "account_id"]),
            models.UniqueConstraint(name="approvers_are_different_people", fields=["request", "person_id"]),
            models.CheckConstraint(
                name="nobody_approves_his_own_request",
                condition=~Q(account_id=F("requester_account_id"))
                & (
                    Q(person_id__isnull=True)
                    | Q(requester_person_id__isnull=True)
                    | ~Q(person_id=F("requester_person_id"))
                ),
            ),
            models.CheckConstraint(name="an_approval_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.name}"


class Grant(models.Model):
    """An approver's half, wrapped anew to the requester for this request only; gone when the time is over."""

    request = models.ForeignKey(AccessRequest, models.PROTECT, related_name="grants")
    body_id = models.BigIntegerField()
    with_body_id = models.BigIntegerField()
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_half_is_granted_once", fields=["request", "body_id", "with_body_id"])
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.body_id}"


class Look(models.Model):
    """One look at an identity or at an original file; the reporter is told how many, on which day, by which body."""

    class What(models.TextChoices):
        IDENTITY = "IDENTITY", _("身份和原文")
        FILE = "FILE", _("原始文件")

    request = models.ForeignKey(AccessRequest, models.PROTECT, related_name="looks")
    sealed = models.ForeignKey(Sealed, models.PROTECT, related_name="looks")
    what = models.CharField(max_length=10, choices=What)
    looked_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.sealed_id} {self.looked_at:%Y-%m-%d}"


class Destruction(models.Model):
    """A proposal to destroy one record whose time is over: who proposed it, and who of another body agreed or did not.

    The row stays for ever: that something was destroyed, on which day, under which rule, by whom, never what it was.
    """

    sealed = models.ForeignKey(Sealed, models.PROTECT, related_name="destructions")
    state = models.CharField(max_length=10, choices=DestructionState, default=DestructionState.PROPOSED)
    ended_on = models.DateField(_("办结日期"))
    kept_until = models.DateField(_("保存到"))
    rule_clause = models.CharField(max_length=200)
    account_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True, blank=True)
    body_id = models.BigIntegerField()
    body_name = models.CharField(max_length=120)
    name = models.CharField(_("提出人"), max_length=80)
    reason = models.TextField(_("理由"))
    proposed_at = models.DateTimeField()
    other_account_id = models.BigIntegerField(null=True, blank=True)
    other_person_id = models.BigIntegerField(null=True, blank=True)
    other_body_id = models.BigIntegerField(null=True, blank=True)
    other_body_name = models.CharField(max_length=120, blank=True)
    other_name = models.CharField(_("同意或者不同意的人"), max_length=80, blank=True)
    other_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_proposal_to_destroy_waits", fields=["sealed"], condition=Q(state="PROPOSED")
            ),
            models.CheckConstraint(name="a_proposal_to_destroy_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="a_decided_destruction_says_when_by_whom_and_why",
                condition=Q(state="PROPOSED", decided_at=None, other_account_id=None, other_reason="")
                | (
                    ~Q(state="PROPOSED") & Q(decided_at__isnull=False, other_account_id__isnull=False)
                    & ~Q(other_reason="") & ~Q(other_name="")
                ),
            ),
            models.CheckConstraint(
                name="two_people_of_two_bodies_destroy",
                condition=~Q(state="DONE")
                | (
                    Q(other_body_id__isnull=False)
                    & ~Q(other_body_id=F("body_id"))
                    & ~Q(other_account_id=F("account_id"))
                    & (
                        Q(person_id__isnull=True) | Q(other_person_id__isnull=True)
                        | ~Q(other_person_id=F("person_id"))
                    )
                ),
            ),
            models.CheckConstraint(
                name="what_is_destroyed_was_kept_for_a_time", condition=Q(kept_until__gt=F("ended_on"))
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.sealed_id} {self.get_state_display()}"
