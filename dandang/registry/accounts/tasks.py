"""What the schedule calls: disable accounts nobody uses."""

from __future__ import annotations

from django.utils import timezone

from dandang.foundation.audit.records import Acting
from dandang.registry.accounts import actions


def disable_unused_accounts(actor: Acting) -> list[str]:
    """Disable accounts unused for 90 days and return their names; `actor` is the program itself."""
    return actions.disable_unused_accounts(actor=actor, reason="连续 90 天未使用", at=timezone.now())
