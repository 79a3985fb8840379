"""Verbs of the room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dandang.registry.access.kinds import ORG_LEADER, ORG_STAFF, UNIT_OFFICER, Verb

READ = "intake.batch.read"
WRITE = "intake.batch.write"
EXPORT = "intake.export.ask"
APPROVE = "intake.export.answer"

VERBS = {
    READ: Verb(roles=ORG_STAFF | {UNIT_OFFICER}, label=_("查看导入")),
    WRITE: Verb(roles=ORG_STAFF | {UNIT_OFFICER}, label=_("导入干部信息")),
    EXPORT: Verb(roles=ORG_STAFF | {UNIT_OFFICER}, label=_("导出干部信息")),
    APPROVE: Verb(roles=ORG_STAFF | {ORG_LEADER}, label=_("批准导出")),
}

EXPORT_VALID_DAYS = 7

# Smaller files are checked and written at once; larger ones in the background, with a progress bar.
INLINE_BYTES = 2 * 1024 * 1024
