"""Accounts: one per natural person, of exactly one standing, with no superuser."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(username=username)


class Account(AbstractBaseUser):
    """Who may sign in. `standing` separates the three administrators from business for good (三员分立)."""

    class Standing(models.TextChoices):
        BUSINESS = "BUSINESS", _("业务人员")
        SYSTEM = "SYSTEM", _("系统管理员")
        SECURITY = "SECURITY", _("安全管理员")
        AUDIT = "AUDIT", _("审计管理员")

    username = models.CharField(_("账号"), max_length=60, unique=True)
    display_name = models.CharField(_("姓名"), max_length=40)
    organisation_ref = models.CharField(max_length=80, blank=True, help_text=_("所在单位"))
    person_ref = models.CharField(max_length=80, blank=True, help_text=_("本人档案"))
    holder_key = models.CharField(max_length=64, blank=True, help_text=_("持有人身份的摘要，防止一人两号"))
    standing = models.CharField(_("身份"), max_length=10, choices=Standing, default=Standing.BUSINESS)
    is_active = models.BooleanField(_("启用"), default=False)
    must_change_password = models.BooleanField(default=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    session_epoch = models.PositiveIntegerField(default=0, help_text=_("加一，则其他地方的登录全部失效"))
    disabled_at = models.DateTimeField(null=True, blank=True)
    disabled_reason = models.CharField(max_length=120, blank=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_account_per_person", fields=["person_ref"], condition=~Q(person_ref="")),
            # 三员分立: whoever holds one of the three standings has no second account of any kind.
            models.UniqueConstraint(name="one_account_per_holder", fields=["holder_key"], condition=~Q(holder_key="")),
            models.CheckConstraint(
                name="administrator_has_a_known_holder", condition=Q(standing="BUSINESS") | ~Q(holder_key="")
            ),
            models.CheckConstraint(
                name="disabled_account_is_not_active", condition=Q(disabled_at=None) | Q(is_active=False)
            ),
            models.CheckConstraint(
                name="disabled_at_and_reason_go_together",
                condition=Q(disabled_at=None, disabled_reason="")
                | (Q(disabled_at__isnull=False) & ~Q(disabled_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    def get_session_auth_hash(self) -> str:
        """A session lives as long as the password and the epoch are those it began with."""
        return salted_hmac("accounts.session", f"{self.session_epoch}:{self.password}", algorithm="sha256").hexdigest()


class SetupLink(models.Model):
    """A one-time address to choose a password. Only its digest is kept, so nobody can read it out of the database."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="setup_links")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="setup_link_ends_after_it_starts", condition=Q(expires_at__gt=F("created_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}"
