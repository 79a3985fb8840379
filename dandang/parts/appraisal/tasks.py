"""What the worker carries out: one queued scoring."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from dandang.registry.access import queries as access

from .actions import runs


@task()
def score_cycle(run_id: int, account_id: int | None) -> None:
    """Score a queued run with the rights its requester has now."""
    actor = access.actor_by_account(account_id, on=timezone.localdate()) if account_id else access.system_actor("计分")
    runs.carry_out(actor=actor, run_id=run_id, at=timezone.now())
