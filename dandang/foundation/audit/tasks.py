"""What the schedule calls: sign the head of the record every fifteen minutes."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from dandang.foundation.audit import actions


def write_due_checkpoint() -> str:
    """Write a checkpoint into the configured folder; return its name, or empty when there is nothing to sign."""
    path = actions.write_checkpoint(settings.AUDIT_CHECKPOINTS, at=timezone.now())
    return path.name if path else ""
