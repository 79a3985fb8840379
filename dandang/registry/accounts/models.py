"""Accounts: one per natural person, of exactly one standing, with no superuser."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
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
    standing = models.CharField(_("身份"), max_length=10, choices=Standing, default=Standing.BUSINESS)
    is_active = models.BooleanField(_("启用"), default=False)
    must_change_password = models.BooleanField(default=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    email = ""  # allauth asks; addresses are not collected

    objects = AccountManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_account_per_person", fields=["person_ref"], condition=~Q(person_ref="")
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name
