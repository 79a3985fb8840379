"""What the worker carries out: the check or the writing of a large import."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from dandang.foundation.ground.refusal import Refusal
from dandang.interchange.intake import actions, kinds
from dandang.interchange.intake.models import Batch
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor


def _actor(account_id: int | None) -> Actor:
    """Whoever asked, with the rights of now."""
    if account_id is None:
        return access.system_actor("导入")
    return access.actor_by_account(account_id, on=timezone.localdate())


@task()
def check_batch(batch_id: int, account_id: int | None) -> None:
    """Read a large file and set out what it would change."""
    actions.check_batch(actor=_actor(account_id), batch_id=batch_id, at=timezone.now())


@task()
def apply_batch(batch_id: int, account_id: int | None) -> None:
    """Write a large import. A refusal leaves it checked as it was; its page then says what stands against it."""
    try:
        actions.apply_batch(actor=_actor(account_id), batch_id=batch_id, at=timezone.now())
    except Refusal:
        actions.check_batch(actor=_actor(account_id), batch_id=batch_id, at=timezone.now())


def is_large(batch: Batch) -> bool:
    """Whether the import is worth the background: small files are done before the page has loaded."""
    return batch.size > kinds.INLINE_BYTES


def start_check(batch: Batch, account_id: int | None) -> None:
    """Put a check into the queue."""
    check_batch.enqueue(batch.pk, account_id)


def start_apply(batch: Batch, account_id: int | None) -> None:
    """Put a write into the queue."""
    apply_batch.enqueue(batch.pk, account_id)
