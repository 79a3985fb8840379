"""How running the installation says no."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, Refusal


class CalendarNeedsReason(BadInput):
    """A calendar is changed without saying why."""

    code = "calendar_needs_reason"

    def __init__(self) -> None:
        super().__init__(_("请写明依据哪个通知、为什么修改。已经算出的期限会受影响"), field="reason")


class BackupRefused(Refusal):
    """A backup that cannot be made, trusted or restored; the sentence says which and what to do."""

    code = "backup_refused"
