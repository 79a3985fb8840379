"""Role grants: which account holds which role over which branch of the tree, from when to when."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dandang.registry.accounts.models import Account
from dandang.registry.organisations.models import Organisation


class Role(models.TextChoices):
    UNIT_OFFICER = "UNIT_OFFICER", _("单位人事")
    ORG_OFFICER = "ORG_OFFICER", _("组织部门经办")
    ORG_LEADER = "ORG_LEADER", _("组织部门负责人")
    DISCIPLINE_OFFICER = "DISCIPLINE_OFFICER", _("纪检监察经办")
    DISCIPLINE_LEADER = "DISCIPLINE_LEADER", _("纪检监察负责人")
    COMMITTEE_MEMBER = "COMMITTEE_MEMBER", _("党委成员")
    COMMITTEE_SECRETARY = "COMMITTEE_SECRETARY", _("党委书记")
    IDENTITY_CUSTODIAN = "IDENTITY_CUSTODIAN", _("身份保管人")
    SYSTEM_ADMIN = "SYSTEM_ADMIN", _("系统管理员")
    SECURITY_ADMIN = "SECURITY_ADMIN", _("安全管理员")
    AUDIT_ADMIN = "AUDIT_ADMIN", _("审计管理员")


STANDING_OF_ADMIN = {"SYSTEM_ADMIN": "SYSTEM", "SECURITY_ADMIN": "SECURITY", "AUDIT_ADMIN": "AUDIT"}


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def in_force(self, on: date) -> RoleGrantQuerySet:
        """Grants held on the day `on`; the end day is outside, so a role withdrawn today is gone today."""
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gt=on))


class RoleGrant(models.Model):
    """A role held in a period. `standing` is copied from the account and must fit the role."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    standing = models.CharField(max_length=10)
    role = models.CharField(_("角色"), max_length=24, choices=Role)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    granted_by = models.CharField(max_length=60)
    granted_at = models.DateTimeField()

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="role_fits_the_standing_of_its_holder",
                condition=(
                    Q(role="SYSTEM_ADMIN", standing="SYSTEM")
                    | Q(role="SECURITY_ADMIN", standing="SECURITY")
                    | Q(role="AUDIT_ADMIN", standing="AUDIT")
                    | (Q(standing="BUSINESS") & ~Q(role__in=list(STANDING_OF_ADMIN)))
                ),
            ),
            models.CheckConstraint(
                name="business_role_has_a_branch",
                condition=Q(role__in=list(STANDING_OF_ADMIN)) | Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="grant_ends_after_it_starts", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            models.UniqueConstraint(
                name="one_open_grant_per_role_and_branch",
                fields=["account", "role", "organisation"],
                condition=Q(ends_on=None),
            ),
            # Two empty branches are not equal to a database, so administrators need a line of their own.
            models.UniqueConstraint(
                name="one_open_grant_per_administrator",
                fields=["account", "role"],
                condition=Q(ends_on=None, organisation=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.role}"
