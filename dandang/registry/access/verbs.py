"""The verbs of this room and of the rooms below it (audit, accounts, organisations, people)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dandang.registry.access.kinds import (
    AUDIT_ADMIN,
    CADRE,
    COMMITTEE,
    DISCIPLINE_STAFF,
    ORG_STAFF,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
    UNIT_OFFICER,
    Verb,
    register_verbs,
)

_READERS = ORG_STAFF | DISCIPLINE_STAFF | COMMITTEE | {UNIT_OFFICER}
_WRITERS = ORG_STAFF | {UNIT_OFFICER}


def register() -> None:
    """Put the verbs into the registry; called once at start-up."""
    register_verbs(
        {
            "accounts.account.list": Verb(roles={SYSTEM_ADMIN, SECURITY_ADMIN}, label=_("查看账号"), scope="admin"),
            "accounts.account.create": Verb(roles={SYSTEM_ADMIN}, label=_("建立账号"), scope="admin"),
            "accounts.account.reset": Verb(roles={SYSTEM_ADMIN}, label=_("重置密码"), scope="admin"),
            "accounts.account.disable": Verb(roles={SYSTEM_ADMIN}, label=_("停用账号"), scope="admin"),
            "access.role.grant": Verb(roles={SECURITY_ADMIN}, label=_("授予和收回角色"), scope="admin"),
            "access.staffing.read": Verb(roles={SYSTEM_ADMIN, SECURITY_ADMIN}, label=_("核对人员配备"), scope="admin"),
            "audit.log.read": Verb(roles={AUDIT_ADMIN}, label=_("查看审计日志"), scope="admin"),
            "organisations.unit.read": Verb(roles=_READERS, label=_("查看单位")),
            "organisations.unit.write": Verb(roles=ORG_STAFF, label=_("维护机构")),
            "people.roster.read": Verb(roles=_READERS, label=_("查看干部名册")),
            "people.own.read": Verb(roles={CADRE}, label=_("查看自己的档案"), scope="own"),
            "people.file.read": Verb(roles=_READERS | {CADRE}, label=_("查看干部档案")),
            "people.file.write": Verb(roles=_WRITERS, label=_("修改干部档案")),
            "people.file.export": Verb(roles=_WRITERS, label=_("导出干部档案")),
        }
    )
